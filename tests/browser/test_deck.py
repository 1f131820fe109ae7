"""The deck: figures of several pages put together, ordered, named, downloaded and shared."""

import csv
import io
import json
import re
import zipfile
from urllib.parse import quote

import pytest
from playwright.sync_api import expect
from pptx import Presentation

from tests.browser.conftest import Visit, watched
from tests.browser.files import slide_texts
from tests.components.slides.templates import hospital

pytestmark = pytest.mark.browser


def put(visit, path, slug):
    """Open a page and add one of its figures to the deck."""
    visit.open(path)
    found = visit.page.locator(f"#{slug} details.export-menu")
    found.scroll_into_view_if_needed()
    found.locator("summary").click()
    found.get_by_role("button", name="Add to deck").click()
    expect(visit.page.locator(".export-status")).to_contain_text("Added to the deck")
    # the filters in words come from the server, after the figure itself is kept
    visit.page.wait_for_function(
        "() => JSON.parse(localStorage.getItem('deck')).every(each => each.words)"
    )


THREE = (
    (
        "allocation?condition=t2d",
        "Trials by allocation",
        "5 of 19 trials. Condition: Type 2 diabetes",
    ),
    ("donor?phase=phase2", "Trials by donor", "Phase: Phase 2"),
    (
        "protocol-timeline?regimen=miami-2005-07-ita",
        "Protocols day by day",
        "1 of 12 protocols",
    ),
)
"""Figure, title and a part of the words of the three figures that the tests start with."""


@pytest.fixture
def three(visit):
    """A reader with three figures of two pages and different filters in the deck."""
    held = [
        {"figure": figure, "name": "", "title": title, "words": f"{words}."}
        for figure, title, words in THREE
    ]
    store(visit, json.dumps(held))
    visit.open("/deck")
    expect(titles(visit)).to_have_count(3)
    return visit


def store(visit, text):
    """Put a text into the browser's storage, as another version of the site may have."""
    visit.page.goto(visit.address + "/healthz")  # of the same origin, and without a script
    visit.page.evaluate("text => localStorage.setItem('deck', text)", text)


def titles(visit):
    return visit.page.locator(".deck-figure h3")


def button(visit, name):
    return visit.page.get_by_role("button", name=name, exact=True)


def saved(visit):
    return visit.page.evaluate("JSON.parse(localStorage.getItem('deck'))")


def test_figures_are_added_wait_with_their_filters_and_survive_a_reload(visit):
    put(visit, "/design?condition=t2d", "allocation")
    put(visit, "/design?phase=phase2", "donor")
    put(visit, "/protocols?regimen=miami-2005-07-ita", "protocol-timeline")
    # what the other tests put into the storage is what the menu puts there
    for item, (figure, title, words) in zip(saved(visit), THREE, strict=True):
        assert {*item} - {"note"} == {"figure", "name", "title", "words"}
        assert (item["figure"], item["name"], item["title"]) == (figure, "", title)
        assert words in item["words"]
    visit.page.locator(".main-nav").get_by_text("Deck").click()
    for _ in range(2):
        expect(titles(visit)).to_have_text([title for _, title, _ in THREE])
        shown = visit.page.locator(".deck-words")
        for number, (_, _, words) in enumerate(THREE):
            expect(shown.nth(number)).to_contain_text(words)
        expect(visit.page.locator(".deck-count")).to_contain_text("3 figures")
        visit.reload()


def test_a_figure_leads_back_to_its_view(three):
    three.page.get_by_role("link", name="Open this view: Trials by allocation").click()
    three.is_at("/design?condition=t2d#allocation")
    three.wait_for_total("allocation", 5)


def test_a_figure_of_either_dataset_goes_into_the_deck_once_and_on_a_slide(reader, facts):
    chosen = {"condition": facts.condition.slug}
    words = f"{facts.count(facts.condition.trials)}. Condition: {facts.condition.label}"
    put(reader, facts.link("/registry", **chosen), "enrollment")
    reader.page.locator("#enrollment details.export-menu summary").click()
    reader.page.get_by_role("button", name="Add to deck").locator("visible=true").click()
    expect(reader.page.locator(".export-status")).to_contain_text("in the deck already")
    assert [item["figure"] for item in saved(reader)] == [facts.link("enrollment", **chosen)]
    reader.page.locator(".main-nav").get_by_text("Deck").click()
    expect(titles(reader)).to_have_text(["Trials by enrolment"])
    expect(reader.page.locator(".deck-words")).to_contain_text(words)
    with reader.page.expect_download() as waiting:
        button(reader, "Download deck (.pptx)").click()
    assert words in slide_texts(waiting.value.path())[1]
    reader.page.get_by_role("link", name="Open this view: Trials by enrolment").click()
    reader.is_at(facts.link("/registry", **chosen) + "#enrollment")
    expect(reader.page.locator("#match-count")).to_have_text(facts.count(facts.condition.trials))


