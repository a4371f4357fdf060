"""The rules that find numbers in running text, Chinese, English or both; `rag.numbers` applies them in order.

A rule is a pattern and a reader. The reader yields what the match says: (group, value, kind, unit) for each quantity,
nothing where the match turns out to be no quantity; its text is then left to the later rules.
"""

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from fractions import Fraction

from rag.numerals import EN_ONES, EN_ORDINALS, EN_PARTS, EN_SCALES, EN_TENS, en_value, roman_value, zh_value


class Kind(StrEnum):
    """What sort of number. SHARE holds percentages and fractions, both as a part of 1; NAME compares by `unit`."""

    COUNT = "count"
    SHARE = "share"
    POINTS = "percentage points"
    RATIO = "ratio"
    YEAR = "year"
    MONTH = "month"
    ORDINAL = "ordinal"
    NAME = "name"


_UNITS = {
    "yuan": ("人民币元|新台币元|元|圆", r"yuan|RMB|CNY"),
    "usd": ("美元", r"(?:US )?dollars?|USD"),
    "eur": ("欧元", r"euros?"),
    "km2": ("平方公里|平方千米", r"square (?:kilomet(?:er|re)s?|km)|sq\.? ?km|km2"),
    "m2": ("平方米", r"square met(?:er|re)s?|sq\.? ?m|m2"),
    "m3": ("立方米", r"cubic met(?:er|re)s?|m3"),
    "km": ("公里|千米", r"kilomet(?:er|re)s?|km"),
    "m": ("米", r"met(?:er|re)s?"),
    "ha": ("公顷", r"hectares?"),
    "mu": ("亩", r"mu"),
    "t": ("吨", r"ton(?:ne)?s?"),
    "kg": ("公斤|千克", r"kilograms?|kg"),
    "kwh": ("千瓦时", r"kilowatt[ -]hours?|kWh"),
    "kw": ("千瓦", r"kilowatts?|kW"),
    "hour": ("小时", r"hours?"),
    "minute": ("分钟", r"minutes?"),
    "year": ("周年|周岁|年|岁", r"years?"),
    "month": ("个月", r"months?"),
    "week": ("周(?!边|期)|星期", r"weeks?"),
    "day": ("天|日(?!均|常|益)", r"days?"),
    "times": ("倍", r"times|-?fold"),
}
_CLASSIFIERS = "个家条项类种次级省市县区大人名位所座方地部件层批轮点成份届"
_HEADS = {"chapter": "章", "section": "节", "article": "条", "paragraph": "款", "subparagraph": "项|目"}
_MONTHS = "January February March April May June July August September October November December".split()

_NUM = r"(?:\d{1,3}(?:,\d{3})+(?![\d,]*\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
_ZH = "[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]"
_ZH_RATIONAL = rf"(?:{_NUM}|{_ZH}+(?:点{_ZH}+)?)"
_SCALE = r"(?:[十百万亿]|千(?![米瓦克卡伏安赫帕焦]))"
_SCALED = rf"{_NUM}(?:\s?{_SCALE}+(?:\d+{_SCALE}+)*)?"
_WORD = rf"(?:{'|'.join([*EN_ONES, *EN_TENS, *EN_SCALES])})"
_WORDS = rf"(?:an?\s+(?:{'|'.join(EN_SCALES)})|{_WORD})(?:(?:\s+and\s+|[\s-]+){_WORD})*"
_EN = rf"(?:{_NUM}(?:\s*-?(?:{'|'.join(EN_SCALES)})\b)*|\b{_WORDS}\b)"
_ZH_UNIT = "|".join(f"(?P<zh_{name}>{zh})" for name, (zh, _) in _UNITS.items())
_EN_UNIT = "|".join(f"(?P<en_{name}>{en})" for name, (_, en) in _UNITS.items())
_EN_PLAIN = "|".join(en for _, en in _UNITS.values()) + "|st|nd|rd|th|to|" + "|".join(EN_SCALES)
_UNIT = rf"(?:\s*(?:{_ZH_UNIT})|[\s-]*(?:{_EN_UNIT})\b)"
_ORDINAL = rf"(?:{'|'.join(list(EN_ORDINALS)[1:])})"
_ZH_DIGIT = "[一二三四五六七八九]"
# 十月一日, 2025年三月, 三月底; a month alone only beside what tells a time by it, as 五月花 and 三月 (three months) are none.
_ZH_MONTH = (
    rf"(?:(?P<year>\d{{4}}|[零〇一二三四五六七八九]{{4}})\s*年|(?P<at>[于自从至到]|[每当次今明去]年))?"
    rf"(?<!{_ZH})(?P<month>十[一二]?|{_ZH_DIGIT})月"
    rf"(?:份|(?P<day>[一二三]?十{_ZH_DIGIT}?|{_ZH_DIGIT})[日号]|(?(year)|(?(at)|(?=[底初末前至到起止]|[以之]前|[上中下]旬))))"
)
_MONTH_NAMES = rf"{'|'.join(_MONTHS)}|(?:{'|'.join(m[:3] for m in _MONTHS if m != 'May')})\."
_MONTH = rf"\b(?P<month>{_MONTH_NAMES})"
# "by the end of March", "from March to May"; with a capital, as "may" and "march" are words, and no name: "by June Smith"
_BARE_MONTH = (
    rf"\b(?i:by|in|of|from|to|before|than|until|till|since|after|during|through|between|each|every) (?:(?:early|mid|late)[ -])?{_MONTH}(?![a-z])"
    rf"(?:\s*(?:and|or|to|-|–)\s*(?P<month2>{_MONTH_NAMES})(?![a-z]))?(?! [A-Z])"
)

