"""Answers that are being written, kept, rated: the chat in a real Chromium where it goes on for longer than a moment."""

import json
import re

import pytest

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
BOX = "#question textarea"
OWN = {"locale": "en-US", "permissions": ["clipboard-read", "clipboard-write"]}
SLOW = "slowly: bridge and road and fish?"


def begin(page, question, sentences=0):
    """Ask, and wait until so many sentences have come."""
    page.locator(BOX).fill(question)
    page.locator(BOX).press("Enter")
    page.locator(".exchange.busy").wait_for()
    if sentences:
        page.locator(".exchange.busy .sentence").nth(sentences - 1).wait_for()


def kept(page):
    """The questions of each conversation that the browser keeps, the latest first."""
    return page.evaluate("clausewise.kept.all().map((c) => c.record.exchanges.map((e) => e.question))")


def wait_kept(page, count):
    page.wait_for_function("n => clausewise.kept.all().length === n", arg=count)


# stop


def test_while_an_answer_is_written_stop_stands_in_the_place_of_ask(open_window):
    page = open_window()
    begin(page, SLOW)
    page.get_by_role("button", name="Stop").wait_for()
    assert page.get_by_role("button", name="Ask", exact=True).count() == 0
    page.locator(".exchange .answer > .actions").wait_for()
    page.get_by_role("button", name="Ask", exact=True).wait_for()
    assert page.get_by_role("button", name="Stop").count() == 0


def test_stopped_midway_an_answer_says_so_and_is_not_offered_for_quoting(open_window):
    page = open_window()
    begin(page, SLOW, sentences=1)
    page.get_by_role("button", name="Stop").click()
    exchange = page.locator(".exchange:not(.busy)")
    exchange.get_by_text("Stopped: this answer is not whole.").wait_for()
    assert exchange.locator("[data-copy], [data-thumb]").count() == 0
    exchange.get_by_role("button", name="Answer again").click()
    exchange.locator("[data-copy]").first.wait_for()
    assert exchange.get_by_text("Stopped").count() == 0


def test_esc_stops_and_a_question_stopped_before_its_first_sentence_stays(open_window):
    page = open_window(context=OWN)
    begin(page, SLOW)
    page.keyboard.press("Escape")
    page.locator(".exchange:not(.busy)").get_by_text("Stopped").wait_for()
    assert page.locator(".exchange .question").inner_text().endswith(SLOW)
    wait_kept(page, 1)
    assert kept(page) == [[SLOW]]


def test_a_question_entered_while_an_answer_is_written_is_asked_next(open_window):
    page = open_window()
    begin(page, SLOW, sentences=1)
    page.locator(BOX).fill("road?")
    page.locator(BOX).press("Enter")
    page.locator(".exchange").nth(1).locator(".answer > .actions").wait_for()
    assert page.locator(".exchange").count() == 2
    assert page.locator(BOX).input_value() == ""


def test_a_question_taken_back_while_it_waits_is_not_asked(open_window):
    page = open_window()
    begin(page, SLOW, sentences=1)
    page.locator(BOX).fill("road?")
    page.locator(BOX).press("Enter")
    page.locator(BOX).fill("")
    page.keyboard.press("Escape")
    page.locator(".exchange:not(.busy)").wait_for()
    page.wait_for_timeout(500)
    assert page.locator(".exchange").count() == 1
    assert page.locator(".conversation .notice").count() == 0


def test_a_question_entered_just_after_stop_is_asked(open_window):
    page = open_window()
    begin(page, SLOW, sentences=1)
    page.locator(BOX).fill("road?")
    page.keyboard.press("Escape")
    page.locator(BOX).press("Enter")
    page.locator(".exchange").nth(1).locator(".answer > .actions").wait_for()
    assert page.locator(".exchange").count() == 2


# while it is written


def test_a_reader_who_went_to_another_clause_is_not_thrown_back(open_window):
    page = open_window()
    begin(page, SLOW, sentences=1)
    page.locator("#clauses").get_by_role("button", name="Next clause").click()
    page.locator("#clauses h3", has_text="1.1.2").wait_for()
    page.locator("#clauses").get_by_role("button", name="Next clause").click()
    page.locator("#clauses h3", has_text="1.1.3").wait_for()
    page.locator(".exchange .answer > .actions").wait_for()
    assert page.locator("#clauses h3").all_inner_texts() == ["1.1.3"]
    page.get_by_role("button", name="To the answer").click()
    page.locator("#clauses h3").nth(2).wait_for()
    assert page.locator("#clauses h3").all_inner_texts() == ["1.1.1", "1.1.2", "1.1.3"]