def test_order_name_and_removal_are_kept(three):
    button(three, "Move up: Protocols day by day").press("Enter")
    expect(three.page.locator(".export-status")).to_contain_text("now figure 2 of 3")
    focused = "document.activeElement.getAttribute('aria-label')"
    three.until(focused, "Move up: Protocols day by day")
    three.page.keyboard.press("Enter")
    expect(titles(three).first).to_have_text("Protocols day by day")
    three.until(focused, "Move down: Protocols day by day")
    three.page.get_by_label("Name on the slide").first.fill("The latest cohort")
    expect(titles(three).first).to_have_text("The latest cohort")
    button(three, "Remove: Trials by allocation").click()
    wanted = ["The latest cohort", "Trials by donor"]
    expect(titles(three)).to_have_text(wanted)
    expect(three.page.locator(".deck-count")).to_contain_text("2 figures")
    three.reload()
    expect(titles(three)).to_have_text(wanted)


def test_what_was_removed_comes_back(three):
    button(three, "Clear the deck").click()
    expect(titles(three)).to_have_count(0)
    expect(three.page.locator("#deck h2")).to_have_text("Your deck is empty")
    assert saved(three) == []  # kept before it is drawn
    button(three, "Bring back what was removed").click()
    expect(titles(three)).to_have_count(3)
    assert len(saved(three)) == 3


def test_the_server_learns_of_the_deck_at_the_download(three):
    asked = []
    three.page.on("request", lambda sent: asked.append((sent.url, sent.post_data_buffer)))
    three.reload()
    three.page.get_by_label("Name on the slide").nth(1).fill("Whose cells?")
    three.page.get_by_label("Title of the deck").fill("My talk")
    button(three, "Move down: Trials by allocation").click()
    three.page.get_by_label("Note for the speaker").first.fill("What nobody may read")
    own = ("Whose", "talk", "nobody", "export/deck")
    assert not [request for request in asked if any(map(str(request).__contains__, own))]
    with three.page.expect_download() as waiting:
        button(three, "Download deck (.pptx)").click()
    assert [body for url, body in asked if url.endswith("/export/deck.pptx")]
    assert not [url for url, _ in asked if any(map(url.__contains__, own[:3]))]
    expect(three.page.locator(".deck-progress-words")).to_contain_text("Saved as")
    slides = slide_texts(waiting.value.path())
    assert len(slides) >= 5
    assert "My talk" in slides[0]
    for text, name, words in zip(
        slides[1:4],
        ("Whose cells?", "Trials by allocation", "Protocols day by day"),
        ("Phase: Phase 2", "5 of 19 trials. Condition: Type 2 diabetes", "1 of 12 protocols"),
        strict=True,
    ):
        assert name in text
        assert words in text


