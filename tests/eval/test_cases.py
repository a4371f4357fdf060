"""Datasets: what is read, and what a wrong line is told."""

import json

import pytest

from eval.cases import DEFAULT_DATASET, load_cases, select_cases
from eval.errors import DatasetError
from rag.types import Lang

ROW = {
    "id": "a",
    "lang": "zh",
    "kind": "numeric",
    "question": "票价多少？",
    "gold": ["1.1.1"],
    "must_have": [["2元", "两元"]],
    "answerable": True,
}
SILENT = {**ROW, "gold": [], "must_have": [], "answerable": False}


@pytest.fixture
def dataset(tmp_path):
    def write(*rows):
        path = tmp_path / "题.jsonl"
        lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    return write


def test_the_committed_development_set_loads_whole():
    cases = load_cases(DEFAULT_DATASET)
    assert len(cases) == 188
    assert sum(case.answerable for case in cases) == 160


def test_a_row_becomes_a_case_of_tuples(dataset):
    (case,) = load_cases(dataset(ROW))
    assert (case.lang, case.gold, case.must_have) == (Lang.ZH, ("1.1.1",), (("2元", "两元"),))


def test_blank_lines_and_a_byte_order_mark_are_passed_over(dataset):
    assert len(load_cases(dataset("\ufeff" + json.dumps(ROW), "", json.dumps({**ROW, "id": "b"}), ""))) == 2


def test_a_line_separator_inside_a_question_does_not_break_the_line(dataset):
    (case,) = load_cases(dataset({**ROW, "question": "票价\u2028多少？"}))
    assert case.question == "票价\u2028多少？"


@pytest.mark.parametrize(
    ("row", "field", "remedy"),
    [
        pytest.param({**ROW, "gold": "1.1.1"}, "gold", "list of non-empty strings", id="gold-not-a-list"),
        pytest.param({**ROW, "gold": []}, "gold", "name the clauses", id="answerable-without-gold"),
        pytest.param({**SILENT, "gold": ["1.1.1"]}, "gold", "empty it", id="unanswerable-with-gold"),
        pytest.param({**ROW, "lang": "fr"}, "lang", "zh, en", id="third-language"),
        pytest.param({**ROW, "lang": []}, "lang", "zh, en", id="language-not-a-word"),
        pytest.param({**ROW, "kind": "riddle"}, "kind", "numeric", id="unknown-kind"),
        pytest.param({**ROW, "question": " "}, "question", "non-empty string", id="empty-question"),
        pytest.param({**ROW, "must_have": ["2元"]}, "must_have", "list of its wordings", id="fact-not-a-list"),
        pytest.param({**ROW, "must_have": [[]]}, "must_have", "list of its wordings", id="fact-without-wording"),
        pytest.param({**ROW, "must_have": None}, "must_have", "list of its wordings", id="facts-null"),
        pytest.param({**ROW, "answerable": "yes"}, "answerable", "true or false", id="flag-as-word"),
        pytest.param({**ROW, "answer": "2"}, "answer", "take it out", id="unknown-field"),
        pytest.param({key: ROW[key] for key in ROW if key != "kind"}, "kind", "add it", id="missing-field"),
        pytest.param({**ROW, "kind": "followup"}, "history", "earlier turns", id="followup-without-history"),
        pytest.param({**ROW, "history": [{"role": "bot"}]}, "history", "user or assistant", id="turn-of-a-third-role"),
        pytest.param({**SILENT, "refusal_kind": "rude"}, "refusal_kind", "near_miss", id="unknown-refusal"),
        pytest.param({**ROW, "refusal_kind": "off_topic"}, "refusal_kind", "take it out", id="refusal-of-answerable"),
    ],
)
def test_a_wrong_field_is_named_with_file_line_and_remedy(dataset, row, field, remedy):
    path = dataset({**ROW, "id": "first"}, row)
    with pytest.raises(DatasetError) as error:
        load_cases(path)
    assert f'{path}, line 2, field "{field}"' in str(error.value)
    assert remedy in str(error.value)


@pytest.mark.parametrize("line", [pytest.param("{", id="broken"), pytest.param("[1]", id="a-list")])
def test_a_line_that_is_no_json_object_is_named(dataset, line):
    with pytest.raises(DatasetError, match="line 2 .*write one JSON object a line"):
        load_cases(dataset(ROW, line))


def test_an_id_used_twice_names_both_lines(dataset):
    with pytest.raises(DatasetError, match="line 3.*line 1"):
        load_cases(dataset(ROW, "", ROW))


def test_an_empty_file_is_an_error(dataset):
    with pytest.raises(DatasetError, match="holds no case"):
        load_cases(dataset(""))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DatasetError, match="nowhere.jsonl cannot be read"):
        load_cases(tmp_path / "nowhere.jsonl")


def test_a_file_in_another_encoding_is_told_to_be_utf8(tmp_path):
    path = tmp_path / "gbk.jsonl"
    path.write_bytes(json.dumps(ROW, ensure_ascii=False).encode("gbk"))
    with pytest.raises(DatasetError, match="not UTF-8"):
        load_cases(path)


def test_selection_keeps_order_and_takes_the_limit_last(tram):
    chosen = select_cases(tram.cases, kinds=["factoid", "unanswerable"], lang=Lang.ZH, limit=1)
    assert [case.id for case in chosen] == ["last-zh"]


def test_selecting_nothing_is_an_error_that_names_the_selection(tram):
    with pytest.raises(DatasetError, match="none of the 6 cases.*kind topic"):
        select_cases(tram.cases, kinds=["topic"])
