"""Sentences of a document said otherwise and still right: what the checks must let pass.

Each rewording takes a subject and a random source and gives one claim, or None where the sentence has nothing of its
kind. The numerals are written by this file's own functions, not by the product's.
"""

import random
import re
from collections.abc import Callable

from eval import checks_words as words
from eval.checks_alter import Alteration, Claim, Subject, swapped
from rag.types import Lang

_DIGITS = "零一二三四五六七八九"
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()
_MONTHS = "January February March April May June July August September October November December".split()
_COUNTED = "个|名|人|项|种|类|级|年|个月|日|天|小时|倍|次|条|家|大|元|公里|平方公里"
Pattern = tuple[str, Callable[[re.Match[str]], str]]


def chinese_numeral(number: int) -> str:
    """From 0 to 99,999,999: 15 -> "十五", 305 -> "三百零五", 21000 -> "二万一千"."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        gap = "零" if 0 < low < 1000 else ""
        return chinese_numeral(high) + "万" + (gap + _below_wan(low, whole=False) if low else "")
    return _below_wan(number, whole=True)


def _below_wan(number: int, *, whole: bool) -> str:
    if number == 0:
        return _DIGITS[0]
    text, gap = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, place)
        if digit:
            text += (
                ("零" if gap and text else "")
                + ("" if whole and not text and (place, digit) == (10, 1) else _DIGITS[digit])
                + name
            )
        gap = digit == 0
    return text


def english_numeral(number: int) -> str:
    """From 0 to 999: 27 -> "twenty-seven", 250 -> "two hundred and fifty"."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        return _TENS[number // 10] + (f"-{_ONES[number % 10]}" if number % 10 else "")
    rest = number % 100
    return f"{_ONES[number // 100]} hundred" + (f" and {english_numeral(rest)}" if rest else "")


def arabic(numeral: str) -> int:
    """ "三十五" -> 35, "一百二十" -> 120; only up to 千."""
    value = digit = 0
    for char in numeral:
        scale = {"十": 10, "百": 100, "千": 1000}.get(char)
        if scale:
            value, digit = value + (digit or 1) * scale, 0
        else:
            digit = _DIGITS.index(char)
    return value + digit


def _plain(text: str) -> float:
    return float(text.replace(",", ""))


def _whole(value: float) -> str:
    return f"{round(value):,}"


