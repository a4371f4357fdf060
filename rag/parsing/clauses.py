"""Outline → clauses: pair the paragraphs of the two languages, number the clauses, align their sentences."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rag.parsing.headings import LEVELS
from rag.parsing.outline import AGAIN, Outline, Paragraph
from rag.parsing.pieces import Piece
from rag.parsing.report import ParseReport, Placement, check_lossless
from rag.parsing.sentences import align, mismatch, split_sentences
from rag.parsing.titles import bare, clause_title
from rag.parsing.unheaded import place_unheaded
from rag.parsing.zones import Key
from rag.types import Bilingual, Clause, Document, Heading, Lang, SentencePair, Source, Span

DRIFT = 2.0  # a pair of paragraphs that costs more than this does not look like a translation
USUAL_RATIO = 3.3  # English characters to one Chinese
_PARAGRAPH_BEADS = ((1, 1), (1, 0), (0, 1))


@dataclass(frozen=True, slots=True)
class Parsed:
    """A parsed source."""

    document: Document
    clauses: tuple[Clause, ...]
    report: ParseReport


@dataclass(frozen=True, slots=True)
class _Unit:
    """The paragraphs of one clause before it is built."""

    number: str
    key: Key
    zh: tuple[Paragraph, ...]
    en: tuple[Paragraph, ...]


def build_clauses(document: Document, outline: Outline, *, name: str) -> Parsed:
    """Number and pair an outline's paragraphs; raises ParseError where characters are left over or placed twice."""
    ratio = length_ratio(outline.paragraphs)
    paragraphs, notes = place_unheaded(outline, ratio=ratio)
    units = [*_article_units(paragraphs), *_paragraph_units(paragraphs, ratio=ratio, notes=notes)]
    units.sort(key=lambda unit: min(p.span.start for p in (unit.zh or unit.en)))
    clauses = tuple(_build_clause(document, outline, unit, ratio=ratio, notes=notes) for unit in units)
    placements = sorted(
        [*outline.placements, *(Placement(p.line, p.span, "clause", u.number) for u in units for p in (*u.zh, *u.en))],
        key=lambda place: place.span.start,
    )
    check_lossless(document.text, placements, name=name)
    return Parsed(document, clauses, ParseReport(name, tuple(placements), tuple(notes)))


def length_ratio(texts: Iterable[Paragraph | Piece]) -> float:
    """English characters to one Chinese character in the texts of a document; 3.3 where it has one language only."""
    size = Counter[Lang]()
    for text in texts:
        size[text.lang] += len(text.text)
    return min(8.0, max(1.5, size[Lang.EN] / size[Lang.ZH])) if size[Lang.ZH] and size[Lang.EN] else USUAL_RATIO


def _article_units(paragraphs: Sequence[Paragraph]) -> Iterator[_Unit]:
    """One unit an article number: all its paragraphs in both languages."""
    found: dict[str, dict[Lang, list[Paragraph]]] = defaultdict(lambda: {Lang.ZH: [], Lang.EN: []})
    for paragraph in paragraphs:
        if paragraph.article:
            found[paragraph.article][paragraph.lang].append(paragraph)
    for number, sides in found.items():
        key = max((p.key for p in (*sides[Lang.ZH], *sides[Lang.EN])), key=len)
        yield _Unit(number, key, tuple(sides[Lang.ZH]), tuple(sides[Lang.EN]))


def _paragraph_units(paragraphs: Sequence[Paragraph], *, ratio: float, notes: list[str]) -> Iterator[_Unit]:
    """One unit a paragraph, first in first out within a section; numbered chapter.section.ordinal."""
    sections: dict[Key, dict[Lang, list[Paragraph]]] = defaultdict(lambda: {Lang.ZH: [], Lang.EN: []})
    for paragraph in paragraphs:
        if not paragraph.article:
            sections[paragraph.key][paragraph.lang].append(paragraph)
    prefixes = _prefixes(sections, is_law=any(paragraph.article for paragraph in paragraphs))
    ordinals = Counter[str]()
    for key, sides in sections.items():
        prefix = prefixes[key]
        for zh, en in _pair(sides[Lang.ZH], sides[Lang.EN], ratio=ratio):
            ordinals[prefix] += 1  # goes on where two sections share a prefix, so that no number comes twice
            unit = _Unit(f"{prefix}{ordinals[prefix]}", key, zh, en)
            notes.extend(_pairing_notes(unit, ratio=ratio))
            yield unit


def _pair(
    zh: Sequence[Paragraph], en: Sequence[Paragraph], *, ratio: float
) -> Iterator[tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]]:
    """First in, first out; where the counts differ, the cheapest alignment that leaves some without a partner."""
    if len(zh) == len(en) or not zh or not en:
        for i in range(max(len(zh), len(en))):
            yield tuple(zh[i : i + 1]), tuple(en[i : i + 1])
        return
    for left, right in align([p.text for p in zh], [p.text for p in en], ratio=ratio, beads=_PARAGRAPH_BEADS):
        yield tuple(zh[i] for i in left), tuple(en[j] for j in right)


