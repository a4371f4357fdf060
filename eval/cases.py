"""A case is one question of a dataset with what a right answer to it holds; a dataset is a JSON Lines file of cases."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.errors import DatasetError
from rag.types import Lang, Turn

KINDS = (
    "numeric",
    "factoid",
    "who",
    "list",
    "definition",
    "topic",
    "multi",
    "paraphrase",
    "cross",
    "typo",
    "traditional",
    "followup",
    "unanswerable",
    "injection",
)
REFUSAL_KINDS = ("near_miss", "other_document", "off_topic", "injection")
ROLES = ("user", "assistant")
DEFAULT_DATASET = Path(__file__).parent / "datasets" / "ylz" / "dev.jsonl"


@dataclass(frozen=True, slots=True)
class Case:
    """One question.

    gold          numbers of the clauses that answer it ("2.4.2"), best first; empty where the document is silent
    must_have     the facts of a right answer, each a tuple of acceptable wordings
    evidence_zh   verbatim spans of the gold clauses, for systems whose units have other ids; likewise evidence_en
    history       earlier turns, oldest first; only follow-ups have any
    refusal_kind  why a refusal is right, one of REFUSAL_KINDS; "" where the document answers
    """

    id: str
    lang: Lang
    kind: str
    question: str
    gold: tuple[str, ...]
    must_have: tuple[tuple[str, ...], ...]
    answerable: bool
    evidence_zh: tuple[str, ...] = ()
    evidence_en: tuple[str, ...] = ()
    history: tuple[Turn, ...] = ()
    refusal_kind: str = ""


REQUIRED = ("id", "lang", "kind", "question", "gold", "must_have", "answerable")
OPTIONAL = ("evidence_zh", "evidence_en", "history", "refusal_kind", "twin", "near", "part")  # the last three are notes


def load_cases(path: Path | str) -> tuple[Case, ...]:
    """The cases of a JSON Lines file, in its order; blank lines are passed over.

    Raises DatasetError, naming file, line and field, for a missing, mis-encoded or empty file, a line that is not a
    JSON object, a missing, unknown or ill-typed field, a contradiction between fields, and an id used twice.
    """
    path = Path(path)
    lines: dict[str, int] = {}
    cases: list[Case] = []
    for number, line in enumerate(_read(path).split("\n"), start=1):
        if not line.strip():
            continue
        case = _Row(f"{path}, line {number}", line).case()
        if case.id in lines:
            raise DatasetError(
                f'{path}, line {number}, field "id": {case.id!r} is also the id on line {lines[case.id]}; '
                "give each case an id of its own"
            )
        lines[case.id] = number
        cases.append(case)
    if not cases:
        raise DatasetError(f"{path} holds no case; write one JSON object a line, with the fields {', '.join(REQUIRED)}")
    return tuple(cases)


def select_cases(
    cases: Sequence[Case], *, kinds: Sequence[str] = (), lang: Lang | None = None, limit: int | None = None
) -> tuple[Case, ...]:
    """The first `limit` cases of those kinds and that language, in order; no kinds, no language: all of them.

    Raises DatasetError where none is left.
    """
    chosen = [case for case in cases if (not kinds or case.kind in kinds) and lang in (None, case.lang)]
    if not chosen[:limit]:
        wanted = f"kind {' or '.join(kinds) or 'any'}, language {lang or 'any'}, limit {limit or 'none'}"
        raise DatasetError(f"none of the {len(cases)} cases is left ({wanted}); ask for another kind or language")
    return tuple(chosen[:limit])


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DatasetError(f"{path} is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except OSError as error:
        raise DatasetError(f"{path} cannot be read ({error.strerror}); name a JSON Lines file of cases") from error


class _Row:
    """One line while it is checked; `place` names file and line in every complaint."""

    def __init__(self, place: str, line: str) -> None:
        self.place = place
        try:
            fields = json.loads(line)
        except json.JSONDecodeError as error:
            message = f"{place} is not JSON ({error.msg} at column {error.colno}); write one JSON object a line"
            raise DatasetError(message) from error
        if not isinstance(fields, dict):
            raise DatasetError(f"{place} holds a JSON {type(fields).__name__}; write one JSON object a line")
        self.fields: dict[str, Any] = fields

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
