extension SubscriptionPage {
  /// The hash of `style` in the page's security policy.
  static let styleHash: StaticString = "sha256-By4d/400dKqmg8PYtV8ZopUWOckf00uG99F9uKcOjGQ="

  /// The style sheet.
  static let style: StaticString = """
    :root { color-scheme: light dark; --ink: #1a232e; --soft: #4a5563; --line: #d5dae0; --edge: #6f7a86; --paper: #fff;
      --ground: #f3f5f7; --link: #0b5a92; --on: #fff; --tint: #e6f0f8; --note: #fff4d9; --rule: #9a6200 }
    @media (prefers-color-scheme: dark) {
      :root { --ink: #e9ecf0; --soft: #b3bcc6; --line: #38424d; --edge: #8d98a4; --paper: #1a2027; --ground: #11151a;
        --link: #8dc5f4; --on: #0a1824; --tint: #1e3040; --note: #362b12; --rule: #dca743 }
    }
    i { font-style: normal }
    .vi i:lang(en), .en i:lang(vi) { display: none }
    :root:has(#vi:checked) i:lang(vi), :root:has(#en:checked) i:lang(en) { display: inline }
    :root:has(#vi:checked) i:lang(en), :root:has(#en:checked) i:lang(vi) { display: none }
    * { box-sizing: border-box }
    [hidden] { display: none !important }
    html { -webkit-text-size-adjust: 100%; text-size-adjust: 100% }
    body { margin: 0 auto; max-width: 58rem; padding: 0 1rem 2rem; background: var(--ground); color: var(--ink);
      font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; overflow-wrap: break-word }
    a { color: var(--link) }
    :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 4px }
    #units:focus { outline: none }
    .skip { position: absolute; left: -99rem; padding: .7rem 1rem; background: var(--paper); z-index: 1 }
    .skip:focus { left: 1rem; top: 1rem }
    h1 { font-size: 1.65rem; line-height: 1.25; margin: 1.5rem 0 .25rem }
    h2 { font-size: 1.25rem; line-height: 1.3; margin: 0 0 .25rem }
    h3 { font-size: 1.0625rem; line-height: 1.35; margin: 0 }
    p, ol, ul, dl { margin: 0 0 .75rem }
    header p { color: var(--soft); max-width: 42rem }
    .tongue { display: flex; gap: 0 1.25rem; border: 0; margin: 0 0 1rem; padding: 0 }
    .tongue legend { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
    .tongue label { display: flex; align-items: center; gap: .5rem; min-height: 44px; cursor: pointer }
    input[type=radio] { width: 1.25rem; height: 1.25rem; margin: 0; accent-color: var(--link) }
    .guide { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 1rem 1rem .25rem }
    .guide ol { padding-left: 1.5rem; margin-top: .5rem }
    .guide summary { min-height: 44px; display: flex; align-items: center; color: var(--link); text-decoration: underline }
    dt { font-weight: 600 }
    dd { margin: 0 0 .75rem; max-width: 46rem }
    summary { cursor: pointer }
    .find { margin: 1.5rem 0 0 }
    .find label { display: block; font-weight: 600; margin-bottom: .25rem }
    #q { width: 100%; min-height: 48px; padding: .5rem .75rem; font: inherit; color: inherit; background: var(--paper);
      border: 2px solid var(--edge); border-radius: 8px }
    #found { min-height: 1.5rem; margin: .25rem 0 -.5rem; color: var(--soft) }
    section[lang] { margin-top: 1.75rem }
    section[lang] > p { color: var(--soft) }
    .index ul { columns: 11rem; column-gap: 1.25rem; padding: 0; list-style: none }
    .index a { display: flex; align-items: center; min-height: 44px; padding: .25rem 0; break-inside: avoid }
    .note { background: var(--note); border-left: 4px solid var(--rule); border-radius: 4px; padding: .6rem .8rem; margin-top: .5rem }
    .feed { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; margin-bottom: .5rem; scroll-margin-top: .5rem }
    .many .feed { content-visibility: auto; contain-intrinsic-size: auto 4rem }
    .many .feed[open] { contain-intrinsic-size: auto 26rem }
    .feed:target { border-color: var(--link); box-shadow: inset 4px 0 var(--link) }
    .feed > summary { display: flex; align-items: center; gap: .1rem .75rem; min-height: 52px; padding: .5rem 1rem; list-style: none }
    .feed > summary::-webkit-details-marker { display: none }
    .feed > summary::before { content: ""; flex: none; width: .5rem; height: .5rem; margin-right: .25rem;
      border: solid var(--soft); border-width: 0 2px 2px 0; transform: rotate(-45deg) }
    .feed[open] > summary::before { transform: translateY(-2px) rotate(45deg) }
    .feed > summary:focus-visible { outline-offset: -4px; border-radius: 10px }
    .feed h3 { flex: 1; min-width: 0 }
    .feed small { font-size: .9375rem; color: var(--soft); text-align: right }
    .feed > div { display: flow-root; padding: 0 1rem .5rem }
    .go { display: grid; grid-template-columns: 1fr 1fr; gap: .5rem }
    .go a { display: flex; align-items: center; justify-content: center; min-height: 48px; padding: .4rem .75rem; font-weight: 600;
      text-decoration: none; border: 1px solid var(--link); border-radius: 8px }
    .go a:first-child { background: var(--link); color: var(--on) }
    .go a:hover { text-decoration: underline; box-shadow: 0 0 0 1px var(--link) }
    .feed label { display: block; font-size: .9375rem; color: var(--soft) }
    textarea { display: block; width: 100%; min-height: 44px; margin: .15rem 0 .5rem; padding: .5rem .6rem; resize: none;
      font: .875rem/1.4 ui-monospace, Consolas, "Noto Sans Mono", monospace; word-break: break-all; color: var(--ink);
      background: var(--ground); border: 1px solid var(--edge); border-radius: 8px; field-sizing: content }
    button { min-height: 44px; padding: .4rem 1rem; margin-bottom: .75rem; font: inherit; font-weight: 600; color: var(--link);
      background: var(--tint); border: 1px solid var(--link); border-radius: 8px; cursor: pointer }
    .feed img { display: block; width: 180px; height: 180px; margin: .25rem auto 1rem; image-rendering: pixelated; border-radius: 4px }
    .address { display: flex; flex-wrap: wrap; align-items: flex-end; gap: 0 .5rem }
    .address label { flex: 1 1 16rem; min-width: 0 }
    .address button { margin-bottom: .5rem }
    .next { font-weight: 600; margin-bottom: .25rem }
    .feed ul { padding: 0; list-style: none }
    .feed li { padding: .4rem 0; border-top: 1px solid var(--line) }
    .feed b { font-weight: 600; margin-right: .35rem; white-space: nowrap; font-variant-numeric: tabular-nums }
    .file { font-size: .9375rem; color: var(--soft) }
    .file a { display: inline-block; padding: .7rem 0; margin-right: .75rem; overflow-wrap: anywhere }
    footer { margin-top: 2rem; color: var(--soft); font-size: .9375rem }
    .js .index, .js:not(.ready) .feed > div { display: none }
    @media (min-width: 44rem) {
      .feed li { display: flex; gap: .75rem }
      .feed b { flex: 0 0 12rem; margin: 0 }
      .go { grid-template-columns: repeat(4, 1fr) }
      .coded .feed > div { position: relative; padding-right: 213px; min-height: 200px }
      .feed img { position: absolute; top: 0; right: 1rem; margin: 0 }
    }
    @media (max-width: 30rem) {
      .feed > summary { flex-wrap: wrap; padding-left: 2.25rem; position: relative }
      .feed > summary::before { position: absolute; left: 1rem; top: 1.1rem }
      .feed h3, .feed small { flex: 0 0 100%; text-align: left }
    }
    @media print {
      :root { --ink: #000; --soft: #222; --line: #999; --paper: #fff; --ground: #fff; --link: #000; color-scheme: light }
      @page { size: A4; margin: 15mm }
      body { max-width: none; padding: 0 1px; font-size: 10.5pt }
      .skip, .tongue, .guide details, .find, .index, .go, button, .coded .file, .feed > summary::before { display: none }
      .js:not(.ready) .feed > div { display: flow-root }
      .guide { padding: .5rem .75rem 0 }
      .many .feed { content-visibility: visible }
      .feed { break-inside: avoid; border-radius: 0 }
      .coded .feed > div { position: relative; min-height: 34mm; padding-right: 40mm }
      .feed img { position: absolute; top: 0; right: 4mm; width: 32mm; height: 32mm; margin: 0 }
      .feed li { padding: .1rem 0 }
      .feed > summary, p, .feed ul { min-height: 0; margin-bottom: .25rem }
      textarea { border: 0; padding: 0; min-height: 0; background: none }
      a { text-decoration: none }
      h2 { break-after: avoid }
    }
    """
}
