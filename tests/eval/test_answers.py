"""The answer measures: what is beside the point in an answer, and the table of them."""

import pytest

from eval.answers import extra_clauses, extra_sentences, length, table
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
    rows = table([trial(FACT), trial(EMPTY, lang=Lang.EN)]).splitlines()
    assert [" ".join(row.split()[:2]) for row in rows[1:]] == ["all 2", "all zh", "all en", "factoid zh", "factoid en"]
    assert rows[4].split()[2:5] == ["1", "100.0", "100.0"]
    assert rows[5].split()[2:5] == ["1", "0.0", "0.0"]
