"""What kind of thing a question asks for, and whether sentences hold a thing of that kind.

    "一共投资多少亿元" asks for an amount of money; "由哪个部门负责" for a body; "how far" for a size

Quantities are told by `rag.wanted`, and their unit by putting a number in place of the question word ("多少公里" -> "3公里",
a length in km), so that the same reader finds the unit asked for and the unit given. The other kinds are told by their
words, and found by the words that an answer to them cannot do without.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from rag.asked_kinds import KINDS, Asked
from rag.numbers import Kind, Quantity, quantities
from rag.text import normalise
from rag.types import Bilingual, SentencePair
from rag.wanted import wanted_kinds

# Words that tell what sort of question it is; each says something of how likely a text is to answer it.
STYLES = {
    name: re.compile(pattern)
    for name, pattern in {
        "how many": r"how many|多少|几[^个]?",
        "how much": r"how much|多少钱|多少[万亿]?元",
        "which": r"\bwhich\b|哪",
        "what": r"\bwhat\b|什么|啥",
        "who": r"\bwho",
        "when": r"\bwhen\b|何时|什么时候",
        "where": r"\bwhere\b|哪里|哪儿",
        "how": r"\bhow\b(?! m| l| f)|如何|怎么|怎样",
        "whether": r"^(?:is|are|was|were|does|do|did|will|can|could|should|has|have|may|must)\b"
        r"|吗|是不是|是否|有没有|能不能|会不会|可不可以",
        "most": r"\b(?:most|least|worst|best|highest|lowest|largest|biggest|smallest|first|earliest|latest|fastest|longest)\b"
        r"|最|第一",
        "so far": r"\b(?:current|currently|now|today|so far|already|last year|this year|yet)\b|现在|目前|去年|今年|已经|如今|截至|至今",
        "past": r"\b(?:was|were|did|has|have|had)\b|过|了",
        "each": r"\b(?:each|every|per|annual\w*|a year|a month)\b|每|一年|平均",
        "exact": r"\b(?:exact\w*|specific\w*|total|precise\w*|by name|names? of)\b|具体|一共|总共|总|名单|分别是",
        "target": r"\b(?:target\w*|by 20\d\d|goal|should|planned|reach)\b|目标|达到|要|计划",
        "document": r"\b(?:plan|outline|document|text|section|chapter|paragraph|act|law|article|says?)\b|规划|纲要|文件|文中|这章|这条|本法|条例",
        "mine": r"\b(?:i|my|we|our|me)\b|我",
        "no question": r"^[^?？吗呢什么哪谁几多少怎如何]*$",
    }.items()
}

_SOME = 3
_SOME_SCALED = frozenset(_SOME * 10**power for power in range(14))  # 多少亿元 -> 3亿元
_HOW_MANY = re.compile(
    r"(?<![哪前第好])(?:多少|几(?=[个家条座项年成月号次种处批公人名所亩吨天小千万亿位届比元度级分]))|\bhow many\b"
)
_AMOUNT = re.compile(
    r"\bhow (?:much|large|big|long|far|fast|high|wide|tall|often)\b|多少"
    r"|\bwhat (?:\w+ ){0,4}(?:number|amount|figure|value|size|length|volume|level|limit|threshold|quota)\b"
)
_TIMES = ("year", "month", "week", "day", "hour", "minute")


def asked_kinds(query: str) -> tuple[Asked, ...]:
    """The kinds of thing, other than quantities, that a normalised question asks for."""
    return tuple(kind for kind in KINDS if kind.asks.search(query))


@lru_cache(maxsize=65536)
def asked_keys(text: str) -> frozenset[str]:
    """The names of all kinds that a question asks for, quantities included."""
    query = normalise(text)
    return frozenset([kind.key for kind in asked_kinds(query)] + [kind.name.en for kind in wanted_kinds(query)])


def asks_quantity(query: str) -> bool:
    return bool(wanted_kinds(query) or _AMOUNT.search(query) or _HOW_MANY.search(query))


@lru_cache(maxsize=1024)
def asked_unit(query: str) -> str:
    """The unit of the quantity that a normalised question leaves open, "" where it has none: "多少公里" -> "km"."""
    opened = _HOW_MANY.sub(str(_SOME), query)
    found = (
        (q for q in quantities(opened) if q.kind is Kind.COUNT and q.value in _SOME_SCALED) if opened != query else ()
    )
    return next((quantity.unit for quantity in found if quantity.unit), "")


def answering(query: str, text: str) -> list[Quantity]:
    """The quantities of a text that could answer a normalised question: of its kind and unit, its own apart."""
    own = {quantity.value for quantity in read_quantities(query)}
    return [q for q in read_quantities(text) if q.kind is not Kind.NAME and q.value not in own and _fits(query, q)]


def _fits(query: str, quantity: Quantity) -> bool:
    unit, wanted = asked_unit(query), wanted_kinds(query)
    if unit:
        return quantity.unit == unit or (unit in _TIMES and quantity.kind in (Kind.YEAR, Kind.MONTH))
    if wanted:
        return wanted[0].answers(quantity)
    return quantity.kind in (Kind.COUNT, Kind.SHARE, Kind.RATIO, Kind.POINTS)


def unmet(query: str, pairs: Sequence[SentencePair]) -> tuple[Bilingual, ...]:
    """The kinds that a normalised question asks for and no sentence pair holds, by name: quantities first."""
    texts = [text for pair in pairs for text in (pair.zh, pair.en) if text]
    own = {quantity.value for quantity in read_quantities(query)}
    names = [kind.name for kind in wanted_kinds(query) if not any(kind.given(text, own) for text in texts)]
    folded = [_folded(text) for text in texts]
    names += [kind.name for kind in asked_kinds(query) if not any(kind.answers.search(text) for text in folded)]
    return tuple(names)


def certainly_unmet(query: str, pairs: Sequence[SentencePair]) -> tuple[Bilingual, ...]:
    """Of the kinds that `unmet` names those that nothing but words of their own can answer."""
    certain = {kind.name for kind in asked_kinds(query) if kind.certain}
    return tuple(name for name in unmet(query, pairs) if name in certain) if certain else ()


@lru_cache(maxsize=8192)
def read_quantities(text: str) -> tuple[Quantity, ...]:
    return quantities(text)  # the same sentences come again each question


@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    return normalise(text)  # likewise
