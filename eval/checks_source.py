"""What the mutation suite works on: a dataset's evidence in the bundled plan, articles of whole laws, written claims."""

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from eval.cases import load_cases
from eval.checks_alter import Subject
from eval.law_rendering import interleaved, style_of
from eval.law_source import TAIWAN_FILE, draw_taiwan, is_sound, read_taiwan
from rag.documents import load_store
from rag.parsing import parse
from rag.text import compact, to_simplified
from rag.types import Bilingual, Clause, Heading, Lang, SentencePair

CLAIMS = Path(__file__).parent / "datasets" / "claims" / "ylz.jsonl"
_ITEM = re.compile(r"^(?:[(（]?(?:\d{1,2}|[ivx]+|[a-z]|[一二三四五六七八九十]+)(?:[)）、]|\.(?!\d))[ \t]*)+", re.I)
_NEAR = 4  # clauses before and behind that count as retrieved too
_SHORTEST = {Lang.ZH: 10, Lang.EN: 30}  # characters; a shorter sentence is a heading or an item


@dataclass(frozen=True, slots=True)
class Written:
    """A claim on one clause as a person or a model would write it, right or wrong.

    kind  in which way it is wrong, behind the number of its set: "1 metric"
    """

    kind: str
    lang: Lang
    right: bool
    text: str
    clauses: tuple[Clause, ...]  # the one it cites, then those that were retrieved with it


def written_claims(file: Path = CLAIMS) -> list[Written]:
    """The written claims on clauses of the bundled document, in the file's order."""
    clauses = tuple(load_store(()))
    at = {clause.number: place for place, clause in enumerate(clauses)}
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return [
        Written(
            f"{row['set']} {row['kind']}",
            Lang(row["lang"]),
            row["right"],
            row["text"],
            _with_neighbours(clauses, at[row["clause"]]),
        )
        for row in rows
    ]


def _with_neighbours(clauses: Sequence[Clause], place: int) -> tuple[Clause, ...]:
    return (clauses[place], *clauses[max(0, place - _NEAR) : place], *clauses[place + 1 : place + 1 + _NEAR])


def evidence_subjects(dataset: Path) -> list[Subject]:
    """Every whole sentence of the bundled document, in both languages, that holds evidence of a case, once each."""
    clauses = tuple(load_store(()))
    at = {clause.number: place for place, clause in enumerate(clauses)}
    found: dict[tuple[str, int], None] = {}
    for case in load_cases(dataset):
        spans = [compact(span) for span in (*case.evidence_zh, *case.evidence_en)]
        for number in case.gold:
            for i, pair in enumerate(clauses[at[number]].sentences):
                if any(span in compact(pair[lang]) or compact(pair[lang]) in span for span in spans for lang in Lang):
                    found[number, i] = None
    rows = ((clauses[at[number]].sentences[i], at[number]) for number, i in found)
    return [subject for pair, place in rows for subject in _subjects(pair, clauses, place)]


def law_subjects(folder: Path, *, seed: int, laws: int, sentences: int) -> list[Subject]:
    """`sentences` sentence pairs drawn from Taiwan's bilingual laws, the Chinese in simplified characters."""
    drawn = draw_taiwan(list(filter(is_sound, read_taiwan(folder / TAIWAN_FILE))), seed=seed, count=laws)
    found: list[list[Subject]] = []
    for law in drawn:
        clauses = tuple(parse(interleaved(law, style_of(law, seed=seed)), id="law", name=law.id).clauses)
        for place, clause in enumerate(clauses):
            found += [list(_subjects(pair, clauses, place)) for pair in clause.body if pair.zh and pair.en]
    drawn_pairs = random.Random(seed).sample(found, min(sentences, len(found)))
    return [subject for subjects in drawn_pairs for subject in subjects]


def _subjects(pair: SentencePair, clauses: Sequence[Clause], place: int) -> Iterator[Subject]:
    _, *others = _with_neighbours(clauses, place)
    for lang in Lang:
        text = to_simplified(_ITEM.sub("", pair[lang].strip()))
        if len(text) >= _SHORTEST[lang] and not re.search(r"\n[(（]?\w{1,2}[)）.、]", text):  # no list in one sentence
            yield Subject(clauses[place], lang, text, tuple(others))


def only(clause: Clause, lang: Lang) -> Clause:
    """The clause with one of its languages, as in a document that has no other."""
    clause = replace(clause, path=tuple(_heading(heading, lang) for heading in clause.path))
    if lang is Lang.ZH:
        pairs = tuple(replace(pair, en="", en_span=None) for pair in clause.sentences if pair.zh)
        return replace(clause, en="", sentences=pairs)
    pairs = tuple(replace(pair, zh="", zh_span=None) for pair in clause.sentences if pair.en)
    return replace(clause, zh="", sentences=pairs)


def _heading(heading: Heading, lang: Lang) -> Heading:
    kept = Bilingual(heading.title.zh, "") if lang is Lang.ZH else Bilingual("", heading.title.en)
    return replace(heading, title=kept)