_PERCENT: dict[Lang, tuple[Pattern, ...]] = {
    Lang.ZH: (
        (r"(?<![.\d])(\d+)%", lambda m: "百分之" + chinese_numeral(int(m[1]))),
        (r"(\d+(?:\.\d+)?)%", lambda m: f"百分之{m[1]}"),
        (r"(\d+(?:\.\d+)?)%", lambda m: f" {m[1]} percent"),
        (
            r"百分之([一二三四五六七八九]?十[一二三四五六七八九]?)(?![点百一二三四五六七八九])",
            lambda m: f"{arabic(m[1])}%",
        ),
    ),
    Lang.EN: (
        (r"(\d+(?:\.\d+)?)\s?%", lambda m: f"{m[1]} per cent"),
        (r"(?<![.,\d])(\d{1,2})(?:\s?%| percent)", lambda m: f"{english_numeral(int(m[1]))} percent"),
        (r"(\d+(?:\.\d+)?) percent", lambda m: f"{m[1]}%"),
        (r"(\d+(?:\.\d+)?)\s?%", lambda m: f"百分之{m[1]}"),
    ),
}
_FRACTION: dict[Lang, tuple[Pattern, ...]] = {
    Lang.ZH: (
        (r"(?<!\d)1/4(?!\d)", lambda m: "四分之一"),
        (r"(?<!\d)1/3(?!\d)", lambda m: "三分之一"),
        (r"([二三四五六七八九十])分之([一二三四五六七八九])", lambda m: f"{arabic(m[2])}/{arabic(m[1])}"),
        (r"四分之一", lambda m: " a quarter "),
        (r"二分之一", lambda m: "一半"),
        (r"三分之二", lambda m: " two-thirds "),
    ),
    Lang.EN: (
        (r"\b(?:one|a) quarter\b", lambda m: "1/4"),
        (r"\b(?:one|a)[ -]fourth\b(?! p)", lambda m: "a quarter"),
        (r"\bone[ -]third\b", lambda m: "1/3"),
        (r"\btwo[ -]thirds\b", lambda m: "2/3"),
        (r"\btwo[ -]thirds\b", lambda m: "三分之二"),
        (r"\bone[ -]half\b", lambda m: "half"),
        (r"\bone[ -]half\b", lambda m: "50%"),
        (r"\bthree[ -](?:fourths|quarters)\b", lambda m: "3/4"),
    ),
}
_SCALE: dict[Lang, tuple[Pattern, ...]] = {
    Lang.ZH: (
        (r"(?<![\d,.])(\d+(?:\.\d+)?)万(?!亿)", lambda m: _whole(float(m[1]) * 1e4)),
        (r"(?<![\d,.])(\d+(?:\.\d+)?)万(?!亿)", lambda m: str(round(float(m[1]) * 1e4))),
        (r"(?<![\d,.])(\d+(?:\.\d+)?)亿", lambda m: f"{round(float(m[1]) * 1e4)}万"),
        (r"(?<![\d,.])(\d+(?:\.\d+)?)万亿", lambda m: f"{round(float(m[1]) * 1e4)}亿"),
        (r"(?<![\d,.A-Za-z/ ])(\d{5,7})(?![\d.年:：])", lambda m: f"{int(m[1]) / 1e4:g}万"),
        (r"(?<![百千])([一二三四五六七八九])十万(?![一二三四五六七八九亿])", lambda m: f"{arabic(m[1])}00,000"),
        (r"(?<![十百千])([一二三四五六七八九])万元", lambda m: f"{arabic(m[1])}0,000元"),
    ),
    Lang.EN: (
        (r"\b(\d+(?:\.\d+)?) billion", lambda m: f"{_whole(float(m[1]) * 1e3)} million"),
        (r"\b(\d+(?:\.\d+)?) trillion", lambda m: f"{_whole(float(m[1]) * 1e3)} billion"),
        (r"\b(\d+(?:\.\d+)?) million", lambda m: _whole(float(m[1]) * 1e6)),
        (r"(?<![\d.,])(\d+),000(?![\d,.]\d)", lambda m: f"{m[1]} thousand"),
        (r"(?<![\d.,])(\d+),000,000(?![\d,.]\d)", lambda m: f"{m[1]} million"),
        (r"(?<![\d.,/])(\d+,\d{3})(?![\d,])", lambda m: m[1].replace(",", "")),
        (r"(?<![\d.,])(\d{2,3}),000(?![\d,.]\d)", lambda m: f"{int(m[1]) / 10:g}万"),
    ),
}
_NUMERAL: dict[Lang, tuple[Pattern, ...]] = {
    Lang.ZH: (
        (rf"(?<![\d.,:∶/%])(\d{{1,3}})(?={_COUNTED})(?!年代|级)", lambda m: chinese_numeral(int(m[1]))),
        (
            rf"(?<![第之一二三四五六七八九十百千万几\u4e00-\u9fff])([二三四五六七八九]?[十百]?[一二三四五六七八九]?十?)(?={_COUNTED})",
            lambda m: str(arabic(m[1])) if m[1] else "",
        ),
        (
            r"([二三四五六七八九十]十?[一二三四五六七八九]?)(?=日内|年以|个月|大(?:领域|工程|任务))",
            lambda m: str(arabic(m[1])),
        ),
        (r"(?<!\d)(20\d\d)年", lambda m: "".join("〇一二三四五六七八九"[int(d)] for d in m[1]) + "年"),
    ),
    Lang.EN: (
        (
            r"(?<![\d.,/:-])(\d{1,2})(?= (?:days|years|months|members|persons|fields|hours|kinds))",
            lambda m: english_numeral(int(m[1])),
        ),
        (
            rf"(?<![-\w])(?<!ty )({'|'.join(sorted(_ONES[2:], key=len, reverse=True))})\b(?! \(|-| \w+ \(| hundred| thousand| percent)",
            lambda m: str(_ONES.index(m[1])),
        ),
        (r"\b(twenty|thirty|forty|fifty|sixty) (?=days|years)", lambda m: f"{10 * _TENS.index(m[1])} "),
        (r"\b(ten|thirty|fifteen|five|three|two) \(\d+\)", lambda m: m[0][m[0].index("(") + 1 : -1]),
    ),
}
_WRITTEN: dict[Lang, tuple[Pattern, ...]] = {
    Lang.ZH: (
        (r"(\d{4})年(\d{1,2})月(\d{1,2})日", lambda m: f"{m[1]}-{int(m[2]):02}-{int(m[3]):02}"),
        (r"(\d{4})年(\d{1,2})月(\d{1,2})日", lambda m: f" {_MONTHS[int(m[2]) - 1]} {m[3]}, {m[1]} "),
        (r"(\d+(?:\.\d+)?)[∶:](\d+)", lambda m: f"{m[1]}比{m[2]}"),
        (r"\d", lambda m: chr(ord(m[0]) + 0xFEE0)),
        (r"(?<=[\u4e00-\u9fff])(\d+(?:\.\d+)?)(?=[\u4e00-\u9fff])", lambda m: f" {m[1]} "),
    ),
    Lang.EN: (
        (r"\b([JFMASOND][a-z]+) (\d{1,2}), (\d{4})", lambda m: f"{m[2]} {m[1]} {m[3]}"),
        (r"\b(\d+(?:\.\d+)?) to 1\b", lambda m: f"{m[1]}:1"),
        (r"(?<![:：,，\d] )(?<![:：,，\d])\b(20\d\d)\b(?![年,，]|-\d)", lambda m: f"{m[1]}年"),
    ),
}


