"""Turn feedback that the chat window saved into cases of a dataset.

The feedback file is JSON Lines, an object a thumb: {"time", "question", "history", "lang", "verdict": "up" or "down",
"comment", "status", "text", "citations": [clause ids], "document": sha256 of the document asked about}.

A thumb up becomes a case whose gold is what was cited, or whose right answer is a refusal where the answer was one. A
thumb down becomes a case that waits: its gold is empty and its note says why, and the dataset is not read until someone
has completed it or taken it out.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from eval.cases import ROLES
from eval.errors import DatasetError
from eval.loaders.dataset import objects_of
from eval.loaders.schema import read_case
from rag.types import Lang, Status

VERDICTS = ("up", "down")
FIELDS = ("time", "question", "history", "lang", "verdict", "comment", "status", "text", "citations", "document")
_WAITS = "thumb down"
Row = dict[str, Any]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("feedback", type=Path, metavar="FILE", help="feedback.jsonl, as the chat window saves it")
    parser.add_argument("--to", type=Path, default=Path("feedback-cases.jsonl"), metavar="DATASET", help="appended to")
    parser.add_argument(
        "--document", metavar="SHA256", help="only feedback on this document (its hash, or its beginning)"
    )


def main(args: argparse.Namespace) -> int:
    """Append the cases that the dataset does not hold yet, and say how many; raises DatasetError."""
    rows = cases_of(feedback_of(args.feedback, document=args.document or ""))
    new = append(rows, args.to)
    waiting = sum("note" in row for row in new)
    sys.stdout.write(
        f"{len(new)} of {len(rows)} cases were new and are in {args.to}; {waiting} wait to be completed"
        + (": name their gold clauses and take out the note\n" if waiting else "\n")
    )
    return 0


def feedback_of(path: Path, *, document: str = "") -> list[tuple[str, Row]]:
    """(place, thumb) of every line, checked; only those on a document whose hash begins so."""
    found = []
    for place, thumb in objects_of(path):
        _check(place, thumb)
        if thumb["document"].startswith(document):
            found.append((place, thumb))
    if len({thumb["document"] for _, thumb in found}) > 1:
        hashes = ", ".join(sorted({thumb["document"][:12] for _, thumb in found}))
        raise DatasetError(
            f"{path} holds feedback on several documents ({hashes}), whose clause numbers are not the same; "
            "choose one with --document"
        )
    return found


def cases_of(thumbs: Iterable[tuple[str, Row]]) -> list[Row]:
    """A case in the dataset's schema for every question, the last thumb on it counting."""
    last: dict[str, tuple[str, Row]] = {}
    for place, thumb in thumbs:
        last[_id(thumb)] = (place, thumb)
    return [_case(place, thumb) for place, thumb in last.values()]


def append(rows: Iterable[Row], path: Path) -> list[Row]:
    """Write the rows whose id the dataset does not hold; the new ones."""
    held = {str(fields.get("id")) for _, fields in objects_of(path)} if path.is_file() else set()
    new = [row for row in rows if row["id"] not in held]
    try:
        with path.open("a+", encoding="utf-8") as file:
            file.seek(0)
            whole = file.read()
            file.write("" if not whole or whole.endswith("\n") else "\n")
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in new)
    except OSError as error:
        raise DatasetError(f"{path} cannot be written ({error.strerror}); name another file after --to") from error
    return new


def _case(place: str, thumb: Row) -> Row:
    refused = thumb["status"] == Status.REFUSED
    row: Row = {
        "id": _id(thumb),
        "lang": thumb["lang"],
        "kind": "followup" if thumb["history"] else "unanswerable" if refused and thumb["verdict"] == "up" else "other",
        "question": thumb["question"],
        "gold": [],
        "must_have": [],
        "answerable": not (refused and thumb["verdict"] == "up"),
    }
    if thumb["history"]:
        row["history"] = thumb["history"]
    if thumb["verdict"] == "up" and row["answerable"]:
        row["gold"] = list(dict.fromkeys(str(cited).partition(":")[2] or str(cited) for cited in thumb["citations"]))
    if row["answerable"] and not row["gold"]:
        cited = ", ".join(thumb["citations"]) or "nothing"
        said = f"{_WAITS if thumb['verdict'] == 'down' else 'thumb up without a citation'}: {thumb['comment'] or 'no comment'}"
        row["note"] = f"{said}; the answer was {thumb['status']} and cited {cited}"
    else:
        read_case(place, row)
    return row


def _id(thumb: Mapping[str, Any]) -> str:
    """The same for the same question in the same conversation about the same document."""
    asked = json.dumps([thumb["document"], thumb["question"].strip(), thumb["history"]], ensure_ascii=False)
    return f"feedback-{hashlib.sha256(asked.encode()).hexdigest()[:10]}"


def _check(place: str, thumb: Row) -> None:
    for name in FIELDS:
        if name not in thumb:
            raise DatasetError(f'{place}, field "{name}" is missing; give the file that the chat window wrote')
    for name in ("time", "question", "comment", "text", "document"):
        if not isinstance(thumb[name], str):
            raise DatasetError(f'{place}, field "{name}" is {thumb[name]!r}; write a string')
    for name, choices in (("lang", tuple(Lang)), ("verdict", VERDICTS), ("status", tuple(Status))):
        if thumb[name] not in choices:
            raise DatasetError(f'{place}, field "{name}" is {thumb[name]!r}; write one of {", ".join(choices)}')
    if not thumb["question"].strip():
        raise DatasetError(f'{place}, field "question" is empty; take the line out')
    cited, turns = thumb["citations"], thumb["history"]
    if not isinstance(cited, list) or not all(isinstance(item, str) for item in cited):
        raise DatasetError(f'{place}, field "citations" is {cited!r}; write a list of clause ids')
    if not isinstance(turns, list) or not all(isinstance(t, dict) and t.get("role") in ROLES for t in turns):
        raise DatasetError(f'{place}, field "history" is {turns!r}; write a list of turns')
