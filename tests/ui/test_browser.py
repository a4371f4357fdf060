"""The window in a real Chromium, as a person uses it. Looks are looked at by people; what they can do is held here."""

import re

import pytest

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
BOX = "#question textarea"


def marked(page):
    return page.locator(".source mark").all_inner_texts()


@pytest.mark.parametrize(
    ("question", "answer", "lang"),
    [
        ("桥什么时候建成？", "到2031年建成三座跨湖大桥。", "zh-Hans"),
        ("When will the bridges be done?", "Three bridges over the lake shall be completed by 2031.", "en"),
    ],
    ids=["zh", "en"],
)
def test_a_typed_question_is_answered_in_its_language(open_window, ask, question, answer, lang):
    exchange = ask(open_window(), question)
    assert answer in exchange.inner_text()
    assert exchange.locator(".said").get_attribute("lang") == lang


def test_a_marker_opens_its_clause_side_by_side_with_the_quote_highlighted(open_window, ask):
    page = open_window()
    exchange = ask(page, "bridge and road?")
    exchange.locator(".said > p .marker").nth(2).click()
    clause = page.locator(".clause.focus")
    clause.wait_for()
    assert clause.locator("mark.active").all_inner_texts() == [
        "环湖公路每年检查两次。",
        "The lakeside road shall be inspected twice a year.",
    ]
    zh, en = clause.locator("mark.active").all()
    assert zh.bounding_box()["x"] + zh.bounding_box()["width"] < en.bounding_box()["x"]
    assert abs(zh.bounding_box()["y"] - en.bounding_box()["y"]) < 12
    assert "第一章 湖区建设" in clause.inner_text()


def test_a_marker_opens_with_the_keyboard_and_the_clause_takes_the_focus(open_window, ask):
    page = open_window()
    ask(page, "road?").locator(".said > p .marker").focus()
    page.keyboard.press("Enter")
    page.locator(".clause.focus h3:focus").wait_for()


def test_a_refusal_offers_clauses_that_open(open_window, ask):
    page = open_window()
    exchange = ask(page, "What of the moon?")
    assert "The document does not answer this" in exchange.inner_text()
    exchange.locator(".nearest .marker").nth(3).click()
    page.get_by_role("article", name=re.compile("1.1.4")).wait_for()
    assert marked(page) == []


def test_the_language_asked_for_is_answered_in(open_window, ask):
    page = open_window()
    page.locator("#language").get_by_label("中文", exact=True).check()
    assert "环湖公路每年检查两次。" in ask(page, "road?").inner_text()


def test_an_answer_can_be_told_again_in_the_other_language(open_window, ask):
    page = open_window()
    exchange = ask(page, "road?")
    exchange.get_by_role("button", name="用中文回答").click()
    exchange.locator(".sentence", has_text="环湖公路每年检查两次。").wait_for()
    assert page.locator(".exchange").count() == 1


def test_an_example_question_is_asked(open_window):
    page = open_window()
    words = page.locator(".example").first.inner_text()
    page.locator(".example").first.click()
    page.locator(".exchange .question", has_text=words).wait_for()
    page.locator(".exchange .answer > .actions").wait_for()


def test_injection_in_a_question_and_in_a_clause_is_shown_as_text(open_window, ask):
    page = open_window()
    malice = "fish <img src=x onerror=alert(1)> [x](javascript:alert(1)) ${alert(1)} {{#each}} <b>"
    exchange = ask(page, malice)
    assert malice in exchange.locator(".question").inner_text()
    assert "放养鱼苗<script>alert('x')</script>" in page.locator(".source").inner_text()
    assert page.locator(".conversation img, .conversation b, .source img, .source script").count() == 0


def test_a_question_that_cannot_be_asked_stays_in_the_box_with_the_reason(open_window):
    page = open_window()
    page.locator(BOX).click()
    page.keyboard.insert_text("？！…")
    page.keyboard.press("Enter")
    page.get_by_role("alert").get_by_text("ask it in Chinese or English").wait_for()
    assert page.locator(BOX).input_value() == "？！…"
    assert page.locator(".exchange").count() == 0


def test_a_follow_up_is_asked_with_what_was_said(open_window, ask, pipeline):
    page = open_window()
    ask(page, "bridge?")
    ask(page, "and the road?")
    assert [turn["role"] for turn in pipeline.histories[-1]] == ["user", "assistant"]


def test_two_windows_do_not_see_each_other(open_window, ask):
    mine, theirs = open_window(), open_window()
    ask(mine, "bridge?")
    ask(theirs, "road?")
    assert mine.locator(".question").all_inner_texts() != theirs.locator(".question").all_inner_texts()
    assert theirs.locator(".exchange").count() == 1


def test_the_clause_before_and_after_can_be_read(open_window, ask):
    page = open_window()
    ask(page, "bridge?")
    page.locator("#clauses").get_by_role("button", name="Next clause").click()
    page.get_by_role("article", name=re.compile("1.1.2")).wait_for()
    page.locator("#clauses").get_by_role("button", name="Previous clause").click()
    page.get_by_role("article", name=re.compile("1.1.1")).wait_for()


def test_an_address_asks_its_question_once(open_window):
    page = open_window(query="?q=road")
    page.locator(".exchange .answer > .actions").wait_for()
    assert page.locator(".exchange .question").inner_text().endswith("road")
    assert "q=" not in page.url


def test_a_phone_stacks_the_languages_and_never_scrolls_sideways(open_window, ask):
    page = open_window(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    ask(page, "bridge " + "averylongword" * 12).locator(".said > p .marker").first.click()
    page.locator(".clause.focus").wait_for()
    zh, en = page.locator(".clause.focus mark.active").all()
    assert en.bounding_box()["y"] > zh.bounding_box()["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_phone_brings_the_opened_clause_into_view_and_leads_back(open_window, ask):
    page = open_window(PHONE)
    marker = ask(page, "bridge and road?").locator(".said > p .marker").nth(2)
    marker.click()
    in_view = "e => { const y = e.getBoundingClientRect().y; return y >= 0 && y < innerHeight; }"
    clause = page.locator(".clause.focus h3").element_handle()
    page.wait_for_function(in_view, arg=clause)
    page.get_by_role("button", name=re.compile("Back")).click()
    page.wait_for_function(in_view, arg=marker.element_handle())


def test_every_control_has_a_name(open_window, ask):
    page = open_window()
    ask(page, "bridge?")
    unnamed = page.evaluate(
        """[...document.querySelectorAll('button, a, input, textarea')].filter((e) => e.checkVisibility()
           && !(e.innerText || e.ariaLabel || e.labels?.[0]?.innerText)).map((e) => e.outerHTML.slice(0, 200))"""
    )
    assert unnamed == []
