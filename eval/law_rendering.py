"""Renders a law as portals publish it, so that the parser can be measured against the rows it came from.

Shares no code with `rag.parsing`. A `Style` fixes the portal's habits; `style_of` draws one per law from a seed.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from eval.law_source import Article, Law

NBSP = "\u00a0"
IDEOGRAPHIC_SPACE = "\u3000"


class Order(StrEnum):
    """How the two languages alternate."""

    ARTICLE = "article"  # Chinese article, English article
    HEADS = "heads"  # both headings, then both texts
    PARAGRAPH = "paragraph"  # both headings, then paragraph by paragraph
    LAG = "lag"  # the English of an article follows the next Chinese heading


@dataclass(frozen=True, slots=True)
class Style:
    """A portal's habits.

    own_line          "第 12 條" stands on a line of its own, else before its text
    spaced            "第 12 條", else "第12條"
    chinese_numerals  "第 十二 條之一", else "第 12-1 條"
    gap               between heading and text on one line
    indent            before every Chinese paragraph
    english           "Article", "ARTICLE"
    contents          a contents page, where the law has headings
    frame             the portal's header and footer
    glued             one Chinese heading in three stands on the line that ends an English text
    """

    order: Order
    own_line: bool
    spaced: bool
    chinese_numerals: bool
    gap: str
    indent: str
    english: str
    contents: bool
    frame: bool
    glued: bool


def style_of(law: Law, *, seed: int) -> Style:
    """The style of one law: the same for the same law and seed, whatever else was drawn."""
    chance = random.Random(f"{seed}:{law.id}")
    return Style(
        order=chance.choice(list(Order)),
        own_line=chance.random() < 0.5,
        spaced=chance.random() < 0.7,
        chinese_numerals=chance.random() < 0.3,
        gap=chance.choice([" ", "  ", NBSP, IDEOGRAPHIC_SPACE]),
        indent=chance.choice(["", "", NBSP, IDEOGRAPHIC_SPACE * 2]),
        english=chance.choice(["Article", "Article", "ARTICLE"]),
        contents=chance.random() < 0.4,
        frame=chance.random() < 0.5,
        glued=chance.random() < 0.25,
    )


def interleaved(law: Law, style: Style) -> str:
    """Both languages in one text, alternating as `style.order` says."""
    body = _glued(_alternating(law, style)) if style.glued else _alternating(law, style)
    title = [law.title_zh, law.title_en]
    return _page(law, title, list(body), style)


def two_files(law: Law, style: Style) -> tuple[str, str]:
    """The Chinese text and the English text, each a file of its own."""
    zh = [line for article, new in _with_headings(law) for line in [*new, *_chinese(article, style)]]
    en = [line for article in law.articles for line in _english(article, style)]
    return _page(law, [law.title_zh], zh, style), _page(law, [law.title_en], en, style, contents=False)


def chinese_only(law: Law, style: Style) -> str:
    """A mainland law: 第十二条之一, Chinese numerals throughout."""
    lines: list[str] = []
    for article, new in _with_headings(law):
        lines += [*new, *_joined(_mainland_heading(article.number), article.zh, style, indent=style.indent)]
    return _page(law, [law.title_zh], lines, style)


def chinese_numeral(value: int) -> str:
    """12 -> "十二", 105 -> "一百零五"; 1 to 9999."""
    if value < 20:
        return ("" if value < 10 else "十") + "零一二三四五六七八九"[value % 10] * (value % 10 > 0)
    for base, unit in ((1000, "千"), (100, "百"), (10, "十")):
        if value >= base:
            rest = value % base
            zero = "零" if 0 < rest < base // 10 else ""
            ten = "一" if 10 <= rest < 20 else ""
            head = "零一二三四五六七八九"[value // base] + unit
            return head + zero + ten + (chinese_numeral(rest) if rest else "")
    return ""


def _with_headings(law: Law) -> Iterator[tuple[Article, list[str]]]:
    """Each article with the headings that open before it."""
    above: tuple[str, ...] = ()
    for article in law.articles:
        same = 0
        while same < min(len(above), len(article.headings)) and above[same] == article.headings[same]:
            same += 1
        yield article, list(article.headings[same:])
        above = article.headings


def _alternating(law: Law, style: Style) -> Iterator[str]:
    late: list[str] = []  # the English that waits for the next Chinese heading
    for article, new in _with_headings(law):
        zh, en = _chinese(article, style), _english(article, style)
        if style.order is Order.LAG:
            heading, text = _mark(zh, article.zh)
            yield from [*new, *heading, *late, *text]
            late = en
        elif style.order is Order.ARTICLE or not en or not zh or not style.own_line:
            yield from [*new, *zh, *en]
        else:
            yield from [*new, zh[0], en[0], *_texts(zh[1:], en[1:], style.order)]
    yield from late


def _mark(lines: list[str], text: str) -> tuple[list[str], list[str]]:
    """An article's heading line and its text; no heading of its own where both share a line."""
    own_line = len(lines) > len(text.split("\n"))
    return (lines[:1], lines[1:]) if own_line else ([], lines)