def test_the_tables_come_as_a_zip(three):
    with three.page.expect_download() as waiting:
        button(three, "Download data (.zip)").click()
    with zipfile.ZipFile(waiting.value.path()) as archive:
        names = [name for name in archive.namelist() if name.endswith(".csv")]
        assert len(names) == 6  # of each figure what is shown, and all rows behind it
        for name in names:
            assert len(list(csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig"))))) > 2


def test_making_is_shown_and_a_refusal_is_said_in_words(three):
    # a 503 would be sent again (recover.js)
    answer = {"status": 400, "content_type": "text/plain", "body": "The server rests.\n"}
    held = []
    three.page.route("**/export/deck.pptx*", lambda route: held.append(route))
    button(three, "Download deck (.pptx)").click()
    words = three.page.locator(".deck-progress-words")
    expect(words).to_have_text("Making 3 slides …")
    expect(three.page.locator("progress")).to_be_visible()
    expect(button(three, "Download deck (.pptx)")).to_be_disabled()
    for _ in range(200):  # the page says what it does before the request has left the browser
        if held:
            break
        three.page.wait_for_timeout(50)
    held[0].fulfill(**answer)
    expect(words).to_have_text("The file could not be made: The server rests.")
    expect(button(three, "Download deck (.pptx)")).to_be_enabled()
    three.errors.clear()  # chromium logs the wanted 400


def test_a_deck_is_shared_as_a_link(three, browser):
    three.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    three.page.get_by_label("Name on the slide").first.fill("One & only #1 100%")
    three.page.get_by_label("Title of the deck").fill("My talk")
    button(three, "Copy link to this deck").click()
    expect(three.page.locator(".export-status")).to_contain_text("Link copied")
    link = three.page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"{three.address}/deck#figure=")
    reader = Visit(watched(browser).new_page(), three.address)
    other = reader.page
    other.goto(link)
    shown = other.locator(".deck-figure h3")
    wanted = ["One & only #1 100%", "Trials by donor", "Protocols day by day"]
    expect(shown).to_have_text(wanted)
    expect(other.locator("#deck h2")).to_have_text("A shared deck: My talk, 3 figures")
    expect(other.locator(".deck-words").first).to_have_text(
        "Review 2010 (registry snapshot of August 2010). Condition: Type 2 diabetes."
    )
    assert other.evaluate("localStorage.getItem('deck')") is None
    other.get_by_role("button", name="Add these to my deck").click()
    expect(other.locator("#deck h2")).to_have_text("Your deck: 3 figures")
    expect(other).to_have_url(f"{three.address}/deck")
    other.goto(f"{three.address}/deck#figure={quote('masking?phase=phase2', safe='')}")
    other.reload()
    expect(shown).to_have_text(["Trials by masking"])
    other.get_by_role("button", name="Replace my deck").click()
    expect(other.locator("#deck h2")).to_have_text("Your deck: 1 figure")
    expect(shown).to_have_text(["Trials by masking"])
    reader.check()
    other.context.close()


def notes_of(path):
    """The speaker notes of each slide of a file."""
    return [slide.notes_slide.notes_text_frame.text for slide in Presentation(str(path)).slides]


def downloaded(visit):
    with visit.page.expect_download(timeout=120_000) as waiting:
        button(visit, "Download deck (.pptx)").click()
    return waiting.value.path()


def test_a_note_waits_and_stands_first_in_its_slides_notes(three):
    note = three.page.get_by_label("Note for the speaker")
    note.nth(1).fill("Five of 19.\nAsk who knows why \U0001f642 <img src=x onerror=alert(1)>")
    note.nth(0).fill("x" * 1_600)
    expect(three.page.locator(".deck-room").first).to_have_text("1600 of 2000 characters")
    three.reload()
    expect(note.nth(1)).to_have_value(re.compile("^Five of 19"))
    button(three, "Move up: Trials by donor").click()
    expect(note.nth(0)).to_have_value(re.compile("^Five of 19"))
    first, second, *_ = notes_of(downloaded(three))[1:]
    said = "Five of 19.\nAsk who knows why \U0001f642 <img src=x onerror=alert(1)>\n"
    assert first.startswith(said)
    assert second.startswith("x" * 1_600 + "\n")


def test_a_note_cut_within_a_sign_is_still_a_text(three):
    note = three.page.get_by_label("Note for the speaker").first
    note.evaluate(
        """each => {
          each.value = 'a' + String.fromCharCode(0xd83d) + '\\x07\\ufffdb';
          each.dispatchEvent(new Event('input'));
        }"""
    )
    assert saved(three)[0]["note"]
    assert notes_of(downloaded(three))[1].startswith("ab\n")


ALLOCATION, DONOR, PROTOCOLS = (title for _, title, _ in THREE)


def middle(box):
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(visit, grip, target, *, drop=True):
    """Take a grip, move it a little beyond the middle of another row, and let go."""
    mouse = visit.page.mouse
    grip.scroll_into_view_if_needed()
    start, end = middle(grip.bounding_box()), middle(target.bounding_box())
    mouse.move(*start)
    mouse.down()
    beyond = 30 if end[1] > start[1] else -30
    mouse.move(start[0], end[1] + beyond, steps=12)
    if drop:
        mouse.up()


def test_a_figure_is_dragged_to_another_place(three):
    three.page.set_viewport_size({"width": 1440, "height": 1100})
    rows = three.page.locator(".deck-figure")
    drag(three, rows.nth(0).locator(".deck-number"), rows.nth(2))
    expect(titles(three)).to_have_text([DONOR, PROTOCOLS, ALLOCATION])
    status = three.page.locator(".export-status")
    expect(status).to_have_text(f"{ALLOCATION}: now figure 3 of 3.")
    expect(three.page.locator(".deck-number")).to_have_text(["1", "2", "3"])
    drag(three, rows.nth(2).locator(".deck-picture"), rows.nth(1))
    expect(titles(three)).to_have_text([DONOR, ALLOCATION, PROTOCOLS])
    assert [item["figure"] for item in saved(three)] == [THREE[n][0] for n in (1, 0, 2)]
    # a press alone moves nothing, and Escape lets go
    rows.nth(0).locator(".deck-number").click()
    drag(three, rows.nth(0).locator(".deck-number"), rows.nth(2), drop=False)
    expect(titles(three)).to_have_text([ALLOCATION, PROTOCOLS, DONOR])
    three.page.keyboard.press("Escape")
    expect(titles(three)).to_have_text([DONOR, ALLOCATION, PROTOCOLS])
    three.page.mouse.up()
    three.reload()
    expect(titles(three)).to_have_text([DONOR, ALLOCATION, PROTOCOLS])


def test_keys_move_a_figure_and_leave_the_focus(three):
    three.page.get_by_label("Name on the slide").first.focus()
    three.page.keyboard.type("One")
    three.page.keyboard.press("Alt+ArrowDown")
    expect(titles(three)).to_have_text([DONOR, "One", PROTOCOLS])
    expect(three.page.locator(".export-status")).to_have_text("One: now figure 2 of 3.")
    three.page.keyboard.type(" and only")
    expect(titles(three)).to_have_text([DONOR, "One and only", PROTOCOLS])
    for _ in range(3):
        three.page.keyboard.press("Alt+ArrowUp")
    expect(titles(three)).to_have_text(["One and only", DONOR, PROTOCOLS])
    three.until("document.activeElement.value", "One and only")


def test_another_tab_takes_neither_focus_nor_words(three):
    page = three.page
    page.get_by_label("Note for the speaker").nth(1).focus()
    page.keyboard.type("Half a ")
    page.evaluate("document.activeElement.setSelectionRange(4, 4)")
    other = page.context.new_page()
    other.goto(three.address + "/deck")
    expect(other.locator(".deck-figure")).to_have_count(3)
    other.get_by_role("button", name=f"Move up: {PROTOCOLS}", exact=True).click()
    other.get_by_role("button", name=f"Remove: {ALLOCATION}", exact=True).click()
    other.get_by_label("Name on the slide").nth(0).fill("The latest cohort")
    other.get_by_label("Title of the deck").fill("My talk")
    expect(titles(three)).to_have_text(["The latest cohort", DONOR])
    expect(page.get_by_label("Title of the deck")).to_have_value("My talk")
    focused = "[document.activeElement.value, document.activeElement.selectionStart].join()"
    three.until(focused, "Half a ,4")
    page.keyboard.type("and ")
    expect(other.get_by_label("Note for the speaker").nth(1)).to_have_value("Halfand  a ")
    # a row that goes with the focus leaves it on the heading
    other.get_by_role("button", name=f"Remove: {DONOR}", exact=True).click()
    expect(titles(three)).to_have_count(1)
    three.until("document.activeElement.tagName", "H2")
    other.close()


def test_what_was_removed_comes_back_beside_what_another_tab_did(three):
    button(three, f"Remove: {DONOR}").click()
    three.page.evaluate(
        """() => {
          const items = JSON.parse(localStorage.getItem('deck')).reverse();
          localStorage.setItem('deck', JSON.stringify(items));
          window.dispatchEvent(new StorageEvent('storage', {key: 'deck'}));
        }"""
    )
    expect(titles(three)).to_have_text([PROTOCOLS, ALLOCATION])
    button(three, "Bring back what was removed").click()
    expect(titles(three)).to_have_text([PROTOCOLS, DONOR, ALLOCATION])


def test_pictures_come_as_their_figures_come_into_view(visit):
    deck = [{"figure": f"donor?q={'a' * n}", "name": "", "note": ""} for n in range(1, 31)]
    store(visit, json.dumps(deck))
    asked = []
    visit.page.on("request", lambda sent: asked.append(sent.url))
    visit.open("/deck")
    pictures = visit.page.locator(".deck-picture img")
    expect(pictures.first).to_have_attribute("alt", re.compile("donor"))
    visit.settle()
    few = [url for url in asked if ".json?" in url and "/export/" in url]
    assert 1 <= len(few) < 15
    expect(visit.page.locator(".deck-figure").last.locator("img")).to_have_count(0)
    visit.page.locator(".deck-figure").last.scroll_into_view_if_needed()
    last = visit.page.locator(".deck-figure").last.locator("img")
    last.wait_for()
    visit.until("[...document.querySelectorAll('.deck-picture img')].at(-1).naturalWidth", 512)
    # what is drawn is kept: another order, or the page once more, asks for nothing
    asked.clear()
    visit.page.get_by_role("button", name="Move up").last.click()
    visit.page.locator(".main-nav").get_by_text("Sources").click()
    visit.is_at("/sources")
    visit.page.locator(".main-nav").get_by_text("Deck").click()
    visit.settle()
    visit.page.locator(".deck-figure").last.scroll_into_view_if_needed()
    last = visit.page.locator(".deck-figure").nth(28).locator("img")
    last.wait_for()
    assert not [url for url in asked if f"q={'a' * 30}&" in url]
    # in dark colours it is another picture
    before = last.get_attribute("src")
    visit.page.locator("#theme-toggle").click()
    last.scroll_into_view_if_needed()
    expect(last).not_to_have_attribute("src", before)
    assert any("theme=dark" in url for url in asked)


def test_a_picture_that_cannot_be_drawn_says_so(visit):
    answer = {"status": 400, "content_type": "text/plain", "body": "No.\n"}
    store(visit, json.dumps([{"figure": "donor", "name": ""}]))
    visit.page.route("**/export/donor.json*", lambda route: route.fulfill(**answer))
    visit.page.goto(visit.address + "/deck")
    expect(visit.page.locator(".deck-picture")).to_have_text("No picture could be drawn.")
    visit.errors.clear()  # chromium logs the wanted 400


def test_forty_five_figures_are_downloaded_and_are_no_link(visit):
    words = "~".join(("t1d", "t2d", "complications"))
    deck = [
        {"figure": f"allocation?condition={words}&q={n:0190}", "name": f"{n} " + "é" * 110}
        for n in range(45)
    ]
    store(visit, json.dumps(deck))
    visit.open("/deck")
    expect(visit.page.locator(".deck-figure")).to_have_count(45)
    slides = slide_texts(downloaded(visit))
    assert len(slides) >= 47
    assert all(f"{n} ééé" in text for n, text in enumerate(slides[1:46]))
    expect(visit.page.locator(".deck-progress-words")).to_contain_text("Saved as")
    button(visit, "Copy link to this deck").click()
    status = visit.page.locator(".export-status")
    expect(status).to_contain_text("too long for a link")
    expect(status).to_contain_text("Download the deck and send the file")


def test_the_slides_take_the_look_of_a_template(three, tmp_path):
    page = three.page
    chosen = page.get_by_label("Use my template")
    (tmp_path / "St. Example.potx").write_bytes(hospital())
    (tmp_path / "letter.pptx").write_bytes(b"%PDF-1.7 a letter")
    words = page.locator(".deck-progress-words")
    chosen.set_input_files(tmp_path / "letter.pptx")
    button(three, "Download deck (.pptx)").click()
    expect(words).to_contain_text("The file could not be made: ")
    expect(words).to_contain_text("a PDF")
    three.errors.clear()  # chromium logs the wanted 400
    chosen.set_input_files(tmp_path / "St. Example.potx")
    own = {each.name for each in Presentation(tmp_path / "St. Example.potx").slide_layouts}
    assert {each.slide_layout.name for each in Presentation(downloaded(three)).slides} <= own
    button(three, "Download without my template").click()
    expect(chosen).to_have_value("")
    expect(chosen).to_be_focused()
    assert not {each.slide_layout.name for each in Presentation(downloaded(three)).slides} & own


def test_a_template_too_large_is_said_before_it_is_sent(three):
    asked = []
    three.page.on("request", lambda sent: asked.append(sent.url))
    three.page.locator("#deck").evaluate("each => { each.dataset.mostTemplate = '1000'; }")
    three.page.get_by_label("Use my template").set_input_files(
        {"name": "own.pptx", "mimeType": "", "buffer": b"PK" * 1000}
    )
    button(three, "Download deck (.pptx)").click()
    expect(three.page.locator(".deck-progress-words")).to_have_text(
        "The file could not be made: the template has 2 kB, of which at most 1 kB are taken. "
        "Choose a smaller one."
    )
    assert not [url for url in asked if "export/deck" in url]


SPOILT_STORAGE = (
    ("", 0),
    ("{", 0),
    ("null", 0),
    ('"deck"', 0),
    ('{"figure": "donor"}', 0),
    (json.dumps([None, 3, [], {}, {"figure": 7}, {"figure": "<b>"}]), 0),
    (json.dumps([{"figure": "donor", "name": {"a": 1}, "title": 4}]), 1),
    (json.dumps([{"figure": "constructor"}, {"figure": "donor?__proto__=toString"}]), 2),
    (json.dumps([{"figure": "donor", "name": "<img src=x onerror=alert(1)>"}]), 1),
    (json.dumps([{"figure": f"donor?q={n}"} for n in range(70)]), 60),
)
"""A stored text and how many figures of it are shown."""


KEPT_BY_ANOTHER_TAB = """text => {
  localStorage.setItem('deck', text);
  window.dispatchEvent(new StorageEvent('storage', {key: 'deck', newValue: text}));
}"""
"""The page is drawn anew from the storage, as it is when it opens."""


def test_a_spoilt_storage_does_not_break_the_page(visit):
    store(visit, SPOILT_STORAGE[0][0])
    visit.open("/deck")
    for text, count in SPOILT_STORAGE:
        visit.page.evaluate(KEPT_BY_ANOTHER_TAB, text)
        expect(visit.page.locator("#deck h2"), text).to_be_visible()
        expect(visit.page.locator(".deck-figure"), text).to_have_count(count)
        expect(visit.page.locator("#deck img[src=x]"), text).to_have_count(0)
        visit.check(text)


UNREADABLE = "#figure=%E0%A4%A"
SPOILT_LINKS = (
    ("#figure=", 0),
    ("#figure=nonsense&figure=donor", 1),
    (UNREADABLE, 0),
    ("#figure=donor%23%25E0%25A4%25A", 1),
    ("#figure=constructor&figure=__proto__", 0),
    ("#figure=%3Cimg%20src%3Dx%3E", 0),
    ("#" + "&".join(["figure=donor"] * 70), 60),
)
"""The end of a link and how many figures of it are shown."""


GO_TO = """end => new Promise((done) => {
  window.addEventListener('hashchange', () => setTimeout(done), {once: true});
  window.location.hash = end;
})"""
"""The page is drawn anew from the address, as it is when it opens."""


def test_a_spoilt_link_does_not_break_the_page(visit):
    visit.open(f"/deck{UNREADABLE}")
    expect(visit.page.locator("#deck h2")).to_contain_text("A shared deck")
    for end, count in SPOILT_LINKS:
        visit.page.evaluate(GO_TO, end)
        expect(visit.page.locator("#deck h2"), end).to_contain_text("A shared deck")
        expect(visit.page.locator(".deck-figure"), end).to_have_count(count)
        visit.check(end)


def test_an_empty_deck_says_what_to_do(visit):
    visit.open("/deck")
    expect(visit.page.locator("#deck")).to_contain_text("Your deck is empty")
    expect(visit.page.locator(".deck-pages a")).to_have_count(8)
    expect(visit.page.locator(".deck-count")).to_have_text("")
    with visit.page.expect_download(timeout=60_000) as waiting:
        visit.page.get_by_role("link", name="Standard deck (.pptx)").click()
    assert waiting.value.suggested_filename.endswith(".pptx")


def test_the_deck_does_not_scroll_sideways_on_a_phone(visit):
    visit.page.set_viewport_size({"width": 390, "height": 844})
    store(visit, json.dumps([{"figure": "donor?q=" + "x" * 150, "name": "y" * 120}]))
    visit.open("/deck")
    expect(visit.page.locator(".deck-figure")).to_have_count(1)
    visit.until("document.documentElement.scrollWidth <= 390")
