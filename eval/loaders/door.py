"""The one door to datasets: which format a file has, and its loader."""

import hashlib
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from eval.cases import Case
from eval.errors import DatasetError
from eval.loaders.beir import load_beir
from eval.loaders.dataset import Dataset, Passage, lines_of, read_text
from eval.loaders.pairs import load_pairs
from eval.loaders.plain import load_plain
from eval.loaders.schema import REQUIRED, load_schema
from eval.loaders.squad import load_squad

Loader = Callable[[Path], tuple[list[Case], list[Passage]]]
FORMATS: Mapping[str, Loader] = {
    "clausewise": load_schema,
    "beir": load_beir,
    "squad": load_squad,
    "pairs": load_pairs,
    "plain": load_plain,
}

NOTES = "notes.json"


def load_dataset(path: Path | str, format: str | None = None) -> Dataset:
    """The dataset in a file or folder; its format is told by its name and first line, or given.

    clausewise  JSON Lines of cases (see `eval.cases.Case`)                               *.jsonl
    beir        folder of corpus.jsonl, queries.jsonl and qrels/*.tsv, as BEIR and MTEB    folder
    squad       SQuAD 1.1 or 2.0, CMRC 2018, DRCD                                          *.json
    pairs       question⇥passage, no header, packed or not                                 *.tsv, *.tsv.gz
    plain       a user's own questions, a column or field each; only `question` is needed  *.csv, *.jsonl

    A `notes.json` beside it may say what is to be known of figures on it.

    Raises DatasetError, naming file, line and field and the remedy, for what cannot be read, a field that is missing,
    unknown or ill-typed, a contradiction between fields, an id used twice, and a dataset without a case.
    """
    path = Path(path)
    name = format or _format_of(path)
    if name not in FORMATS:
        raise DatasetError(f"{name!r} is no dataset format; choose one of {', '.join(FORMATS)}")
    cases, passages = FORMATS[name](path)
    if not cases:
        fields = f", with the fields {', '.join(REQUIRED)}" if name == "clausewise" else ""
        raise DatasetError(f"{path} holds no case; write one question a line{fields}")
    return Dataset(_name(path), _digest(path), tuple(cases), tuple(passages), _note(path))


def _format_of(path: Path) -> str:
    """The format told by the name; a JSON Lines file without any field that only cases have is a plain one."""
    if path.is_dir():
        return "beir"
    endings = path.suffixes[-2:]
    for ending, name in ((".tsv", "pairs"), (".csv", "plain"), (".json", "squad")):
        if ending in endings:
            return name
    with suppress(json.JSONDecodeError, StopIteration):
        _, line = next(lines_of(path))
        first = json.loads(line)
        if isinstance(first, dict) and not {"must_have", "kind", "lang"} & set(first):
            return "plain"
    return "clausewise"


def _name(path: Path) -> str:
    """ "cmrc2018.dev.tsv.gz" -> "cmrc2018.dev"."""
    return path.name if path.is_dir() else Path(path.name.removesuffix(".gz")).stem


def _note(path: Path) -> str:
    """What `notes.json` beside the file says of it, by its name: {"validation": "weights were fitted on it"}."""
    file = path.parent / NOTES
    if not file.is_file():
        return ""
    try:
        return str(json.loads(read_text(file)).get(_name(path), ""))
    except (json.JSONDecodeError, AttributeError) as error:
        raise DatasetError(f'{file} is no JSON object ({error}); write {{"{_name(path)}": "…"}} there') from error


def _digest(path: Path) -> str:
    files = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()