Reading = tuple[int | str, Fraction, Kind, str]  # match group, value, kind, unit
Reader = Callable[[re.Match[str]], Iterator[Reading]]


def _value(numeral: str) -> Fraction | None:
    numeral = numeral.strip()
    if re.fullmatch(_NUM, numeral):
        return Fraction(numeral.replace(",", ""))
    return en_value(numeral) if re.search("[A-Za-z]", numeral) else zh_value(re.sub(r"[,\s]", "", numeral))


def _group(match: re.Match[str], name: str) -> str:
    """The text of the group `name`, `name2` or `name3`, whichever took part; "" if none."""
    return next((text for key, text in match.groupdict().items() if text and key.rstrip("23") == name), "")


def _unit(match: re.Match[str]) -> str:
    return next((name[3:] for name, text in match.groupdict().items() if text and name[:3] in ("zh_", "en_")), "")


def _name(match: re.Match[str]) -> Iterator[Reading]:
    yield 0, Fraction(0), Kind.NAME, re.sub(r"\s", "", match[0]).upper()


def _date(match: re.Match[str]) -> Iterator[Reading]:
    groups = match.groupdict()
    if groups.get("year"):
        yield "year", _value(groups["year"]) or Fraction(0), Kind.YEAR, ""
    for name in ("month", "month2"):
        if groups.get(name):
            yield name, _month(groups[name]), Kind.MONTH, ""
    if groups.get("day"):
        yield "day", _value(groups["day"]) or Fraction(0), Kind.COUNT, "day"


def _month(name: str) -> Fraction:
    number = next((i for i, month in enumerate(_MONTHS, 1) if month.startswith(name[:3].capitalize())), None)
    return Fraction(number) if number else _value(name) or Fraction(0)


def _ratio(match: re.Match[str]) -> Iterator[Reading]:
    first, second = _value(match["a"]), _value(match["b"])
    if first is not None and second:
        yield 0, first / second, Kind.RATIO, ""


def _share(match: re.Match[str]) -> Iterator[Reading]:
    part, whole = _group(match, "part") or "1", _group(match, "whole").lower() or "100"
    numerator, denominator = _value(part), Fraction(EN_PARTS[whole]) if whole in EN_PARTS else _value(whole)
    if numerator is not None and denominator:
        yield 0, numerator / denominator, Kind.SHARE, ""


def _tenths(match: re.Match[str]) -> Iterator[Reading]:
    value = _value(match["part"])
    if value:
        yield 0, value / 10, Kind.SHARE, ""


def _points(match: re.Match[str]) -> Iterator[Reading]:
    value = _value(_group(match, "n"))
    if value is not None:
        yield 0, value, Kind.POINTS, ""


