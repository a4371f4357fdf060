"""Our own schema: JSON Lines, a case a line, every field checked."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.cases import KINDS, REFUSAL_KINDS, ROLES, Case
from eval.errors import DatasetError
from eval.loaders.dataset import Passage, objects_of
from rag.types import Lang, Turn

REQUIRED = ("id", "lang", "kind", "question", "gold", "must_have", "answerable")
OPTIONAL = ("evidence_zh", "evidence_en", "history", "refusal_kind", "twin", "near", "part", "note")
# near, part and note are for people


def load_schema(path: Path) -> tuple[list[Case], list[Passage]]:
    """The cases of a JSON Lines file, in its order; blank lines are passed over."""
    places: dict[str, str] = {}
    cases: list[Case] = []
    for place, fields in objects_of(path):
        case = read_case(place, fields)
        if case.id in places:
            earlier = places[case.id].rpartition(", ")[2]
            raise DatasetError(
                f'{place}, field "id": {case.id!r} is also the id on {earlier}; give each case an id of its own'
            )
        places[case.id] = place
        cases.append(case)
    for case in cases:
        if case.twin and (case.twin not in places or case.twin == case.id):
            raise DatasetError(
                f'{places[case.id]}, field "twin" is {case.twin!r}, the id of no other case here; '
                "name the case that asks the same in the other language, or take it out"
            )
    return cases, []


def read_case(place: str, fields: dict[str, Any]) -> Case:
    """One line's fields as a case; DatasetError names `place`, the field and the remedy."""
    return _Row(place, fields).case()


class _Row:
    """One line while it is checked; `place` names file and line in every complaint."""

    def __init__(self, place: str, fields: dict[str, Any]) -> None:
        self.place = place
        self.fields = fields

    def case(self) -> Case:
        self._check_names()
        case = Case(
            id=self._words("id"),
            lang=Lang(self._one_of("lang", tuple(Lang))),
            kind=self._one_of("kind", KINDS),
            question=self._words("question"),
            gold=self._strings("gold"),
            must_have=self._facts(),
            answerable=self._flag("answerable"),
            evidence_zh=self._strings("evidence_zh"),
            evidence_en=self._strings("evidence_en"),
            history=self._history(),
            refusal_kind=self._one_of("refusal_kind", REFUSAL_KINDS) if "refusal_kind" in self.fields else "",
            twin=self._words("twin") if self.fields.get("twin") else "",
            place=self.place,
        )
        self._check_sense(case)
        return case

    def _check_names(self) -> None:
        for name in REQUIRED:
            if name not in self.fields:
                raise self._wrong(name, "is missing", "add it")
        for name in self.fields:
            if name not in REQUIRED + OPTIONAL:
                raise self._wrong(name, "is unknown", f"take it out; the fields are {', '.join(REQUIRED + OPTIONAL)}")

    def _check_sense(self, case: Case) -> None:
        if case.answerable and not case.gold and self.fields.get("note"):
            remedy = "name the clauses that answer it, or set answerable to false; or take the line out"
            raise self._wrong("gold", f"is empty: the case waits to be completed ({self.fields['note']})", remedy)
        if case.answerable and not case.gold:
            raise self._wrong("gold", "is empty, yet the case is answerable", "name the clauses that answer it")
        if not case.answerable and (case.gold or case.must_have):
            name = "gold" if case.gold else "must_have"
            raise self._wrong(name, "is filled, yet the case is not answerable", "empty it, or set answerable to true")
        if case.answerable and case.refusal_kind:
            raise self._wrong("refusal_kind", "is set, yet the case is answerable", "take it out")
        if case.kind == "followup" and not case.history:
            raise self._wrong("history", "is empty, yet the kind is followup", "add the earlier turns")

    def _wrong(self, name: str, what: str, remedy: str) -> DatasetError:
        return DatasetError(f'{self.place}, field "{name}" {what}; {remedy}')

    def _words(self, name: str) -> str:
        value = self.fields[name]
        if not isinstance(value, str) or not value.strip():
            raise self._wrong(name, f"is {value!r}", "write a non-empty string")
        return value

    def _flag(self, name: str) -> bool:
        value = self.fields[name]
        if not isinstance(value, bool):
            raise self._wrong(name, f"is {value!r}", "write true or false")
        return value

    def _one_of(self, name: str, choices: Sequence[str]) -> str:
        value = self.fields[name]
        if value not in choices:
            raise self._wrong(name, f"is {value!r}", f"write one of {', '.join(choices)}")
        return str(value)

    def _strings(self, name: str) -> tuple[str, ...]:
        value = self.fields.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self._wrong(name, f"is {value!r}", "write a list of non-empty strings")
        return tuple(value)

    def _facts(self) -> tuple[tuple[str, ...], ...]:
        value = self.fields["must_have"]
        lists: list[Any] = value if isinstance(value, list) else [None]
        for fact in lists:
            if (
                not isinstance(fact, list)
                or not fact
                or not all(isinstance(item, str) and item.strip() for item in fact)
            ):
                raise self._wrong("must_have", f"is {value!r}", "write a list of facts, each a list of its wordings")
        return tuple(tuple(fact) for fact in lists)

    def _history(self) -> tuple[Turn, ...]:
        value = self.fields.get("history", [])
        turns = value if isinstance(value, list) else [value]
        for turn in turns:
            if not _is_turn(turn):
                remedy = f'write turns as {{"role": {" or ".join(ROLES)}, "content": a string}}'
                raise self._wrong("history", f"holds {turn!r}", remedy)
        return tuple(turns)


def _is_turn(turn: object) -> bool:
    return (
        isinstance(turn, Mapping)
        and set(turn) == {"role", "content"}
        and turn["role"] in ROLES
        and isinstance(turn["content"], str)
    )
