#!/usr/bin/env python3
"""Looks at a subscription page as people see it: pictures at phone and desktop width, and what axe-core finds wrong.

    Tests/Feeds/page.py out/index.html FOLDER

Writes FOLDER/<width>-<scheme>.png (the page as it opens), -unit.png (opened at a unit's place), -plain.png (the whole page,
without script) and FOLDER/print.pdf. Exit codes: 0 nothing wrong, 1 something is, 2 wrong arguments, 3 something is not
installed. Needs chromium (apt-get install chromium), axe-core (pip install --no-deps axe-playwright-python) and html5lib
(pip install html5lib).
"""

import base64
import collections
import importlib.util
import itertools
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

WIDTHS = {"phone": (390, 844), "narrow": (360, 640), "desktop": (1280, 900)}
SCHEMES = ("light", "dark")
# What is done to the page before axe runs. The whole page is laid out for it: axe cannot see what content-visibility skips.
STATES = {
    "as it opens": "",
    "all open": "document.querySelectorAll('details').forEach(part => part.open = true);",
    "all open, other language": "document.querySelectorAll('details').forEach(part => part.open = true);"
    "document.querySelector('input[name=tongue]:not(:checked)').click();",
    "nothing found": "document.getElementById('q').value = 'zzz';"
    "document.getElementById('q').dispatchEvent(new Event('input'));",
}
AXE = """
var whole = new CSSStyleSheet();
whole.replaceSync('.feed { content-visibility: visible !important }');
document.adoptedStyleSheets = [whole];
%s
var settled = new Promise(done => setTimeout(done, 200));
settled.then(() => axe.run(document, { resultTypes: ['violations', 'incomplete'] })).then(found => {
  const brief = list => list.map(rule => ({ id: rule.id, help: rule.help,
    nodes: rule.nodes.map(node => node.html.slice(0, 160) + ' | ' + (node.any.concat(node.all)[0] || {}).message) }));
  return JSON.stringify({ violations: brief(found.violations), incomplete: brief(found.incomplete), passes: found.passes.length,
    width: innerWidth, scroll: document.documentElement.scrollWidth,
    script: document.documentElement.matches('.ready'), style: getComputedStyle(document.body).maxWidth !== 'none' });
})
"""
# WCAG 2.2, 2.5.8 and 2.5.5: links within a sentence are as high as their line.
SMALL = """
[...document.querySelectorAll('a, button, input, textarea, summary, label')].filter(part => {
  const box = part.getBoundingClientRect();
  const isInline = part.closest('.note, .skip') || (part.matches('label, input[type=radio]') && !part.matches('.tongue label'));
  return part.checkVisibility() && box.width && box.height < 43.5 && !isInline;
}).map(part => part.outerHTML.slice(0, 120))
"""


def missing(what):
    print(f"page.py: {what}", file=sys.stderr)
    sys.exit(3)


def axe_source():
    for package in ("axe_playwright_python", "axe_selenium_python"):
        spec = importlib.util.find_spec(package)
        for folder in (spec.submodule_search_locations or []) if spec else []:
            for file in sorted(pathlib.Path(folder).rglob("axe.min.js")):
                return file.read_text(encoding="utf-8")
    return missing("axe-core is not installed: pip install --no-deps axe-playwright-python")


