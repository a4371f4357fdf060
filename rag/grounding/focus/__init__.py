"""Which words of a shown sentence answer the question directly, for emphasis: the number, the date, the names asked for."""

from rag.grounding.focus.focus import asks_list, focus

__all__ = ["asks_list", "focus"]
