from collections.abc import Sequence

import numpy as np
import pytest

from embeddings.encoder import Role
from embeddings.evaluate import answering, ranks, translation, without_repeats
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
    there, back = translation(AngleEncoder(), pairs, name="toy")
    assert (there.name, there.count, there.value) == ("toy en→zh top-1", 3, 100.0)
    assert back.value == pytest.approx(200 / 3)  # 乙 at 0.4 lies nearer to a at 0.0 than to b at 1.0


def test_texts_that_repeat_are_left_out() -> None:
    pairs = [Pair("a", "甲", ""), Pair("a", "乙", ""), Pair("c", "甲", ""), Pair("b", "丙", "")]
    assert without_repeats(pairs) == [pairs[0], pairs[3]]


def test_a_passage_in_second_place_gains_the_inverse_of_log2_of_three() -> None:
    questions = [("a", "甲"), ("乙", "b"), ("c", "丙")]  # 乙 at 0.4: 甲 at 0.1 before b at 1.0
    figure = answering(AngleEncoder(), questions, name="toy")
    assert figure.value == pytest.approx(100 * (1 + 1 / np.log2(3) + 1) / 3)


def test_passages_that_score_the_same_rank_before_the_own_one() -> None:
    vectors = np.zeros((3, 2), np.float32)
    assert ranks(vectors[:1], vectors, np.array([0])).tolist() == [3]


def test_ranks_count_from_one() -> None:
    passages = np.eye(2, dtype=np.float32)
    assert ranks(np.array([[1.0, 0.5]], np.float32), passages, np.array([0])).tolist() == [1]
    assert ranks(np.array([[1.0, 0.5]], np.float32), passages, np.array([1])).tolist() == [2]