class Browser:
    """A headless Chromium with one page, driven through its pipe by the DevTools protocol."""

    def __init__(self, program, profile):
        commands, self.write_end = os.pipe()
        self.read_end, answers = os.pipe()
        self.process = subprocess.Popen(
            ["sh", "-c", f'exec "$@" 3<&{commands} 4>&{answers}', "sh", program, "--headless", "--no-sandbox", "--disable-gpu",
             "--hide-scrollbars", "--no-first-run", "--remote-debugging-pipe", f"--user-data-dir={profile}", "about:blank"],
            pass_fds=(commands, answers), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(commands)
        os.close(answers)
        self.buffer, self.number, self.session, self.events = b"", 0, None, []
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.send("Page.enable")

    def read(self):
        while b"\0" not in self.buffer:
            piece = os.read(self.read_end, 1 << 16)
            if not piece:
                raise RuntimeError("chromium ended")
            self.buffer += piece
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def send(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        self.write(json.dumps(message).encode() + b"\0")
        while True:
            answer = self.read()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            if "method" in answer:
                self.events.append(answer["method"])

    def write(self, data):
        while data:
            data = data[os.write(self.write_end, data):]

    def run(self, script):
        result = self.send("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            raise RuntimeError(result["exceptionDetails"].get("exception", {}).get("description", str(result)))
        return result["result"].get("value")

    def open(self, address, width, scheme, script=True):
        across, down = WIDTHS[width]
        self.send("Emulation.setDeviceMetricsOverride", width=across, height=down, deviceScaleFactor=1, mobile=width != "desktop")
        self.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.send("Emulation.setScriptExecutionDisabled", value=not script)
        # By way of an empty page: an address that differs in its fragment alone would load nothing.
        for each in ("about:blank", address):
            self.events.clear()
            self.send("Page.navigate", url=each)
            while "Page.loadEventFired" not in self.events:
                self.events.append(self.read().get("method"))

    def picture(self, file, whole=False):
        data = self.send("Page.captureScreenshot", format="png", captureBeyondViewport=whole)["data"]
        file.write_bytes(base64.b64decode(data))

    def close(self):
        os.close(self.write_end)
        os.close(self.read_end)
        self.process.terminate()
        self.process.wait()


def audit(browser, axe, page, problems):
    """Runs axe in every state at every width and scheme."""
    for width, scheme, (state, change) in itertools.product(WIDTHS, SCHEMES, STATES.items()):
        browser.open(page, width, scheme)
        browser.run(axe + "; undefined")
        report = json.loads(browser.run(AXE % change))
        name = f"{width}, {scheme}, {state}"
        problems.extend(f"{name}: the page's policy keeps out its own {part}" for part in ("script", "style") if not report[part])
        if report["scroll"] > report["width"]:
            problems.append(f"{name}: {report['scroll']} px wide")
        problems.extend(f"{name}: less than 44 px high: {part}" for part in browser.run(SMALL)[:5])
        for rule in report["violations"]:
            problems.append(f"{name}: {rule['id']}: {rule['help']} ({len(rule['nodes'])}): {rule['nodes'][:3]}")
        print(f"{name}: {len(report['violations'])} violations, {report['passes']} rules passed")
        for rule in report["incomplete"]:
            print(f"  undecided: {rule['id']} ({len(rule['nodes'])}): {rule['nodes'][0] if rule['nodes'] else ''}")


def pictures(browser, page, unit, output):
    for width, scheme in itertools.product(WIDTHS, SCHEMES):
        browser.open(page, width, scheme)
        browser.picture(output / f"{width}-{scheme}.png")
        browser.open(page + unit, width, scheme)
        browser.picture(output / f"{width}-{scheme}-unit.png")
        browser.open(page, width, scheme, script=False)
        browser.picture(output / f"{width}-{scheme}-plain.png", whole=True)
    browser.open(page, "desktop", "light")
    data = browser.send("Page.printToPDF", preferCSSPageSize=True, printBackground=False)["data"]
    (output / "print.pdf").write_bytes(base64.b64decode(data))


def main():
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    source, output = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    output.mkdir(parents=True, exist_ok=True)
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not program:
        missing("chromium is not installed: apt-get install chromium")
    if not importlib.util.find_spec("html5lib"):
        missing("html5lib is not installed: pip install html5lib")
    axe = axe_source()
    import html5lib  # pylint: disable=import-outside-toplevel

    text = source.read_text(encoding="utf-8")
    parser = html5lib.HTMLParser()
    parser.parse(text)
    problems = [f"html {place}: {code}" for place, code, _ in parser.errors]
    counts = collections.Counter(re.findall(r' id="([^"]*)"', text))
    problems += [f"html: the id {one} is there {count} times" for one, count in counts.items() if count > 1]
    units = re.findall(r'<details class="feed" id="([^"]*)"', text)
    with tempfile.TemporaryDirectory() as profile:
        browser = Browser(program, profile)
        try:
            audit(browser, axe, source.as_uri(), problems)
            pictures(browser, source.as_uri(), f"#{units[len(units) // 2]}" if units else "", output)
        finally:
            browser.close()
    for problem in problems:
        print(f"WRONG {problem}")
    print(f"{len(problems)} problems; pictures in {output}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
