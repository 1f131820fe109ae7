"""The Content-Security-Policy refuses what our scripts did not make.

That it refuses nothing of ours is looked at by every test of this folder: each of its pages tells
what was refused, and a test that saw a refusal fails (conftest.py).
"""

import pytest

pytestmark = pytest.mark.browser

MARKUP = """
<p id="marked" style="color: rgb(1, 2, 3)">Marked</p>
<style>#marked { background-color: rgb(1, 2, 3) }</style>
<img src="http://127.0.0.1:9/pixel.png" alt="" onerror="window.ran = true">
<iframe src="/healthz"></iframe>
<object data="/healthz"></object>
<base href="/elsewhere/">
"""
DIRECTIVES = {
    "style-src-attr",
    "style-src-elem",
    "img-src",
    "script-src-attr",
    "frame-src",
    "object-src",
    "base-uri",
    "script-src",
    "script-src-elem",
    "connect-src",
}
BREAK_IN = """async (markup) => {
  document.getElementById("content").insertAdjacentHTML("beforeend", markup);
  const script = document.createElement("script");
  script.textContent = "window.ran = true";
  document.body.append(script);
  setTimeout("window.ran = true");
  await fetch("http://127.0.0.1:9/").catch(() => {});
}"""
STYLE_BY_SCRIPT = """() => {
  const style = document.createElement("style");
  style.textContent = "#marked { color: rgb(4, 5, 6) }";
  document.head.append(style);
}"""


def looks(visit):
    return visit.page.locator("#marked").evaluate(
        "each => [getComputedStyle(each).color, getComputedStyle(each).backgroundColor]"
    )


def test_styles_in_markup_and_foreign_things_are_refused_and_told(visit):
    visit.open("/sources")
    visit.check()
    before = visit.page.evaluate("getComputedStyle(document.getElementById('content')).color")
    visit.page.evaluate(BREAK_IN, MARKUP)
    visit.settle()
    assert {each.split()[0] for each in visit.refused} == DIRECTIVES
    assert looks(visit) == [before, "rgba(0, 0, 0, 0)"]
    assert not visit.page.evaluate("'ran' in window")
    visit.page.evaluate(STYLE_BY_SCRIPT)
    assert looks(visit) == ["rgb(4, 5, 6)", "rgba(0, 0, 0, 0)"]
    # the nonce itself cannot be read out by a style
    assert (
        visit.page.evaluate("document.querySelector('script[nonce]').getAttribute('nonce')") == ""
    )
    for wanted in (visit.refused, visit.errors, visit.foreign):
        wanted.clear()
