"""A language without headings of its own beside one that has them: where its paragraphs belong.

The walk put each where it stands, which is right where the languages alternate. Where they do not (one file below the
other), its paragraphs are aligned with those of the other language. Both ways the report says so.
"""

from collections.abc import Sequence
from dataclasses import replace

from rag.parsing.outline import Outline, Paragraph
from rag.parsing.sentences import align
from rag.types import Lang

_LEAST_RATIO, _MOST_RATIO = 1.1, 10.0  # English characters to a Chinese one; beyond, no translation but a formula or so
_NAMES = {Lang.ZH: "Chinese", Lang.EN: "English"}


def place_unheaded(outline: Outline, *, ratio: float) -> tuple[list[Paragraph], list[str]]:
    """The outline's paragraphs in source order, those of a language without headings in their places, and notes.

    ratio  English letters to one Chinese character
    """
    for lang in Lang:
        side, other = ([p for p in outline.paragraphs if p.lang is it] for it in (lang, lang.other))
        if lang in outline.headed or not outline.headed or not _is_translation(side, other):
            continue
        how = "stand"
        if _is_block(side, other):
            side, how = _aligned(side, other, ratio=ratio), "fit best by length and numbers"
        headings = "article headings" if any(outline.articles.values()) else "headings"
        note = (
            f"lines {side[0].line} to {side[-1].line}: the {_NAMES[lang]} has no {headings}; its {len(side)} paragraphs "
            f"were put where they {how}; check them, or give them {headings}"
        )
        return sorted([*side, *other], key=lambda p: p.span.start), [note]
    return outline.paragraphs, []


def _is_translation(side: Sequence[Paragraph], other: Sequence[Paragraph]) -> bool:
    size = {p.lang: sum(len(it.text) for it in group) for group in (side, other) for p in group[:1]}
    return len(size) == 2 and _LEAST_RATIO <= size[Lang.EN] / size[Lang.ZH] <= _MOST_RATIO


def _is_block(side: Sequence[Paragraph], other: Sequence[Paragraph]) -> bool:
    """Whether all of one side stands above or below all of the other."""
    starts, others = [p.span.start for p in side], [p.span.start for p in other]
    return len(other) > 1 and (max(starts) < min(others) or max(others) < min(starts))


def _aligned(side: Sequence[Paragraph], other: Sequence[Paragraph], *, ratio: float) -> list[Paragraph]:
    """Each of one side in the place of its partner on the other, or, without one, of the paragraph before it."""
    is_zh = side[0].lang is Lang.ZH
    zh, en = (side, other) if is_zh else (other, side)
    partner, found = other[0], []
    for left, right in align([p.text for p in zh], [p.text for p in en], ratio=ratio):
        own, its = (left, right) if is_zh else (right, left)
        partner = other[its.start] if its else partner
        found += [replace(side[i], key=partner.key, article=partner.article) for i in own]
    return found
