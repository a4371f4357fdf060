"""What the window sends to the page, step by step."""

import json
from dataclasses import replace
from types import SimpleNamespace

import pytest

from rag.ui.conversation import Exchange
from rag.ui.labels import LABELS
from rag.ui.running import Running
from rag.ui.window import Window


@pytest.fixture
def window(pipeline, tmp_path):
    return Window(pipeline, feedback=tmp_path / "feedback.jsonl")


def event(**fields):
    return SimpleNamespace(**fields)


def shown(step: object) -> bool:
    return isinstance(step, str)


def stopped_after(number, step):
    """All that `step(running)` sends when its reader stops it after so many messages; the last one."""
    running = Running()
    sent = []
    for each in step(running):
        sent.append(each)
        if len(sent) == number:
            running.stop()
    return sent[-1]


def test_what_is_sent_while_an_answer_grows_does_not_grow_with_the_conversation(window, pipeline):
    long = tuple(Exchange(f"bridge {n}?", pipeline.ask("bridge")) for n in range(50))
    alone, last = (max(len(step[0]) for step in window.ask("road?", "", said, None, Running())) for said in ((), long))
    assert last < alone + 20


def test_the_source_pane_is_sent_when_another_clause_is_cited_and_at_the_end(window):
    _, first, second, third, rejected, end = window.ask("bridge and road?", "", (), None, Running())
    assert [shown(step[1]) for step in (first, second, third, rejected, end)] == [True, False, True, False, True]
    assert all('data-streamed="1"' in step[1] for step in (first, third, end))


def test_a_refusal_opens_the_nearest_clause(window):
    *_, end = window.ask("moon?", "", (), None, Running())
    assert 'data-id="lake:1.1.1"' in end[1]


def test_stopped_before_its_first_sentence_a_question_stays(window):
    pane, _, _, said, kept = stopped_after(1, lambda running: window.ask("bridge?", "", (), None, running))
    assert said == (Exchange("bridge?", stopped=True),)
    assert "bridge?" in pane
    assert json.loads(kept)["exchanges"] == [{"question": "bridge?", "answer": None, "rated": "", "stopped": True}]


def test_stopped_midway_an_answer_says_that_it_is_not_whole(window):
    pane, _, _, said, kept = stopped_after(2, lambda running: window.ask("桥？", "", (), None, running))
    note = LABELS["stopped_note"].zh
    assert len(said[0].answer.sentences) == 1
    assert said[0].answer.notices == (note,)
    assert note in pane
    assert "data-copy" not in pane
    assert json.loads(kept)["exchanges"][0]["stopped"] is True


def test_stopped_before_its_first_sentence_the_answer_told_again_is_the_old_one(window, pipeline):
    before = (Exchange("bridge?", pipeline.ask("bridge?")),)
    again = event(turn="0", lang="zh")
    pane, _, _, said, _ = stopped_after(1, lambda running: window.retell(before, None, running, again))
    assert said == before
    assert "data-copy" in pane


def test_an_answer_whose_conversation_was_left_leaves_no_trace(window):
    running = Running()
    steps = window.ask("bridge?", "", (), None, running)
    next(steps)
    window.clear(running)
    assert list(steps) == []


def test_a_whole_answer_is_not_marked_as_stopped(window):
    *_, end = window.ask("bridge?", "", (), None, Running())
    assert end[3][0].stopped is False
    assert end[3][0].answer.notices == ()


def test_a_question_that_cannot_be_asked_leaves_the_conversation_as_it_was(window, pipeline):
    said = (Exchange("bridge?", pipeline.ask("bridge?")),)
    *_, (pane, _, question, after, _) = window.ask("？！", "", said, None, Running())
    assert (question, after) == ("？！", said)
    assert pane.startswith('<div data-count="1"><div class="notice"')


def test_a_thumb_can_be_put_right_and_is_kept(window, pipeline):
    said = (Exchange("bridge?", pipeline.ask("bridge?")),)
    _, once, _ = window.rate(said, event(turn="0", verdict="down", comment="wrong"))
    pane, twice, kept = window.rate(once, event(turn="0", verdict="up", comment=""))
    assert (once[0].rated, twice[0].rated) == ("down", "up")
    assert json.loads(kept)["exchanges"][0]["rated"] == "up"
    assert 'data-thumb="up" data-turn="0" aria-pressed="true"' in pane
    lines = window.feedback.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["verdict"] for line in lines] == ["down", "up"]


def test_a_conversation_for_the_keeper_holds_no_tag(window):
    *_, end = window.ask("fish <script>?", "", (), None, Running())
    assert "<" not in end[4]
    assert json.loads(end[4])["exchanges"][0]["question"] == "fish <script>?"


def test_a_record_that_cannot_be_read_opens_nothing_and_says_so(window):
    pane, _, _, said, _ = window.restore(Running(), event(record={"exchanges": [{"question": 3}]}))
    assert said == ()
    assert "data-restored" not in pane
    assert "delete it and ask again" in pane


def test_a_record_opened_twice_is_sent_twice(window, pipeline):
    *_, end = window.ask("bridge?", "", (), None, Running())
    record = json.loads(end[4])
    assert window.restore(Running(), event(record=record))[0] != window.restore(Running(), event(record=record))[0]
    assert replace(window.restore(Running(), event(record=record))[3][0], answer=None) == Exchange("bridge?")
