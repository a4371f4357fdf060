"""Whether a figure that is given bears out one that is asked about: the same, within its bound, or near where it says "about"."""

import re
from fractions import Fraction

from rag.grounding import terms
from rag.numbers import Quantity, same_quantity

_ABOUT = re.compile(
    r"(?:大约|大概|约|近|将近|接近|差不多|\b(?:about|around|roughly|approximately|nearly|almost|close to|some))\s*$"
)
_OR_SO = re.compile(r"\s*(?:左右|上下|\bor so\b)")
_NEAR = Fraction(1, 20)  # of what is given


def bears_out(given: Quantity, asked: Quantity, text: str) -> bool:
    """Whether a quantity bears out one that stands in a `plain` text: 80 % one of "more than 70 %", 39 % one of "nearly 40 %"."""
    if same_quantity(given, asked):
        return True
    if given.kind is not asked.kind or given.unit != asked.unit:
        return False
    bound = terms.bound(text, asked.span.start, asked.span.end)
    if bound != terms.EXACT:
        return given.value >= asked.value if bound == terms.LEAST else given.value <= asked.value
    about = _ABOUT.search(text[: asked.span.start]) or _OR_SO.match(text, asked.span.end)
    return bool(about) and abs(given.value - asked.value) <= _NEAR * given.value
