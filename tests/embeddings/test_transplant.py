from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from embeddings.static import StaticEncoder
from embeddings.training.train import read_teacher, word_rows
from embeddings.training.transplant import Vocabulary, chinese_pieces, load, marked, merge, save, starting_rows

ENGLISH = ["The school opens today.", "the railway closes tomorrow", "this year, next week"]


@pytest.fixture(scope="module")
def teacher(toy_teacher: Path) -> Tokenizer:
    return read_teacher(toy_teacher)


@pytest.fixture(scope="module")
def vocabulary(teacher: Tokenizer) -> Vocabulary:
    return merge(teacher, ["铁路", "铁", "路", "学校"], ENGLISH, least=1)


def test_a_piece_inside_a_word_loses_its_mark_and_a_beginning_gains_one() -> None:
    assert [marked(piece) for piece in ("sing", "##ing", ",", "##")] == ["▁sing", "ing", ",", "##"]


@pytest.mark.parametrize("text", [*ENGLISH, "schools, too"])
def test_english_is_cut_as_the_teacher_cuts_it(vocabulary: Vocabulary, teacher: Tokenizer, text: str) -> None:
    rows = vocabulary.mapping[vocabulary.tokenizer.encode(text).ids]
    assert vocabulary.teachers[rows].tolist() == teacher.encode(text).ids


def test_chinese_is_cut_by_the_longest_match_and_traditional_script_shares_the_rows(vocabulary: Vocabulary) -> None:
    simplified, traditional = (vocabulary.tokenizer.encode(text) for text in ("学校铁路路", "學校鐵路路"))
    assert simplified.tokens[1:-1] == ["学校", "铁路", "路"]
    assert vocabulary.mapping[simplified.ids].tolist() == vocabulary.mapping[traditional.ids].tolist()


def test_chinese_and_english_in_one_word_are_cut_apart(vocabulary: Vocabulary) -> None:
    assert vocabulary.tokenizer.encode("school铁路opens").tokens[1:-1] == ["▁school", "铁路", "▁opens"]


def test_an_unknown_character_does_not_hide_its_neighbours(vocabulary: Vocabulary) -> None:
    rows = vocabulary.mapping[vocabulary.tokenizer.encode("铁路龘学校").ids]
    assert [vocabulary.pieces[row] for row in rows] == ["[CLS]", "铁路", "[UNK]", "学校", "[SEP]"]


def test_marks_and_markers_have_no_row_among_the_words(vocabulary: Vocabulary) -> None:
    encoding = vocabulary.tokenizer.encode("铁路. school")
    assert (word_rows(vocabulary)[encoding.ids] >= 0).tolist() == [False, True, False, True, False]


def test_chinese_pieces_are_simplified_and_long_enough_to_be_worth_a_row() -> None:
    static = ["铁路", "鐵路", "▁rail", "一二三四五"]
    assert chinese_pieces(static, ["铁铁铁路路"], ["学校"]) == ["铁", "铁路", "学校"]


def test_a_chinese_piece_starts_near_the_words_of_its_meaning(
    vocabulary: Vocabulary, toy_encoder: StaticEncoder
) -> None:
    teacher_rows = np.random.default_rng(0).normal(size=(vocabulary.teachers.max() + 1, 8))
    rows = starting_rows(Vocabulary(**_counted(vocabulary)), teacher_rows, toy_encoder)
    assert rows.shape == (len(vocabulary.pieces), 8)
    np.testing.assert_allclose(rows[: len(vocabulary.teachers)], teacher_rows[vocabulary.teachers], rtol=1e-6)


def test_a_saved_vocabulary_cuts_as_before(vocabulary: Vocabulary, tmp_path: Path) -> None:
    save(vocabulary, tmp_path)
    again = load(tmp_path)
    assert again.pieces == vocabulary.pieces
    assert again.tokenizer.encode("the 铁路").ids == vocabulary.tokenizer.encode("the 铁路").ids


def _counted(vocabulary: Vocabulary) -> dict[str, object]:
    """The same vocabulary, every piece of it often seen."""
    names = ("tokenizer", "pieces", "teachers", "mapping")
    return {name: getattr(vocabulary, name) for name in names} | {"counts": np.full(len(vocabulary.teachers), 100)}
