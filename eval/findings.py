"""What a measuring command found: tables for people, values for programs, written as report.json and report.html."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eval.errors import ConfigError
from eval.loaders import Dataset

FORMAT = 2  # raise it when the fields of report.json change
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """Figures as they are read: cells as text, the first of each row its name."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def text(self) -> str:
        """For a terminal: the first column to the left, the others to the right."""
        lines = [self.heads, *self.rows]
        widths = [max(len(line[column]) for line in lines) for column in range(len(self.heads))]
        return "\n".join([self.title, *(_aligned(line, widths) for line in lines)])


@dataclass(frozen=True, slots=True)
class System:
    """One system that was measured: its name, what it was made of, and what varies between runs."""

    name: str
    made_of: Mapping[str, Any] = field(default_factory=dict)
    timings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Findings:
    """What one command found.

    values   the figures unrounded, as JSON values; what varies between runs under keys named `timings`
    notes    sentences below the tables
    listing  more to read, for the terminal only
    status   the exit status
    """

    command: str
    tables: tuple[Table, ...]
    values: Mapping[str, Any]
    dataset: Dataset | None = None
    systems: tuple[System, ...] = ()
    notes: tuple[str, ...] = ()
    listing: str = ""
    status: int = 0

    def text(self) -> str:
        tables = [table.text() for table in self.tables]
        notes = [*self.notes, *([self.dataset.note] if self.dataset and self.dataset.note else [])]
        return "\n\n".join(filter(None, [*tables, "\n".join(notes), self.listing]))

    def record(self) -> Record:
        """The report as JSON values."""
        named = dataset_record(self.dataset) if self.dataset else {}
        systems = [{"name": s.name, "made_of": dict(s.made_of), "timings": dict(s.timings)} for s in self.systems]
        return {"format": FORMAT, "command": self.command, "dataset": named, "systems": systems, **self.values}


def dataset_record(dataset: Dataset) -> Record:
    return {"name": dataset.name, "sha256": dataset.sha256, "note": dataset.note}


def write_files(folder: Path, texts: Mapping[str, str]) -> None:
    """Write files into a folder, made where it is missing; ConfigError where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{folder} cannot be written ({error.strerror}); name another folder after --out") from error


def write_findings(folder: Path, findings: Findings) -> None:
    """Write report.json and report.html; raises ConfigError."""
    from eval.html.tables import tables_page

    write_files(folder, {"report.json": dumps(findings.record()), "report.html": tables_page(findings)})


def dumps(record: Record) -> str:
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def percent(value: float | None) -> str:
    """A share in %: 0.5 -> "50.0"; "-" where there is none."""
    return "-" if value is None else f"{100 * value:.1f}"


def percent_between(value: float | None, interval: Sequence[float] | None) -> str:
    """A share in % with its interval: "50.0 [37–63]"."""
    between = f" [{100 * interval[0]:.0f}–{100 * interval[1]:.0f}]" if interval and value is not None else ""
    return percent(value) + between


def _aligned(line: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = line
    cells = [first.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))]
    return "  ".join(cells).rstrip()
