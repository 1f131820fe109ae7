"""The menu with which a figure is taken along, on every page, by mouse and by keyboard."""

import csv

import pytest
from playwright.sync_api import expect

from tests.browser.files import words_in

pytestmark = pytest.mark.browser

CLIPBOARD = ["clipboard-read", "clipboard-write"]
RECORD = "2010-06-14"
"""The date of the record from which one enrolment of the review comes."""


@pytest.fixture
def copying(visit):
    """A reader whose browser lets the page use the clipboard."""
    visit.page.context.grant_permissions(CLIPBOARD)
    return visit


def menu(visit, anchor):
    return visit.page.locator(f"#{anchor} details.export-menu")


def open_menu(visit, anchor):
    found = menu(visit, anchor)
    found.scroll_into_view_if_needed()
    found.locator("summary").click()
    expect(found.locator(".export-items")).to_be_visible()
    return found


def said(visit, words):
    expect(visit.page.locator(".export-status")).to_contain_text(words)


def clipboard_text(visit):
    return visit.page.evaluate("navigator.clipboard.readText()")


def test_the_files_follow_the_filters(reader, facts):
    chosen = {"condition": facts.condition.slug}
    reader.open(facts.link("/registry", **chosen))
    files = open_menu(reader, "enrollment").locator("a")
    expect(files).to_have_count(5)
    for place, (ending, more) in enumerate(
        (("pptx", {}), ("csv", {}), ("csv", {"rows": "all"}), ("zip", {}), ("xlsx", {}))
    ):
        href = facts.link(f"/export/enrollment.{ending}", **chosen) + "".join(
            f"&{key}={value}" for key, value in more.items()
        )
        expect(files.nth(place)).to_have_attribute("href", href)
    reader.page.keyboard.press("Escape")
    reader.page.locator("#filter-chips .reset").click()
    expect(reader.page.locator("#match-count")).to_have_text(facts.count(facts.trials))
    files = open_menu(reader, "enrollment").locator("a")
    expect(files.first).to_have_attribute("href", facts.link("/export/enrollment.pptx"))


def test_what_the_page_ignores_is_not_asked_of_the_export(visit):
    visit.open("/registry?nonsense=1&phase=phase2~phase99")
    expect(visit.page.locator("#notice p")).to_have_count(2)
    files = open_menu(visit, "enrollment").locator("a")
    expect(files.first).to_have_attribute("href", "/export/enrollment.pptx?phase=phase2")


def test_the_figures_of_a_trial_keep_their_own_query(visit):
    visit.open("/trials/NCT00315614?phase=phase2")
    found = open_menu(visit, "protocol-timeline-miami-2005-07-ita")
    expect(found.get_by_role("link", name="CSV", exact=True)).to_have_attribute(
        "href", "/export/protocol-timeline.csv?regimen=miami-2005-07-ita"
    )


def test_every_file_comes_when_its_item_is_clicked(reader, facts):
    reader.open(facts.link("/registry", condition=facts.condition.slug))
    for label, ending in (
        ("Slide (.pptx)", "pptx"),
        ("CSV", "csv"),
        ("CSV, all rows behind it", "csv"),
        ("CSV with readme (.zip)", "zip"),
        ("Excel (.xlsx)", "xlsx"),
    ):
        found = open_menu(reader, "enrollment")
        with reader.page.expect_download() as waiting:
            found.get_by_role("link", name=label, exact=True).click()
        stem = f"enrollment_{facts.named}_{facts.condition.slug}_{facts.file_date(RECORD)}"
        more = "_all-rows" if "all rows" in label else ""
        assert waiting.value.suggested_filename == f"{stem}{more}.{ending}"
        words = words_in(waiting.value.path(), ending)
        if ending == "csv":
            assert waiting.value.path().read_bytes().startswith(b"\xef\xbb\xbf"), label
            assert len(list(csv.reader(words.splitlines()))) > 1, label
        else:
            assert facts.count(facts.condition.trials) in words, label
            assert facts.citation in words, label
        expect(found).not_to_have_attribute("open", "")


def test_the_clipboard_holds_the_picture(copying):
    copying.open("/registry?condition=t1d")
    open_menu(copying, "enrollment").get_by_role("button", name="Copy picture").click()
    said(copying, "Picture copied")
    size = copying.page.evaluate(
        """async () => {
             const [item] = await navigator.clipboard.read();
             const image = await createImageBitmap(await item.getType('image/png'));
             return [item.types.join(), image.width, image.height];
           }"""
    )
    assert size == ["image/png", 3840, 2160]


def test_pictures_are_saved_under_their_name(reader, facts):
    reader.open(facts.link("/registry", condition=facts.condition.slug))
    for ending in ("png", "svg"):
        found = open_menu(reader, "enrollment")
        with reader.page.expect_download() as waiting:
            found.get_by_role("button", name=ending.upper(), exact=True).click()
        dates = facts.file_date(RECORD)
        name = f"enrollment_{facts.named}_{facts.condition.slug}_{dates}.{ending}"
        assert waiting.value.suggested_filename == name
        assert waiting.value.path().stat().st_size > 5_000, ending
        said(reader, name)
    assert facts.count(facts.condition.trials) in waiting.value.path().read_text(encoding="utf-8")


STEPS = ("figurePicture.fetch", "document.fonts.load", "Plotly.toImage", "figurePicture.png")
"""The steps to a picture of which each may hang; SVG takes all but the last."""


