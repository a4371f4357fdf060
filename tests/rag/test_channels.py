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
    first, _ = cut_rows(ROWS, tmp_path)
    assert "stone" in first["clause"][0]
    assert "密度" in first["clause"][1]
    assert cut_rows(ROWS, tmp_path)[0] == first


def test_a_question_is_cut_by_the_words_of_the_rows(tmp_path: Path):
    cut_rows(ROWS, tmp_path)
    _, segment = cut_rows(ROWS, tmp_path)
    assert "密度" in list(segment("铁路网密度是多少"))


@pytest.mark.parametrize("content", ["", "[]", '{"clause": [[]]}', "{broken"], ids=["empty", "list", "short", "json"])
def test_a_spoilt_cache_is_made_again(tmp_path: Path, content: str):
    first, _ = cut_rows(ROWS, tmp_path)
    next((tmp_path / "terms").glob("*.json")).write_text(content, encoding="utf-8")
    assert cut_rows(ROWS, tmp_path)[0] == first


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path):
    (tmp_path / "terms").write_text("a file where the folder should be", encoding="utf-8")
    terms, segment = cut_rows(ROWS, tmp_path)
    assert "密度" in terms["clause"][1]
    assert "密度" in list(segment("铁路网密度"))
