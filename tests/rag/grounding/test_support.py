"""`support`: by words alone, with an encoder, across languages, and by an entailment model that is plugged in."""

from collections.abc import Sequence

import numpy as np
import pytest

from embeddings import load_encoder
from rag.grounding import Aids, aids_of
from rag.grounding.checks import check_support

PAIR = ("桥面检查费用每年约五万元。", "Deck inspections cost roughly 50,000 yuan a year.")
PARAPHRASE = {"zh": "查验一次路面,大概花掉这么多钱。", "en": "Examining the surface sets people back that much."}


class Fixed:
    """An encoder for which the texts of one group mean the same; it remembers what it was asked."""

    name, dim, fingerprint = "fixed", 2, "0"

    def __init__(self, *alike: str) -> None:
        self.alike, self.asked = alike, []

    def encode(self, texts: Sequence[str], *, role: str = "passage") -> np.ndarray:
        self.asked += texts
        same = [any(word in text for word in self.alike) for text in texts]
        return np.array([[1, 0] if hit else [0, 1] for hit in same], dtype=np.float32)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_other_words_of_the_same_meaning_pass_with_an_encoder_and_fail_without(clause_of, lang: str):
    clauses, sentence = [clause_of("1.1", PAIR)], PARAPHRASE[lang]
    alike = Aids(encoder=Fixed("检查", "路面", "花掉", "Deck", "surface"))
    assert not check_support(sentence, clauses).passed
    assert check_support(sentence, clauses, alike).passed


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_least_known_part_decides(clause_of, lang: str):
    added = {
        "zh": "查验一次路面,邮局另外负责卖票和收款。",
        "en": "Examining the road surface, the post office sells tickets.",
    }
    encoder = Fixed("检查", "路面", "Deck", "surface")
    verdict = check_support(added[lang], [clause_of("1.1", PAIR)], Aids(encoder=encoder))
    assert not verdict.passed
    assert "by words and meaning" in verdict.reason


@pytest.mark.parametrize("sentence", [*PAIR, "规划提出,桥面检查费用每年约五万元。"], ids=["zh", "en", "led"])
def test_what_stands_in_the_clause_never_asks_the_encoder(clause_of, sentence: str):
    encoder = Fixed()
    assert check_support(sentence, [clause_of("1.1", PAIR)], Aids(encoder=encoder)).passed
    assert encoder.asked == []


@pytest.mark.parametrize(("sentence", "right"), [("桥面每年查验。", True), ("邮局出售门票。", False)])
def test_a_clause_in_the_other_language_only_is_compared_by_meaning(clause_of, sentence: str, right: bool):
    clauses = [clause_of("1.1", ("", PAIR[1]))]
    assert check_support(sentence, clauses).reason.startswith("not compared")
    verdict = check_support(sentence, clauses, Aids(encoder=Fixed("桥面", "Deck")))
    assert (verdict.passed, "of its meaning" in verdict.reason) == (right, not right)


def test_an_entailment_model_decides_in_place_of_words_and_encoder(clause_of):
    class Fake:
        def entails(self, premise: str, claim: str) -> float:
            assert premise == PAIR[0]
            return 0.9 if "surface" in claim else 0.2

    aids = Aids(encoder=Fixed(), entailment=Fake())
    clauses = [clause_of("1.1", PAIR)]
    assert check_support(PARAPHRASE["en"], clauses, aids).passed
    assert check_support("Inspections of the deck cost yuan.", clauses, aids).reason == (
        "20% follows from the clause, 50% is needed"
    )
    assert aids.encoder.asked == []


def test_an_encoder_that_the_thresholds_were_not_fitted_on_is_left_out(document_of):
    aids = aids_of([document_of("d")], Fixed())
    assert aids.encoder is None
    assert aids.titles == {"d": "桥\nBridges"}


def test_the_bundled_encoder_knows_a_right_paraphrase_from_an_invented_sentence(clause_of):
    bundled = load_encoder()
    clauses = [clause_of("1.1", PAIR)]
    right, invented = (
        "Each year about 50,000 yuan is spent on checking decks.",
        "Tickets for the festival are sold online.",
    )
    passed = [check_support(text, clauses, Aids(encoder=bundled)).passed for text in (right, invented)]
    assert passed == [True, False]
