"""Clauses in memory: the first `ClauseStore`."""

from collections.abc import Iterator, Sequence

from rag.errors import UnknownClauseError
from rag.types import Clause, Document


class MemoryStore:
    """Documents and their clauses in the order they were added."""

    def __init__(self) -> None:
        self._documents: dict[str, Document] = {}
        self._clauses: dict[str, Clause] = {}

    def add(self, document: Document, clauses: Sequence[Clause]) -> None:
        """Add a document; one of the same id is replaced."""
        self.remove(document.id)
        self._documents[document.id] = document
        self._clauses.update((clause.id, clause) for clause in clauses)

    def remove(self, document_id: str) -> None:
        self._documents.pop(document_id, None)
        self._clauses = {key: clause for key, clause in self._clauses.items() if clause.document != document_id}

    @property
    def documents(self) -> tuple[Document, ...]:
        return tuple(self._documents.values())

    def document(self, document_id: str) -> Document:
        if document_id not in self._documents:
            raise UnknownClauseError(f"no document “{document_id}”; there are: {', '.join(self._documents) or 'none'}")
        return self._documents[document_id]

    def get(self, clause_id: str) -> Clause:
        """The clause of an id ("ylz:2.4.2") or, where one document makes it unambiguous, of a bare number ("2.4.2")."""
        wanted = clause_id.strip().strip("[]【】")
        if wanted in self._clauses:
            return self._clauses[wanted]
        found = [clause for clause in self._clauses.values() if clause.number == wanted]
        if len(found) == 1:
            return found[0]
        if found:
            ids = ", ".join(clause.id for clause in found)
            raise UnknownClauseError(f"“{clause_id}” is in several documents; say which: {ids}")
        raise UnknownClauseError(
            f"no clause “{clause_id}”; numbers look like {self._examples()}; “python -m rag search WORDS” finds them"
        )

    def _examples(self) -> str:
        clauses = list(self._clauses.values())
        return ", ".join(clause.number for clause in (clauses[:1] + clauses[len(clauses) // 2 :][:1]))

    def __iter__(self) -> Iterator[Clause]:
        return iter(self._clauses.values())

    def __len__(self) -> int:
        return len(self._clauses)
