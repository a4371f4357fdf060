"""Feedback from the chat window becomes cases."""

import json
from argparse import Namespace

import pytest

from eval import add
from eval.cases import load_cases
from eval.errors import DatasetError

THUMB = {
    "time": "2026-11-24T03:00:00+00:00",
    "question": "电车票价多少？",
    "history": [],
    "lang": "zh",
    "verdict": "up",
    "comment": "",
    "status": "answered",
    "text": "电车票价为2元。[1.1.1]",
    "citations": ["tram:1.1.1", "tram:1.1.2", "tram:1.1.1"],
    "document": "ab12",
}
DOWN = THUMB | {"question": "Do dogs pay?", "lang": "en", "verdict": "down", "comment": "wrong clause"}
REFUSED = THUMB | {"question": "Who won?", "lang": "en", "status": "refused", "citations": []}


@pytest.fixture
def run(tmp_path):
    """Adds thumbs to a dataset; returns the dataset's rows."""

    def call(*thumbs, document=None):
        feedback, dataset = tmp_path / "feedback.jsonl", tmp_path / "cases.jsonl"
        feedback.write_text("".join(json.dumps(thumb) + "\n" for thumb in thumbs), encoding="utf-8")
        assert add.main(Namespace(feedback=feedback, to=dataset, document=document)) == 0
        return [json.loads(line) for line in dataset.read_text(encoding="utf-8").splitlines()]

    call.dataset = tmp_path / "cases.jsonl"
    return call


def test_a_thumb_up_is_a_case_whose_gold_is_what_was_cited(run):
    (row,) = run(THUMB)
    assert (row["question"], row["gold"], row["answerable"]) == ("电车票价多少？", ["1.1.1", "1.1.2"], True)
    assert load_cases(run.dataset)[0].gold == ("1.1.1", "1.1.2")


def test_a_thumb_up_on_a_refusal_is_an_unanswerable_case(run):
    (row,) = run(REFUSED)
    assert (row["kind"], row["answerable"], row["gold"]) == ("unanswerable", False, [])
    assert not load_cases(run.dataset)[0].answerable


def test_a_thumb_down_waits_with_a_note_and_stops_the_dataset_until_it_is_completed(run):
    (row,) = run(DOWN)
    assert row["gold"] == []
    assert "wrong clause" in row["note"]
    with pytest.raises(DatasetError, match="line 1.*waits to be completed.*wrong clause.*name the clauses"):
        load_cases(run.dataset)
    run.dataset.write_text(json.dumps(row | {"gold": ["1.2.1"]}), encoding="utf-8")
    assert load_cases(run.dataset)[0].gold == ("1.2.1",)


def test_a_follow_up_keeps_its_history(run):
    history = [{"role": "user", "content": "票价？"}, {"role": "assistant", "content": "2元。"}]
    (row,) = run(THUMB | {"history": history})
    assert (row["kind"], row["history"]) == ("followup", history)
    assert load_cases(run.dataset)[0].history == tuple(history)


def test_nothing_is_added_twice_and_the_last_thumb_on_a_question_counts(run, capsys):
    run(THUMB, THUMB | {"verdict": "down"}, REFUSED)
    rows = run(THUMB, REFUSED, DOWN)
    assert [row["question"] for row in rows] == ["电车票价多少？", "Who won?", "Do dogs pay?"]
    assert "note" in rows[0]
    assert "1 of 3 cases were new" in capsys.readouterr().out


def test_a_dataset_that_does_not_end_its_last_line_is_added_to_on_a_new_one(run):
    run.dataset.write_text(json.dumps(run(THUMB)[0]), encoding="utf-8")
    assert len(run(REFUSED)) == 2


def test_feedback_on_two_documents_is_told_to_choose(run):
    with pytest.raises(DatasetError, match="several documents .*--document"):
        run(THUMB, REFUSED | {"document": "cd34"})
    assert len(run(THUMB, REFUSED | {"document": "cd34"}, document="cd")) == 1


@pytest.mark.parametrize(
    ("thumb", "told"),
    [
        pytest.param(
            {**THUMB, "verdict": "meh"}, "line 1, field \"verdict\" is 'meh'; write one of up, down", id="verdict"
        ),
        pytest.param({**THUMB, "lang": "fr"}, 'field "lang"', id="language"),
        pytest.param({**THUMB, "status": "sure"}, 'field "status"', id="status"),
        pytest.param({**THUMB, "question": " "}, 'field "question" is empty', id="empty-question"),
        pytest.param({**THUMB, "citations": "1.1.1"}, 'field "citations"', id="citations"),
        pytest.param({**THUMB, "history": [{"role": "bot"}]}, 'field "history"', id="history"),
        pytest.param(
            {key: THUMB[key] for key in THUMB if key != "document"}, 'field "document" is missing', id="missing"
        ),
    ],
)
def test_a_wrong_thumb_is_named_with_line_and_field(run, thumb, told):
    with pytest.raises(DatasetError) as error:
        run(thumb)
    assert told in str(error.value)
