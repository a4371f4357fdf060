"""Runs as JSON values, and trials kept while a run goes on."""

import json

import pytest

from eval.progress import Progress
from eval.record import Outcome, report_record, trial_from
from eval.run import evaluate, score
from eval.trials import Statement, Trial
from rag.types import Verdict


def without_timings(value):
    if isinstance(value, dict):
        return {key: without_timings(item) for key, item in value.items() if key != "timings"}
    return [without_timings(item) for item in value] if isinstance(value, list) else value


def record_of(tram, *names):
    return report_record([Outcome(name, evaluate(tram.pipeline(), tram.cases)) for name in names])


def test_two_records_are_equal_but_for_timings(tram):
    first, second = record_of(tram, "a"), record_of(tram, "a")
    assert first != second
    assert json.dumps(without_timings(first)) == json.dumps(without_timings(second))


def test_a_record_keeps_every_trial_with_its_scores(tram):
    trial = json.loads(json.dumps(record_of(tram, "a")))["runs"][0]["trials"][0]
    assert (trial["id"], trial["status"], trial["cited"]) == ("fare-en", "answered", ["1.1.1"])
    assert trial["ranked"] == ["1.1.1", "1.2.1", "1.1.2"]
    assert (trial["scores"]["hit@1"], trial["scores"]["right refusals"]) == (1, None)


def test_a_record_holds_the_clauses_it_names_in_document_order(tram):
    assert list(record_of(tram, "a")["clauses"]) == ["1.1.1", "1.1.2", "1.2.1"]


def test_runs_are_compared_with_the_first_question_by_question(tram):
    right = evaluate(tram.pipeline(), tram.cases)
    refusing = evaluate(tram.pipeline(lambda _: tram.reply("No.", status="refused")), tram.cases)
    (found,) = report_record([Outcome("right", right), Outcome("refuses", refusing)])["comparisons"]
    assert (found["before"], found["after"]) == ("right", "refuses")
    change = found["measures"]["full answers"]
    assert (change["count"], change["mean"], change["rose"], change["fell"], change["p"]) == (4, -1, 0, 4, 1 / 8)


def test_a_kept_trial_comes_back_as_it_was(tram):
    run = evaluate(tram.pipeline(), tram.cases)
    records = json.loads(json.dumps(report_record([Outcome("a", run)])))["runs"][0]["trials"]
    assert (
        tuple(trial_from(row, Trial(t.case, t.corpus)) for row, t in zip(records, run.trials, strict=True))
        == run.trials
    )


def test_verdicts_and_rejected_sentences_come_back_as_they_were(tram):
    verdicts = (Verdict("marker", True), Verdict("numbers", False, "3 不在 1.1.1"))
    trial = tram.trial(
        tram.cases[0],
        statements=(Statement("票价2元。", ("1.1.1",), verdicts[:1]),),
        rejected=(Statement("The 票价 is 3 yuan.", (), verdicts),),
    )
    record = json.loads(json.dumps(report_record([Outcome("a", score([trial]))])))["runs"][0]["trials"][0]
    assert record["rejected"][0]["verdicts"][1] == {"check": "numbers", "passed": False, "reason": "3 不在 1.1.1"}
    assert trial_from(record, Trial(trial.case, trial.corpus)) == trial


@pytest.fixture
def broken_off(tram, tmp_path):
    """The progress of a run that ended after two trials, in the middle of writing the third."""
    path = tmp_path / "out" / ".a.part"
    progress = Progress(path, {"code": 1})
    progress.start({})
    evaluate(tram.pipeline(), tram.cases[:2], keep=progress.keep)
    with path.open("a", encoding="utf-8") as file:
        file.write('{"id": "last-en", "ran')
    return path


def test_a_run_that_was_broken_off_goes_on_where_it_stopped(tram, broken_off):
    done = Progress(broken_off, {"code": 1}).read(tram.cases, tram.corpus)
    assert list(done) == ["fare-en", "fare-zh"]
    pipeline = tram.pipeline()
    run = evaluate(pipeline, tram.cases, done=done)
    assert [question for question, _ in pipeline.asked[2:]] == [case.question for case in tram.cases[2:]]
    whole = evaluate(tram.pipeline(), tram.cases)
    assert [trial.text for trial in run.trials] == [trial.text for trial in whole.trials]
    assert run.scores == whole.scores


def test_progress_of_another_code_is_not_gone_on_with(tram, broken_off):
    assert Progress(broken_off, {"code": 2}).read(tram.cases, tram.corpus) == {}


def test_a_question_that_ended_in_an_error_is_put_again(tram, tmp_path):
    progress = Progress(tmp_path / ".a.part", {})
    progress.start({})
    evaluate(tram.pipeline(), [tram.case("wordless", question="??"), tram.cases[0]], keep=progress.keep)
    assert list(progress.read([tram.case("wordless"), *tram.cases], tram.corpus)) == ["fare-en"]
