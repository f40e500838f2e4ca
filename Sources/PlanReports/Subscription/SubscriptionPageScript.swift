extension SubscriptionPage {
  /// The hash of `script` in the page's security policy.
  static let scriptHash: StaticString = "sha256-anTwU8DZFqh79/uhxEQ6WS0ABuJCKcHMyWHv+0InEuw="

  /// The script, which adds ease and nothing that the page needs: search, closing and opening, copying, and the buttons of a page
  /// that was not told its address but stands on a web site.
  static let script: StaticString = #"""
    "use strict";
    (() => {
      const root = document.documentElement;
      const find = (selector, within = document) => within.querySelector(selector);
      const make = (name, ...content) => {
        const element = document.createElement(name);
        element.append(...content);
        return element;
      };
      const say = (vi, en) => [["vi", vi], ["en", en]].map(([lang, text]) => {
        const part = make("i", text);
        part.lang = lang;
        return part;
      });
      const fold = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/đ/g, "d");
      const android = /Android/.test(navigator.userAgent);
      let feeds, base;

      const speak = () => {
        const lang = find("#en").checked ? "en" : "vi";
        root.lang = lang;
        root.classList.toggle("vi", lang === "vi");
        root.classList.toggle("en", lang === "en");
        document.title = find(`h1 i[lang=${lang}]`).textContent;
      };

      const addButtons = (feed, body) => {
        const address = base + find(".file a", feed).getAttribute("href");
        const webcal = address.replace(/^https?/, "webcal");
        const name = `${find("h3", feed).innerText} – ${find("h2", feed.parentElement).textContent}`;
        const go = make("p");
        go.className = "go";
        const link = (content, href) => {
          const a = make("a", ...content);
          a.href = href;
          go.append(a);
        };
        link(say("Điện thoại", "Phone"), webcal);
        link(["Google"], `https://calendar.google.com/calendar/render?cid=${encodeURIComponent(webcal)}`);
        link(["Outlook"], "https://outlook.office.com/calendar/0/addfromweb?url=" +
          `${encodeURIComponent(address)}&name=${encodeURIComponent(name)}`);
        link(["Apple"], webcal);
        const area = make("textarea", address);
        area.readOnly = true;
        const label = make("label", ...say("Địa chỉ lịch", "Calendar address"), area);
        const note = find(".note", body);
        if (note) note.after(go, label); else body.prepend(go, label);
      };

      const copy = async (area, button) => {
        area.select();
        try {
          await navigator.clipboard.writeText(area.value);
        } catch {
          if (!document.execCommand("copy")) return;
        }
        button.replaceChildren(...say("Đã chép", "Copied"));
        find("#found").replaceChildren(...say("Đã chép địa chỉ lịch.", "The calendar’s address is copied."));
        setTimeout(() => button.replaceChildren(...say("Chép địa chỉ", "Copy address")), 4000);
      };

      const fill = feed => {
        if (feed.dataset.filled) return;
        feed.dataset.filled = "1";
        const body = feed.lastElementChild;
        if (base) addButtons(feed, body);
        // Android gives a webcal link to no program of its own.
        const links = feed.querySelectorAll(".go a");
        if (android && links.length) links[0].href = links[1].href;
        const area = find("textarea", feed);
        if (!area) return;
        const button = make("button", ...say("Chép địa chỉ", "Copy address"));
        button.type = "button";
        button.addEventListener("click", () => copy(area, button));
        area.addEventListener("focus", () => area.select());
        const line = make("div");
        line.className = "address";
        area.parentElement.before(line);
        line.append(area.parentElement, button);
      };

      const show = () => {
        const feed = document.getElementById(location.hash.slice(1));
        if (!feed || !feed.matches(".feed")) return;
        if (feed.hidden) {
          find("#q").value = "";
          search();
        }
        feed.open = true;
        fill(feed);
        feed.scrollIntoView();
        find("summary", feed).focus({ preventScroll: true });
      };

      const search = () => {
        const words = fold(find("#q").value).split(/\s+/).filter(word => word);
        let count = 0, last;
        for (const feed of feeds) {
          feed.dataset.folded ??= fold(find("h3", feed).textContent);
          const isFound = words.every(word => feed.dataset.folded.includes(word));
          if (feed.hidden === isFound) feed.hidden = !isFound;
          if (isFound) [count, last] = [count + 1, feed];
        }
        for (const plan of document.querySelectorAll("section[lang]")) plan.hidden = !find(".feed:not([hidden])", plan);
        find("#found").replaceChildren(...(words.length === 0 ? [] : count === 0
          ? say("Không tìm thấy đơn vị nào.", "No unit found.")
          : say(`Tìm thấy ${count} trên ${feeds.length} lịch.`, `${count} of ${feeds.length} calendars found.`)));
        if (count === 1) last.open = true;
      };

      const start = () => {
        feeds = [...document.querySelectorAll(".feed")];
        base = !find("textarea") && /^https?:$/.test(location.protocol) ? new URL(".", location.href).href : "";
        if (base && find("#missing")) find("#missing").hidden = true;
        document.addEventListener("toggle", event => {
          if (event.target.open && event.target.matches(".feed")) fill(event.target);
        }, true);
        if (feeds.length > 3) for (const feed of feeds) feed.open = false; else feeds.forEach(fill);
        for (const radio of document.querySelectorAll("input[name=tongue]")) radio.addEventListener("change", speak);
        speak();
        find(".find").hidden = feeds.length < 2;
        find("#q").addEventListener("input", search);
        if (find("#q").value) search();
        let closed = [];
        addEventListener("beforeprint", () => {
          closed = feeds.filter(feed => !feed.open && !feed.hidden);
          for (const feed of closed) { feed.open = true; fill(feed); }
        });
        addEventListener("afterprint", () => { for (const feed of closed) feed.open = false; });
        addEventListener("hashchange", show);
      };

      root.classList.add("js");
      addEventListener("DOMContentLoaded", () => {
        try { start(); } finally { root.classList.add("ready"); }
        show();
      });
    })();
    """#
}
