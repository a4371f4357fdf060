"""A case is one question of a dataset with what a right answer to it holds; `eval.loaders` reads them from files."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

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
    "other",  # questions of datasets that tell no kinds apart
)
REFUSAL_KINDS = ("near_miss", "other_document", "off_topic", "injection")
ROLES = ("user", "assistant")
DEFAULT_DATASET = Path(__file__).parent / "datasets" / "ylz" / "dev.jsonl"


@dataclass(frozen=True, slots=True)
class Case:
    """One question.

    gold          numbers of the clauses that answer it ("2.4.2"), best first; empty where the document is silent, and
                  in datasets that name no clauses: what is compared with gold is then not measured
    must_have     the facts of a right answer, each a tuple of acceptable wordings
    answerable    whether the document answers; None where the dataset does not say, and then no refusal is right or false
    evidence_zh   verbatim spans of the gold clauses, for systems whose units have other ids; likewise evidence_en
    history       earlier turns, oldest first; only follow-ups have any
    refusal_kind  why a refusal is right, one of REFUSAL_KINDS; "" where the document answers
    twin          id of the case that asks the same in the other language; "" for none
    grades        how relevant each gold clause is, beside `gold`; empty where all are equally so
    place         "FILE, line N", where it was read from, for messages
    """

    id: str
    lang: Lang
    kind: str
    question: str
    gold: tuple[str, ...]
    must_have: tuple[tuple[str, ...], ...]
    answerable: bool | None
    evidence_zh: tuple[str, ...] = ()
    evidence_en: tuple[str, ...] = ()
    history: tuple[Turn, ...] = ()
    refusal_kind: str = ""
    twin: str = ""
    grades: tuple[int, ...] = ()
    place: str = field(default="", compare=False)

    def evidence(self, lang: Lang) -> tuple[str, ...]:
        return self.evidence_zh if lang is Lang.ZH else self.evidence_en


def load_cases(path: Path | str, format: str | None = None) -> tuple[Case, ...]:
    """The cases of a dataset in any format that `eval.loaders` reads; see `load_dataset` there."""
    from eval.loaders import load_dataset  # the loaders are written in terms of cases

    return load_dataset(path, format).cases


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
