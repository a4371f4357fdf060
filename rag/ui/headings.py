"""Headings as people write them: 第十二章 目标, Chapter 12 Goals."""

from rag.types import Bilingual, Clause, Heading, Lang

_STEPS = {
    "part": Bilingual("第{number}编", "Part {number}"),
    "subpart": Bilingual("第{number}分编", "Subpart {number}"),
    "chapter": Bilingual("第{number}章", "Chapter {number}"),
    "section": Bilingual("第{number}节", "Section {number}"),
    "subsection": Bilingual("第{number}款", "Subsection {number}"),
    "item": Bilingual("第{number}目", "Item {number}"),
}
_DIGITS = "〇一二三四五六七八九"


def heading_words(heading: Heading, lang: Lang) -> str:
    """Chapter 12 "Goals" -> "Chapter 12 Goals", "第十二章 目标"; without number or known kind the title alone."""
    title = heading.title[lang] or heading.title[lang.other]
    return f"{heading_number(heading, lang)} {title}".strip()


def heading_number(heading: Heading, lang: Lang) -> str:
    """Chapter 12 -> "Chapter 12", "第十二章"; "" without number or known kind."""
    step = _STEPS.get(heading.kind)
    if step is None or not heading.number:
        return ""
    return step[lang].format(number=han(heading.number) if lang is Lang.ZH else heading.number)


def path_words(clause: Clause, lang: Lang) -> str:
    """The headings above a clause: "Chapter 2 Goals › Section 4 Roads"."""
    return " › ".join(heading_words(heading, lang) for heading in clause.path)


def han(number: str) -> str:
    """ "12" -> "十二", "1062" -> "一千零六十二"; what is not 1 to 9999 stays as it is."""
    if not number.isdecimal() or not 0 < int(number) < 10_000:
        return number
    words = ""
    for digit, unit in zip(f"{int(number):04}", ("千", "百", "十", ""), strict=True):
        if digit != "0":
            words += _DIGITS[int(digit)] + unit
        elif words and not words.endswith("〇"):
            words += "〇"
    words = words.rstrip("〇").replace("〇", "零")
    return words.removeprefix("一") if words.startswith("一十") else words
