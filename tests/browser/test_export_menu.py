"""The menu with which a figure is taken along, on every page, by mouse and by keyboard."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.server import running_app

pytestmark = pytest.mark.browser


@pytest.fixture
def copying(visit):
    """A reader whose browser lets the page use the clipboard."""
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
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
    expect(visit.page.locator(".export-status")).to_contain_text(words, timeout=60_000)


def clipboard_text(visit):
    return visit.page.evaluate("navigator.clipboard.readText()")


def test_the_files_follow_the_filters(visit):
    visit.open("/design?condition=t1d")
    files = open_menu(visit, "masking").locator("a")
    hrefs = [files.nth(n).get_attribute("href") for n in range(files.count())]
    assert hrefs == [
        "/export/masking.pptx?condition=t1d",
        "/export/masking.csv?condition=t1d",
        "/export/masking.csv?condition=t1d&rows=all",
        "/export/masking.xlsx?condition=t1d",
    ]
    visit.page.keyboard.press("Escape")
    visit.page.locator("#filter-chips .reset").click()
    expect(visit.page.locator("#match-count")).to_have_text("19 of 19 trials")
    files = open_menu(visit, "masking").locator("a")
    assert files.first.get_attribute("href") == "/export/masking.pptx"


def test_what_the_page_ignores_is_not_asked_of_the_export(visit):
    visit.open("/design?nonsense=1&phase=phase2~phase99")
    expect(visit.page.locator("#notice p")).to_have_count(2)
    files = open_menu(visit, "masking").locator("a")
    assert files.first.get_attribute("href") == "/export/masking.pptx?phase=phase2"


def test_the_figures_of_a_trial_keep_their_own_query(visit):
    visit.open("/trials/NCT00315614?phase=phase2")
    found = open_menu(visit, "protocol-timeline-miami-2005-07-ita")
    href = found.get_by_role("link", name="CSV as shown").get_attribute("href")
    assert href == "/export/protocol-timeline.csv?regimen=miami-2005-07-ita"


def test_every_file_comes_when_its_item_is_clicked(visit):
    visit.open("/design?condition=t1d")
    for label, ending in (
        ("Slide (.pptx)", "pptx"),
        ("CSV as shown", "csv"),
        ("CSV, all rows behind it", "csv"),
        ("Excel (.xlsx)", "xlsx"),
    ):
        found = open_menu(visit, "allocation")
        with visit.page.expect_download() as waiting:
            found.get_by_role("link", name=label, exact=True).click()
        name = waiting.value.suggested_filename
        assert name.startswith("allocation") and name.endswith(f".{ending}")
        assert "t1d" in name
        assert found.get_attribute("open") is None


def test_the_clipboard_holds_the_picture(copying):
    copying.open("/design?condition=t1d")
    open_menu(copying, "allocation").get_by_role("button", name="Copy picture").click()
    said(copying, "Picture copied")
    size = copying.page.evaluate(
        """async () => {
             const [item] = await navigator.clipboard.read();
             const image = await createImageBitmap(await item.getType('image/png'));
             return [item.types.join(), image.width, image.height];
           }"""
    )
    assert size == ["image/png", 3840, 2160]


def test_pictures_are_saved_under_their_name(visit):
    visit.open("/design?condition=t1d")
    for ending in ("png", "svg"):
        found = open_menu(visit, "allocation")
        with visit.page.expect_download(timeout=60_000) as waiting:
            found.get_by_role("button", name=ending.upper(), exact=True).click()
        assert waiting.value.suggested_filename == f"allocation_t1d_2010-08.{ending}"
        assert waiting.value.path().stat().st_size > 5_000, ending
        said(visit, f"allocation_t1d_2010-08.{ending}")


def test_a_failure_is_said_in_words(visit):
    visit.open("/design")
    answer = {"status": 503, "content_type": "text/plain", "body": "The server rests.\n"}
    visit.page.route("**/export/allocation.json*", lambda route: route.fulfill(**answer))
    open_menu(visit, "allocation").get_by_role("button", name="PNG", exact=True).click()
    said(visit, "The picture could not be made: The server rests.")
    visit.errors.clear()  # chromium logs the wanted 503


def test_a_browser_without_a_clipboard_is_told_what_to_do(visit):
    visit.open("/design")
    assert visit.page.evaluate("delete window.ClipboardItem && !window.ClipboardItem")
    open_menu(visit, "allocation").get_by_role("button", name="Copy picture").click()
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


def test_citations_are_shown_copied_and_downloaded(copying):
    copying.open("/design?condition=t1d")
    open_menu(copying, "allocation").get_by_role("button", name="Cite").click()
    dialog = copying.page.get_by_role("dialog", name="Cite: Trials by allocation")
    for label, sign in (("Plain text", "Fotino"), ("BibTeX", "@"), ("RIS", "TY  - ")):
        expect(dialog.get_by_role("region", name=label)).to_contain_text(sign)
        dialog.get_by_role("button", name=f"Copy as {label}").click()
        expect(dialog.get_by_role("status")).to_have_text(f"{label} copied.")
        assert sign in clipboard_text(copying)
    with copying.page.expect_download() as waiting:
        dialog.get_by_role("link", name="Download .bib").click()
    assert waiting.value.suggested_filename.endswith(".bib")
    copying.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    focused = "document.activeElement.closest('#allocation') !== null"
    assert copying.page.evaluate(focused)


def focused_text(visit):
    return visit.page.evaluate("document.activeElement.textContent")


def test_the_keyboard_opens_moves_and_closes(visit):
    visit.open("/design")
    summary = menu(visit, "allocation").locator("summary")
    summary.focus()
    visit.page.keyboard.press("Enter")
    expect(menu(visit, "allocation").locator(".export-items")).to_be_visible()
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
        assert focused_text(visit) == text
    visit.page.keyboard.press("Escape")
    expect(menu(visit, "allocation").locator(".export-items")).not_to_be_visible()
    assert focused_text(visit) == "Export"
    visit.page.keyboard.press("ArrowUp")
    assert focused_text(visit) == "Add to deck"
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("#deck-count")).to_contain_text("1 figure")


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


def test_the_whole_menu_can_be_seen(visit):
    for width, height in ((390, 844), (844, 390), (1440, 900)):
        visit.page.set_viewport_size({"width": width, "height": height})
        visit.open("/design")
        for anchor in ("phase-by-condition", "masking", "donor"):
            where = f"{anchor} in {width} x {height}"
            open_menu(visit, anchor)
            box = visit.page.evaluate(
                """anchor => {
                     const items = document.querySelector('#' + anchor + ' .export-items');
                     const {left, top, right, bottom} = items.getBoundingClientRect();
                     const hit = document.elementFromPoint((left + right) / 2, top + 20);
                     const wide = document.documentElement.scrollWidth;
                     return {left, top, right, bottom, hit: items.contains(hit), wide};
                   }""",
                anchor,
            )
            assert box["left"] >= 0 and box["right"] <= width, where
            assert box["top"] >= 0 and box["bottom"] <= height, where
            assert box["hit"], where
            assert box["wide"] <= width, where
            visit.page.keyboard.press("Escape")


def test_the_menu_works_under_a_path_prefix(browser):
    with running_app(URL_PREFIX="/hospital/trials") as address:
        context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.goto(f"{address}/design?condition=t1d")
        found = page.locator("#allocation details.export-menu")
        found.locator("summary").click()
        link = found.get_by_role("link", name="CSV as shown")
        path = urlsplit(address).path
        expect(link).to_have_attribute("href", f"{path}/export/allocation.csv?condition=t1d")
        with page.expect_download():
            link.click()
        found.locator("summary").click()
        found.get_by_role("button", name="Copy link").click()
        expect(page.locator(".export-status")).to_contain_text("Link copied")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == f"{address}/design?condition=t1d#allocation"
        context.close()
