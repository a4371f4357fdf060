"""References to clauses in a question: "clause 2.4.5", "Article 12-1", 第十二条之一, or a bare 2.4.5."""

import re

from rag.numerals import zh_value

_HAN_NUMBER = "[〇零一二三四五六七八九十百千]+"
CLAUSE = re.compile(
    rf"第\s*(?P<zh>\d+(?:\.\d+)*|{_HAN_NUMBER})\s*[条條](?:之(?P<inner>\d+|{_HAN_NUMBER}))?"
    r"|\b(?:section|article|clause)\s+(?P<en>\d+(?:\.\d+)*(?:-\d+)?)|(?<![\d.])(?P<bare>\d+\.\d+\.\d+)(?![\d.])",
    re.IGNORECASE,
)


def clause_references(text: str) -> tuple[str, ...]:
    """The numbers of the clauses a text names, as clauses are numbered: "第十二条之一" -> ("12-1",); none -> ()."""
    return tuple(dict.fromkeys(_number(match) for match in CLAUSE.finditer(text)))


def _number(match: re.Match[str]) -> str:
    if match["zh"] is None:
        return match["en"] or match["bare"]
    return _arabic(match["zh"]) + (f"-{_arabic(match['inner'])}" if match["inner"] else "")


def _arabic(number: str) -> str:
    value = None if number[0].isdecimal() else zh_value(number)
    return number if value is None else str(value)
