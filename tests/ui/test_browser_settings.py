"""The Evaluation and Settings tabs in a real Chromium, as a person uses them."""

import re

import pytest

pytestmark = pytest.mark.browser

OWN = {"locale": "en-US", "permissions": ["clipboard-read", "clipboard-write"], "accept_downloads": True}


def tab(page, name):
    page.locator(f"#tab-{name}-button").click()


def test_a_question_set_is_run_and_its_report_read(open_window):
    page = open_window()
    tab(page, "evaluation")
    assert page.get_by_role("radio", name=re.compile("lake 2 questions")).is_checked()
    page.get_by_role("button", name="Run").click()
    report = page.frame_locator("iframe.report")
    report.get_by_role("heading").first.wait_for()
    assert "2 questions" in (report.locator("body").text_content() or "")
    assert page.locator("iframe.report").get_attribute("sandbox") == "allow-scripts"


def test_a_run_can_be_stopped_and_only_while_it_runs(open_window, slow_evaluation):
    page = open_window()
    tab(page, "evaluation")
    assert page.get_by_role("button", name="Stop").is_visible() is False
    slow_evaluation.set()
    page.get_by_role("button", name="Run").click()
    page.get_by_role("button", name="Stop").click()
    page.locator("#evaluation-report").get_by_text("Stopped", exact=True).wait_for()
    assert page.get_by_role("button", name="Run").is_visible()
    assert page.get_by_role("button", name="Stop").is_visible() is False


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
    mine, theirs = open_window(context=OWN), open_window()
    tab(mine, "settings")
    mine.get_by_role("radio", name="Short", exact=True).check()
    mine.get_by_role("button", name="Apply").click()
    mine.locator("#outcome [data-applied]", has_text="Applied to this session").wait_for()
    assert pipeline.settings[-1].length == "short"
    tab(mine, "chat")
    assert "by a session's own pipeline" in ask(mine, "bridge?").inner_text()
    assert "by a session's own pipeline" not in ask(theirs, "bridge?").inner_text()


def choose_a_model(page):
    tab(page, "settings")
    page.get_by_role("radio", name=re.compile("OpenAI-compatible")).check()
    page.get_by_role("textbox", name="Model", exact=True).fill("qwen")
    page.get_by_role("textbox", name="Server address").fill("http://127.0.0.1:9/v1")


def test_a_language_model_that_is_not_there_is_told_in_words_beside_its_button(open_window):
    page = open_window()
    choose_a_model(page)
    page.get_by_role("button", name="Test the model").click()
    told = page.locator("#outcome [role=alert]", has_text="cannot be reached")
    told.wait_for()
    button = page.get_by_role("button", name="Test the model").bounding_box()
    assert 0 < told.bounding_box()["y"] - button["y"] < 120


def test_what_a_language_model_needs_is_asked_for_only_where_one_is_chosen(open_window):
    page = open_window()
    tab(page, "settings")
    page.get_by_role("radio", name="No language model").wait_for()
    assert not page.get_by_role("textbox", name="Model", exact=True).is_visible()
    page.get_by_role("radio", name="Anthropic").check()
    assert page.get_by_role("textbox", name="Key").is_visible()
    assert not page.get_by_role("textbox", name="Server address").is_visible()


def test_settings_are_there_again_after_a_reload_without_the_key(open_window, ask, pipeline):
    page = open_window(context=OWN)
    choose_a_model(page)
    page.get_by_role("button", name="Apply").click()
    page.locator("#outcome [data-applied]").wait_for()
    page.reload()
    page.wait_for_function("window.clausewise?.ready")
    page.wait_for_timeout(500)
    assert (pipeline.settings[-1].model, pipeline.settings[-1].base_url) == ("qwen", "http://127.0.0.1:9/v1")
    tab(page, "chat")
    assert "by a session's own pipeline" in ask(page, "bridge?").inner_text()
    tab(page, "settings")
    page.get_by_role("textbox", name="Key").fill("sk-secret")
    page.get_by_role("button", name="Apply").click()
    page.wait_for_function("document.querySelector('#settings [name=api_key]').value === ''")
    assert "sk-secret" not in page.evaluate("JSON.stringify(localStorage)")
    page.reload()
    page.locator("#announcement.shown", has_text="enter its key again in Settings").wait_for()
    assert pipeline.settings[-1].model == ""
