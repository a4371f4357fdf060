"""The extractive answerer: no language model, only the document's own sentences, the fewest that answer."""

import re
from collections.abc import Iterator, Sequence

from rag.answerers.belonging import Candidate
from rag.answerers.manner import is_specific, is_wide
from rag.answerers.outline import outline
from rag.answerers.selection import Place, is_cut_short, select, words_of
from rag.answerers.sentences import SentenceRater
from rag.answerers.topics import Topics
from rag.asked_parts import Part, parts_of
from rag.framing import matter_of
from rag.markers import with_markers
from rag.question import Question
from rag.references import clause_references
from rag.text import normalise
from rag.types import DraftKind, DraftSentence, Hit, Lang, Turn
from rag.wanted import holds_time, omitted

LENGTHS = {
    "short": 0.4,
    "normal": 1.0,
    "long": 2.0,
}  # what the number of sentences and their characters are multiplied by
_OVERVIEW = re.compile(
    r"怎么说|怎么讲|怎么规定|规定了什么|讲了|说了(?:什么|些)|什么内容|有(?:什么|哪些|啥)(?:规定|安排|要求|说法|打算|举措|措施)|概括|总体上|介绍"
    r"|what does .* say|what .* (?:say|do) about|\boverview\b|\bsummar|tell me about|in general\b"
)
_ASKS_NAME = re.compile(
    r"[哪什][一个么条项]{0,2}[^,?]{0,6}(?:原则|定位|目标|任务|方针|条文|条款)|叫什么"
    r"|\b(?:which|what) (?:\w+ ){0,3}(?:principle|position\w*|role|goal|clause|article|section|heading)s?\b|is it called"
)
_EDGES = "—–- 。.:：;；"
_OMITTED = {
    Lang.ZH: "中文本没有写出数字，英文本写道：",
    Lang.EN: "The English text leaves out a figure that the Chinese text gives:",
}
_GOES_ON = {Lang.ZH: "（以上列举未完，全文见该条。）", Lang.EN: "(The list goes on in the clause.)"}
_PART = -2.5  # log-odds from which the best sentence for a part of the question is quoted
_ZONE = re.compile(r"(?:示范区|试验区|片区|新区|园区|开发区|保税区|合作区)$|\b(?:Zone|New Part|New Area|Park)\b")
_FRAME = re.compile(r"[到至]\d{4}年(?=[,，])|By \d{4}(?=,)")
_PIECE = re.compile(r"[^,，;；。.]+")


class ExtractiveAnswerer:
    """Chooses sentences by the rare terms of the question they cover, by meaning, and by their clause's score."""

    def __init__(
        self,
        rater: SentenceRater,
        topics: Topics | None = None,
        *,
        length: str = "normal",
    ) -> None:
        """`rater` says which sentences answer, `topics` which questions ask for a chapter.

        length: one of LENGTHS.
        """
        self.rater = rater
        self.topics = topics
        self._scale = LENGTHS[length]

    def scaled(self, length: str) -> "ExtractiveAnswerer":
        """This answerer with answers of another of LENGTHS."""
        return ExtractiveAnswerer(self.rater, self.topics, length=length)

    def draft(
        self, question: str, hits: Sequence[Hit], *, lang: Lang, history: Sequence[Turn] = ()
    ) -> Iterator[DraftSentence]:
        """Yield the chosen sentences, best clause first, verbatim in `lang`, or in the other where it lacks that.

        Where a question is several, each clause has its title above it. Markers hold ids ("[ylz:2.4.2]"), which
        `ground` shortens where one document makes it unambiguous.
        """
        query = normalise(question)
        topic = self.topics.asked(query) if self.topics and not history else None
        if topic and {clause.id for clause in topic.clauses} <= {hit.clause.id for hit in hits}:
            yield from outline(topic, lang)
            return
        asked = clause_references(query)
        found = [hit for hit in hits if hit.clause.number in asked]
        candidates = self.rater.rate(matter_of(query) or query, found or hits, lang)
        if not candidates:
            return
        clause = candidates[0].clause
        named = bool(found and _OVERVIEW.search(query))
        whole = named or (not is_specific(query) and self.rater.is_about(query, clause))
        wide = is_wide(query)
        parts = [] if named or history or self._scale < 1 else parts_of(Question(question, lang, query))
        best = self._best_of(parts, hits, lang) if len(parts) > 1 else []
        chosen = select(
            query, candidates, lang=lang, wide=wide, whole=whole, in_order=named, parts=best, scale=self._scale
        )
        several = len({c.clause.id for c in chosen}) > 1 and len(parts) > 1
        titled = whole or several or bool(_OVERVIEW.search(query) or _ASKS_NAME.search(query))
        yield from _written(query, chosen, lang, titled=titled)

    def _best_of(self, parts: Sequence[Part], hits: Sequence[Hit], lang: Lang) -> list[Place]:
        """The best sentence for each of the questions in one, where one is likely enough to."""
        rated = (self.rater.rate(part.question.query, hits, lang) for part in parts)
        return [(best.clause.id, best.position) for best, *_ in rated if best.score >= _PART]


