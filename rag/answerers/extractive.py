"""The extractive answerer: no language model, only the document's own sentences, the fewest that answer."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from rag.answerers.parts import Splitter
from rag.answerers.sentences import Candidate, SentenceRater
from rag.markers import with_markers
from rag.text import normalise
from rag.types import DraftSentence, Hit, Lang, Turn

SENTENCES = 4
BUDGET = {Lang.ZH: 220, Lang.EN: 850}  # characters that further sentences may fill
LIST_BUDGET = {Lang.ZH: 350, Lang.EN: 1500}
LENGTHS = {"short": 0.4, "normal": 1.0, "long": 2.0}  # what SENTENCES and the budgets are multiplied by
# Log-odds behind the best sentence, chosen for fact recall and citation precision by `python -m eval choose`.
SAME, SAME_LIST = (
    1.5,
    2.5,
)  # for a sentence of a clause that is quoted already; where a list or an overview is asked for
OTHER = 1.2  # for one of another clause
_LEAD = re.compile(r"[:：]$")
_ITEM = re.compile(r"[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2}|[a-z]|[ivx]{1,4})[)）、.．]|[—–-]")
_ASKS_LIST = re.compile(
    r"哪些|哪几|哪[二两三四五六七八九十]|分别|列举|都有|有什么|什么内容|讲了|怎么说"
    r"|which .*s\b|what are|what (?:kinds|types|measures|does .* say)|list\b|name the|what .* (?:say|do) about"
)


class ExtractiveAnswerer:
    """Chooses sentences by the rare terms of the question they cover, by meaning, and by their clause's score."""

    def __init__(self, rater: SentenceRater, splitter: Splitter | None = None, *, length: str = "normal") -> None:
        """`rater` says which sentences answer, `splitter` which questions are two; `length` is one of LENGTHS."""
        self.rater = rater
        self.splitter = splitter
        self._scale = LENGTHS[length]

    def scaled(self, length: str) -> "ExtractiveAnswerer":
        """This answerer with answers of another of LENGTHS."""
        return ExtractiveAnswerer(self.rater, self.splitter, length=length)

    def draft(
        self, question: str, hits: Sequence[Hit], *, lang: Lang, history: Sequence[Turn] = ()
    ) -> Iterator[DraftSentence]:
        """Yield the chosen sentences, best clause first, verbatim in `lang`, or in the other where it lacks that.

        Two questions in one are answered one after the other; not in a follow-up (`history`), whose query holds the
        question before it. Markers hold ids ("[ylz:2.4.2]"), which `ground` shortens where one document makes it
        unambiguous.
        """
        query = normalise(question)
        cut = self.splitter.split(query, hits) if self.splitter and not history else None
        if not cut:
            yield from self._draft(query, hits, lang)
            return
        for side, hit in zip((cut.left, cut.right), cut.hits, strict=True):
            yield from self._draft(side, [hit], lang)

    def _draft(self, query: str, hits: Sequence[Hit], lang: Lang) -> Iterator[DraftSentence]:
        candidates = self.rater.rate(query, hits, lang)
        if not candidates:
            return
        asks_list = bool(_ASKS_LIST.search(query))
        chosen = _choose(candidates, lang=lang, asks_list=asks_list, scale=self._scale)
        whole = _with_lists(chosen, candidates, budget=LIST_BUDGET[lang], lang=lang)
        for candidate in _in_reading_order(whole):
            yield DraftSentence(with_markers(_words(candidate, lang), [candidate.clause.id]))


def _words(candidate: Candidate, lang: Lang) -> str:
    """The sentence in that language, in the other where the clause lacks it."""
    return candidate.pair[lang] or candidate.pair[lang.other]


def _choose(candidates: Sequence[Candidate], *, lang: Lang, asks_list: bool, scale: float = 1.0) -> list[Candidate]:
    """The best sentence, then others not far behind it while they fit the budget.

    A sentence of a clause that is quoted already may be further behind than one that brings in another clause.
    """
    best, *others = candidates
    chosen, length = [best], len(_words(best, lang))
    budget, same = (LIST_BUDGET[lang], SAME_LIST) if asks_list else (BUDGET[lang], SAME)
    budget, most = int(budget * scale), round(SENTENCES * scale)
    for candidate in others:
        size = len(_words(candidate, lang))
        quoted = any(candidate.clause is known.clause for known in chosen)
        near = best.score - candidate.score <= (same if quoted else OTHER)
        if len(chosen) < most and near and length + size <= budget:
            chosen.append(candidate)
            length += size
    return chosen


def _with_lists(
    chosen: Sequence[Candidate], candidates: Sequence[Candidate], *, budget: int, lang: Lang
) -> list[Candidate]:
    """The chosen, with what they cannot stand without: an item's lead ("The following are prohibited:") and a lead's items.

    A lead or an item alone may say the opposite of the clause. Items are added in order while they fit the budget.
    """
    whole = list(chosen)
    for candidate in chosen:
        siblings = sorted((c for c in candidates if c.clause == candidate.clause), key=lambda c: c.position)
        at = siblings.index(candidate)
        if _is_item(candidate):
            heads = [c for c in siblings[:at] if _LEAD.search(_words(c, lang))]
            whole += [head for head in heads[-1:] if head not in whole]
        elif _LEAD.search(_words(candidate, lang)):
            items = list(takewhile(_is_item, siblings[at + 1 :]))
            for item in items or siblings[at + 1 : at + 2]:
                if item not in whole and sum(len(_words(c, lang)) for c in (*whole, item)) <= budget:
                    whole.append(item)
    return whole


def _is_item(candidate: Candidate) -> bool:
    return any(_ITEM.match(candidate.pair[lang]) for lang in Lang)


def _in_reading_order(chosen: Sequence[Candidate]) -> list[Candidate]:
    """Sentences of one clause together and in its order, the clause of the best sentence first."""
    clauses = list(dict.fromkeys(candidate.clause.id for candidate in chosen))
    return sorted(chosen, key=lambda candidate: (clauses.index(candidate.clause.id), candidate.position))
