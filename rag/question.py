"""From what a person typed to what is searched: checked, its language told, a follow-up made whole."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.errors import QuestionError
from rag.orders import without_orders
from rag.text import HAN, detect_language, normalise
from rag.types import Lang, Turn

MAX_CHARACTERS = 2000
_FOLLOW_UP_WORDS = 12  # English words; a longer question stands on its own unless it opens as a follow-up
_FOLLOW_UP_CHARACTERS = 14  # Chinese ones, the same
_OPENS = re.compile(
    r"(?:and|but|or|so|then|also|what about|how about|same)\b"
    r"|那|还有|另外|其中|然后|同样|再问|它|他们|她们|这些|前者|后者"
)
_REFERS = re.compile(
    r"\b(?:it|its|they|their|them|those|these|that one|this one|(?:from|of|over|in|go|live|move) there|former|latter"
    r"|the (?:first|second|third|fourth|fifth|last|other|same)(?: one| two| three)?)\b|\bones?\b[?.]?$"
    r"|它|其中|前者|后者|这个|那个|这些|那些|上述|第[一二三四五六七八九十]个|同一"
)
_TRAILS = re.compile(r"呢[?？]?$|\s*too[?？]?$")
_ASKS = re.compile(r"什么|哪|多少|几|谁|怎|如何|何时|为何|是否|吗")


@dataclass(frozen=True, slots=True)
class Question:
    """A question ready to search: the user's words, the language to answer in, and the standalone query.

    joined  the query behind the question before it, for a short one that the rules take to stand alone; "" for any other
    """

    text: str
    lang: Lang
    query: str
    joined: str = ""


def read_question(text: str, *, history: Sequence[Turn] = (), lang: Lang | None = None) -> Question:
    """Check a question and make it standalone; raises QuestionError with a remedy in both languages."""
    words = text.strip()
    _check(words)
    asked = without_orders(words) or words
    detected = _check(asked)
    joined = normalise(f"{_topic(history)} {asked}") if _asked_before(history) else ""
    if joined and is_follow_up(asked, history):
        return Question(words, lang or detected, joined)
    return Question(words, lang or detected, normalise(asked), joined if _is_short(normalise(asked)) else "")


def is_follow_up(text: str, history: Sequence[Turn]) -> bool:
    """Whether a question needs the one before it: it opens as one ("and …", 那…), or is short and refers to something.

    Rules only; with a language model, the model writes the standalone question instead.
    """
    if not _asked_before(history):
        return False
    low = normalise(text).strip()
    if _OPENS.match(low) or (_TRAILS.search(low) and not _ASKS.search(low)):
        return True
    return _is_short(low) and bool(_REFERS.search(low))


def _is_short(normalised: str) -> bool:
    if re.search(f"[{HAN}]", normalised):
        return len(normalised) <= _FOLLOW_UP_CHARACTERS
    return len(normalised.split()) <= _FOLLOW_UP_WORDS


def _topic(history: Sequence[Turn]) -> str:
    """The latest question of the history that stands on its own; the first one where none does."""
    asked = _asked_before(history)
    for i in range(len(asked) - 1, 0, -1):
        if not is_follow_up(asked[i], [{"role": "user", "content": text} for text in asked[:i]]):
            return asked[i]
    return asked[0]


def _asked_before(history: Sequence[Turn]) -> list[str]:
    """The user's questions so far; a turn without words of that form is passed over."""
    contents = [turn.get("content") for turn in history if turn.get("role") == "user"]
    return [content.strip() for content in contents if isinstance(content, str) and content.strip()]


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
