"""`python -m eval encoder`: the bundled encoder on the bundled document, beside BM25."""

from embeddings import load_encoder
from eval.encoder import FOUND, TRANSLATED, on_document


def test_the_bundled_encoder_meets_its_goals_on_the_bundled_document() -> None:
    figures = list(on_document([load_encoder()]))
    assert [figure.goal for figure in figures] == [TRANSLATED, TRANSLATED, FOUND, FOUND]
    assert all(figure.values[0] is not None and figure.values[0] >= (figure.goal or 0) for figure in figures)
    assert figures[0].count == figures[1].count > 100
    assert all(figure.values[1] is not None for figure in figures[2:])  # BM25 finds clauses, not translations
    assert all(figure.values[1] is None for figure in figures[:2])
