"""What a refusal, or the part of a question that stays open, says: in the asker's language."""

import re
from collections.abc import Iterable

from rag.types import Bilingual, Lang

ONLY_ORDERS = Bilingual(
    "这里只回答关于文件的提问，不执行指令。", "Only questions about the document are answered; orders are not followed."
)
NOT_OF_IT = Bilingual("文件提到了{}，但没有写明所问的事。", "The document mentions {}, but does not say that of it.")
NO_CLAUSE = Bilingual("文件没有编号为{}的条文。", "The document has no clause {}.")
UNKNOWN_DOCUMENT = Bilingual("这里没有《{}》这份文件。", "“{}” is not among the documents here.")
ONLY_MENTIONED = Bilingual(
    "文件只提到{}，这里没有《{}》这份文件。", "The document only mentions {}; “{}” is not among the documents here."
)
NO_YEAR = Bilingual("最接近的条文没有提到{}年。", "The nearest clauses do not mention {}.")
NO_KIND = Bilingual("最接近的条文没有给出所问的{}。", "The nearest clauses do not give {}.")
NUMBER_OF = Bilingual("{}的数量", "a number of {}")
SUCH_KIND = Bilingual("{}", "what was asked for ({})")
NOT_SAID = Bilingual("最接近的条文没有说到：{}。", "The nearest clauses do not speak of: {}.")
NOT_SETTLED = Bilingual(
    "最接近的条文谈到了相关内容，但没有写明所问的事。",
    "The nearest clauses are about this, but do not say what was asked.",
)
PART_OPEN = Bilingual("文件没有写明：{}", "The document does not say: {}")
OFF_TOPIC = Bilingual("没有条文谈到所问的内容。", "No clause is about what was asked.")
NOT_FOUND = Bilingual("没有条文谈到所问的内容（文中没有：{}）。", "No clause is about what was asked (not found: {}).")


def listed(words: Iterable[str], lang: Lang) -> str:
    """Words as a list of that language: "forest, carbon", 森林、碳."""
    return ("、" if lang is Lang.ZH else ", ").join(words)


def as_typed(words: str, text: str) -> str:
    """Normalised words as the text has them, with its capitals."""
    found = re.search(re.escape(words), text, re.IGNORECASE)
    return found[0] if found else words


def listed_years(years: Iterable[int | str], lang: Lang) -> str:
    """Years as a list before a single 年: "2025, 2035", 2025年、2035."""
    return ("年、" if lang is Lang.ZH else ", ").join(map(str, years))
