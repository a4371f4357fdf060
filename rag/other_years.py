"""A figure asked for of one year and given of another: "the 5G coverage target for 2035" over "By 2025, … will have reached 80%".

The answer stands, with a note. Nothing is said where a clause that is quoted names the year asked for anywhere: it may frame
the figure, or be what the figure is measured from.
"""

import re
from collections.abc import Iterator, Sequence

from rag.asked_for import answering, asks_quantity
from rag.markers import split_markers
from rag.question import Question
from rag.text import compact
from rag.types import Bilingual, Clause, DraftKind, DraftSentence, Hit, Lang, SentencePair

_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d{2}(?![\ds%]|[.,]\d)")  # not "the 2020s"
_OPENS = re.compile(r"\W*(?:到|至|在|(?:By|In|Until|From) (?:the end of )?)?((?:19|20)\d{2})(?!\d)")
# The year of a document or a meeting says which one is meant, not of when the figure is.
_OF_SOMETHING = re.compile(
    r"(?:19|20)\d{2}(?:年)?(?:版|印发|发布|出台|公布|通过|的?(?:规划|纲要|文件|方案|条例|意见|通知|法))"
    r"|(?:19|20)\d{2} (?:edition|version|(?:\w+ )?(?:plan|outline|document|law|act|notice|policy|report))\b"
    r"|\b(?:issued|published|released|adopted|promulgated|launched)(?: \w+)? (?:in|on) (?:\w+ )?(?:\d+, )?(?:19|20)\d{2}"
)
_TARGET = re.compile(r"目标|指标|\b(?:targets?|targeted|goals?|objectives?)\b")
_OTHER_YEAR = Bilingual(
    "文件没有给出{}年的这一数字或目标，以上引文说的是{}年。",
    "The document gives no such figure or target for {}; what is quoted is for {}.",
)


def other_year(question: Question, drafted: Sequence[DraftSentence], hits: Sequence[Hit]) -> str:
    """What is to be said of a drafted answer whose figures are of another year than the question's; "" for any other."""
    asked = sorted(set(_YEAR.findall(_OF_SOMETHING.sub(" ", question.query))))
    if not asked or not (asks_quantity(question.query) or _TARGET.search(question.query)):
        return ""
    quoted = list(_quoted(drafted, hits))
    if any(year in clause[lang] for clause, _ in quoted for lang in Lang for year in asked):
        return ""
    figures = [(clause, pair) for clause, pair in quoted if any(answering(question.query, pair[lang]) for lang in Lang)]
    given = [_years_of(clause, pair) for clause, pair in figures]
    if not given or not all(given):
        return ""
    others = sorted(set().union(*given))
    return _OTHER_YEAR[question.lang].format(_list(asked, question.lang), _list(others, question.lang))


def _quoted(drafted: Sequence[DraftSentence], hits: Sequence[Hit]) -> Iterator[tuple[Clause, SentencePair]]:
    """The sentence pairs that a draft quotes, with their clauses."""
    clauses = {hit.clause.id: hit.clause for hit in hits}
    labels = {id: id for id in clauses}
    for sentence in drafted:
        if sentence.kind is not DraftKind.CLAIM:
            continue
        words, references = split_markers(sentence.text, labels)
        said = compact(words)
        for clause in (clauses[reference] for reference in references if reference in clauses):
            for pair in clause.sentences:
                sides = [compact(pair[lang]) for lang in Lang if pair[lang]]
                if any(said in side or side in said for side in sides):
                    yield clause, pair


def _years_of(clause: Clause, pair: SentencePair) -> frozenset[str]:
    """The year that a sentence opens with, else its years, else the one that a sentence before it opens with: "By 2025, …"."""
    own = _opening(pair) or frozenset(_YEAR.findall(f"{pair.zh}\n{pair.en}"))
    before = reversed(clause.sentences[: clause.sentences.index(pair)])
    return own or next(filter(None, map(_opening, before)), frozenset())


def _opening(pair: SentencePair) -> frozenset[str]:
    return frozenset(match[1] for match in (_OPENS.match(pair[lang]) for lang in Lang) if match)


def _list(years: Sequence[str], lang: Lang) -> str:
    return ("年、" if lang is Lang.ZH else ", ").join(years)
