"""The quantities and dates of a sentence that answer a question, with their units and bounds: "3%以上", "more than 3%"."""

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from embeddings import Encoder
from rag.asked_for import answering, asked_unit, asks_quantity, read_quantities
from rag.grounding.evidence import content, plain
from rag.grounding.focus.evidence import RELEVANT, is_relevant, piece_around, told_apart
from rag.numbers import Kind, Quantity
from rag.text import normalise
from rag.types import Span
from rag.wanted import asks_time, wanted_kinds

_DATES = (Kind.YEAR, Kind.MONTH)
_CLASSIFIER = re.compile(r"[个家条项类种次级座方件层批轮所处台辆艘位名间期盏套枚株][次]?|人次?(?![均们口才])")
_BEFORE = re.compile(
    r"(?:不(?:低于|少于|超过|高于|大于)|超过|高于|大于|多于|低于|少于|小于|至少|至多|最多|最低|最高|大约|约|近|逾)$"
    r"|\b(?:(?:no|not) (?:more|less|fewer|higher|lower) than|(?:more|less|fewer|higher|lower) than|at (?:least|most)|up to|over|above|below|under"
    r"|about|around|nearly|approximately|roughly|within) $",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:及|或)?(?:以上|以下|以内|之内|左右|上下)| (?:or|and) (?:more|above|over|higher|less|below|lower)\b",
    re.IGNORECASE,
)
_DATE_BEFORE = re.compile(r"(?:截至|至|到)$|\b(?:by|before|until|up to|since|the end of|after) $", re.IGNORECASE)
_DATE_AFTER = re.compile(r"[年月日号]?(?:年?(?:[年月]?底|末|初))?(?:之前|以前|以后|之后|前|后|起)?")
_JOINED = re.compile(  # "5公里/百平方公里", "五万元以上五十万元以下", "from 5 to 10 km"
    r"[个座家条项台辆所处]?\s*(?:/|per|a|every|to|[-–—~～至]|以上(?:但?不超过)?|但不超过|,? (?:but|and) (?:not|no) more than)\s*",
    re.IGNORECASE,
)
_ONE_DATE = re.compile(r"[年月日号]?[,\s]{0,2}")
_RUN = re.compile(r"\s*(?:[,、和与及]|and|or|,\s*and)\s*", re.IGNORECASE)
_EACH = re.compile(r"分别|各|respectively|each", re.IGNORECASE)
_SUBJECTS_ZH, _SUBJECTS_EN = re.compile(r"[、和与及]|以及"), re.compile(r",\s*(?:and\s+)?")
_VERB = re.compile(r"\s*(?:\baccounts?|\bmakes? up|\brepresents?|\bare|\bwere|\breach(?:ed)?|占|达到?|为)(?: for)?\s*$")
_SCALE = re.compile(r"(?:多少|几[十百千]?)([万亿]+)")
_COUNTED = re.compile(
    r"(?:多少|几)(?P<by>[个家座条项所种次名位处])?(?P<zh>[\u3400-\u9fff]{2,8})|\bhow many (?P<en>(?:[a-z-]+ ){0,3}?[a-z-]+s|people)\b"
)
_NEAR = {"zh": 8, "en": 60}  # characters behind a number in which what it counts is named
_LETTER = re.compile(r"[A-Za-z]")  # "5G" behind a comma is read as 5
_WHEN = re.compile(r"[哪几]一?年|什么时候|什么时间|何时|哪一?天|\bwhen\b|\b(?:which|what) year\b")
_HOW_MUCH = re.compile(r"\bhow much\b")
_SIZES = (
    (re.compile(r"面积|\barea\b"), ("km2", "m2", "ha", "mu")),
    (re.compile(r"多久|\bhow soon\b|\bduration\b"), ("year", "month", "week", "day", "hour", "minute")),
    (re.compile(r"多长(?!时间)|多远|里程|\bhow (?:far|long is|long are)\b|\blength\b"), ("km", "m")),
)
# Asks for a figure, in words that may ask for other things too.
_FIGURE = re.compile(
    r"多[少大长高久远快宽深密小老]|几成|百分|目标|指标|占比|比重|比例|数字|个数|覆盖率|贡献率|[^效]率是?$"
    r"|\bhow (?!(?:do|does|did|is|are|was|were|will|would|can|could|shall|should|may|must|to|come|about|many)\b)[a-z]+\b"
    r"|\b(?:targets?|goals?|share|slice|rate|ratio|density|proportion|percentage|percent|size|figure|intensity|expectancy|voltage|level|coverage|contribution|gap)\b|%"
)
_LIKE, _AHEAD = 0.3, 0.05  # cosines
_Part = tuple[Span, str]  # what is emphasised, and what tells it from others


