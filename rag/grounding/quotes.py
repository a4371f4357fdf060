"""The verbatim words of a clause that a sentence stands on, in both languages, with their place in the source."""

from dataclasses import dataclass

from rag.grounding.evidence import best_pairs
from rag.text import compact
from rag.types import Clause, Lang, SentencePair, Source, Span


@dataclass(frozen=True, slots=True)
class Quote:
    """Slices of `clause.zh` and `clause.en`, "" where the clause lacks the language, and their source ranges."""

    zh: str
    en: str
    source: Source


def find_quote(sentence: str, clause: Clause) -> Quote:
    """The sentence pairs of a clause that a sentence stands on: those it repeats, else the one most like it.

    Pairs in a row are quoted as one stretch, so that a sentence made of two still has one quote a language.
    """
    words = compact(sentence.removeprefix("- "))
    held = [
        i for i, pair in enumerate(clause.sentences) if any(_holds(words, compact(pair[lang])) for lang in Lang)
    ] or [clause.sentences.index(_nearest(sentence, clause))]
    pairs = clause.sentences[held[0] : held[-1] + 1]
    zh, en = _stretch(pairs, Lang.ZH), _stretch(pairs, Lang.EN)
    return Quote(
        zh.of(clause.zh) if zh else "",
        en.of(clause.en) if en else "",
        Source(
            source_spans(clause, Lang.ZH, zh) if zh else (),
            source_spans(clause, Lang.EN, en) if en else (),
        ),
    )


def source_spans(clause: Clause, lang: Lang, span: Span) -> tuple[Span, ...]:
    """The ranges in the document's text of a range of `clause[lang]`: one a paragraph it touches."""
    found = []
    start = 0
    for paragraph in clause.source[lang]:
        length = paragraph.end - paragraph.start
        low, high = max(span.start - start, 0), min(span.end - start, length)
        if low < high:
            found.append(Span(paragraph.start + low, paragraph.start + high))
        start += length + 1  # the line break that joins paragraphs
    return tuple(found)


def _holds(words: str, quote: str) -> bool:
    return bool(quote) and (quote in words or (len(words) >= 4 and words in quote))


def _nearest(sentence: str, clause: Clause) -> SentencePair:
    """The pair that shares most with a sentence; the title only where the clause is nothing else."""
    return next((pair for pair in best_pairs(sentence, [clause]) if not pair.is_title), clause.body[0])


def _stretch(pairs: tuple[SentencePair, ...], lang: Lang) -> Span | None:
    spans = [span for pair in pairs if (span := pair.span(lang))]
    return Span(min(s.start for s in spans), max(s.end for s in spans)) if spans else None
