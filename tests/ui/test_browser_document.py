"""The Document tab in a real Chromium, as a person uses it."""

import pytest

from rag.ui.launch import launch_options

pytestmark = pytest.mark.browser


def clipboard(page):
    return page.evaluate("navigator.clipboard.readText()")


def test_a_cited_clause_opens_in_the_document_at_its_place(open_window, ask):
    page = open_window()
    ask(page, "road?")
    page.locator("#clauses").get_by_role("button", name="Open in document").click()
    page.locator("#document .clause.here").wait_for()
    assert page.locator("#document .clause.here h3").inner_text() == "1.1.2"
    assert page.locator("#document .outline a.here").count() == 1


def test_an_address_opens_the_document_at_a_clause(open_window):
    page = open_window(query="?clause=1.1.3")
    page.locator("#document .clause.here h3:focus").wait_for()
    assert page.locator("#document .clause.here h3").inner_text() == "1.1.3"
    assert page.locator("#document script, #document img").count() == 0


def test_an_address_with_an_unknown_clause_says_so(open_window):
    page = open_window(query="?clause=<b>9")
    alert = page.get_by_role("alert")
    alert.get_by_text("Details").click()
    alert.get_by_text("numbers run from 1.1.1 to 1.1.4").wait_for()
    assert page.locator("#document .notice b").count() == 0


def test_a_clauses_link_is_copied(open_window):
    page = open_window(query="?clause=1.1.2")
    page.locator("#document .clause.here").get_by_role("button", name="Copy link").click()
    page.locator("#announcement.shown").wait_for()
    assert clipboard(page).endswith("/?clause=lake%3A1.1.2")


@pytest.mark.parametrize(
    ("words", "numbers"), [("湿地", ["1.1.4"]), ("FOOTPATHS bridges", ["1.1.1"]), ("桥 2031", ["1.1.1"]), ("moon", [])],
    ids=["zh", "en", "mixed", "nothing"],
)  # fmt: skip
def test_the_outline_is_searched_as_one_types_in_both_languages(open_window, words, numbers):
    page = open_window(query="?clause=1.1.1")
    page.get_by_role("searchbox", name="Search in both languages").fill(words)
    said = f"{len(numbers)} clauses match" if numbers else "No clause has these words"
    page.locator("#document .found", has_text=said).wait_for()
    assert page.locator("#document .outline li:not([hidden]) b").all_inner_texts() == numbers


LOW = {"width": 1280, "height": 420}  # so that a few clauses need scrolling
PHONE = {"width": 390, "height": 844}
IN_VIEW = "e => { const y = e.getBoundingClientRect().y; return y > -2 && y < innerHeight; }"


def in_view(page, selector):
    page.wait_for_function(IN_VIEW, arg=page.locator(selector).element_handle())


def test_typing_in_the_search_moves_to_the_first_match(open_window):
    page = open_window(LOW, query="?clause=1.1.1")
    page.locator("#document .clause.here").wait_for()
    page.get_by_role("searchbox", name="Search in both languages").press_sequentially("湿地")
    in_view(page, '#document .clause[data-id="lake:1.1.4"]')
    assert page.locator("#document .outline a.here b").inner_text() == "1.1.4"


def test_opening_a_heading_of_the_outline_goes_there(open_window):
    page = open_window(LOW, query="?clause=1.1.4")
    page.locator("#document .clause.here").wait_for()
    heading = page.locator("#document .outline summary").first
    heading.click()  # folds
    heading.click()
    in_view(page, "#document .text .heading >> nth=0")


def test_the_outline_follows_what_is_read(open_window):
    page = open_window(LOW, query="?clause=1.1.1")
    page.locator("#document .clause.here").wait_for()
    page.wait_for_timeout(600)  # until scrolling is the reader's again
    page.locator("#document .text").hover()
    page.mouse.wheel(0, 5000)
    page.wait_for_function("document.querySelector('#document .outline a.here b').textContent !== '1.1.1'")


