"""The laws the parser is measured on: read article by article, and a fixed draw of them.

Two sources: Taiwan's bilingual laws (`mojlaw_articles.jsonl.gz`) and mainland Chinese laws
(`prc_laws_articles.jsonl.gz`). What a parse should yield comes straight from these rows, never from `rag.parsing`.
"""

import gzip
import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

TAIWAN_FILE = "mojlaw_articles.jsonl.gz"
MAINLAND_FILE = "prc_laws_articles.jsonl.gz"

_NUMERAL = "[零〇一二三四五六七八九十百千]+"
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0}
_TENS = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True, slots=True)
class Article:
    """One article as the data has it. `number` is "12" or "12-1"; `headings` outermost first; either text may be ""."""

    number: str
    headings: tuple[str, ...]
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Law:
    """A whole law, its articles in the order of the data."""

    id: str
    title_zh: str
    title_en: str
    articles: tuple[Article, ...]


def read_taiwan(path: Path) -> list[Law]:
    return [
        Law(law, rows[0]["title_zh"], rows[0]["title_en"], tuple(map(_taiwan_article, rows)))
        for law, rows in _by_law(path, "law")
    ]


def read_mainland(path: Path) -> list[Law]:
    return [Law(law, rows[0]["title"], "", tuple(map(_mainland_article, rows))) for law, rows in _by_law(path, "path")]


def is_sound(law: Law) -> bool:
    """Whether the rows can be trusted: articles ascend, and no row swallowed a heading or the line of a portal.

    Where one did, the row and not the parser is wrong.
    """
    ranks = [tuple(map(int, article.number.split("-"))) for article in law.articles]
    if any(before >= after for before, after in pairwise(ranks)):
        return False
    return not any(
        _SWALLOWED.search(article.zh) or _SWALLOWED.search(article.en) or _holds_missing(article.zh, rank[0], after[0])
        for article, rank, after in zip(law.articles, ranks, [*ranks[1:], ranks[-1]], strict=True)
    )


# A line "Article 17" alone or before a capital; a last line that is the next chapter's heading; "Data source: …".
_SWALLOWED = re.compile(
    r"(?m:^Article\s*\d+(?:-\d+)?(?:$|\.?\s+[A-Z])|^Data source:)"
    r"|\n(?:(?:Part|Chapter|Section)\s+[IVXLC\d-]+\b[^\n.;]*|附\s?则|Supplementary Provisions"
    rf"|第{_NUMERAL}[章节]\s?[^\s规条中所的、和相]{{2,}})$"
)


def _holds_missing(text: str, number: int, following: int) -> bool:
    """Whether a line begins with the number of an article that has no row of its own, between this one and the next."""
    opened = re.findall(rf"(?m)^第({_NUMERAL})条", text)
    return any(number < chinese_value(numeral) < following for numeral in opened)


def draw_taiwan(laws: Sequence[Law], *, seed: int, count: int) -> list[Law]:
    """`count` laws: a tenth each with a side missing, a repealed article, a line that opens with a reference, several
    paragraphs; the rest from all. Fewer where the laws do not suffice."""
    drawn: dict[str, Law] = {}
    order = random.Random(seed).sample(list(laws), len(laws))
    for wanted in (_lacks_a_side, _has_repealed, _opens_with_reference, _has_paragraphs):
        found = (law for law in order if law.id not in drawn and wanted(law))
        drawn |= {law.id: law for law, _ in zip(found, range(count // 10), strict=False)}
    rest = (law for law in order if law.id not in drawn)
    drawn |= {law.id: law for law, _ in zip(rest, range(count - len(drawn)), strict=False)}
    return list(drawn.values())


def draw_mainland(laws: Sequence[Law], *, seed: int, count: int) -> list[Law]:
    """`count` laws, a tenth of them with an article such as 第十二条之一 where there are as many."""
    order = random.Random(seed).sample(list(laws), len(laws))
    inserted = [law for law in order if any("-" in article.number for article in law.articles)][: count // 10]
    rest = [law for law in order if law not in inserted]
    return (inserted + rest)[:count]


def chinese_value(numeral: str) -> int:
    """ "一百二十" -> 120, "十二" -> 12."""
    value = digit = 0
    for character in numeral:
        if character in _TENS:
            value, digit = value + (digit or 1) * _TENS[character], 0
        else:
            digit = _DIGITS[character]
    return value + digit


def _lacks_a_side(law: Law) -> bool:
    return any(not article.en or not article.zh for article in law.articles)


def _has_repealed(law: Law) -> bool:
    return any(article.zh.startswith("（刪除）") for article in law.articles)


def _opens_with_reference(law: Law) -> bool:
    return any(
        re.search(r"(?m)^第[^\n]{1,8}條|^Articles? \d", article.zh + "\n" + article.en) for article in law.articles
    )


def _has_paragraphs(law: Law) -> bool:
    return any("\n" in article.zh for article in law.articles)


Row = dict[str, str]


def _by_law(path: Path, key: str) -> Iterator[tuple[str, list[Row]]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    by_key: Callable[[Row], str] = lambda row: row[key]  # noqa: E731
    return ((law, list(group)) for law, group in groupby(rows, key=by_key))


def _taiwan_article(row: Row) -> Article:
    headings = (row["chapter_zh"].strip(),) if row["chapter_zh"].strip() else ()
    return Article(row["article"], headings, _paragraphs(row["zh_trad"]), _paragraphs(row["en"] or ""))


def _mainland_article(row: Row) -> Article:
    number, inserted = re.fullmatch(rf"第({_NUMERAL})条(?:之({_NUMERAL}))?", row["article"]).groups()  # type: ignore[union-attr]
    suffix = f"-{chinese_value(inserted)}" if inserted else ""
    # "第三章 考古发掘 第一节 总则" holds two headings; a space inside a title ("总 则") holds none.
    headings = re.split(rf"\s+(?=第{_NUMERAL}(?:分?编|章|节)\s)", row["chapter"].strip())
    return Article(f"{chinese_value(number)}{suffix}", tuple(filter(None, headings)), _unfolded(row["text"]), "")


def _paragraphs(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def _unfolded(text: str) -> str:
    """The paragraphs that the data joined by a space: after 。；： a new one begins."""
    return _paragraphs(re.sub(r"(?<=[。;；:：]) +", "\n", text))
