"""What kind of thing a question asks for (an amount of money, a date, a share, a count), and whether sentences hold one."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from rag.numbers import Kind, Quantity, quantities
from rag.types import Bilingual, Lang, SentencePair

_MEASURE = "个家条项座人名所种次处批座台辆艘亩吨间类位期笔份平公里米度"
_FEW = 10
# What follows a noun that is asked for, and not one that stands before another: "what is the toll for", not "toll stations".
_ENDS = r"(?=\s*(?:$|[?,.;:]|(?:of|for|per|to|on|in|at|is|are|was|will|would|do|does|should|must|can|under|from|a|an|the|each|by)\b))"
_CURRENCIES = ("yuan", "usd", "eur")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A kind of thing asked for: its name for people, the words that ask for it, and which quantities and words answer."""

    name: Bilingual
    pattern: re.Pattern[str]
    answers: Callable[[Quantity], bool]
    words: re.Pattern[str] = re.compile(r"(?!)")

    def given(self, text: str, own: Collection[Fraction]) -> bool:
        """Whether a text gives one; `own` are the values of the question's own quantities, which answer nothing."""
        return self.words.search(text) is not None or any(
            self.answers(quantity) and quantity.value not in own and quantity.kind is not Kind.NAME
            for quantity in _quantities(text)
        )


_TIME = Wanted(
    Bilingual("时间", "a date or a time"),
    re.compile(
        r"哪一?年|哪年|何时|什么时候|什么时间|哪一?天|几月|几号|多久"
        r"|多少(?:年|个?月|天|日|小时|分钟)|几(?:年|个月|天|小时)(?=$|[?？])|how soon|deadline"
        r"|(?:^|[,;] |and )when (?:is|are|was|were|will|did|does|do|should|must|can)\b"
        r"|(?:what|which) (?:year|date|day|month)|how many (?:years|months|days|hours)"
    ),
    lambda q: q.kind in (Kind.YEAR, Kind.MONTH) or q.unit in ("year", "month", "week", "day", "hour", "minute"),
    re.compile(
        r"每个?(?:年|半年|季度?|月|周|星期|日|天)|\b(?:annually|yearly|quarterly|monthly)\b"
        r"|\b(?:every|each|(?:once|twice|times) an?) (?:year|quarter|month|week|day)\b",
        re.IGNORECASE,
    ),
)
_KINDS = (
    Wanted(
        Bilingual("金额", "an amount of money"),
        re.compile(
            r"(?:多少|几)[^，。？?]{0,4}元|(?:总投资|投资额|投资规模|资金|经费|预算|补贴|费用|价格|收费|工资|票价|注册资本)[^，。？?占]{0,6}(?:多少|多大|几)"
            r"|多少[^，。？?]{0,3}(?:钱|资金|经费|投资|预算|补贴)|how much (?:money|funding|investment|capital|subsidy|\w+ costs?)"
            r"|how much (?:do|does|did|will|would|has|have|is|are)\b.*\b(?:cost|invest|spen|pa[iy]|fund|budget|charge)"
            rf"|\b(?:what|which)\b(?! (?:kinds?|types?|sorts?) of)(?!.*\b(?:mean|definition|defined)\b)"
            rf".*\b(?:(?:cost|price|budget|fee|toll|salary|wage)s?{_ENDS}|in yuan\b)"
        ),
        lambda q: q.unit in _CURRENCIES,
    ),
    _TIME,
    Wanted(
        Bilingual("比例", "a share"),
        re.compile(
            r"百分之(?:几|多少)|百分点|比例|占比|比重|几成|\b(?:what|which) (?:percentage|share|proportion|fraction)\b|percent\b"
        ),
        lambda q: q.kind in (Kind.SHARE, Kind.RATIO, Kind.POINTS),
    ),
    Wanted(
        Bilingual("数量", "a number"),
        re.compile(
            rf"多少[万亿千百]*[{_MEASURE}]|(?:有|共|要|达|到|建|设|开)几[{_MEASURE}]|\bhow many\b|多少(?:$|[?，,])"
        ),
        lambda q: q.kind in (Kind.COUNT, Kind.SHARE, Kind.RATIO),
    ),
    Wanted(
        Bilingual("大小", "a size"),
        re.compile(
            r"多大|多长|多高|多宽|多快|(?:面积|规模|限速|速度|密度|容量|长度)[^，。？?,]{0,6}(?:多|几)"
            r"|\bhow (?:large|big|high|fast|far|wide|tall|long|dense|deep|heavy)\b"
            rf"|\bwhat (?:\w+ ){{0,3}}(?:size|area|speed|density|capacity|length){_ENDS}"
        ),
        lambda q: q.kind in (Kind.COUNT, Kind.RATIO, Kind.SHARE, Kind.YEAR),
    ),
)


def wanted_kinds(query: str) -> tuple[Wanted, ...]:
    """The kinds of thing a normalised question asks for, none for most: "投资多少亿元" -> the one named 金额."""
    return tuple(kind for kind in _KINDS if kind.pattern.search(query))


def lacking(query: str, sentences: Sequence[str], clauses: Sequence[str]) -> tuple[Wanted, ...]:
    """The kinds asked for that no sentence near the question answers, quantities of the question itself apart.

    A time may stand anywhere in the clauses: a first sentence "By 2025 …" holds for those after it.
    """
    return tuple(
        kind for kind in wanted_kinds(query) if not _answered(query, kind, clauses if kind is _TIME else sentences)
    )


def holds_wanted(query: str, pair: SentencePair) -> bool:
    """Whether a question asks for a kind of quantity and a sentence pair holds one, other than the question's own."""
    return any(_answered(query, kind, (pair.zh, pair.en)) for kind in wanted_kinds(query))


def omitted(query: str, pair: SentencePair, lang: Lang) -> tuple[Quantity, ...]:
    """The quantities asked for that the pair gives in the other language and leaves out in this one.

    Up to ten only where this side has no such quantity at all: "两" and "two-way" say the same without being read so.
    Their spans are in the other side's text.
    """
    if not (pair[lang] and pair[lang.other]):
        return ()
    said = {quantity.value for quantity in _quantities(pair[lang])}
    kinds = [kind for kind in wanted_kinds(query) if kind.answers is not _TIME.answers]
    return tuple(
        quantity
        for quantity in _quantities(pair[lang.other])
        if quantity.value not in said
        and any(
            kind.answers(quantity) and (quantity.value > _FEW or not _answered(query, kind, (pair[lang],)))
            for kind in kinds
        )
        and quantity.kind is not Kind.NAME
    )


def asks_time(query: str) -> bool:
    """Whether a normalised question asks when."""
    return _TIME.pattern.search(query) is not None


def holds_time(pair: SentencePair) -> bool:
    """Whether a sentence names a time in either language."""
    return any(_TIME.answers(quantity) for lang in Lang for quantity in _quantities(pair[lang]))


def _answered(query: str, kind: Wanted, texts: Sequence[str]) -> bool:
    own = {quantity.value for quantity in _quantities(query)}
    return any(kind.given(text, own) for text in texts)


@lru_cache(maxsize=4096)
def _quantities(text: str) -> tuple[Quantity, ...]:
    return quantities(text)  # the same sentences come again each question
