"""References to clauses in a question: "clause 2.4.5", "Article 12-1", 第十二条之一, or a bare 2.4.5 or A.0.1."""

import re

from rag.numerals import zh_value

_HAN_NUMBER = "[〇零一二三四五六七八九十百千]+"
_FINAL = r"A(?=(?:\.\d+)+)"  # chapter A: final provisions without a number
_FIRST = rf"(?:\d+(?:-\d+)?|{_FINAL})"  # chapter 3-1
_NEXT = rf"\.(?:\d+|{_FINAL})"
_NUMBER = rf"{_FIRST}(?:{_NEXT})*(?:-\d+(?!\.\d))?"
CLAUSE = re.compile(
    rf"第\s*(?P<zh>\d+(?:{_NEXT})*|{_FIRST}(?:{_NEXT})+|{_HAN_NUMBER})\s*[条條](?:之(?P<inner>\d+|{_HAN_NUMBER}))?"
    rf"|\b(?:section|article|clause)\s+(?P<en>{_NUMBER})"
    rf"|(?<![A-Za-z\d.])(?P<bare>{_FIRST}(?:{_NEXT}){{2,}})(?!\.?\d|[A-Za-z])",
    re.IGNORECASE,
)

NUMBERED = re.compile(  # a heading or clause by its number, in a normalised text
    r"第[一二三四五六七八九十百\d]+[章节编条]|\b(?:chapter|section|part|article) (?:\d+|[ivx]+)\b"
)


def clause_references(text: str) -> tuple[str, ...]:
    """The numbers of the clauses a text names, as clauses are numbered: "第十二条之一" -> ("12-1",); none -> ()."""
    return tuple(dict.fromkeys(_number(match) for match in CLAUSE.finditer(text)))


def _number(match: re.Match[str]) -> str:
    if match["zh"] is None:
        return (match["en"] or match["bare"]).upper()
    return _arabic(match["zh"]) + (f"-{_arabic(match['inner'])}" if match["inner"] else "")


def _arabic(number: str) -> str:
    value = None if number[0].isdecimal() else zh_value(number)
    return number.upper() if value is None else str(value)
