from itertools import pairwise
from threading import Event as Flag

import pytest

from rag.errors import SourceError
from rag.ui.evaluation_pane import Examiner, form_html, report_html
from rag.ui.labels import LABELS, translations


@pytest.fixture
def datasets(tmp_path):
    """Three question sets of one to three questions."""
    files = {}
    for count, name in enumerate(("another", "dev", "test"), 1):
        files[name] = tmp_path / f"{name}.jsonl"
        files[name].write_text("{}\n" * count + "\n", encoding="utf-8")
    return files


class Exam:
    """An evaluation of three questions that waits before each until it may go on."""

    def __init__(self):
        self.may_go_on = Flag()
        self.asked = []

    def __call__(self, pipeline, dataset, limit, progress):
        for case in progress(["a", "b", "c"][: limit or None]):
            self.may_go_on.wait(30)
            self.asked.append(case)
        return f"<p>{len(self.asked)} asked of {dataset.stem}</p>"


def finish(exam, run):
    exam.may_go_on.set()
    return list(run)[-1]


def test_a_run_tells_how_far_it_is_and_ends_with_the_report(pipeline, datasets):
    exam = Exam()
    run = Examiner(pipeline, datasets, exam).run("test", "", None, visitor="a")
    assert 'class="running"' in next(run)
    assert "0 / 3" in next(run)
    assert "3 asked of test" in finish(exam, run)


def test_only_the_first_so_many_are_asked(pipeline, datasets):
    exam = Exam()
    finish(exam, Examiner(pipeline, datasets, exam).run("dev", "2", None, visitor="a"))
    assert exam.asked == ["a", "b"]


def test_stop_ends_the_run_after_the_question_in_hand(pipeline, datasets):
    exam = Exam()
    examiner = Examiner(pipeline, datasets, exam)
    run = examiner.run("test", "", None, visitor="a")
    next(run), next(run)
    examiner.stop("a")
    assert LABELS["stopped"].en in list(run)[-1]
    assert finish(exam, examiner.run("dev", "1", None, visitor="a"))  # it waits for the first to end
    assert exam.asked == ["a", "a"]


def test_a_visitor_stops_no_one_elses_run(pipeline, datasets):
    exam = Exam()
    examiner = Examiner(pipeline, datasets, exam)
    run = examiner.run("test", "", None, visitor="a")
    next(run)
    examiner.stop("b")
    assert "3 asked" in finish(exam, run)


def test_a_page_that_is_gone_ends_its_run(pipeline, datasets):
    exam = Exam()
    examiner = Examiner(pipeline, datasets, exam)
    run = examiner.run("test", "", None, visitor="a")
    next(run), next(run)
    run.close()
    finish(exam, examiner.run("dev", "1", None, visitor="b"))
    assert exam.asked == ["a", "a"]


def test_a_second_run_waits_for_the_first(pipeline, datasets):
    exam = Exam()
    examiner = Examiner(pipeline, datasets, exam)
    first = examiner.run("test", "", None, visitor="a")
    next(first), next(first)
    second = examiner.run("dev", "1", None, visitor="b")
    next(second)
    assert LABELS["evaluation_waits"].zh in next(second)
    assert "3 asked of test" in finish(exam, first)
    assert "4 asked of dev" in finish(exam, second)


def test_why_there_is_no_report_is_told_in_words(pipeline, datasets):
    def broken(*_):
        raise SourceError("<b>no such set</b>; choose another")

    *_, told = Examiner(pipeline, datasets, broken).run("test", "", None, visitor="a")
    assert "&lt;b&gt;no such set" in told


def test_an_unknown_set_runs_nothing(pipeline, datasets):
    assert list(Examiner(pipeline, datasets, Exam()).run("../etc", "", None, visitor="a")) == []


def test_each_set_is_named_with_its_size_and_purpose_the_projects_own_first(pipeline, datasets):
    form = form_html(Examiner(pipeline, datasets, Exam()).datasets)
    places = [form.index(f'value="{name}"') for name in ("test", "dev", "another")]
    assert all(before < after for before, after in pairwise(places))
    assert '<b>test</b> <span class="aside">3 <' in form
    assert LABELS["set_test"].zh in form
    assert form.count(" checked") == 1


def test_where_there_is_no_set_there_is_nothing_to_run():
    assert "<form" not in form_html({})


def test_a_report_cannot_break_out_of_its_frame():
    assert 'srcdoc="&lt;p title=&#34;' in report_html('<p title="x">')


def test_no_word_that_stands_somewhere_is_taken_for_a_label():
    assert not {"test", "dev", "none", "model"} & set(translations()["en"])
