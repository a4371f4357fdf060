"""Grounding: the checks on every drafted sentence, and `ground`, the only maker of answers."""

from rag.grounding.ground import Asked, cut_short, ground

__all__ = ["Asked", "cut_short", "ground"]
