"""Loading documents: the bundled ones and a user's files."""

import json
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

from rag.errors import SourceError
from rag.parsing import Parsed, parse, read_source
from rag.store import MemoryStore
from rag.types import Lang

BUNDLED = Path(__file__).parent / "corpus" / "ylz"


def load_parsed(path: Path) -> Parsed:
    """Parse a text file, or a folder with `source.txt` and `document.toml`; the file's name gives the id otherwise."""
    if path.is_dir():
        terms = _read_terms(path)
        prevailing = terms.pop("prevailing", None)
        source = read_source(path / "source.txt")
        return parse(
            source.text,
            name=str(source.path),
            sha256=source.sha256,
            prevailing=Lang(prevailing) if prevailing else None,
            **terms,
        )
    source = read_source(path)
    return parse(source.text, id=_id(path), name=str(path), sha256=source.sha256)


def load_questions(paths: Sequence[Path], store: MemoryStore) -> dict[str, tuple[str, ...]]:
    """Clause id → questions it answers, for documents that come with `questions.jsonl`: {"ylz:2.4.2": ("…", "…")}.

    A line names a clause of its own document, by number or by id. Raises SourceError for a line that does not, or
    that is no such record.
    """
    found: dict[str, tuple[str, ...]] = {}
    for folder in paths or (BUNDLED,):
        file = folder / "questions.jsonl"
        if not file.is_file():
            continue
        document = f"{_read_terms(folder)['id']}:"
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
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
    return tomllib.loads((folder / "document.toml").read_text(encoding="utf-8"))


def _id(path: Path) -> str:
    """A short id from a file name: "Civil Code (2020).txt" -> "civil-code-2020"."""
    return re.sub(r"[^\w]+", "-", path.stem.lower()).strip("-") or "document"