def test_a_failure_is_said_in_words(visit):
    visit.open("/registry")
    answer = {"status": 503, "content_type": "text/plain", "body": "The server rests.\n"}
    visit.page.route("**/export/enrollment.json*", lambda route: route.fulfill(**answer))
    open_menu(visit, "enrollment").get_by_role("button", name="PNG", exact=True).click()
    said(visit, "The picture could not be made: The server rests.")
    visit.errors.clear()  # chromium logs the wanted 503


@pytest.mark.parametrize(
    ("step", "ending"),
    [*((step, "png") for step in STEPS), *((step, "svg") for step in STEPS[:-1])],
)
def test_a_picture_that_does_not_come_is_told(visit, step, ending):
    visit.open("/registry")
    visit.page.evaluate(f"() => {{ {step} = () => new Promise(() => {{}}); }}")
    visit.page.clock.install()
    open_menu(visit, "enrollment").get_by_role("button", name=ending.upper(), exact=True).click()
    visit.page.clock.run_for(8_000)
    said(visit, "The picture has not come after 8 seconds.")


def test_a_browser_without_a_clipboard_is_told_what_to_do(visit):
    visit.open("/registry")
    assert visit.page.evaluate("delete window.ClipboardItem && !window.ClipboardItem")
    open_menu(visit, "enrollment").get_by_role("button", name="Copy picture").click()
    said(visit, "Choose PNG instead")


@pytest.mark.parametrize(
    ("path", "anchor", "link"),
    [
        ("/design?condition=t1d", "donor", "/design?condition=t1d#donor"),
        ("/?condition=t1d", "trial-map", "/map?condition=t1d#trial-map"),
        (
            "/trials/NCT00315614",
            "protocol-timeline-miami-2005-07-ita",
            "/trials/NCT00315614#protocol-timeline-miami-2005-07-ita",
        ),
    ],
)
def test_the_copied_link_leads_to_the_figure(copying, path, anchor, link):
    copying.open(path)
    open_menu(copying, anchor).get_by_role("button", name="Copy link").click()
    said(copying, "Link copied")
    address = clipboard_text(copying)
    assert address == copying.address + link
    copying.page.goto("about:blank")
    copying.open(link)
    expect(copying.page.locator(f"#{anchor}")).to_be_in_viewport()
    expect(copying.page.locator("#match-count")).to_contain_text("of 19 trials")


def test_citations_are_shown_copied_and_downloaded(reader, facts):
    reader.page.context.grant_permissions(CLIPBOARD)
    reader.open(facts.link("/registry", condition=facts.condition.slug))
    open_menu(reader, "enrollment").get_by_role("button", name="Cite").click()
    dialog = reader.page.get_by_role("dialog", name="Cite: Trials by enrolment")
    for label, sign in (("Plain text", facts.citation), ("BibTeX", "@"), ("RIS", "TY  - ")):
        expect(dialog.get_by_role("region", name=label)).to_contain_text(sign)
        dialog.get_by_role("button", name=f"Copy as {label}").click()
        expect(dialog.get_by_role("status")).to_have_text(f"{label} copied.")
        assert sign in clipboard_text(reader)
    with reader.page.expect_download() as waiting:
        dialog.get_by_role("link", name="Download .bib").click()
    assert waiting.value.suggested_filename.endswith(".bib")
    reader.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    reader.until("document.activeElement.closest('#enrollment') !== null")


def has_focus(visit, text):
    visit.until("document.activeElement.textContent", text)


def test_the_keyboard_opens_moves_and_closes(visit):
    visit.open("/registry")
    items = menu(visit, "enrollment").locator(".export-items")
    menu(visit, "enrollment").locator("summary").focus()
    visit.page.keyboard.press("Enter")
    expect(items).to_be_visible()
    for key, text in (
        ("ArrowDown", "Copy picture"),
        ("ArrowDown", "PNG"),
        ("ArrowUp", "Copy picture"),
        ("ArrowUp", "Add to deck"),
        ("ArrowDown", "Copy picture"),
        ("End", "Add to deck"),
        ("Home", "Copy picture"),
        ("Tab", "PNG"),
    ):
        visit.page.keyboard.press(key)
        has_focus(visit, text)
    visit.page.keyboard.press("Escape")
    expect(items).not_to_be_visible()
    has_focus(visit, "Export")
    visit.page.keyboard.press("ArrowUp")
    has_focus(visit, "Add to deck")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator(".deck-count")).to_contain_text("1 figure")


def test_a_click_beside_the_menu_and_another_menu_close_it(visit):
    visit.open("/design")
    first = open_menu(visit, "allocation")
    visit.page.locator("h1").click()
    expect(first.locator(".export-items")).not_to_be_visible()
    open_menu(visit, "allocation")
    menu(visit, "masking").locator("summary").focus()
    visit.page.keyboard.press("Enter")
    expect(menu(visit, "masking").locator(".export-items")).to_be_visible()
    expect(first.locator(".export-items")).not_to_be_visible()


IN_SIGHT = """anchor => {
  const items = document.querySelector('#' + anchor + ' .export-items');
  const {left, top, right, bottom} = items.getBoundingClientRect();
  const hit = document.elementFromPoint((left + right) / 2, top + 20);
  return items.contains(hit) && left >= 0 && top >= 0 &&
    right <= innerWidth && bottom <= innerHeight;
}"""


def test_the_whole_menu_can_be_seen(visit):
    for width, height in ((390, 844), (844, 390), (1440, 900)):
        visit.page.set_viewport_size({"width": width, "height": height})
        visit.open("/design")
        for anchor in ("phase-by-condition", "masking", "donor"):
            open_menu(visit, anchor)
            # the list is placed in the window a moment after it shows
            visit.page.wait_for_function(IN_SIGHT, arg=anchor)
            wide = visit.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{anchor} in {width} x {height}"
            visit.page.keyboard.press("Escape")