def amounts(query: str, sentence: str) -> tuple[Span, ...]:
    """The quantities that answer; none where the question does not tell them apart.

    A question for a date and a number ("when, and how many") is answered by both.
    """
    numbers = _WHEN.sub(" ", query)
    if numbers != query and asks_quantity(numbers):
        return tuple(sorted({*_amounts(query, sentence), *_amounts(numbers, sentence)}, key=lambda span: span.start))
    return _amounts(query, sentence)


def _amounts(query: str, sentence: str) -> tuple[Span, ...]:
    found = _of_the_counted(query, sentence, _of_the_kind(query, sentence))
    if not found:
        return ()
    parts = _parts(sentence, _joined(sentence, found))
    if len(parts) == 1:
        certain = found[0].unit or found[0].kind is not Kind.COUNT  # a date or money is rarer than a count
        return (parts[0][0],) if is_relevant(query, sentence, RELEVANT / 2 if certain else RELEVANT) else ()
    return tuple(parts[i][0] for i in told_apart(query, [context for _, context in parts]))


def nearest_amount(query: str, sentence: str, encoder: Encoder) -> tuple[Span, ...]:
    """The quantity of a figure asked for whose part of the sentence comes nearest to the question in meaning.

    For what the words do not tell apart: "how old do people get" over "life expectancy will have reached 79 years". None
    where two come as near, or none comes near.
    """
    if not (_FIGURE.search(query) or asks_quantity(query)) or asks_time(query) or _COUNTED.search(query):
        return ()
    found = [q for q in _of_the_kind(query, sentence) if q.unit or q.kind is not Kind.COUNT]
    parts = _parts(sentence, _joined(sentence, found))
    if not parts:
        return ()
    (asked,) = encoder.encode([query], role="query")
    near = encoder.encode([normalise(context) for _, context in parts]) @ asked
    order = np.argsort(-near)
    ahead = near[order[0]] - near[order[1]] if len(parts) > 1 else np.inf
    return (parts[order[0]][0],) if near[order[0]] >= _LIKE and ahead >= _AHEAD else ()


def left_out(query: str, sentence: str, translation: str) -> tuple[Span, ...]:
    """The quantity of the kind asked for that a sentence has and its translation has not; none where several are."""
    said = {quantity.value for quantity in read_quantities(translation)}
    found = [quantity for quantity in _of_the_kind(query, sentence) if quantity.value not in said]
    spans = tuple(span for span, _ in _parts(sentence, _joined(sentence, found)))
    return spans if len(spans) == 1 else ()


def same_amounts(spans: Sequence[Span], text: str, sentence: str) -> tuple[Span, ...]:
    """The quantities of a sentence that say what those spans of its translation say, in their bounds."""
    values = {(q.value, q.kind) for span in spans for q in read_quantities(span.of(text))}
    found = [q for q in read_quantities(sentence) if (q.value, q.kind) in values]
    return tuple(span for span, _ in _parts(sentence, _joined(sentence, found)))


def _of_the_kind(query: str, sentence: str) -> list[Quantity]:
    found = [
        quantity
        for quantity in answering(query, sentence)
        if quantity.kind is not Kind.ORDINAL and not _LETTER.match(sentence, quantity.span.end)
    ]
    if not asks_time(query):
        found = [quantity for quantity in found if quantity.kind not in _DATES]
    if _HOW_MUCH.search(query):
        found = [quantity for quantity in found if quantity.unit or quantity.kind is not Kind.COUNT]
    scale = _SCALE.search(query)
    if scale:  # "多少亿" is not answered by "23.6万人次"
        found = [quantity for quantity in found if scale[1] in quantity.span.of(sentence)]
    units = next((units for pattern, units in _SIZES if pattern.search(query)), ())
    return [quantity for quantity in found if quantity.unit in units] or found


def _of_the_counted(query: str, sentence: str, found: Sequence[Quantity]) -> list[Quantity]:
    """Of bare counts those that count what is asked for: "多少家医院" is answered by "112家三甲医院", not by "30个城市"."""
    asked, wanted = _COUNTED.search(query), wanted_kinds(query)
    if not asked or asked_unit(query) or (wanted and wanted[0].name.zh != "数量"):
        return list(found)
    return [q for q in found if q.kind is not Kind.COUNT or (not q.unit and _is_counted(asked, sentence, q.span))]