def test_a_clause_can_be_opened_again_after_the_answers_clauses(open_window, ask):
    page = open_window()
    ask(page, "bridge?")
    for _ in range(2):
        page.locator("#clauses").get_by_role("button", name="Next clause").click()
        page.locator("#clauses h3", has_text="1.1.2").wait_for()
        page.get_by_role("button", name="To the answer").click()
        page.locator("#clauses h3", has_text="1.1.1").wait_for()


def test_nothing_shifts_while_an_answer_is_written(open_window, ask):
    page = open_window()
    ask(page, "fish?")
    page.wait_for_timeout(700)  # the smooth scroll
    page.evaluate(
        """() => { window.shift = 0; new PerformanceObserver((list) => { for (const each of list.getEntries())
           window.shift += each.value; }).observe({ type: "layout-shift" }); }"""
    )
    begin(page, SLOW)
    page.locator(".exchange").nth(1).locator(".answer > .actions").wait_for()
    page.wait_for_timeout(300)
    assert page.evaluate("window.shift") < 0.02


def test_what_is_open_or_half_typed_above_stays_when_the_next_answer_comes(open_window, ask):
    page = open_window()
    first = ask(page, "bridge?")
    first.get_by_text("Why this answer").click()
    first.get_by_role("button", name="Not helpful").click()
    first.locator("textarea").fill("half a word")
    ask(page, "road?")
    assert first.locator("details.why").get_attribute("open") is not None
    assert first.locator("textarea").input_value() == "half a word"


# ratings


def test_a_rating_is_put_right_and_is_still_there_after_a_reload(open_window, ask, feedback):
    page = open_window(context=OWN)
    exchange = ask(page, "bridge?")
    for name in ("Not helpful", "Helpful"):
        thumb = exchange.get_by_role("button", name=name, exact=True)
        thumb.click()
        page.keyboard.press("Enter")
        page.wait_for_function("e => e.ariaPressed === 'true'", arg=thumb.element_handle())
        assert thumb.evaluate("e => e === document.activeElement")
    verdicts = [json.loads(line)["verdict"] for line in feedback.read_text(encoding="utf-8").splitlines()]
    assert verdicts[-2:] == ["down", "up"]
    page.wait_for_function("clausewise.kept.all()[0]?.record.exchanges[0].rated === 'up'")
    page.reload()
    page.locator('.exchange [data-thumb="up"][aria-pressed="true"]').wait_for()


def test_an_answer_is_rated_while_the_next_is_written(open_window, ask):
    page = open_window(context=OWN)
    first = ask(page, "bridge?")
    begin(page, SLOW)
    first.get_by_role("button", name="Not helpful").click()
    page.keyboard.press("Enter")
    page.wait_for_function(
        "() => { const [a, b] = clausewise.kept.all()[0].record.exchanges; return a.rated === 'down' && b?.answer; }"
    )
    assert page.locator(".exchange").count() == 2


def test_esc_closes_the_form_of_a_thumb(open_window, ask):
    page = open_window()
    exchange = ask(page, "bridge?")
    exchange.get_by_role("button", name="Not helpful").click()
    exchange.locator("form.feedback textarea").wait_for()
    page.keyboard.press("Escape")
    exchange.locator("form.feedback").wait_for(state="hidden")
    assert page.evaluate("document.activeElement.dataset.thumb") == "down"


# what is kept


def test_a_shorter_conversation_is_never_written_over_a_longer_one(open_window, ask):
    page = open_window(context=OWN)
    ask(page, "bridge?")
    ask(page, "road?")
    page.wait_for_function("clausewise.kept.all()[0]?.record.exchanges.length === 2")
    page.evaluate("clausewise.kept.save({ exchanges: clausewise.kept.all()[0].record.exchanges.slice(0, 1) })")
    assert sorted(map(len, kept(page))) == [1, 2]


