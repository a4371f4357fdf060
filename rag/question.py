"""From what a person typed to what is searched: checked, its language told, a follow-up made whole."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.answer_language import without_language
from rag.errors import QuestionError
from rag.follow_up import asked_again, is_follow_up, is_short, joined, named_instead
from rag.framing import without_frame
from rag.orders import without_orders
from rag.text import detect_language, normalise
from rag.types import Lang, Turn

MAX_CHARACTERS = 2000
_SQUARE = re.compile(r"\b(?:(?:sq|square)\.? ?(?P<k>k)?ms?|(?P<kk>k)m[2²])(?![\w²])", re.IGNORECASE)  # "sq km", "km²"

_HOW_BIG = re.compile(
    r"(?<=[区區角带帶圈城市省县縣园園湖])(?:一共|总共|總共|到底|究竟)?有?多大(?=[?？]?$)"
)  # of a place: "示范区多大"
_EITHER = re.compile(r"([\u4e00-\u9fff])(?<![是能会會有要可])不(?=\1)")  # "包不包括" asks 是否包括


@dataclass(frozen=True, slots=True)
class Question:
    """A question ready to search.

    text     what is asked, in the user's words, without orders; "" where nothing else is said
    lang     the language to answer in
    query    what is searched for: normalised, standing on its own
    follows  whether the query holds something of the question before it
    joined   the query behind the question before it, for a short one that the rules take to stand alone; "" for any other
    thing, instead  what a follow-up names alone, and queries that have it in the place of something in the question before
    """

    text: str
    lang: Lang
    query: str
    follows: bool = False
    joined: str = ""
    thing: str = ""
    instead: tuple[str, ...] = ()


def read_question(text: str, *, history: Sequence[Turn] = (), lang: Lang | None = None) -> Question:
    """Check a question and make it standalone; raises QuestionError with a remedy in both languages."""
    words = text.strip()
    _check(words)
    plain, wanted = without_language(words)
    asked = without_orders(plain)
    detected = _check(asked or words)
    lang = lang or wanted or detected
    again, before = asked_again(asked or plain, history)
    if again:
        return read_question(again, history=before, lang=lang)
    query = _HOW_BIG.sub("面积多大", _SQUARE.sub(_square, _EITHER.sub("是否", without_frame(asked or words))))
    whole = joined(query, history)
    if whole and is_follow_up(query, history):
        return Question(asked, lang, whole, True, "", *named_instead(query, history))
    query = normalise(query)
    return Question(asked, lang, query, joined=whole if is_short(query) else "")


def _square(unit: re.Match[str]) -> str:
    return "square kilometers" if unit["k"] or unit["kk"] else "square meters"


def _check(text: str) -> Lang:
    if not text:
        raise QuestionError("问题是空的，请输入一个问题。 / The question is empty; type a question.")
    if len(text) > MAX_CHARACTERS:
        raise QuestionError(
            f"问题有{len(text)}个字符，上限是{MAX_CHARACTERS}个，请缩短后再问。 / "
            f"The question has {len(text)} characters, the limit is {MAX_CHARACTERS}; shorten it and ask again."
        )
    if not any(character.isalnum() for character in text):
        raise QuestionError(
            "问题里没有文字，请用中文或英文提问。 / The question has no words in it; ask in Chinese or English."
        )
    detected = detect_language(text)
    if detected is None and any(character.isalpha() for character in text):
        raise QuestionError(
            "只能用中文或英文提问，请换用其中一种。 / Only Chinese and English are understood; ask in one of them."
        )
    if detected is None:
        raise QuestionError(
            "只有数字不成问题，请用中文或英文写出要问什么。 / Numbers alone are no question; say in words what you ask."
        )
    return detected
