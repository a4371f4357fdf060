"""The terms of indexed rows, kept in the cache with the words that questions are cut by."""

from pathlib import Path

import pytest

from rag.channels import cut_rows
from rag.index import Row

ROWS = {
    "clause": [Row(0, None, "石桥和木桥的养护 stone bridges"), Row(1, None, "铁路网密度")],
    "sentence": [Row(0, 0, "石桥长五百米")],
}


def test_terms_from_the_cache_are_those_cut_before(tmp_path: Path):
    first = cut_rows(ROWS, tmp_path)
    assert "stone" in first.terms["clause"][0]
    assert "密度" in first.terms["clause"][1]
    again = cut_rows(ROWS, tmp_path)
    assert (again.terms, again.vocabulary, again.partners) == (first.terms, first.vocabulary, first.partners)


def test_the_vocabulary_holds_words_as_they_are_written_most(tmp_path: Path):
    sentences = [Row(0, 0, "石桥养护 bridges")]
    vocabulary = cut_rows({"clause": ROWS["clause"], "sentence": sentences}, tmp_path).vocabulary
    assert vocabulary["bridg"] == "bridges"
    assert vocabulary["养护"] == "养护"
    assert list(vocabulary) == sorted(vocabulary)


def test_a_word_that_one_question_alone_holds_is_left_out_of_the_vocabulary(tmp_path: Path):
    clause = Row(0, None, "石桥养护\nhow is the brigde kept")
    vocabulary = cut_rows({"clause": [clause], "sentence": [Row(0, 0, "石桥养护")]}, tmp_path).vocabulary
    assert "养护" in vocabulary
    assert "brigd" not in vocabulary


def test_the_terminology_is_mined_from_the_sentence_pairs(tmp_path: Path):
    sentences = [Row(0, i, text) for i, text in enumerate(["石桥很长 stone", "石桥很宽 stone", "木船 boat"] * 4)]
    partners = cut_rows({"clause": ROWS["clause"], "sentence": sentences}, tmp_path).partners
    assert partners["石桥"] == {"stone": 1.0}
    assert partners["stone"] == {"石桥": 1.0}


def test_a_question_is_cut_by_the_words_of_the_rows(tmp_path: Path):
    cut_rows(ROWS, tmp_path)
    segment = cut_rows(ROWS, tmp_path).segment
    assert "密度" in list(segment("铁路网密度是多少"))


@pytest.mark.parametrize("content", ["", "[]", '{"clause": [[]]}', "{broken"], ids=["empty", "list", "short", "json"])
def test_a_spoilt_cache_is_made_again(tmp_path: Path, content: str):
    first = cut_rows(ROWS, tmp_path).terms
    next((tmp_path / "terms").glob("*.json")).write_text(content, encoding="utf-8")
    assert cut_rows(ROWS, tmp_path).terms == first


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path):
    (tmp_path / "terms").write_text("a file where the folder should be", encoding="utf-8")
    cut = cut_rows(ROWS, tmp_path)
    assert "密度" in cut.terms["clause"][1]
    assert "密度" in list(cut.segment("铁路网密度"))
