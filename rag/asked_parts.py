"""The questions in one: "how long is it, and who pays?", "铁路网密度目标和2018年的数字分别是多少", "in 2020 and 2025".

A message is cut between questions, each with a question word of its own; between the things that one question asks for
alike (A和B分别是多少, "what are the A and the B"); and between its years. What a later part leaves unsaid is taken from the
one before it: "太湖治理的目标是什么？由谁负责？" asks last who is in charge of 太湖治理.
"""

import re
from dataclasses import dataclass, replace

from rag.question import Question
from rag.text import HAN, normalise

_WHETHER = r"(?:is|are|was|were|do|does|did|will|would|can|could|may|must|should|has|have)\b"
_BETWEEN = re.compile(
    r"[，,;；?？。]\s*(?:而且|并且|以及|还有|另外|同时|and\s|also\s)?|、(?=多少|几|哪|谁)"
    rf"|\sand\s(?=(?:by |in |at )?(?:what|which|who|how|when|where|why)\b|{_WHETHER})",
    re.IGNORECASE,
)
_QUESTION_WORD = re.compile(
    r"什么|哪|多少|几[个家条座项年成]|谁|怎|如何|何时|为何|多[大长高久]|是否|能否|是不是|能不能|会不会|有没有|吗|呢(?=$|[?？,，])"
    rf"|\b(?:what|which|who|whom|whose|how|when|where|why)\b|^{_WHETHER}",
    re.IGNORECASE,
)
_ALIKE_ZH = re.compile(
    r"^(?P<things>[^，,？?]{3,50}?)(?P<asks>(?:分别|各)(?:是|为|有|达到|占[^，,？?多几]{0,6})?(?:多少|什么|几|哪|怎).*)$"
)
_ALIKE_EN = re.compile(
    r"^(?P<asks>what (?:is|are|was|were)) (?P<things>(?:the |its )?[^,?]{3,60}? and (?:the |its |for |of )[^,?]{3,60}?)\??$",
    re.IGNORECASE,
)
_AND = re.compile(r"和|与|以及|及|、|,? and (?=the |its |for |of )", re.IGNORECASE)
_YEARS = re.compile(
    r"(?P<one>(?:19|20)\d{2})(?:年)?(?:和|与|及|、|,| and | versus | vs\.? )(?:in )?(?P<two>(?:19|20)\d{2})(?!\d)"
)
_FROM_YEAR = re.compile(r"(?:从|自|between |from )$")
_SUBJECT = re.compile(
    rf"^(?P<zh>[{HAN}\w·]{{2,20}}?)(?:的[{HAN}]{{1,6}})?(?:是|有|为|要|达到|分别)?(?:什么|多少|哪|怎|如何|几|谁|多[大长高久])"
    r"|\bof (?P<en>(?:the )?[\w' -]{3,40}?)\s*$",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-Za-z]+\d|\d[A-Za-z]")  # "PM2.5", "5G"
_HOW_MUCH = re.compile(r"多少|几(?!乎|种说法)|多[大长高久]")
_ELLIPSIS = re.compile(r"呢(?=\W*$)")
_OWN = 4  # content characters of a Chinese part, words of an English one, from which it stands on its own


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a question: its words as asked, and as a question on its own.

    alike   whether it is one of several things asked for with the same words
    """

    words: str
    question: Question
    alike: bool = False


def parts_of(question: Question) -> list[Part]:
    """The parts of a question in order; itself alone where there is but one."""
    found: list[Part] = []
    for piece in pieces(question.text):
        for words, text in _alike(piece):
            before = found[-1].question.text if found and not found[-1].alike else ""
            whole = _completed(text, before)
            asked = replace(question, text=text, query=normalise(whole))
            found.append(Part(words, asked, alike=words != piece))
    return found if len(found) > 1 else [Part(question.text, question)]


def pieces(text: str) -> list[str]:
    """The stretches of a text that each have a question word; what has none belongs to the one before it."""
    pieces: list[str] = []
    for piece in filter(None, (piece.strip() for piece in _BETWEEN.split(text))):
        if pieces and not (_QUESTION_WORD.search(piece) and _QUESTION_WORD.search(pieces[-1])):
            pieces[-1] += f", {piece}"
        else:
            pieces.append(piece)
    return pieces


def _alike(piece: str) -> list[tuple[str, str]]:
    """What is asked for alike in a piece, as written and as questions; the piece itself where it asks for one thing."""
    years = _YEARS.search(piece)
    if years and not _FROM_YEAR.search(piece[: years.start()]):
        return [(years[name], piece[: years.start()] + years[name] + piece[years.end() :]) for name in ("one", "two")]
    zh, en = _ALIKE_ZH.match(piece), _ALIKE_EN.match(piece)
    match = zh or en
    if not match:
        return [(piece, piece)]
    things = [thing.strip() for thing in _AND.split(match["things"]) if thing.strip()]
    if len(things) < 2:
        return [(piece, piece)]
    asks = re.sub("^(?:分别|各)", "", match["asks"])
    return [(thing, f"{thing}{asks}" if zh else f"{asks} {thing}?") for thing in things]


def _completed(text: str, before: str) -> str:
    """A part with what the part before it asks ("X呢" after "多少"), and what that is about where it says too little itself."""
    if _ELLIPSIS.search(text) and not _QUESTION_WORD.search(_ELLIPSIS.sub("", text)):
        return _ELLIPSIS.sub("是多少", text) if _HOW_MUCH.search(before) else text
    han = re.findall(f"[{HAN}]", _QUESTION_WORD.sub("", text))
    words = re.findall(r"[A-Za-z]{3,}", _QUESTION_WORD.sub("", text))
    own = len(han) + len(words) > _OWN or _NAME.search(text)
    subject = None if own else _SUBJECT.search(before.rstrip("?？ "))
    return f"{subject['zh'] or subject['en']} {text}" if subject else text
