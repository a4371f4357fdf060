"""What an answer leaves open though all it says is right: the figure of the year asked for, or any figure at all.

    "the 5G coverage target for 2035" over "By 2025, … will have reached 80%"; "how many doctors" over "train doctors"

The answer stands, with a note. Of a year nothing is said where a clause that is cited names the one asked for anywhere: it
may frame the figure, or be what the figure is measured from.
"""

import re
from collections.abc import Iterator

from rag.asked_for import answering, asks_quantity, read_quantities
from rag.refusal_words import listed_years
from rag.types import Answer, AnswerSentence, Bilingual, Clause, DraftKind, Lang, SentencePair
from rag.wanted import lacking

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
_NO_FIGURE = Bilingual(
    "以上引文没有给出所问的具体{}。", "What is quoted does not give {} in figures, as the question asks."
)


def unsettled(answer: Answer) -> str:
    """What is to be said of an answer whose claims leave open what was asked; "" for any other."""
    return _other_year(answer) or _no_figure(answer)


def _no_figure(answer: Answer) -> str:
    """Where a quantity is asked for and none of its kind is given; a time may stand anywhere in the clauses cited.

    A kind of which the question gives one itself may not be what it asks for ("when will the share reach 3%?").
    """
    cited = [citation for sentence in _claims(answer) for citation in sentence.citations]
    said = [text for citation in cited for text in map(citation.quote, Lang)]
    own = read_quantities(answer.query)
    kinds = lacking(answer.query, said, [citation.clause[lang] for citation in cited for lang in Lang])
    missing = [kind for kind in kinds if not any(map(kind.answers, own))]
    return _NO_FIGURE[answer.lang].format(missing[0].name[answer.lang]) if missing else ""


def _other_year(answer: Answer) -> str:
    """Where all figures given are of other years than the question's."""
    asked = sorted(set(_YEAR.findall(_OF_SOMETHING.sub(" ", answer.query))))
    if not asked or not (asks_quantity(answer.query) or _TARGET.search(answer.query)):
        return ""
    quoted = list(_quoted(answer))
    if any(year in clause[lang] for clause, _ in quoted for lang in Lang for year in asked):
        return ""
    figures = [(clause, pair) for clause, pair in quoted if any(answering(answer.query, pair[lang]) for lang in Lang)]
    given = [_years_of(clause, pair) for clause, pair in figures]
    if not given or not all(given):
        return ""
    others = sorted(set().union(*given))
    return _OTHER_YEAR[answer.lang].format(listed_years(asked, answer.lang), listed_years(others, answer.lang))


def _claims(answer: Answer) -> list[AnswerSentence]:
    return [sentence for sentence in answer.sentences if sentence.kind is DraftKind.CLAIM]


def _quoted(answer: Answer) -> Iterator[tuple[Clause, SentencePair]]:
    """The sentence pairs that the claims quote or rest on, with their clauses."""
    for sentence in _claims(answer):
        for citation in sentence.citations:
            for pair in citation.clause.sentences:
                if any(pair[lang] and pair[lang] in citation.quote(lang) for lang in Lang):
                    yield citation.clause, pair


def _years_of(clause: Clause, pair: SentencePair) -> frozenset[str]:
    """The year that a sentence opens with, else its years, else the one that a sentence before it opens with: "By 2025, …"."""
    own = _opening(pair) or frozenset(_YEAR.findall(f"{pair.zh}\n{pair.en}"))
    before = reversed(clause.sentences[: clause.sentences.index(pair)])
    return own or next(filter(None, map(_opening, before)), frozenset())


def _opening(pair: SentencePair) -> frozenset[str]:
    return frozenset(match[1] for match in (_OPENS.match(pair[lang]) for lang in Lang) if match)
