"""Questions that could come next: what the clauses just found are known to answer, else their titles."""

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from rag.text import detect_language
from rag.types import Answer, Bilingual, Clause, Lang
from rag.ui.labels import EXAMPLES

MOST = 3
BUNDLED_ID = "ylz"
_ALIKE = 70  # percent; above it a known question is the one just asked in other words
_OF_TITLE = Bilingual("关于“{title}”，文件怎么说？", "What does the document say about “{title}”?")


def next_questions(
    answer: Answer, known: Mapping[str, Sequence[str]], *, asked: Sequence[str] = (), most: int = MOST
) -> list[str]:
    """At most `most` questions in the answer's language, each of another clause among the hits, best first.

    known   clause id -> questions that it answers
    asked   questions of the conversation, which are not suggested again
    """
    found: list[str] = []
    read = {citation.clause.id for citation in answer.citations}
    for hit in answer.hits:
        taken = (*asked, answer.question, *found)
        question = _question(hit.clause, answer.lang, known.get(hit.clause.id, ()), taken, read=hit.clause.id in read)
        if question:
            found.append(question)
        if len(found) == most:
            break
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


def _question(clause: Clause, lang: Lang, known: Sequence[str], taken: Sequence[str], *, read: bool) -> str:
    """One that the clause is known to answer, else one of its title, unless the answer has it `read` already; "" for none."""
    offered = [question for question in known if detect_language(question) is lang]
    for question in offered:
        if not any(fuzz.ratio(question, other) > _ALIKE for other in taken):
            return question
    of_title = _of_title(clause, lang) if clause.title[lang] and not (offered or read) else ""
    return "" if of_title in taken else of_title
