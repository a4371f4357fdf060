"""What the checks may use besides the clauses. Nothing in it is needed: the checks are fully defined without."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from embeddings import Encoder
from embeddings.encoder import BUNDLED
from rag.parsing.clauses import USUAL_RATIO, length_ratio
from rag.parsing.pieces import split_pieces
from rag.types import Clause, Document


class Entailment(Protocol):
    """A model that says how surely one text follows from another, such as a cross-encoder trained on NLI data."""

    def entails(self, premise: str, claim: str) -> float:
        """From 0 to 1; the two may be in different languages. Must give the same for the same texts."""
        ...


@dataclass(frozen=True, slots=True)
class Aids:
    """Aids to the checks, each of which may be missing.

    titles      document id -> its titles: what a document is about may be named in every sentence on it
    encoder     compares meanings where the words differ; of the bundled encoder, on which the thresholds were fitted
    ratios      document id -> English characters to one Chinese in it: how long what says the same is
    entailment  decides on `support` in the place of words and encoder
    """

    titles: Mapping[str, str] = field(default_factory=dict)
    encoder: Encoder | None = None
    ratios: Mapping[str, float] = field(default_factory=dict)
    entailment: Entailment | None = None

    def about(self, clauses: Sequence[Clause]) -> str:
        """The titles of the clauses' documents."""
        return "\n".join(self.titles.get(document, "") for document in {clause.document: None for clause in clauses})

    def ratio(self, clauses: Sequence[Clause]) -> float:
        """English characters to one Chinese in the first clause's document, or as usual."""
        return self.ratios.get(clauses[0].document, USUAL_RATIO)


NO_AIDS = Aids()


def aids_of(documents: Sequence[Document], encoder: Encoder, entailment: Entailment | None = None) -> Aids:
    """The aids for answers over those documents. An encoder that the thresholds were not fitted on is left out."""
    titles = {document.id: f"{document.title_zh}\n{document.title_en}" for document in documents}
    ratios = {document.id: length_ratio(split_pieces(document.text)) for document in documents}
    return Aids(titles, encoder if encoder.name == BUNDLED else None, ratios, entailment)
