"""What an answer leaves open though all it says is right: the figure of the year asked for, any figure at all, or a name.

    "the 5G coverage target for 2035" over "By 2025, … will have reached 80%"; "how many doctors" over "train doctors";
    "is Fuyang one of the cities?" over a list of cities without it

The answer stands, with a note. Of a year nothing is said where a clause that is cited names the one asked for anywhere: it
may frame the figure, or be what the figure is measured from.
"""

import re
from collections.abc import Iterator, Sequence

from rag.asked_for import STYLES, answering, asked_unit, asks_quantity, read_quantities
from rag.asked_names import places
from rag.asked_parts import pieces
from rag.grounding.figures import bears_out
from rag.refusal_words import as_typed, listed, listed_years
from rag.text import normalise
from rag.types import Answer, AnswerSentence, Bilingual, Clause, DraftKind, Lang, SentencePair
from rag.wanted import lacking
from rag.whether import lists_group, supposed

_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d{2}(?![\ds%]|[.,]\d)")  # not "the 2020s"
_OPENS = re.compile(r"\W*(?:到|至|在|(?:By|In|Until|From) (?:the end of )?)?((?:19|20)\d{2})(?!\d)")
# The year of a document or a meeting says which one is meant, not of when the figure is.
_OF_SOMETHING = re.compile(
    r"(?:19|20)\d{2}(?:年)?(?:版|印发|发布|出台|公布|通过|的?(?:规划|纲要|文件|方案|条例|意见|通知|法))"
    r"|(?:19|20)\d{2} (?:edition|version|(?:\w+ )?(?:plan|outline|document|law|act|notice|policy|report))\b"
    r"|\b(?:issued|published|released|adopted|promulgated|launched)(?: \w+)? (?:in|on) (?:\w+ )?(?:\d+, )?(?:19|20)\d{2}"
)
_TARGET = re.compile(r"目标|指标|\b(?:targets?|targeted|goals?|objectives?)\b")
_NOW = re.compile(r"现在|目前|当前|眼下|如今|现状|\b(?:now|current(?:ly)?|today|at present|so far|as of now)\b")
_BY = re.compile(r"\W*(?:到|至|By (?:the end of )?)((?:19|20)\d{2})(?!\d)")
_ITEM = "- "  # of an outline, which can be counted
_OTHER_TIME = Bilingual(
    "文件没有给出目前的这一数字，以上引文说的是到{}年的目标。",
    "The document gives no such figure for the present; what is quoted is for {}.",
)
_OTHER_YEAR = Bilingual(
    "文件没有给出{}年的这一数字或目标，以上引文说的是{}年。",
    "The document gives no such figure or target for {}; what is quoted is for {}.",
)
_NO_FIGURE = Bilingual(
    "以上引文没有给出所问的具体{}。", "What is quoted does not give {} in figures, as the question asks."
)
_RATE = re.compile(r"\s*(?:/|每|per\b|for every\b)", re.IGNORECASE)
_ASKS_RATE = re.compile(r"密度|速|每|/|\bper\b|\bdens|\brate\b|\bfast\b|\bspeed")
_ONLY_A_RATE = Bilingual(
    "以上引文给出的是密度或比率，不是总数。", "What is quoted is a rate or a density, not a total."
)
_SEVERAL = 3  # places that make a list
_NOT_AMONG = Bilingual(
    "以上第一句列举的地方中没有{}。", "{} is not among the places that the first sentence quoted lists."
)
_NOT_NAMED = Bilingual("以上引文没有提到{}。", "What is quoted does not name {}.")
_NOT_THE_FIGURE = Bilingual("以上引文没有给出“{}”这个数。", "What is quoted does not give the figure {}.")
_AMONG = (  # whether a place is in a group or a list
    r"{0}[市省区县镇]?也?(?:算|是|属于?|在|被?列入|被?纳入|入选)(?:不(?:算|是|属于|在))?[^,。?]{{0,24}}(?:之一|[里内中]|之列|范围|名单|成员)"
    r"|(?:包括|包含|含有|有没有|囊括|覆盖)了?{0}"
    r"|\b(?:is|are|was|were) {0} (?:\w+ )?(?:one of|among|part of|included|in|on|within|a member)\b|\binclud\w* {0}\b"
)


def unsettled(answer: Answer) -> str:
    """What is to be said of an answer whose claims leave open what was asked; "" for any other."""
    said = (note(answer) for note in (_other_year, _not_now, _no_figure, _only_a_rate, _not_named, _not_the_figure))
    return next(filter(None, said), "")


def _not_named(answer: Answer) -> str:
    """Where it is asked whether a place is among others, and no sentence quoted names it or the first, which lists some, does not."""
    question = normalise(answer.question)
    query = next(filter(STYLES["whether"].search, (answer.query, question)), "")
    member = supposed(query)
    asked = places(member.place) or [
        names for names in places(query) if re.search(_AMONG.format(re.escape(names[0])), query)
    ]
    if not asked and lists_group(answer.query) and answer.query != question:  # "昆山呢" after "苏州属于示范区吗"
        asked = places(question)
    quoted = [pair for _, pair in _quoted(answer)]
    of_group = [pair for pair in quoted[1:] if member.group and member.group in normalise(f"{pair.zh}\n{pair.en}")]
    listing = [*quoted[:1], *of_group] if _lists_places(quoted) else []
    for pairs, note in ((quoted, _NOT_NAMED), (listing, _NOT_AMONG)):
        said = normalise("\n".join(pair[lang] for pair in pairs for lang in Lang))
        absent = [names[0] for names in asked if pairs and not any(name in said for name in names)]
        if absent:
            return note[answer.lang].format(listed((as_typed(name, answer.question) for name in absent), answer.lang))
    return ""


