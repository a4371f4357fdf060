"""Questions that a document's clauses answer, written by the language model and kept for indexing.

A clause is found far more often by a question like one it is known to answer than by its own words (document
expansion, Nogueira et al. 2019, "doc2query"). The file grows clause by clause, so that a run broken off goes on where
it stopped; `rag.documents.load_questions` reads it at the next start.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import prompts
from rag.answerers.chat_model import stream_text
from rag.answerers.reply import without_thoughts
from rag.documents import questions_file, read_questions
from rag.errors import CacheError
from rag.index import heading
from rag.text import compact
from rag.types import Clause, Document, Lang

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

COUNT = 8  # questions a clause and language; hit@1 rose with every one up to 20 on the bundled document
_LONGEST = 300  # characters; longer lines are no questions
_BULLET = re.compile(r"^\s*(?:[-*•·]+|[(（]?\d{1,2}[.)、．）:：]|Q\d*[:：.])\s*")


def expand(
    model: "BaseChatModel", document: Document, clauses: Sequence[Clause], *, cache_dir: Path, count: int = COUNT
) -> Iterator[tuple[Clause, int]]:
    """Have questions written for every clause that has none in the file yet; yields each clause with how many.

    A clause for which nothing usable came back yields 0 and is asked for again by the next run. Raises ModelError
    where the model fails and CacheError where the file cannot be written; what was written before stays.
    """
    file = questions_file(document, cache_dir)
    for clause in missing(document, clauses, cache_dir=cache_dir):
        written = [(lang, text) for lang in Lang if clause[lang] for text in ask(model, clause, lang, count=count)]
        _append(file, clause, written)
        yield clause, len(written)


def missing(document: Document, clauses: Iterable[Clause], *, cache_dir: Path) -> list[Clause]:
    """The document's clauses that have no question in the file yet."""
    file = questions_file(document, cache_dir)
    done = {line.clause for line in read_questions(file)}
    return [clause for clause in clauses if clause.document == document.id and clause.number not in done]


def ask(model: "BaseChatModel", clause: Clause, lang: Lang, *, count: int) -> list[str]:
    """The questions the model writes for one clause in one language, at most `count`."""
    text = f"{heading(clause, lang)}\n{clause[lang]}".strip().replace("</", "< /")
    prompt = prompts.load("expand", lang).render(count=str(count), clause=text)
    return questions_in("".join(without_thoughts(stream_text(model, [("user", prompt)]))))[:count]


def questions_in(reply: str) -> list[str]:
    """The questions of a reply, one a line, without bullets, quotation marks and repeats: "1. 桥多长？" -> ["桥多长？"]."""
    found: dict[str, str] = {}
    for line in reply.splitlines():
        text = _BULLET.sub("", line).strip().strip("\"'“”「」").strip()
        if 1 < len(text) <= _LONGEST and not text.endswith((":", "：")) and any(map(str.isalpha, text)):
            found.setdefault(compact(text), text)
    return list(found.values())


def _append(file: Path, clause: Clause, written: Sequence[tuple[Lang, str]]) -> None:
    """Add a clause's questions, the file replaced as a whole, so that a run cut off leaves no half a line."""
    lines = [
        json.dumps({"clause": clause.number, "lang": lang, "question": text}, ensure_ascii=False)
        for lang, text in written
    ]
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        before = file.read_text(encoding="utf-8") if file.is_file() else ""
        part = file.with_suffix(f".{os.getpid()}")
        part.write_text(before + "".join(f"{line}\n" for line in lines), encoding="utf-8")
        part.replace(file)
    except OSError as error:
        raise CacheError(
            f"cannot write the questions to {file} ({error.strerror or error}); "
            "set CLAUSEWISE_CACHE_DIR to a folder that can be written"
        ) from error
