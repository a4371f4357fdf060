"""Grounding: the checks on every drafted sentence, and `ground`, the only maker of answers."""

from rag.grounding.ground import Asked, ground

__all__ = ["Asked", "ground"]