def _ordinal(match: re.Match[str]) -> Iterator[Reading]:
    numeral, head = _group(match, "n"), _group(match, "head").lower()
    value = roman_value(numeral) or Fraction(EN_ORDINALS.get(numeral.lower(), 0)) or _value(numeral)
    if value is not None:
        unit = next((name for name, zh in _HEADS.items() if head and (head == name or head in zh)), "")
        sub = _value(_group(match, "sub") or "0") or Fraction(0)
        yield 0, value + sub / 1000, Kind.ORDINAL, unit


def _count(match: re.Match[str]) -> Iterator[Reading]:
    numeral, unit = match["n"], _unit(match)
    value = _value(numeral)
    if value is None or (numeral.strip().lower() in ("one", "一", "zero") and not unit):
        return
    plain_year = re.fullmatch(r"(?:19|20)\d\d", numeral) and not unit
    if plain_year or (unit == "year" and value >= 1000 and value.denominator == 1):
        yield 0, value, Kind.YEAR, ""
    else:
        yield 0, value, Kind.COUNT, unit


def _half(match: re.Match[str]) -> Iterator[Reading]:
    yield 0, Fraction(1, 2), Kind.SHARE, ""


def _rule(pattern: str, read: Reader | None, flags: int = re.I) -> tuple[re.Pattern[str], Reader | None]:
    return re.compile(pattern, flags | re.ASCII | re.M), read


