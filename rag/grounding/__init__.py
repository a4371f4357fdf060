"""Grounding: the checks on every drafted sentence, and `ground`, the only maker of answers."""

from rag.grounding.aids import NO_AIDS, Aids, Entailment, aids_of
from rag.grounding.ground import Asked, cut_short, ground

__all__ = ["NO_AIDS", "Aids", "Asked", "Entailment", "aids_of", "cut_short", "ground"]
