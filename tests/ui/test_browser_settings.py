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
