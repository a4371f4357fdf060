"""Numerals to exact values: Chinese (二十三, 1.2万亿), English words (twenty-seven, 5.4 billion) and Roman (XII).

Each function takes the numeral alone, already NFKC, and returns an exact `Fraction`, or None where it is no number.
Finding numerals in running text, and what they count, is `rag.numbers`.
"""

import re
from fractions import Fraction

_ZH_FORMS = ("零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
ZH_DIGITS = {char: value for value, forms in enumerate(_ZH_FORMS) for char in forms}
ZH_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
ZH_LARGE = {"万": 10**4, "亿": 10**8}
# Traditional forms of the above, one character each, so that offsets stay.
SIMPLIFIED = str.maketrans(
    "萬億兩貳參陸點倍個條項類種數餘層週歲噸畝頃時鐘圓級", "万亿两贰叁陆点倍个条项类种数余层周岁吨亩顷时钟圆级"
)

EN_ONES = {
    word: n
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
EN_TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}
EN_SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
EN_ORDINALS = {
    word: n
    for n, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
}
EN_PARTS = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4} | {
    word + s: EN_ORDINALS[word] for word in list(EN_ORDINALS)[2:10] for s in ("", "s")
}

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ZH_TOKEN = re.compile(r"\d+(?:\.\d+)?|.")


def zh_value(numeral: str) -> Fraction | None:
    """A Chinese or mixed numeral: "二十三" -> 23, "三点五" -> 7/2, "1.2万亿" -> 1.2e12, "二〇二五" -> 2025.

    Digits in a row are read by position only with 〇 or 零 or four of them: "一二三" (产业) is no number.
    """
    whole, point, decimals = numeral.partition("点")
    if point:
        return _zh_decimal(whole, decimals)
    if len(numeral) > 1 and all(c in ZH_DIGITS for c in numeral):
        if len(numeral) != 4 and not set(numeral) & set("零〇"):
            return None
        return Fraction("".join(str(ZH_DIGITS[c]) for c in numeral))
    total, section, digit = Fraction(0), Fraction(0), None
    for token in _ZH_TOKEN.findall(numeral):
        if token[0].isascii() and token[0].isdigit():
            digit = Fraction(token)
        elif token in ZH_DIGITS:
            digit = Fraction(ZH_DIGITS[token])
        elif token in ZH_SMALL:
            section += (Fraction(1) if digit is None else digit) * ZH_SMALL[token]
            digit = None
        elif token in ZH_LARGE:
            section, scale = section + (digit or Fraction(0)), ZH_LARGE[token]
            total = (total + section) * scale if 0 < total < scale else total + (section or Fraction(1)) * scale
            section, digit = Fraction(0), None
        else:
            return None
    return total + section + (digit or 0)


def _zh_decimal(whole: str, decimals: str) -> Fraction | None:
    tail = re.fullmatch(r"([零〇一二三四五六七八九]+)([百千万亿]*)", decimals)
    head = zh_value(whole) if whole else None
    if tail is None or head is None:
        return None
    digits = "".join(str(ZH_DIGITS[c]) for c in tail[1])
    scale = zh_value(tail[2]) if tail[2] else Fraction(1)
    return None if scale is None else (head + Fraction(f"0.{digits}")) * scale


def en_value(numeral: str) -> Fraction | None:
    """English number words, digits allowed before a scale: "twenty-seven" -> 27, "5.4 billion", "a hundred" -> 100."""
    total, section = Fraction(0), Fraction(0)
    for word in re.split(r"[\s-]+", numeral.strip().lower()):
        if word in ("and", "a", "an"):
            continue
        if word[0].isdigit():
            section += Fraction(word.replace(",", ""))
        elif word in EN_ONES or word in EN_TENS:
            section += EN_ONES[word] if word in EN_ONES else EN_TENS[word]
        elif word == "hundred":
            section = (section or Fraction(1)) * 100
        elif word in EN_SCALES:
            total, section = total + (section or Fraction(1)) * EN_SCALES[word], Fraction(0)
        else:
            return None
    return total + section


def roman_value(numeral: str) -> Fraction | None:
    """An upper-case Roman numeral up to 399 in its usual form: "XII" -> 12; None for "IIII" and the like."""
    if not re.fullmatch(r"C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})", numeral) or not numeral:
        return None
    values = [_ROMAN[c] for c in numeral]
    return Fraction(sum(-v if v < w else v for v, w in zip(values, [*values[1:], 0], strict=True)))
