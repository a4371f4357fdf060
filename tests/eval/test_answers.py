"""The answer measures: what is beside the point in an answer, and the table of them."""

import pytest

from eval.answers import extra_clauses, extra_sentences, figures, length, table
from eval.cases import Case
from eval.trials import Quote, Trial
from rag.types import Lang, Status


def trial(*quotes: Quote, lang: Lang = Lang.ZH, status: Status = Status.ANSWERED, answerable: bool = True) -> Trial:
    """A trial whose gold clause is 1.1 and whose fact is "500米" or "500 meters"."""
    fact = ("500米",) if lang is Lang.ZH else ("500 meters",)
    case = Case("c", lang, "factoid", "?", ("1.1",) if answerable else (), (fact,), answerable)
    text = "".join(quote[lang] for quote in quotes)
    return Trial(case, {}, status=status, text=text, quotes=quotes)


FACT = Quote("1.1", "桥长500米。", "The bridge is 500 meters long.")
EMPTY = Quote("1.1", "桥很美。", "The bridge is beautiful.")
OTHER = Quote("2.1", "塔高500米。", "The tower is 500 meters high.")


@pytest.mark.parametrize("lang", list(Lang))
def test_a_sentence_of_a_gold_clause_without_a_fact_is_extra(lang: Lang):
    assert extra_sentences(trial(FACT, EMPTY, OTHER, lang=lang)) == (0.0, 1.0)


def test_a_sentence_of_a_clause_that_is_not_gold_is_an_extra_clause():
    assert extra_clauses(trial(FACT, EMPTY, OTHER)) == (0.0, 0.0, 1.0)


def test_refusals_and_unanswerable_questions_have_no_extra_sentences_and_no_length():
    for without in (trial(FACT, status=Status.REFUSED), trial(FACT, answerable=False)):
        assert (extra_clauses(without), extra_sentences(without), length(without)) == ((), (), ())


def test_the_table_has_a_row_for_all_each_language_and_each_kind_in_each():
    rows = table("now", figures([trial(FACT), trial(EMPTY, lang=Lang.EN)])).rows
    assert [row[:2] for row in rows] == [
        ("all", "2"), ("all zh", "1"), ("all en", "1"), ("factoid zh", "1"), ("factoid en", "1"),
    ]  # fmt: skip
    assert rows[0][2] == "50.0 [0–100]"
    assert rows[3][2:4] == ("100.0", "100.0")
    assert rows[4][2:4] == ("0.0", "0.0")


def test_figures_are_kept_unrounded_and_what_is_not_defined_is_none():
    row = figures([trial(FACT, EMPTY, OTHER), trial(status=Status.REFUSED)])[0]
    assert (row["n"], row["facts"], row["extra clauses"], row["extra sentences"]) == (2, 1 / 2, 1 / 3, 1 / 2)
    assert figures([trial(status=Status.REFUSED)])[0]["length"] is None
