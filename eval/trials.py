"""A trial is one case put to one system and what came back, in plain values: all that any measure looks at.

Our own pipeline's `Answer` becomes a trial in `eval.run`; another system needs only an adapter that fills a trial.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from eval.cases import Case
from eval.errors import CorpusError
from rag.types import Clause, Lang, Status, Verdict

Corpus = Mapping[str, Clause]  # clause number -> clause, in document order


@dataclass(frozen=True, slots=True)
class Quote:
    """What one citation quotes of the clause of that number; "" where it quotes nothing in that language."""

    number: str
    zh: str = ""
    en: str = ""

    def __getitem__(self, lang: Lang) -> str:
        return self.zh if lang is Lang.ZH else self.en


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence that claims something, without its markers: the numbers of the clauses it cites, what the checks said."""

    text: str
    cited: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True)
class Trial:
    """One case and what a system made of it.

    corpus      the clauses of the document, by number
    ranked      numbers of the retrieved clauses, best first; empty where nothing came back
    status      how the answer came out; None where no answer came back, and then `error` says why
    text        the answer or refusal as it is shown, markers included
    statements  the answer's sentences that claim something
    rejected    drafted sentences that a check kept out of the answer
    query       what the system searched for, where it says so
    asked       false where the case was only searched for; measures of answers are not defined on such a trial
    confidence  how sure the system is that its answer is right; only the order of a system's own numbers counts
    twin        what the answer to the case's translation cites; None but on the first of two twins
    timings     stage -> seconds; "ask" and "search" are measured from outside
    """

    case: Case
    corpus: Corpus = field(repr=False)
    ranked: tuple[str, ...] = ()
    status: Status | None = None
    text: str = ""
    quotes: tuple[Quote, ...] = ()
    statements: tuple[Statement, ...] = ()
    rejected: tuple[Statement, ...] = ()
    query: str = ""
    reasons: tuple[str, ...] = ()
    error: str = ""
    asked: bool = True
    confidence: float | None = None
    twin: tuple[str, ...] | None = None
    timings: Mapping[str, float] = field(default_factory=dict)

    @property
    def answered(self) -> bool:
        """An answer came back that is no refusal; a partial answer is an answer."""
        return self.status in (Status.ANSWERED, Status.PARTIAL)

    @property
    def refused(self) -> bool:
        return self.status is Status.REFUSED

    @property
    def cited(self) -> tuple[str, ...]:
        """The numbers of the cited clauses, each once, in order of first citation; a refusal cites nothing."""
        return tuple(dict.fromkeys(quote.number for quote in self.quotes)) if self.answered else ()


def corpus_of(clauses: Sequence[Clause]) -> Corpus:
    """The clauses by number, the form in which gold names them.

    Raises CorpusError where two clauses have the same number, as they may in several documents.
    """
    corpus: dict[str, Clause] = {}
    for clause in clauses:
        twin = corpus.setdefault(clause.number, clause)
        if twin is not clause:
            raise CorpusError(
                f"clauses {twin.id} and {clause.id} have the same number {clause.number}; "
                "evaluate a pipeline that holds one document only"
            )
    return corpus
