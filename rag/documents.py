"""Loading documents: the bundled ones and a user's files."""

import json
import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from rag.classifier import Layers
from rag.errors import SourceError, UnknownClauseError
from rag.parsing import Parsed, parse, read_lines, read_source
from rag.store import MemoryStore
from rag.types import Bilingual, Clause, Document, Lang, Published
from rag.wording import Weights, read_wording

BUNDLED = Path(__file__).parent / "corpus" / "ylz"
CLASSIFIER_FILE = "classifier.npz"
# What a document.toml may say.
_TERMS = ("id", "title_zh", "title_en", "prevailing", "licence", "issuer_zh", "issuer_en", "date", "url")
_QUESTION_LINE = (
    'each line is {"clause": "2.4.2", "question": "…"}, with "sentences": [1] where it is told which of the clause\'s '
    'sentences answer, counted from 0, and with "also": {"4.1.1": [0, 3]} where other clauses are needed too; they are '
    "clauses of the document"
)
_IS_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_IS_ID = re.compile(r"[^\s:：\[\]【】［］。！？!?；;]+")  # what a marker may hold without ending itself or its sentence


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
        published=Published(
            Bilingual(terms.get("issuer_zh", ""), terms.get("issuer_en", "")),
            terms.get("date", ""),
            terms.get("url", ""),
        ),
    )


@dataclass(frozen=True, slots=True)
class Known:
    """The questions that come with documents, and what was learnt from them, by clause id: {"ylz:2.4.2": ("…", "…")}.

    questions   those that a clause answers
    sentences   (clause id, question) -> the positions of the clause's sentences that answer it, where that is told
    unanswered  those that come near a clause, and that its document does not answer
    elsewhere   those about other things than the documents, of whatever is asked in a chat
    wording     document id -> how questions that it answers are worded, and those that it does not (`rag.wording`)
    classifiers document id -> what tells from a question's vector which clause answers it, if any (`rag.classifier`)
    """

    questions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sentences: dict[tuple[str, str], tuple[int, ...]] = field(default_factory=dict)
    unanswered: dict[str, tuple[str, ...]] = field(default_factory=dict)
    elsewhere: tuple[str, ...] = ()
    wording: dict[str, Weights] = field(default_factory=dict)
    classifiers: dict[str, Layers] = field(default_factory=dict)


def load_known(paths: Sequence[Path], store: MemoryStore, *, cache_dir: Path | None = None) -> Known:
    """The questions that documents at those paths are known to answer, and known not to.

    They come with a document folder (`questions.jsonl`, `unanswered.jsonl`, `elsewhere.jsonl`, and `wording.tsv`
    and `classifier.npz`, learnt from them), stand beside a document file
    (`law.questions.jsonl` beside `law.txt`), or were written by `python -m rag expand` into the cache folder. A line names a
    clause of its own document, by number or by id, but for those of `elsewhere.jsonl`. Raises SourceError for a line that does
    not, or that is no such record.
    """
    known, elsewhere = Known(), []
    for path, document in zip(paths or (BUNDLED,), store.documents, strict=True):
        files = [_beside(path, "questions"), *([questions_file(document, cache_dir)] if cache_dir else [])]
        for clause, line in _lines(files, document, store):
            known.questions[clause.id] = (*known.questions.get(clause.id, ()), line.question)
            if line.sentences:
                known.sentences[clause.id, line.question] = line.sentences
        for clause, line in _lines([_beside(path, "unanswered")], document, store):
            known.unanswered[clause.id] = (*known.unanswered.get(clause.id, ()), line.question)
        elsewhere += [line.question for line in read_questions(_beside(path, "elsewhere"), placed=False)]
        known.wording[document.id] = read_wording(_beside(path, "wording", ".tsv"))
        if (file := _beside(path, "classifier", ".npz")).exists():
            known.classifiers[document.id] = Layers.load(file)
    return replace(known, elsewhere=tuple(elsewhere))


def load_questions(
    paths: Sequence[Path], store: MemoryStore, *, cache_dir: Path | None = None
) -> dict[str, tuple[str, ...]]:
    """Clause id → questions it is known to answer, as `load_known` finds them."""
    return load_known(paths, store, cache_dir=cache_dir).questions


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question of a questions file, from its line of that number, with one of the clauses that answer it.

    `sentences` may be left out in the file.
    """

    number: int
    clause: str
    question: str
    sentences: tuple[int, ...] = ()


def read_questions(file: Path, *, placed: bool = True) -> list[QuestionLine]:
    """The questions of a questions file, once for each clause that answers; none where there is no such file. `placed`: each names a clause."""
    found = []
    for number, line in enumerate(read_lines(file), 1):
        try:
            record = json.loads(line)
            question = str(record["question"])
            by_clause = {str(record["clause"]) if placed else "": record.get("sentences", ()), **record.get("also", {})}
            found += [
                QuestionLine(number, clause, question, tuple(map(int, places))) for clause, places in by_clause.items()
            ]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise SourceError(f"{file}, line {number}: {error}; {_QUESTION_LINE}") from error
    return found


def _beside(path: Path, kind: str, suffix: str = ".jsonl") -> Path:
    return path / f"{kind}{suffix}" if os.path.isdir(path) else path.with_suffix(f".{kind}{suffix}")


def _lines(files: Iterable[Path], document: Document, store: MemoryStore) -> Iterator[tuple[Clause, QuestionLine]]:
    """The lines of the files with the clauses they name."""
    for file in files:
        for line in read_questions(file):
            try:
                clause = store.get(f"{document.id}:{line.clause.removeprefix(f'{document.id}:')}")
            except UnknownClauseError as error:
                raise SourceError(f"{file}, line {line.number}: {error}; {_QUESTION_LINE}") from error
            beyond = [str(place) for place in line.sentences if not 0 <= place < len(clause.sentences)]
            if beyond:
                raise SourceError(
                    f"{file}, line {line.number}: clause {clause.number} has no sentence {', '.join(beyond)}; {_QUESTION_LINE}"
                )
            yield clause, line


def questions_file(document: Document, cache_dir: Path) -> Path:
    """Where the questions written for a document are kept: named by its id and its content."""
    return cache_dir / "questions" / f"{document.id}-{document.sha256[:12]}.jsonl"


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
            f"{file}: id is “{terms.get('id', '')}”; give a short one without white space, colon, "
            'square bracket or what ends a sentence, as in id = "bridges"'
        )
    if terms.get("prevailing", "") not in ("", *Lang):
        raise SourceError(f"{file}: prevailing is “{terms['prevailing']}”; it is zh, en, or left out where neither is")
    if terms.get("date") and not _IS_DATE.fullmatch(terms["date"]):
        raise SourceError(f'{file}: date is “{terms["date"]}”; write it as in date = "2019-12-01", or the year alone')
    if terms.get("url") and not terms["url"].startswith(("https://", "http://")):
        raise SourceError(f"{file}: url is “{terms['url']}”; it begins with https:// or http://")
    return terms


def _id(path: Path) -> str:
    """A short id from a file name: "Civil Code (2020).txt" -> "civil-code-2020"."""
    return re.sub(r"[^\w]+", "-", path.stem.lower()).strip("-") or "document"