def _is_counted(asked: re.Match[str], sentence: str, span: Span) -> bool:
    classifier = _CLASSIFIER.match(sentence, span.end)
    end = classifier.end() if classifier else span.end
    piece = piece_around(sentence, span.start, end)
    if asked["en"]:
        return bool(content(asked["en"]) & content(plain(sentence[end : min(end + _NEAR["en"], piece.end)])))
    behind = re.split(r"\d", sentence[end : min(end + _NEAR["zh"], piece.end)])[0]
    behind = behind or sentence[max(piece.start, span.start - _NEAR["zh"]) : span.start]
    same = bool(asked["by"] and classifier and classifier[0] == asked["by"] != "个")
    return same or bool(content(asked["zh"]) & content(plain(behind)))


def _joined(sentence: str, found: Sequence[Quantity]) -> list[tuple[Span, bool]]:
    """The found ones with what makes one thing of them ("2018年11月5日", "507公里/万平方公里"), and whether it is a date."""
    joined: list[tuple[Span, bool, bool]] = []
    for quantity in read_quantities(sentence):
        date, wanted = quantity.kind in _DATES or quantity.unit == "day", quantity in found
        if joined:
            last, was_date, was_wanted = joined[-1]
            between = sentence[last.end : quantity.span.start]
            if (date and was_date and _ONE_DATE.fullmatch(between)) or (not date and _JOINED.fullmatch(between)):
                joined[-1] = (Span(last.start, quantity.span.end), date, wanted or was_wanted)
                continue
        joined.append((quantity.span, date, wanted))
    return [(span, date) for span, date, wanted in joined if wanted]


def _parts(sentence: str, found: Sequence[tuple[Span, bool]]) -> list[_Part]:
    """Each quantity in its bounds, with its context: what of its piece stands between the quantities beside it."""
    spans = [span for span, _ in found]
    subjects = _respective(sentence, [q.span for q in read_quantities(sentence) if q.kind is not Kind.NAME])
    parts = []
    for i, (span, date) in enumerate(found):
        piece = piece_around(sentence, span.start, span.end)
        low = max(piece.start, *(other.end for other in spans[:i]), 0)
        high = min(piece.end, *(other.start for other in spans[i + 1 :]), len(sentence))
        parts.append((_with_bounds(sentence, span, date=date), subjects.get(span) or sentence[low:high]))
    return parts


def _respective(sentence: str, spans: Sequence[Span]) -> dict[Span, str]:
    """What each quantity of a row is said of: "甲、乙分别占37%和39%" -> 37%: 甲, 39%: 乙; none where they do not pair."""
    found: dict[Span, str] = {}
    row = list(spans[:1])
    for left, right in [*pairwise(spans), (None, None)]:
        if left and right and _RUN.fullmatch(sentence, left.end, right.start):
            row.append(right)
            continue
        each = list(_EACH.finditer(sentence, 0, row[-1].end)) if len(row) > 1 else []
        if each:
            before = re.split(r"[;；。]|(?<=[\u3400-\u9fff]),", sentence[: each[-1].start()])[-1]
            before = _VERB.sub("", before)
            found |= dict(zip(row, _subjects(before, len(row)), strict=False))
        row = [right] if right else []
    return found


def _subjects(text: str, count: int) -> list[str]:
    """The last `count` things that a text lists; none where it lists fewer."""
    for pattern in (_SUBJECTS_ZH if re.search(r"[\u3400-\u9fff]", text) else _SUBJECTS_EN, re.compile(r"\band\b")):
        listed = [part for part in pattern.split(text) if part.strip()]
        if len(listed) >= count:
            return listed[-count:]
    return []


def _with_bounds(sentence: str, span: Span, *, date: bool) -> Span:
    start, end = span.start, span.end
    if not date and not sentence[start:end].endswith(("%", "元", "里", "米")):
        classifier = _CLASSIFIER.match(sentence, end)
        end = classifier.end() if classifier else end
    before = (_DATE_BEFORE if date else _BEFORE).search(sentence[:start])
    after = (_DATE_AFTER if date else _AFTER).match(sentence, end)
    return Span(before.start() if before else start, after.end() if after else end)
