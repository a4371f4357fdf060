"""What a refusal says the nearest clauses lack: only what none of those it lists holds, and what tells the asker something.

"How many residents live in the delta?" -> "do not give a number of residents", not "do not speak of: delta"
"""

import re
from collections.abc import Sequence

from rag import refusal_words as say
from rag.asked_for import answering, asked_unit, asks_quantity, unmet
from rag.open_words import open_words
from rag.question import Question
from rag.render import NEAREST
from rag.signals import SignalReader
from rag.text import ENGLISH_STOP_WORDS, HAN, compact, normalise
from rag.types import Bilingual, Clause, Hit, Lang, SentencePair
from rag.wanted import wanted_kinds

_LONG = 5  # letters: a shorter English word may stand inside another by chance ("car" in "carbon")
_COUNTED_EN = re.compile(r"\bhow many ((?:[a-z-]+(?: of(?: the)?)? ?){1,4})")
_COUNTED_ZH = re.compile(rf"(?:多少|几)[个家条座项种处批所位名]?([{HAN}]{{2,4}}(?<![克米吨元升度秒]))[?？]?$")
_VERBS = frozenset("are is were was will would does do did has have had can should must shall there".split())
_OF = frozenset(("of", "the"))


def lacking(question: Question, hits: Sequence[Hit], signals: SignalReader) -> str:
    """What was looked for in the nearest clauses and is not there; "" where that cannot be told."""
    clauses = [hit.clause for hit in hits[:NEAREST]]
    missing = _missing_kind(question, signals.nearest(question.query, hits), clauses, signals)
    if missing:
        return say.NO_KIND[question.lang].format(missing)
    held = signals.held(hits[0]).union(*map(signals.own, clauses))
    text = compact("\n".join(f"{clause.zh}\n{clause.en}" for clause in clauses))
    words = open_words(
        question, lambda term: term in held or ((not term.isascii() or len(term) >= _LONG) and term in text)
    )
    words = [word for word in words if not signals.is_subject(word)]
    return say.NOT_SAID[question.lang].format(say.listed(words, question.lang)) if words else ""


def _missing_kind(
    question: Question, near: Sequence[SentencePair], clauses: Sequence[Clause], signals: SignalReader
) -> str:
    """The kind of thing asked for that no near sentence holds, of what it is where that can be told."""
    query = question.query
    pairs = [pair for clause in clauses for pair in clause.sentences]
    counted = _counted(question)
    lacks = unmet(query, near)
    if counted and asks_quantity(query) and (not lacks or lacks[0] in _numbers(query)):
        terms = signals.terms_of(counted)
        if not any(
            terms & signals.terms_of(pair[lang]) and answering(query, pair[lang]) for pair in pairs for lang in Lang
        ):
            return say.NUMBER_OF[question.lang].format(counted)
    if not lacks:
        return ""
    name = lacks[0][question.lang]
    return name if lacks[0] in unmet(query, pairs) else say.SUCH_KIND[question.lang].format(name)


def _numbers(query: str) -> list[Bilingual]:
    return [kind.name for kind in wanted_kinds(query) if kind.name.zh == "数量"]


def _counted(question: Question) -> str:
    """What a question asks the number of: "how many hectares of forest are …" -> "hectares of forest", 有多少居民 -> 居民."""
    query = normalise(question.query)
    if question.lang is Lang.ZH:
        match = _COUNTED_ZH.search(query)
        return match[1] if match and not asked_unit(query) else ""
    match = _COUNTED_EN.search(query)
    said = match[1].split() if match else []
    size = next((i for i, word in enumerate(said) if word in ENGLISH_STOP_WORDS - _OF), len(said))
    words = said[:size]
    ends = size < len(said) and said[size] in _VERBS or (match is not None and not query[match.end() :].strip("?. "))
    while words and words[-1] in _OF:
        words.pop()
    return " ".join(words) if len(words) == 1 or ends else ""
