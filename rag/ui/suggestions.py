"""Questions that could come next: what the clauses just found are known to answer, else their titles."""

import re
from collections.abc import Callable, Mapping, Sequence

from rapidfuzz import fuzz

from rag.text import compact, detect_language
from rag.types import Answer, Bilingual, Clause, Lang
from rag.ui.labels import EXAMPLES

MOST = 3
BUNDLED_ID = "ylz"
_ALIKE = 60  # percent; above it a known question is one already asked in other words
# Known questions are made to be found by; many are fragments that no one would put to a reader ("flood control?").
_FULL = {
    Lang.ZH: re.compile(r".{5,}[?？]"),
    Lang.EN: re.compile(r"[A-Z\d][\w’'-]*(?:\W+[\w’'-]+){3,}[\"”)]?\?"),
}
_OF_TITLE = Bilingual("关于“{title}”，文件怎么说？", "What does the document say about “{title}”?")


def next_questions(
    answer: Answer,
    known: Mapping[str, Sequence[str]],
    *,
    asked: Sequence[str] = (),
    spelled: Callable[[str], bool] | None = None,
    most: int = MOST,
) -> list[str]:
    """At most `most` questions in the answer's language, each of another clause among the hits, best first.

    A clause that the answer cites has been read; none is asked of it.

    known   clause id -> questions that it answers
    asked   questions of the conversation, which are not suggested again
    spelled whether a question is searched for in its own words: some known ones are misspelled, to be found by
    """
    found: list[str] = []
    read = {citation.clause.id for citation in answer.citations}
    for hit in answer.hits:
        if len(found) == most:
            break
        if hit.clause.id not in read:
            taken = (*asked, answer.question, *found)
            question = _question(hit.clause, answer.lang, known.get(hit.clause.id, ()), taken, spelled)
            found += [question] if question else []
    return found


def example_questions(clauses: Sequence[Clause]) -> list[tuple[Lang, str]]:
    """Questions for an empty chat, two a language, from titles of clauses far apart; the bundled document has its own."""
    if {clause.document for clause in clauses} == {BUNDLED_ID}:
        return list(EXAMPLES)
    found = []
    for lang in Lang:
        titled = [clause for clause in clauses if clause.title[lang]]
        for clause in titled[len(titled) // 4 :: max(1, len(titled) // 2)][:2]:
            found.append((lang, _of_title(clause, lang)))
    return found


def _of_title(clause: Clause, lang: Lang) -> str:
    return _OF_TITLE[lang].format(title=clause.title[lang].rstrip("。.:：;；"))


def _question(
    clause: Clause, lang: Lang, known: Sequence[str], taken: Sequence[str], spelled: Callable[[str], bool] | None
) -> str:
    """Of those that the clause is known to answer the one nearest to what was asked, else one of its title; "" for none."""
    offered = {}
    for question in known:
        if detect_language(question) is lang and _FULL[lang].fullmatch(question):
            words = compact(question)
            offered[question] = max(fuzz.ratio(words, compact(other)) for other in taken)
    new = sorted((question for question, alike in offered.items() if alike <= _ALIKE), key=lambda q: -offered[q])
    right = next((question for question in new if not spelled or spelled(question)), "")
    if right:
        return right
    of_title = _of_title(clause, lang) if clause.title[lang] else ""
    return "" if of_title in taken else of_title