def test_a_conversation_that_could_not_be_opened_is_not_written_over(open_window, ask):
    page = open_window(context=OWN)
    ask(page, "bridge?")
    wait_kept(page, 1)
    page.route("**/queue/join**", lambda route: route.fulfill(status=413, json={"error": "too long"}))
    page.reload()
    page.wait_for_function("window.clausewise?.ready")
    page.wait_for_timeout(500)
    assert page.locator(".exchange").count() == 0
    page.unroute("**/queue/join**")
    ask(page, "road?")
    wait_kept(page, 2)
    assert kept(page) == [["road?"], ["bridge?"]]


def test_of_a_conversation_longer_than_a_request_the_last_part_is_opened_and_all_of_it_stays(open_window, ask):
    page = open_window(context=OWN)
    ask(page, "bridge?")
    wait_kept(page, 1)
    page.evaluate(
        """() => { const [one] = clausewise.kept.all(); const [first] = one.record.exchanges;
           one.record.exchanges = Array.from({ length: 190 }, (_, n) => ({ ...first, question: `bridge ${n}? ${"桥".repeat(4000)}` }));
           clausewise.kept.write(one); }"""
    )
    page.reload()
    page.locator(".exchange .question", has_text="bridge 189?").wait_for()
    assert 50 < page.locator(".exchange").count() < 190
    ask(page, "road?")
    wait_kept(page, 2)
    assert sorted(map(len, kept(page)))[1] == 190


def test_an_address_asks_its_question_in_a_conversation_of_its_own(open_window, ask):
    page = open_window(context=OWN)
    ask(page, "bridge?")
    wait_kept(page, 1)
    page.goto(page.url + "?q=road")
    page.locator(".exchange .answer > .actions").wait_for()
    assert page.locator(".exchange").count() == 1
    wait_kept(page, 2)
    assert kept(page) == [["road"], ["bridge?"]]


# small things


def test_without_a_clipboard_of_the_browser_text_is_copied_all_the_same(open_window, ask):
    page = open_window(context=OWN)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('insecure')); }")
    ask(page, "road?").get_by_role("button", name="Copy", exact=True).click()
    page.locator("#announcement.shown", has_text="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith("The lakeside road")


def test_a_question_that_is_too_long_is_sent_whole(open_window, ask, pipeline):
    page = open_window()
    exchange = ask(page, "road? " + "word " * 500)
    assert "word " * 400 in (exchange.locator(".question").text_content() or "")
    assert exchange.locator(".question").bounding_box()["height"] < 6.5 * 24


def test_a_new_chat_is_ready_to_type_in(open_window, ask):
    page = open_window()
    ask(page, "bridge?")
    page.locator(BOX).blur()
    page.get_by_role("button", name="New chat").click()
    page.wait_for_function("document.activeElement.matches('#question textarea')")
    page.locator(".welcome").wait_for()


def test_an_empty_chat_greets_in_one_language_and_names_its_document(open_window):
    page = open_window()
    welcome = page.locator(".welcome")
    assert welcome.get_by_role("heading").all_inner_texts() == ["Ask this document a question"]
    assert "湖区规划\nLake District Plan" in welcome.inner_text()
    assert "The Chinese text prevails" in welcome.inner_text()


def test_on_a_phone_back_is_offered_only_to_those_who_went_somewhere(open_window, ask):
    page = open_window(PHONE)
    exchange = ask(page, "bridge?")
    back = page.get_by_role("button", name=re.compile("Back"))
    assert back.count() == 0
    exchange.locator(".said .marker").first.click()
    back.wait_for()


def test_markers_are_high_enough_to_touch(open_window, ask):
    box = ask(open_window(PHONE), "bridge?").locator(".marker").first.bounding_box()
    assert box["height"] >= 24


def test_the_whole_row_of_the_first_quote_is_in_view_when_an_answer_comes(open_window, ask):
    page = open_window({"width": 900, "height": 420})
    ask(page, "bridge?")
    page.locator("#clauses mark").first.wait_for()
    for cell in page.locator("#clauses .row", has=page.locator("mark")).first.locator(".cell").all():
        box = cell.bounding_box()
        assert box["y"] >= 86
        assert box["y"] + box["height"] <= 420