def _written(query: str, chosen: Sequence[Candidate], lang: Lang, *, titled: bool) -> Iterator[DraftSentence]:
    """The chosen sentences as a draft; `titled` puts each clause's title above its sentences.

    A chapter's title stands there too where all of it holds for one zone that neither the question nor the sentence names;
    what follows of other clauses has its own title then.
    Without a title, the time that the clause sets for them stands there ("By 2035:") where they do not say it.
    """
    clause, led = None, False
    for candidate in chosen:
        zone = _zone(query, candidate, lang)
        title = candidate.clause.title[lang].strip(_EDGES) if titled or (led and not zone) else ""
        lead = " › ".join(filter(None, (zone, title))) or _time_set(candidate, chosen, lang)
        if lead and candidate.clause is not clause:
            yield DraftSentence(lead + ("：" if lang is Lang.ZH else ":"), DraftKind.LEAD)
            led = led or bool(zone)
        clause = candidate.clause
        yield DraftSentence(with_markers(words_of(candidate, lang), [candidate.clause.id]))
        yield from _left_out(query, candidate, lang)
        if candidate is [c for c in chosen if c.clause is clause][-1] and is_cut_short(chosen, clause):
            yield DraftSentence(_GOES_ON[lang], DraftKind.NOTE)


def _zone(query: str, candidate: Candidate, lang: Lang) -> str:
    """The title of the chapter, where it is of a zone of which the question and the sentence do not speak."""
    title = candidate.clause.path[0].title[lang].strip(_EDGES) if candidate.clause.path else ""
    zone = _ZONE.search(title)
    said = normalise(f"{query} {candidate.pair[lang]}")
    return title if zone and normalise(zone[0]) not in said else ""


def _time_set(candidate: Candidate, chosen: Sequence[Candidate], lang: Lang) -> str:
    """The time that a clause's first sentence sets for all that follow ("By 2035, …"), where none chosen of it names one."""
    first = candidate.clause.body[0]
    frame = _FRAME.match(first[lang])
    quoted = [other.pair for other in chosen if other.clause is candidate.clause]
    return frame[0] if frame and not any(holds_time(pair) for pair in quoted) else ""


def _left_out(query: str, candidate: Candidate, lang: Lang) -> Iterator[DraftSentence]:
    """Where a quantity is asked for that this language's text leaves out: the other language's words, and that it does."""
    missing = omitted(query, candidate.pair, lang)
    if missing:
        text = candidate.pair[lang.other]
        at = missing[0].span.start
        piece = next((p for p in _PIECE.finditer(text) if p.start() <= at < p.end()), None)
        words = piece[0].strip() if piece else text
        yield DraftSentence(_OMITTED[lang], DraftKind.NOTE)
        yield DraftSentence(with_markers(words, [candidate.clause.id]))
