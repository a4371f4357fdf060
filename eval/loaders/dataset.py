"""What a loader gives: cases, and the passages that the dataset brings along, if any; and how files are read."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.cases import Case
from eval.errors import DatasetError
from eval.metrics.language import written_lang
from rag.types import Lang


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of a dataset that brings its own; gold names its id."""

    id: str
    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset as it is evaluated.

    name      the file's or folder's name without its endings
    sha256    hex digest of its files' bytes, in the order of their names
    cases     in the order of the file
    passages  empty where the questions are about the documents of the system under test; otherwise what is searched,
              and only the search is measured
    note      what is to be known of figures on it, such as what was fitted on its questions
    """

    name: str
    sha256: str
    cases: tuple[Case, ...]
    passages: tuple[Passage, ...] = ()
    note: str = ""


def read_text(path: Path) -> str:
    """A text file, packed or not, without its byte order mark; DatasetError where it is missing or not UTF-8."""
    try:
        held = path.read_bytes()
        return (gzip.decompress(held) if path.suffix == ".gz" else held).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DatasetError(f"{path} is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except EOFError as error:
        raise DatasetError(f"{path} is cut short; fetch it again") from error
    except OSError as error:  # gzip.BadGzipFile is one
        raise DatasetError(f"{path} cannot be read ({error.strerror or error}); name a dataset file") from error


def lines_of(path: Path) -> Iterator[tuple[str, str]]:
    """("FILE, line N", line) of every line that is not blank; only "\\n" ends a line, for texts hold U+2028."""
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if line.strip():
            yield f"{path}, line {number}", line.removesuffix("\r")


def objects_of(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """(place, object) of every line of a JSON Lines file; DatasetError for a line that is no JSON object."""
    for place, line in lines_of(path):
        try:
            value = json.loads(line)
        except json.JSONDecodeError as error:
            message = f"{place} is not JSON ({error.msg} at column {error.colno}); write one JSON object a line"
            raise DatasetError(message) from error
        if not isinstance(value, dict):
            raise DatasetError(f"{place} holds a JSON {type(value).__name__}; write one JSON object a line")
        yield place, value


def text_field(place: str, value: dict[str, Any], *names: str) -> str:
    """The first of those fields that is there, as text; DatasetError naming place and field where none is a text."""
    found = next((value[name] for name in names if name in value), None)
    if isinstance(found, int) and not isinstance(found, bool):  # ids are often numbers
        return str(found)
    if not isinstance(found, str) or not found.strip():
        raise DatasetError(f'{place}, field "{names[0]}" is {found!r}; write a non-empty string')
    return found


def lang_of(text: str) -> Lang:
    """The language most of a text is in; English where it has no words."""
    return written_lang(text) or Lang.EN
