"""Whether the retrieved clauses can answer at all: what the question asks for must be found in them."""

from collections.abc import Sequence

from rag.lexical import LexicalIndex
from rag.question import Question
from rag.types import Hit


def missing_from(question: Question, hits: Sequence[Hit], terms: LexicalIndex) -> tuple[str, ...]:
    """Why the hits do not answer a question, in the asker's language; empty where they may."""
    return ()
