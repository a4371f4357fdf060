"""What the browser keeps, in a real Chromium, as a person uses it."""

import io
import json

import pytest

pytestmark = pytest.mark.browser

OWN = {"locale": "en-US", "permissions": ["clipboard-read", "clipboard-write"], "accept_downloads": True}


def tab(page, name):
    page.locator(f"#tab-{name}-button").click()


def test_a_conversation_survives_a_reload_and_can_go_on(open_window, ask, pipeline):
    page = open_window(context=OWN)
    ask(page, "bridge?")
    page.wait_for_function("clausewise.kept.all().length === 1")
    page.reload()
    page.locator(".exchange .actions").wait_for()
    assert "Three bridges" in page.locator(".exchange").inner_text()
    ask(page, "and the road?")
    assert len(pipeline.histories[-1]) == 2


def test_conversations_are_named_found_deleted_and_brought_back(open_window, ask):
    page = open_window(context=OWN)
    for question in ("bridge?", "路？"):
        ask(page, question)
        page.wait_for_function(
            "q => clausewise.kept.all().some(c => c.record.exchanges[0].question === q)", arg=question
        )
        page.get_by_role("button", name="New chat").click()
        page.locator(".welcome").wait_for()
    tab(page, "history")
    page.locator(".conversations li").nth(1).wait_for()
    first = page.locator(".conversations li", has_text="Three bridges")
    first.get_by_role("textbox", name="Name").fill("<b>Memo</b>")
    first.get_by_role("textbox", name="Name").press("Tab")
    page.get_by_role("searchbox", name="Search conversations").fill("MEMO")
    page.wait_for_function("document.querySelectorAll('.conversations li').length === 1")
    page.locator(".conversations").get_by_role("button", name="Delete").click()
    page.wait_for_function("clausewise.kept.all().length === 1")
    page.get_by_role("button", name="Undo").click()
    page.wait_for_function("clausewise.kept.all().length === 2")
    page.locator(".conversations").get_by_role("button", name="Open", exact=True).click()
    page.locator(".exchange .answer", has_text="Three bridges").wait_for()
    assert page.locator(".conversations b").count() == 0


def test_all_conversations_are_deleted_at_once_and_brought_back(open_window, ask):
    page = open_window(context=OWN)
    ask(page, "bridge?")
    page.wait_for_function("clausewise.kept.all().length === 1")
    tab(page, "history")
    every = page.get_by_role("button", name="Delete all")
    assert not every.is_visible()  # one alone has a button of its own
    page.evaluate("clausewise.kept.write({ ...clausewise.kept.all()[0], id: 'other' })")
    every.click()
    page.get_by_text("No conversation yet").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.locator(".conversations li").nth(1).wait_for()


def test_a_search_that_finds_nothing_says_so_and_ends_the_offer_to_undo(open_window, ask):
    page = open_window(context=OWN)
    ask(page, "bridge?")
    page.wait_for_function("clausewise.kept.all().length === 1")
    page.evaluate("clausewise.kept.write({ ...clausewise.kept.all()[0], id: 'other' })")
    tab(page, "history")
    page.locator(".conversations").get_by_role("button", name="Delete").first.click()
    page.get_by_role("button", name="Undo").wait_for()
    page.get_by_role("searchbox", name="Search conversations").fill("月球")
    page.get_by_text("No conversation has these words").wait_for()
    assert not page.get_by_role("button", name="Undo").is_visible()


def test_a_conversation_is_renamed_by_its_button(open_window, ask):
    page = open_window(context=OWN)
    ask(page, "bridge?")
    page.wait_for_function("clausewise.kept.all().length === 1")
    tab(page, "history")
    page.get_by_role("button", name="Rename").click()
    page.keyboard.insert_text("备忘 memo")
    page.keyboard.press("Tab")
    page.wait_for_function("clausewise.kept.all()[0].name === '备忘 memo'")


def test_the_day_of_a_conversation_is_in_the_interfaces_language(open_window, ask):
    page = open_window(context=OWN)
    ask(page, "bridge?")
    page.wait_for_function("clausewise.kept.all().length === 1")
    tab(page, "history")
    assert "年" not in page.locator(".conversations li").inner_text()
    page.get_by_role("button", name="中文", exact=True).click()
    assert "年" in page.locator(".conversations li").inner_text()


def test_a_conversation_is_exported_with_its_sources(open_window, ask):
    from docx import Document

    page = open_window(context=OWN)
    ask(page, "路？")
    page.wait_for_function("clausewise.kept.all().length === 1")
    tab(page, "history")
    got = {}
    for name in ("Markdown", "Word", "JSON"):
        with page.expect_download() as download:
            page.locator(".conversations").get_by_role("button", name=name).click()
        got[download.value.suggested_filename] = download.value.path().read_bytes()
    assert list(got) == ["路？.md", "路？.docx", "路？.json"]
    assert "The lakeside road shall be inspected twice a year" in got["路？.md"].decode()
    assert any("环湖公路" in each.text for each in Document(io.BytesIO(got["路？.docx"])).paragraphs)
    assert json.loads(got["路？.json"])["answers"][0]["question"] == "路？"


def test_a_kept_conversation_that_was_tampered_with_is_refused_in_words(open_window, ask):
    page = open_window(context=OWN)
    ask(page, "bridge?")
    page.wait_for_function("clausewise.kept.all().length === 1")
    page.evaluate("clausewise.panes.chat.restore({exchanges: [{question: 3}]})")
    page.get_by_role("alert").get_by_text("delete it and ask again").wait_for()


def test_script_in_a_kept_conversation_is_shown_as_text(open_window, ask):
    page = open_window(context=OWN)
    ask(page, "bridge?")
    page.wait_for_function("clausewise.kept.all().length === 1")
    evil = "<img src=x onerror=alert(1)>"
    page.evaluate(
        """evil => { const record = clausewise.kept.all()[0].record; record.exchanges[0].question = evil;
           record.exchanges[0].answer.sentences[0].text = evil; clausewise.panes.chat.restore(record); }""",
        evil,
    )
    page.locator(".exchange .question", has_text=evil).wait_for()
    assert page.locator(".conversation img").count() == 0
