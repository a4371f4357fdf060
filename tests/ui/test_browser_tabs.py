"""The tabs and what the browser keeps, in a real Chromium, as a person uses them."""

import io
import json
import re

import pytest

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
BOX = "#question textarea"
OWN = {"locale": "en-US", "permissions": ["clipboard-read", "clipboard-write"], "accept_downloads": True}
TABS = ("chat", "document", "history", "evaluation", "settings")


def tab(page, name):
    page.locator(f"#tab-{name}-button").click()


def clipboard(page):
    return page.evaluate("navigator.clipboard.readText()")


# an answer's tools


def test_an_answer_is_copied_in_four_styles_of_citation(open_window, ask):
    page = open_window()
    exchange = ask(page, "road?")
    for style, sign in (("Plain text", "Lake District Plan, Chapter 1"), ("Markdown", "> The lakeside"),
                        ("GB/T 7714", "[Z]: Chapter 1"), ("Bluebook-like", "cl. 1.1.2")):  # fmt: skip
        exchange.locator(".menu summary").click()
        exchange.get_by_role("button", name=style).click()
        page.locator("#announcement.shown").wait_for()
        assert sign in clipboard(page)


def test_a_thumb_with_a_comment_is_saved_by_keyboard(open_window, ask, feedback):
    page = open_window()
    exchange = ask(page, "bridge <b>?")
    exchange.get_by_role("button", name="Not helpful").focus()
    page.keyboard.press("Enter")
    page.keyboard.insert_text("wrong year <script>")
    page.keyboard.press("Enter")
    exchange.get_by_text("Saved, thank you").wait_for()
    record = json.loads(feedback.read_text(encoding="utf-8").splitlines()[-1])
    assert (record["question"], record["verdict"], record["comment"]) == ("bridge <b>?", "down", "wrong year <script>")


def test_why_this_answer_opens_with_what_was_removed_struck_through(open_window, ask):
    exchange = ask(open_window(), "bridge?")
    exchange.get_by_text("Why this answer").click()
    assert exchange.locator("del").inner_text() == "Ten bridges."
    assert exchange.locator(".found kbd").first.inner_text() == "bridge"


def test_a_next_question_is_asked_by_a_click(open_window, ask):
    page = open_window()
    ask(page, "bridge?")
    page.locator(".next .example").first.click()
    page.locator(".exchange").nth(1).locator(".actions").wait_for()
    assert page.locator(".next:visible").count() == 1


def test_a_new_conversation_starts_empty(open_window, ask):
    page = open_window()
    ask(page, "bridge?")
    page.get_by_role("button", name="New chat").click()
    page.locator(".welcome").wait_for()
    assert page.locator(".source .clause").count() == 0


# the document


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


# history


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


# evaluation


def test_a_question_set_is_run_and_its_report_read(open_window):
    page = open_window()
    tab(page, "evaluation")
    page.get_by_role("button", name="Run").click()
    report = page.frame_locator("iframe.report")
    report.get_by_role("heading").first.wait_for()
    assert "2 questions" in (report.locator("body").text_content() or "")
    assert page.locator("iframe.report").get_attribute("sandbox") == "allow-scripts"


# settings


def test_the_interface_follows_the_browsers_language_and_is_switched_without_reload(open_window, ask):
    page = open_window(context={**OWN, "locale": "zh-CN"})
    page.get_by_role("tab", name="问答").wait_for()
    page.get_by_placeholder("输入问题").wait_for()
    exchange = ask(page, "bridge?")
    exchange.get_by_role("button", name="引用格式").or_(exchange.get_by_text("引用格式")).first.wait_for()
    page.get_by_role("button", name="English", exact=True).click()
    page.get_by_role("tab", name="Chat").wait_for()
    page.get_by_placeholder("Type a question").wait_for()
    exchange.get_by_text("Cite", exact=True).wait_for()
    assert page.locator(".exchange").count() == 1
    page.reload()
    page.get_by_role("tab", name="Chat").wait_for()


def test_light_and_dark_follow_the_system_until_one_is_chosen(open_window):
    page = open_window(context={**OWN, "color_scheme": "dark"})
    page.wait_for_function("document.body.classList.contains('dark')")
    tab(page, "settings")
    page.get_by_role("radio", name="Light", exact=True).check()
    page.wait_for_function("!document.body.classList.contains('dark')")
    page.reload()
    page.wait_for_function("window.clausewise?.ready && !document.body.classList.contains('dark')")


def test_what_a_session_sets_is_its_own(open_window, ask, pipeline):
    mine, theirs = open_window(), open_window()
    tab(mine, "settings")
    mine.get_by_label("Short", exact=True).check()
    mine.get_by_role("button", name="Apply").click()
    mine.locator("#outcome", has_text="Applied to this session").wait_for()
    assert pipeline.settings[-1].length == "short"
    tab(mine, "chat")
    assert "by a session's own pipeline" in ask(mine, "bridge?").inner_text()
    assert "by a session's own pipeline" not in ask(theirs, "bridge?").inner_text()


def test_a_language_model_that_is_not_there_is_told_in_words(open_window):
    page = open_window()
    tab(page, "settings")
    page.get_by_label("Provider").click()
    page.get_by_role("option", name=re.compile("OpenAI-compatible")).click()
    page.get_by_label("Model", exact=True).fill("qwen")
    page.get_by_label("Server address").fill("http://127.0.0.1:9/v1")
    page.get_by_role("button", name="Test").click()
    page.locator("#outcome [role=alert]", has_text="cannot be reached").wait_for()


# all of it


def test_shortcuts_reach_the_tabs_the_box_and_the_help(open_window):
    page = open_window()
    page.locator(BOX).blur()
    page.keyboard.press("3")
    page.get_by_role("tab", name="History", selected=True).wait_for()
    page.keyboard.press("/")
    page.wait_for_function("document.activeElement.matches('#question textarea')")
    page.keyboard.insert_text("n?/")
    assert page.locator(BOX).input_value() == "n?/"
    page.locator(BOX).blur()
    page.keyboard.press("?")
    page.get_by_role("dialog", name="Keyboard").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("dialog", name="Keyboard").wait_for(state="hidden")


@pytest.mark.parametrize("name", TABS)
def test_no_tab_scrolls_sideways_on_a_phone_and_every_control_has_a_name(open_window, ask, name):
    page = open_window(PHONE)
    ask(page, "bridge?")
    tab(page, name)
    page.get_by_role("tabpanel").first.wait_for()
    if name == "document":
        page.locator("#document .clause").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    unnamed = page.evaluate(
        """[...document.querySelectorAll('button, a, input, textarea, select')].filter((e) => e.checkVisibility()
           && !(e.innerText || e.ariaLabel || e.getAttribute('aria-labelledby') || e.labels?.[0]?.innerText))
           .map((e) => e.outerHTML.slice(0, 200))"""
    )
    assert unnamed == []


def test_nothing_above_a_growing_answer_moves(open_window, ask):
    page = open_window()
    ask(page, "road?")
    page.evaluate(
        """() => { window.tops = new Set();
        new MutationObserver(() => { const said = document.querySelector('.exchange:last-child .said');
          if (said && said.closest('.exchange').dataset.exchange === '1') window.tops.add(
            said.offsetTop - said.closest('.exchange').offsetTop); })
          .observe(document.querySelector('#conversation'), {subtree: true, childList: true, attributes: true}); }"""
    )
    ask(page, "bridge and road and fish?")
    assert page.evaluate("window.tops.size") == 1