def _not_the_figure(answer: Answer) -> str:
    """Where it is asked whether a figure is right and no sentence quoted has it; they have others."""
    asked = supposed(normalise(answer.question))
    given = [q for _, pair in _quoted(answer) for lang in Lang for q in read_quantities(pair[lang])]
    if not asked.figure or not given or any(bears_out(each, asked.figure, asked.said) for each in given):
        return ""
    return _NOT_THE_FIGURE[answer.lang].format(as_typed(asked.figure.span.of(asked.said), answer.question))


def _lists_places(quoted: Sequence[SentencePair]) -> bool:
    return bool(quoted) and len(places(quoted[0].zh or quoted[0].en)) >= _SEVERAL


def _no_figure(answer: Answer) -> str:
    """Where a quantity is asked for and none of its kind is given; a time may stand anywhere in the clauses cited.

    A kind of which the question gives one itself may not be what it asks for ("when will the share reach 3%?"), nor is one
    of which it asks whether something holds of it ("is the share fixed?"); an outline's items can be counted.
    """
    claims = _claims(answer)
    if any(sentence.text.startswith(_ITEM) for sentence in claims):
        return ""
    cited = [citation for sentence in claims for citation in sentence.citations]
    said = [text for citation in cited for text in map(citation.quote, Lang)]
    own = read_quantities(answer.query)
    whole = [citation.clause[lang] for citation in cited for lang in Lang]
    asked = (piece for piece in pieces(answer.query) if not STYLES["whether"].search(piece))
    kinds = [kind for piece in asked for kind in lacking(piece, said, whole)]
    missing = [kind for kind in kinds if not any(map(kind.answers, own))]
    return _NO_FIGURE[answer.lang].format(missing[0].name[answer.lang]) if missing else ""


def _only_a_rate(answer: Answer) -> str:
    """Where a number of some unit is asked for and all that is quoted of that unit is per another: a density and no length."""
    if asked_unit(answer.query) != "km" or _ASKS_RATE.search(answer.query):
        return ""
    texts = [pair[lang] for _, pair in _quoted(answer) for lang in Lang]
    found = [_RATE.match(text, each.span.end) for text in texts for each in answering(answer.query, text)]
    return _ONLY_A_RATE[answer.lang] if found and all(found) else ""


def _not_now(answer: Answer) -> str:
    """Where the present figure is asked for and all that are given are targets."""
    if not _NOW.search(answer.query) or not asks_quantity(answer.query):
        return ""
    figures = [(clause, pair) for clause, pair in _quoted(answer) if _answers(answer, pair)]
    given = [_opening(clause, pair, _BY) for clause, pair in figures]
    if not given or not all(given):
        return ""
    return _OTHER_TIME[answer.lang].format(listed_years(sorted(set().union(*given)), answer.lang))


def _other_year(answer: Answer) -> str:
    """Where all figures given are of other years than the question's."""
    asked = sorted(set(_YEAR.findall(_OF_SOMETHING.sub(" ", answer.query))))
    if not asked or not (asks_quantity(answer.query) or _TARGET.search(answer.query)):
        return ""
    quoted = list(_quoted(answer))
    if any(year in clause[lang] for clause, _ in quoted for lang in Lang for year in asked):
        return ""
    given = [_years_of(clause, pair) for clause, pair in quoted if _answers(answer, pair)]
    if not given or not all(given):
        return ""
    others = sorted(set().union(*given))
    return _OTHER_YEAR[answer.lang].format(listed_years(asked, answer.lang), listed_years(others, answer.lang))


def _answers(answer: Answer, pair: SentencePair) -> bool:
    """Whether a sentence pair holds a quantity of the kind asked for."""
    return any(answering(answer.query, pair[lang]) for lang in Lang)


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
    """The years of a sentence's figures: what it opens with, else those it names, else what opens a sentence before it."""
    named = frozenset(_YEAR.findall(f"{pair.zh}\n{pair.en}"))
    return _opens(pair, _OPENS) or named or _opening(clause, pair, _OPENS)


def _opening(clause: Clause, pair: SentencePair, pattern: re.Pattern[str]) -> frozenset[str]:
    """The year that a sentence, or the nearest one before it that does, opens with: "By 2025, …"."""
    before = reversed(clause.sentences[: clause.sentences.index(pair) + 1])
    return next(filter(None, (_opens(each, pattern) for each in before)), frozenset())


def _opens(pair: SentencePair, pattern: re.Pattern[str]) -> frozenset[str]:
    return frozenset(match[1] for match in (pattern.match(pair[lang]) for lang in Lang) if match)