def _pairing_notes(unit: _Unit, *, ratio: float) -> Iterator[str]:
    if unit.zh and unit.en:
        cost = mismatch(unit.zh[0].text, unit.en[0].text, ratio=ratio)
        if cost > DRIFT:
            yield (
                f"clause {unit.number}: lines {unit.zh[0].line} and {unit.en[0].line} do not look like translations of "
                f"each other (cost {cost:.1f}, limit {DRIFT}); check the pairing there"
            )


def _prefixes(keys: Collection[Key], *, is_law: bool) -> dict[Key, str]:
    """What the ordinals stand behind in each section: {(("chapter", "2"), ("section", "4")): "2.4."}.

    No prefix in a text without headings. Parts are named where there are several, or where a number is used both inside and outside of the only one.
    """
    parts = {dict(key).get("part", "") for key in keys} - {""}
    if not any(keys) and not is_law:
        return dict.fromkeys(keys, "")
    short = {key: _prefix(key, parts=False) for key in keys}
    is_shared = any(times > 1 for times in Counter(short[key] for key in keys if key).values())
    return {key: _prefix(key, parts=True) for key in keys} if len(parts) > 1 or (parts and is_shared) else short


def _prefix(key: Key, *, parts: bool) -> str:
    """("chapter", "2"), ("section", "4") -> "2.4."; the preamble and what stands above all headings is chapter 0,
    unnumbered final provisions chapter A, a lead text section 0."""
    numbers = dict(key)
    steps = [numbers.get("chapter", "A" if "supplement" in numbers else "0"), numbers.get("section", "0")]
    steps += [numbers[kind] for kind in ("subsection", "item") if kind in numbers]
    if parts:
        steps = [numbers.get("part", "0"), *(numbers[kind] for kind in ("subpart",) if kind in numbers), *steps]
    return ".".join((*steps, ""))


def _build_clause(document: Document, outline: Outline, unit: _Unit, *, ratio: float, notes: list[str]) -> Clause:
    zh, en = ("\n".join(p.text for p in side) for side in (unit.zh, unit.en))
    zh_spans, en_spans = split_sentences(zh, Lang.ZH), split_sentences(en, Lang.EN)
    is_article = bool((unit.zh or unit.en)[0].article)
    title = Bilingual() if is_article and unit.zh else clause_title(zh, en, zh_spans)
    if title:
        zh_spans, en_spans = _cut_title(zh_spans, title.zh), _cut_title(en_spans, title.en)
    sentences = _pair_sentences(zh, en, zh_spans, en_spans, titled=bool(title), ratio=ratio)
    if zh and en and len(zh_spans) != len(en_spans):
        notes.append(
            f"clause {unit.number}: {len(zh_spans)} Chinese sentences aligned with {len(en_spans)} English ones"
        )
    return Clause(
        id=f"{document.id}:{unit.number}",
        document=document.id,
        number=unit.number,
        path=_path(outline, unit.key),
        title=Bilingual(bare(title.zh), bare(title.en)),
        zh=zh,
        en=en,
        sentences=sentences,
        source=Source(tuple(p.span for p in unit.zh), tuple(p.span for p in unit.en)),
        is_article=is_article,
    )


def _cut_title(spans: Sequence[Span], title: str) -> list[Span]:
    """Split the title off the first sentence: an English one ends at a colon, in the middle of it."""
    if not title or spans[0].end <= len(title):
        return list(spans)
    return [Span(spans[0].start, len(title)), Span(len(title) + 1, spans[0].end), *spans[1:]]


def _pair_sentences(
    zh: str, en: str, zh_spans: Sequence[Span], en_spans: Sequence[Span], *, titled: bool, ratio: float
) -> tuple[SentencePair, ...]:
    head = 1 if titled else 0
    beads = [(range(head), range(head))] if titled and zh and en else []
    offset = head if beads else 0
    rest = align([s.of(zh) for s in zh_spans[offset:]], [s.of(en) for s in en_spans[offset:]], ratio=ratio)
    beads += [(range(a.start + offset, a.stop + offset), range(b.start + offset, b.stop + offset)) for a, b in rest]
    return tuple(
        _sentence_pair(zh, en, _cover(zh_spans, a), _cover(en_spans, b), is_title=titled and i == 0)
        for i, (a, b) in enumerate(beads)
    )


def _cover(spans: Sequence[Span], chosen: range) -> Span | None:
    return Span(spans[chosen[0]].start, spans[chosen[-1]].end) if chosen else None


def _sentence_pair(zh: str, en: str, zh_span: Span | None, en_span: Span | None, *, is_title: bool) -> SentencePair:
    return SentencePair(
        zh_span.of(zh) if zh_span else "", en_span.of(en) if en_span else "", zh_span, en_span, is_title
    )


def _path(outline: Outline, key: Key) -> tuple[Heading, ...]:
    steps = []
    for depth in range(1, len(key) + 1):
        kind, number = key[depth - 1]
        zh, en = (outline.titles.get((lang, key[:depth]), "") for lang in Lang)
        steps.append(Heading(kind, number.rstrip(AGAIN), Bilingual(zh.strip(), en.strip())))
    return tuple(sorted(steps, key=lambda heading: LEVELS[heading.kind]))