def reworded(table: dict[Lang, tuple[Pattern, ...]]) -> Alteration:
    """A rewording by one of the patterns that fit, everywhere in the sentence."""

    def reword(subject: Subject, rng: random.Random) -> Claim | None:
        new = [_outside_quotes(subject.text, pattern, to) for pattern, to in table[subject.lang]]
        new = [text for text in new if text != subject.text]
        return Claim(" ".join(rng.choice(new).split()), subject.clause.number) if new else None

    return reword


def _outside_quotes(text: str, pattern: str, to: Callable[[re.Match[str]], str]) -> str:
    return "".join(
        piece if piece[:1] in tuple('“「"') else re.sub(pattern, to, piece)
        for piece in re.split(r"(“[^”]*”|「[^」]*」|\"[^\"]*\")", text)
    )


def reordered(subject: Subject, rng: random.Random) -> Claim | None:
    """The halves of a sentence that falls into two at a semicolon or, in English, "By 2025, …" with the date behind."""
    body, stop = (subject.text.rstrip("。. "), "。" if subject.lang is Lang.ZH else ".")
    if dated := re.match(r"(By (?:the end of )?\d{4}|In \d{4}), (?!and)(\w)", body):
        rest = body[dated.end() - 1 :]
        return Claim(f"{rest[0].upper()}{rest[1:]} {dated[1][0].lower()}{dated[1][1:]}{stop}", subject.clause.number)
    halves = re.split(r"[；;]\s*", body)
    if len(halves) < 2 or re.search(r"[:：]", body):
        return None
    turned = halves[1:] + halves[:1]
    return Claim(("；" if subject.lang is Lang.ZH else "; ").join(turned) + stop, subject.clause.number)


def part(subject: Subject, rng: random.Random) -> Claim | None:
    """Some parts in a row of a sentence that falls into three or more at its commas, and has no negation or condition."""
    body, stop = (subject.text.rstrip("。. "), "。" if subject.lang is Lang.ZH else ".")
    parts = re.split(r"(?<=[，,；;]) ?(?!\d)", body)
    if len(parts) < 3 or re.search(
        r"不|未|非|除|但|无|如|者|\b(?:not?|never|if|unless|except|who|which)\b|[“”\"]", body
    ):
        return None
    start = rng.randrange(len(parts) - 1)
    text = "".join(parts[start : start + 2]) if subject.lang is Lang.ZH else " ".join(parts[start : start + 2])
    return Claim(text.rstrip("，,；; ") + stop, subject.clause.number)


def led(subject: Subject, rng: random.Random) -> Claim | None:
    """The sentence behind words that say who says it."""
    if subject.lang is Lang.ZH:
        lead = rng.choice(["根据该文件，", "文件明确，", "具体来说，", "按照规定，", "简而言之，"])
        return Claim(lead + subject.text, subject.clause.number)
    lead = rng.choice(["According to the text, ", "Specifically, ", "Under this provision, ", "In other words, "])
    return Claim(lead + subject.text[:1].lower() + subject.text[1:], subject.clause.number)


def respaced(subject: Subject, rng: random.Random) -> Claim | None:
    """Blanks, bold and punctuation as models write them."""
    if "“" in subject.text or '"' in subject.text:
        return None
    if subject.lang is Lang.ZH:
        text = re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])", " ", subject.text)
        text = text.replace("、", "和").replace("，", ", ")
    else:
        text = subject.text.replace(", and ", " and ").replace("—", " - ")
    return Claim(text, subject.clause.number) if text != subject.text else None


def quoted(subject: Subject, rng: random.Random) -> Claim | None:
    """The sentence as a quotation."""
    text = subject.text.strip(" .。;；")
    if any(mark in text for mark in '“”「」"'):
        return None
    line = f"文件写明：“{text}”。" if subject.lang is Lang.ZH else f"The text reads “{text}”."
    return Claim(line, subject.clause.number)


_NUMBERS = {
    "percent": _PERCENT, "fraction": _FRACTION, "scale": _SCALE, "numeral": _NUMERAL, "written form": _WRITTEN
}  # fmt: skip
REWORDINGS: dict[str, Alteration] = {
    **{f"numbers: {kind}": reworded(table) for kind, table in _NUMBERS.items()},
    "direction synonym": swapped(words.SYNONYM),
    "same bound": swapped(words.SAME_BOUND),
    "same modality": swapped(words.SAME_MODAL),
    "reordered": reordered,
    "part": part,
    "led": led,
    "respaced": respaced,
    "quoted": quoted,
}
