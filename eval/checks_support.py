"""On what the thresholds of `rag.grounding.support` were fitted, and what passes at them."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from embeddings import Encoder
from eval.checks_alter import Subject, clause_id, invented
from eval.checks_source import Written, only
from rag.grounding.evidence import is_verbatim
from rag.grounding.meaning import likeness, mean_likeness
from rag.grounding.support import ACROSS, BOTH, SURE, WEIGHT, support
from rag.types import Clause, Lang

_STEPS = (-0.06, -0.03, 0.0, 0.03, 0.06)  # around the threshold in use


@dataclass(frozen=True, slots=True)
class Sample:
    """A claim with its scores; `across` is on the clause without the claim's language."""

    lang: Lang
    right: bool
    words: float
    meaning: float
    across: float

    @property
    def both(self) -> float:
        return 1.0 if self.words >= SURE else (self.words + WEIGHT * self.meaning) / (1 + WEIGHT)


def samples(
    subjects: Sequence[Subject], written: Sequence[Written], encoder: Encoder, *, seed: int, limit: int
) -> Iterator[Sample]:
    """Right: the written paraphrases of set 1. Wrong: `limit` sentences and claims set against other clauses."""
    for claim in written:
        if claim.right and claim.kind.startswith("1 "):
            yield _sample(claim.text, claim.clauses[0], claim.lang, True, encoder)
    rng = random.Random(seed)
    for subject in rng.sample(subjects, min(limit, len(subjects))):
        for alter in (invented, clause_id):
            claimed = alter(subject, rng)
            if claimed:
                of = next(c for c in (subject.clause, *subject.others) if c.number == claimed.number)
                if not is_verbatim(claimed.text, [of]):
                    yield _sample(claimed.text, of, subject.lang, False, encoder)


def _sample(text: str, clause: Clause, lang: Lang, right: bool, encoder: Encoder) -> Sample:
    own = min(likeness(text, [clause], encoder))
    other = mean_likeness(text, [only(clause, lang.other)], encoder) if clause[lang.other] else own
    return Sample(lang, right, support(text, [clause]), own, other)


def describe_thresholds(found: Sequence[Sample]) -> str:
    """The shares of right and wrong claims that pass at and around the thresholds in use."""
    lines = ["passed, % right, % wrong, at thresholds around those in use"]
    for lang in Lang:
        own = [sample for sample in found if sample.lang is lang]
        for name, threshold in (("both", BOTH[lang]), ("across", ACROSS)):
            for step in _STEPS:
                passed = {
                    right: [getattr(s, name) >= threshold + step for s in own if s.right is right]
                    for right in (True, False)
                }
                shares = [100 * sum(p) / len(p) if p else 0.0 for p in passed.values()]
                lines.append(f"{lang} {name:<7} {threshold + step:.2f}  {shares[0]:5.1f} {shares[1]:5.1f}")
    return "\n".join(lines)
