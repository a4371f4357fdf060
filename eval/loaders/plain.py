"""A user's own questions, as a spreadsheet or a list of objects: only the question is needed."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from eval.cases import KINDS, Case
from eval.errors import DatasetError
from eval.loaders.dataset import Passage, lang_of, objects_of, read_text
from rag.types import Lang

FIELDS = ("question", "id", "lang", "kind", "gold", "answer", "evidence", "answerable")


def load_plain(path: Path) -> tuple[list[Case], list[Passage]]:
    """A case a row of a CSV file with a header, or a JSON Lines file.

    question    the words asked
    id, lang    the row's number and the question's language where left out
    kind        one of `eval.cases.KINDS`; "other" or "unanswerable" where left out
    gold        numbers of clauses, by ";"
    answer      facts that a right answer holds, by ";", each with its wordings by "|"
    evidence    words of the gold clauses, by ";"
    answerable  false where a refusal is right; left out: true where gold, answer or evidence is given, else unknown

    What a row leaves out is not measured. In JSON, lists may stand for what ";" separates.
    """
    cases: list[Case] = []
    seen: set[str] = set()
    for number, (place, fields) in enumerate(_rows(path), start=1):
        unknown = [name for name in fields if name not in FIELDS]
        if unknown:
            raise DatasetError(f'{place}, field "{unknown[0]}" is unknown; the fields are {", ".join(FIELDS)}')
        case = _case(place, fields, number)
        if case.id in seen:
            raise DatasetError(f'{place}, field "id": {case.id!r} was used before; give each question an id of its own')
        seen.add(case.id)
        cases.append(case)
    return cases, []


def _rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    if path.suffix != ".csv":
        yield from objects_of(path)
        return
    reader = csv.DictReader(io.StringIO(read_text(path), newline=""))
    if "question" not in (reader.fieldnames or ()):
        names = ", ".join(reader.fieldnames or ()) or "none"
        raise DatasetError(f'{path}, line 1 names no field "question" (it names {names}); head the columns with it')
    for row in reader:
        place = f"{path}, line {reader.line_num}"
        if None in row or None in row.values():
            raise DatasetError(f"{place} has more or fewer cells than the header; put cells that hold commas in quotes")
        yield place, {name: cell.strip() for name, cell in row.items() if cell.strip()}


def _case(place: str, fields: dict[str, Any], number: int) -> Case:
    question = fields.get("question")
    if not isinstance(question, str) or not question.strip():
        raise DatasetError(f'{place}, field "question" is {question!r}; write the question')
    answerable = _answerable(place, fields)
    kind = fields.get("kind", "unanswerable" if answerable is False else "other")
    if kind not in KINDS:
        raise DatasetError(f'{place}, field "kind" is {kind!r}; write one of {", ".join(KINDS)}')
    lang = fields.get("lang") or lang_of(question)
    if lang not in tuple(Lang):
        raise DatasetError(f'{place}, field "lang" is {lang!r}; write zh or en')
    gold, evidence = (_list(place, fields, name, ";") for name in ("gold", "evidence"))
    facts = [_list(place, {"answer": fact}, "answer", "|") for fact in _list(place, fields, "answer", ";")]
    if answerable is False and (gold or facts):
        name = "gold" if gold else "answer"
        raise DatasetError(
            f'{place}, field "{name}" is filled, yet the question is not answerable; empty one of the two'
        )
    return Case(
        id=str(fields.get("id", f"q{number}")),
        lang=Lang(lang),
        kind=kind,
        question=question.strip(),
        gold=gold,
        must_have=tuple(facts),
        answerable=answerable,
        evidence_zh=tuple(span for span in evidence if lang_of(span) is Lang.ZH),
        evidence_en=tuple(span for span in evidence if lang_of(span) is Lang.EN),
        place=place,
    )


def _answerable(place: str, fields: dict[str, Any]) -> bool | None:
    """As the row says; else by what it holds; None where it tells neither, so that a refusal is neither right nor false."""
    if "answerable" in fields:
        return _flag(place, fields["answerable"])
    if fields.get("kind") == "unanswerable":
        return False
    return True if any(fields.get(name) for name in ("gold", "answer", "evidence")) else None


def _list(place: str, fields: dict[str, Any], name: str, separator: str) -> tuple[str, ...]:
    value = fields.get(name, [])
    items = value.split(separator) if isinstance(value, str) else value
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise DatasetError(
            f'{place}, field "{name}" is {value!r}; write a list of strings, or one with {separator!r} between'
        )
    return tuple(item.strip() for item in items if item.strip())


def _flag(place: str, value: object) -> bool:
    words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in words:
        return words[value.lower()]
    raise DatasetError(f'{place}, field "answerable" is {value!r}; write true or false')
