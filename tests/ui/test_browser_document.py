"""The Document tab in a real Chromium, as a person uses it."""

import pytest

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
    page.get_by_role("alert").get_by_text("numbers run from 1.1.1 to 1.1.4").wait_for()
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