# In order: what an earlier rule reads is blanked for the later ones. A rule without a reader only blanks.
RULES: tuple[tuple[re.Pattern[str], Reader | None], ...] = (
    # list numbers at the start of a line, and the plan's name "Five-Year Plan"
    _rule(r"^\s*(?:[(（]\d{1,2}[)）]|\d{1,2}(?:\)|、|\.(?!\d)))|^\s*[(（]?[一二三四五六七八九十]{1,3}[)）、]", None),
    _rule(r"\bfive[ -]year(?= plan)", None),
    # 2018年11月5日, 2018-11-05, November 5, 2018, 5 November 2018, November 2018, 十一月五日
    _rule(
        r"(?:(?P<year>\d{4})\s*年\s*)?(?<!\d)(?P<month>1[0-2]|0?[1-9])\s*月(?:份|\s*(?P<day>\d{1,2})\s*[日号])?", _date
    ),
    _rule(r"(?<!\d)(?P<year>\d{4})[-/.](?P<month>1[0-2]|0?[1-9])[-/.](?P<day>[0-3]?\d)(?![\d.])", _date),
    _rule(rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,\d{{3}}\b)(?:,?\s+(?P<year>\d{{4}})\b)?", _date),
    _rule(rf"(?:\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?{_MONTH},?\s+(?P<year>\d{{4}})\b", _date),
    _rule(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?![a-z])", _date),
    _rule(_ZH_MONTH, _date),
    _rule(_BARE_MONTH, _date, 0),
    # clause numbers (2.4.2) compare as they stand
    _rule(r"(?<![\d.])\d+(?:\.\d+){2,}", _name, 0),
    # 2.2∶1, 2.2比1, 2.2 to 1
    _rule(rf"(?<![\d.:])(?P<a>{_NUM})\s*(?:[:∶]|比)\s*(?P<b>{_NUM})(?![\d:年]|\.\d)", _ratio),
    _rule(rf"(?P<a>{_ZH}+(?:点{_ZH}+)?)比(?P<b>{_ZH}+)", _ratio),
    _rule(rf"(?<!from )(?<![\d.])(?P<a>{_NUM})(?:\s+to\s*|-to-)(?P<b>1)(?![\d%]|[.,]\d|\s*per)", _ratio),
    # percentages and fractions
    _rule(rf"(?P<n>{_ZH_RATIONAL})个百分点|(?P<n2>{_EN})\s*percentage points?", _points),
    _rule(rf"(?P<part>{_EN})\s*(?:%|per ?cent\b)", _share),
    _rule(rf"(?P<whole>{_ZH}+)分之(?P<part>{_ZH_RATIONAL})", _share),
    _rule(r"(?<![\d/])(?P<part>\d{1,3})/(?P<whole>\d{1,4})(?![\d/])", _share),
    _rule(rf"\b(?P<part>{_WORD}|\d+)[\s-]+(?P<whole>{'|'.join(EN_PARTS)})\b(?!\s+part(?:y|ies))", _share),
    _rule(r"\ba (?P<whole>quarter|third)\b(?!\s+part(?:y|ies))", _share),
    _rule(r"(?<!first )(?<!second )(?<!latter )\b(?:a )?(?P<whole>half)\b(?!-|\s+(?:year|hour|a)\b)", _share),
    _rule(r"一半|半数", _half),
    _rule(r"(?P<part>[一二三四五六七八九]|[1-9])成(?=[左多以的,，。;；、]|$)", _tenths),
    # money with the sign before
    _rule(
        rf"(?:(?P<en_yuan>NT\$|NTD|¥|RMB|CNY)|(?P<en_eur>€|EUR)|(?P<en_usd>US\$|\$|USD))\s*"
        rf"(?P<n>{_NUM}\s?{_SCALE}+|{_EN})",
        _count,
    ),
    # Chapter III, Article 12-1, 第十二条之一, 党的十九大, 19th, third
    _rule(
        rf"\b(?P<head>chapter|section|article|paragraph|subparagraph|part|class|grade|level|phase|type|no\.)s?[\s-]*"
        rf"(?P<n>[IVXLC]+(?![A-Za-z])|{_NUM}|{_WORD}\b)(?:-(?P<sub>\d+))?",
        _ordinal,
    ),
    _rule(rf"第\s*(?P<n>\d+|{_ZH}+)(?:-(?P<sub>\d+))?\s*(?P<head>[章节条款项目])(?:之(?P<sub2>{_ZH}+))?", _ordinal),
    _rule(r"(?:^|[。;；])\s*第\s*[一二三四五六七八九十](?=\s*[,，、:：])|第\s*[一1](?!\d)", None),
    _rule(rf"第\s*(?P<n>\d+|{_ZH}+)|党的(?P<n2>{_ZH}+)大|(?P<n3>十[一二三四五六七])五(?=规划|时期|期间|\W)", _ordinal),
    _rule(r"(?<![A-Za-z])(?P<n>(?:I{2,3}|IV|VI{0,3}|IX|XI{0,3}))(?![A-Za-z.])", _ordinal, 0),
    _rule(rf"\b(?P<n>\d+)(?:st|nd|rd|th)\b|\b(?P<n2>{_ORDINAL})\b(?!,)", _ordinal),
    # names with digits: PM2.5, G60, COVID-19, 1+N, 5G (but not 5km, 21k)
    _rule(r"\bPM\s?2\.5|\b(?!k?m[23]\b)[A-Za-z]+\d+(?:\.\d+)?[A-Za-z]*|\b[A-Z]+-\d+|\b\d+\+[A-Za-z]\b", _name, 0),
    _rule(rf"(?<![\d.])(?<!\d,)\d+(?!(?:{_EN_PLAIN})\b)[A-Za-z]+\b", _name, 0),
    _rule(r"哪一", None),
    # plain numbers
    _rule(rf"(?P<n>{_SCALED}){_UNIT}", _count),
    _rule(rf"(?P<n>{_EN}){_UNIT}", _count),
    _rule(rf"(?<![几数])(?P<n>{_ZH}*[一二两三四五六七八九十壹贰叁肆伍陆柒捌玖]{_ZH}*)[余多]?{_UNIT}", _count),
    _rule(rf"(?<![几数])(?<!多少)(?P<n>[百千万亿]+)(?!年){_UNIT}", _count),
    _rule(
        rf"(?<![几数一-])(?P<n>[一二两三四五六七八九十壹贰叁肆伍陆柒捌玖]{_ZH}*[十百千万亿拾佰仟]{_ZH}*|十{_ZH}+)",
        _count,
    ),
    _rule(rf"(?P<n>[二两三四五六七八九十])(?=[余多]?[{_CLASSIFIERS}])", _count),
    _rule(rf"(?P<n>{_NUM}(?:\s*-?(?:{'|'.join(EN_SCALES)})\b)+)", _count),
    _rule(rf"(?P<n>{_SCALED})", _count),
    _rule(rf"(?P<n>{_EN})", _count),
)
