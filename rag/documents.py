"""Loading documents: the bundled ones and a user's files."""

import json
import os
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

from rag.errors import SourceError
from rag.parsing import Parsed, parse, read_source
from rag.store import MemoryStore
from rag.types import Lang

BUNDLED = Path(__file__).parent / "corpus" / "ylz"
_TERMS = ("id", "title_zh", "title_en", "prevailing", "licence")  # what a document.toml may say
_IS_ID = re.compile(r"[^\s:：\[\]【】]+")


def load_parsed(path: Path) -> Parsed:
    """Parse a text file, or a folder with `source.txt` and `document.toml`; the file's name gives the id otherwise."""
    if not os.path.isdir(path):  # Path.is_dir raises where the system will not look; read_source says why
        source = read_source(path)
        return parse(source.text, id=_id(path), name=str(path), sha256=source.sha256)
    terms = _read_terms(path)
    source = read_source(path / "source.txt")
    return parse(
        source.text,
        id=terms["id"],
        name=str(source.path),
        sha256=source.sha256,
        title_zh=terms.get("title_zh", ""),
        title_en=terms.get("title_en", ""),
        prevailing=Lang(terms["prevailing"]) if terms.get("prevailing") else None,
        licence=terms.get("licence", ""),
    )


def load_questions(paths: Sequence[Path], store: MemoryStore) -> dict[str, tuple[str, ...]]:
    """Clause id → questions it answers, for documents that come with `questions.jsonl`: {"ylz:2.4.2": ("…", "…")}.

    A line names a clause of its own document, by number or by id. Raises SourceError for a line that does not, or
    that is no such record.
    """
    found: dict[str, tuple[str, ...]] = {}
    for folder in paths or (BUNDLED,):
        file = folder / "questions.jsonl"
        if not os.path.isfile(file) or not file.stat().st_size:
            continue
        document = f"{_read_terms(folder)['id']}:"
        for number, line in enumerate(read_source(file).text.splitlines(), 1):
            try:
                record = json.loads(line)
                clause = store.get(document + str(record["clause"]).removeprefix(document))
                question = record["question"]
            except (ValueError, KeyError, TypeError) as error:
                raise SourceError(
                    f"{file}, line {number}: {error}; "
                    'each line is {"clause": "2.4.2", "question": "…"} and names a clause of the document'
                ) from error
            found[clause.id] = (*found.get(clause.id, ()), question)
    return found


def load_store(paths: Sequence[Path]) -> MemoryStore:
    """A store of the documents at the paths; of the bundled one where there are none."""
    store = MemoryStore()
    for path in paths or (BUNDLED,):
        parsed = load_parsed(path)
        if parsed.document.id in {document.id for document in store.documents}:
            raise SourceError(f"{path}: a document “{parsed.document.id}” is loaded already; rename one of the files")
        store.add(parsed.document, parsed.clauses)
    return store


def _read_terms(folder: Path) -> dict[str, str]:
    """What `document.toml` says of the document, checked; SourceError names the file, the field and the remedy."""
    file = folder / "document.toml"
    example = 'a document folder has a document.toml such as id = "bridges"'
    try:
        terms = tomllib.loads(read_source(file).text)
    except SourceError as error:
        raise SourceError(f"{error} ({example})") from error
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f"{file}: no TOML: {error}; {example}") from error
    for term, value in terms.items():
        if term not in _TERMS:
            raise SourceError(f"{file}: unknown term “{term}”; the terms are {', '.join(_TERMS)}")
        if not isinstance(value, str):
            raise SourceError(f'{file}: {term} is {value!r}, no text; write it in quotes, as in {term} = "…"')
    if not _IS_ID.fullmatch(terms.get("id", "")):
        raise SourceError(
            f"{file}: id is “{terms.get('id', '')}”; give a short one without white space, colon or bracket, "
            'as in id = "bridges"'
        )
    if terms.get("prevailing", "") not in ("", *Lang):
        raise SourceError(f"{file}: prevailing is “{terms['prevailing']}”; it is zh, en, or left out where neither is")
    return terms


def _id(path: Path) -> str:
    """A short id from a file name: "Civil Code (2020).txt" -> "civil-code-2020"."""
    return re.sub(r"[^\w]+", "-", path.stem.lower()).strip("-") or "document"