def _texts(zh: list[str], en: list[str], order: Order) -> list[str]:
    if order is Order.PARAGRAPH and len(zh) == len(en):
        return [line for pair in zip(zh, en, strict=True) for line in pair]
    return zh + en


def _glued(lines: Iterator[str]) -> Iterator[str]:
    """Every third Chinese heading moves up to the end of the English sentence before it, parted by two NBSPs."""
    held, headings = next(lines), 0
    for line in lines:
        headings += line.startswith("第")
        if line.startswith("第") and held.isascii() and held.endswith(".") and headings % 3 == 0:
            held += NBSP * 2 + line
        else:
            yield held
            held = line
    yield held


def _chinese(article: Article, style: Style) -> list[str]:
    return _joined(_taiwan_heading(article.number, style), article.zh, style, indent=style.indent) if article.zh else []


def _english(article: Article, style: Style) -> list[str]:
    return _joined(f"{style.english} {article.number}", article.en, style, indent="") if article.en else []


def _joined(heading: str, text: str, style: Style, *, indent: str) -> list[str]:
    first, *more = text.split("\n")
    opening = [heading, indent + first] if style.own_line else [heading + style.gap + first]
    return opening + [indent + line for line in more]


def _taiwan_heading(number: str, style: Style) -> str:
    space = " " if style.spaced else ""
    if not style.chinese_numerals:
        return f"第{space}{number}{space}條"
    main, _, inserted = number.partition("-")
    suffix = f"之{chinese_numeral(int(inserted))}" if inserted else ""
    return f"第{space}{chinese_numeral(int(main))}{space}條{suffix}"


def _mainland_heading(number: str) -> str:
    main, _, inserted = number.partition("-")
    return f"第{chinese_numeral(int(main))}条" + (f"之{chinese_numeral(int(inserted))}" if inserted else "")


def _page(law: Law, title: list[str], body: list[str], style: Style, *, contents: bool = True) -> str:
    headings = [line for _, new in _with_headings(law) for line in new]
    listed = ["目录" if not law.title_en else "目錄", *headings, ""] if headings and style.contents and contents else []
    header, footer = _frame(law) if style.frame else ([], [])
    return "\n".join([*header, *title, "", *listed, *body, *footer]) + "\n"


def _frame(law: Law) -> tuple[list[str], list[str]]:
    if not law.title_en:
        return ["首页 | 法律法规 | 打印", ""], ["", "关于我们 | 联系我们 | 返回顶部"]
    header = ["全國法規資料庫 Laws & Regulations Database of The Republic of China (Taiwan)", "列印 Print", ""]
    return header, [
        "",
        "資料來源：全國法規資料庫",
        "Data Source：Laws & Regulations Database",
        "Home | About us | Disclaimer",
    ]
