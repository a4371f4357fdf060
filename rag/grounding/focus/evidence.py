"""What tells which of several things in a sentence a question means: the words of the question that stand beside each."""

import re
from collections.abc import Sequence
from functools import lru_cache

from rag.grounding.evidence import content, plain
from rag.types import Span

RELEVANT = 0.3  # of the question's content beside a thing, from which it is what the question means
_STOP = re.compile(r"[，；。！？;!?\n]|[,.:：](?!\d)|(?<!\d)[,.:：]")
_QUESTION_WORDS = re.compile(
    r"有?多少[个家座条项所种次]?|有?多[大长高宽远久快]|有?哪[一几]?[些个家座里儿项条种]?|(?:占|百分之?)?几(?:成|分之[一几])|什么时候|什么时间|什么|何时|谁|几[个家座条项]"
    r"|怎么样?|怎样|如何|是否|请问|告诉我|分别|\brespectively\b"
)

_MEASURES = re.compile(
    r"面积|比重|占比|比例|数量|总额|规模|包括|达到|目标|\b(?:area|share|percentage|proportion|number|size|target|reach|total)s?\b"
)


@lru_cache(maxsize=1024)
def asked_content(query: str) -> frozenset[str]:
    """What a normalised question speaks of, its question words apart."""
    return content(plain(_QUESTION_WORDS.sub(" ", query)))


def shared(query: str, text: str) -> frozenset[str]:
    """The content of the question that a text holds."""
    return asked_content(query) & content(plain(text))


def subject(query: str) -> frozenset[str]:
    """What a question speaks of without the words for what is measured: a text with "面积" alone is of any area."""
    return asked_content(query) & asked_content(_MEASURES.sub(" ", query))


def is_relevant(query: str, text: str, share: float = RELEVANT) -> bool:
    """Whether a text holds something of what a question speaks of, and at least that share of it."""
    held = shared(query, text)
    return len(held) >= share * len(asked_content(query)) and bool(held & (subject(query) or held))


def told_apart(query: str, contexts: Sequence[str]) -> list[int]:
    """The contexts that hold something of the question which no other holds: the best, others with two words and half as much.

    Where all hold the same the question cannot tell them apart, and none is chosen; a lone one needs to be relevant.

    >>> told_apart("石桥有多长", ["石桥长五百米", "木桥长三百米"])
    [0]
    """
    held = [shared(query, context) for context in contexts]
    if len(held) == 1:
        return [0] if is_relevant(query, contexts[0]) else []
    own = [len(here.difference(*held[:i], *held[i + 1 :])) for i, here in enumerate(held)]
    most = max(own, default=0)
    return [
        i
        for i, count in enumerate(own)
        if most and (count == most or 2 * count >= max(most, 4)) and is_relevant(query, contexts[i], RELEVANT / 2)
    ]


def piece_around(text: str, start: int, end: int) -> Span:
    """The stretch without a comma or a stop inside it that `[start:end)` stands in; stops inside it count not."""
    low = max((stop.end() for stop in _STOP.finditer(text, 0, start)), default=0)
    high = next((stop.start() for stop in _STOP.finditer(text, end)), len(text))
    return Span(low, high)