def test_back_leads_through_the_window_and_the_address_follows(open_window, ask):
    page = open_window(context={"locale": "en-US"})
    ask(page, "road?")
    page.locator("#clauses").get_by_role("button", name="Open in document").click()
    page.wait_for_url("**/?clause=lake%3A1.1.2")
    page.locator("#document .outline [data-goto='lake:1.1.3']").click()
    page.wait_for_url("**/?clause=lake%3A1.1.3")
    page.locator("#tab-history-button").click()
    page.wait_for_url("**/?tab=history")
    page.go_back()
    page.locator("#document .clause.here h3", has_text="1.1.3").wait_for()
    page.go_back()
    page.locator("#document .clause.here h3", has_text="1.1.2").wait_for()
    page.go_back()
    page.locator(".exchange .question").wait_for()
    assert "clause" not in page.url
    page.go_forward()
    page.locator("#document .clause.here h3", has_text="1.1.2").wait_for()


def test_an_address_opens_a_tab(open_window):
    page = open_window(query="?tab=settings")
    page.get_by_role("tab", name="Settings", selected=True).wait_for()


def test_a_phone_keeps_the_tabs_in_view_and_leads_to_the_outline_and_back(open_window, ask):
    page = open_window(PHONE)
    ask(page, "road and bridge and fish?").locator(".said > p .marker").first.click()
    page.locator(".clause.focus").wait_for()
    page.wait_for_timeout(800)  # until it has scrolled there
    before = page.evaluate("scrollY")
    page.locator("#clauses").get_by_role("button", name="Open in document").last.click()
    in_view(page, "#document .clause.here")
    in_view(page, "#tab-chat-button")
    page.get_by_role("button", name="Outline").click()
    in_view(page, "#document [data-find]")
    page.locator("#document").get_by_role("button", name="Back").click()
    page.wait_for_function("y => Math.abs(scrollY - y) < 200", arg=before)
    page.locator(".exchange .question").wait_for()


def test_the_clause_before_and_after_is_reached_by_a_key_in_the_document_alone(open_window, ask):
    page = open_window()
    ask(page, "road?")
    page.locator("#clauses").get_by_role("button", name="Open in document").click()
    page.locator("#document .clause.here h3", has_text="1.1.2").wait_for()
    page.keyboard.press("]")
    page.locator("#document .clause.here h3", has_text="1.1.3").wait_for()
    page.keyboard.press("[")
    page.locator("#document .clause.here h3", has_text="1.1.2").wait_for()
    page.locator("#tab-settings-button").click()
    page.get_by_role("heading", name="Answers").wait_for()
    page.keyboard.press("]")
    page.locator("#tab-chat-button").click()
    assert page.locator("#clauses h3").all_inner_texts() == ["1.1.2"]


def test_a_link_that_asks_the_question_is_copied(open_window, ask):
    page = open_window()
    ask(page, "路 & road?").get_by_role("button", name="Copy link").click()
    page.locator("#announcement.shown").wait_for()
    assert clipboard(page).endswith("/?q=%E8%B7%AF+%26+road%3F")


@pytest.fixture
def two(two_documents, tmp_path):
    import app

    blocks = app.build_app(two_documents, feedback=tmp_path / "f", datasets={})
    _, url, _ = blocks.launch(prevent_thread_lock=True, **launch_options())
    yield url
    blocks.close(verbose=False)


def test_another_document_is_chosen_and_begins_at_its_top(open_window, two):
    page = open_window(LOW)
    page.goto(f"{two}?clause=lake:1.1.4")
    page.locator("#document .clause.here").wait_for()
    page.get_by_role("combobox", name="Document").select_option("hill")
    page.locator("#document [data-id='hill:1.1.1']").wait_for()
    in_view(page, "#document .text header.title")
    book = page.locator("#document .book").bounding_box()
    assert book["y"] + book["height"] <= LOW["height"] + 1
