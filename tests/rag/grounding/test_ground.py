"""`ground`: only claims whose clauses were retrieved and whose checks pass are shown; nothing is dropped silently."""

import pytest

from rag.grounding import Asked, ground
from rag.types import Answer, DraftKind, DraftSentence, Lang, Rejection, Status, Verdict

LENGTH = ("石桥长500米。", "The stone bridge is 500 meters long.")
WIDTH = ("石桥宽30米。", "The stone bridge is 30 meters wide.")
YEAR = ("木桥2031年建成。", "The wooden bridge will be completed in 2031.")


@pytest.fixture
def asked(clause_of, hits_of) -> Asked:
    """Hits 1.1 (length and width) and 1.2 (year)."""
    return Asked("多长？", "多长?", Lang.ZH, tuple(hits_of([clause_of("1.1", LENGTH, WIDTH), clause_of("1.2", YEAR)])))


def last(asked: Asked, *sentences: str | DraftSentence) -> Answer:
    draft = [DraftSentence(text) if isinstance(text, str) else text for text in sentences]
    *_, answer = ground(draft, asked)
    return answer


@pytest.mark.parametrize("sentence", [*LENGTH, *YEAR], ids=["zh", "en", "zh_other", "en_other"])
def test_a_verbatim_sentence_with_its_marker_is_shown(asked: Asked, sentence: str):
    number = "1.2" if sentence in YEAR else "1.1"
    answer = last(asked, f"{sentence}[{number}]")
    assert answer.status is Status.ANSWERED
    assert [item.text for item in answer.sentences] == [sentence]
    assert [citation.clause.number for citation in answer.citations] == [number]
    assert answer.rejected == ()


def test_a_citation_quotes_both_languages_and_points_into_the_answer(asked: Asked):
    answer = last(asked, f"{LENGTH[0]}[1.1]", f"{YEAR[0]}[1.2]")
    first, second = answer.citations
    assert (first.quote_zh, first.quote_en) == LENGTH
    assert (second.quote_zh, second.quote_en) == YEAR
    assert [citation.answer_span.of(answer.text) for citation in answer.citations] == [LENGTH[0], YEAR[0]]
    assert answer.text == f"{LENGTH[0]}[1.1]{YEAR[0]}[1.2]"


@pytest.mark.parametrize(
    ("sentence", "check"),
    [
        (LENGTH[0], "marker"),
        (f"{LENGTH[0]}[9.9]", "marker"),
        ("石桥长900米。[1.1]", "numbers"),
        ("The stone bridge is 900 meters long. [1.1]", "numbers"),
        (f"{YEAR[0]}[1.1]", "numbers"),
        (f"{LENGTH[1]} [1.2]", "marker"),
    ],
    ids=["no_marker", "unknown_clause", "altered_number_zh", "altered_number_en", "another_clause", "of_another"],
)
def test_a_sentence_that_fails_a_check_is_rejected_with_the_verdict(asked: Asked, sentence: str, check: str):
    answer = last(asked, f"{WIDTH[0]}[1.1]", sentence)
    assert [item.text for item in answer.sentences] == [WIDTH[0]]
    (rejected,) = answer.rejected
    failed = [verdict for verdict in rejected.verdicts if not verdict.passed]
    assert check in {verdict.check for verdict in failed}
    assert all(verdict.reason for verdict in failed)


@pytest.mark.parametrize("lang", list(Lang))
def test_with_no_claim_left_the_answer_is_a_refusal_in_the_asker_s_language(asked: Asked, lang: Lang):
    asked = Asked(asked.question, asked.query, lang, asked.hits)
    answer = last(asked, "石桥长900米。[1.1]")
    assert answer.status is Status.REFUSED
    assert (answer.sentences, answer.citations) == ((), ())
    assert ("没有回答" if lang is Lang.ZH else "does not answer") in answer.text
    assert answer.hits == asked.hits
    assert len(answer.rejected) == 1


def test_an_empty_draft_is_one_refusal(asked: Asked):
    assert [answer.status for answer in ground((), asked)] == [Status.REFUSED]


def test_silence_alone_is_a_refusal_and_after_a_claim_a_partial_answer(asked: Asked):
    silent = DraftSentence("", DraftKind.SILENT)
    assert last(asked, silent).status is Status.REFUSED
    assert last(asked, f"{LENGTH[0]}[1.1]", silent).status is Status.PARTIAL


def test_reasons_make_an_answer_partial(asked: Asked):
    asked = Asked(asked.question, asked.query, asked.lang, asked.hits, reasons=("没有宽度。",))
    answer = last(asked, f"{LENGTH[0]}[1.1]")
    assert (answer.status, answer.reasons) == (Status.PARTIAL, ("没有宽度。",))


def test_a_lead_is_shown_once_a_claim_stands_under_it(asked: Asked):
    lead = DraftSentence("石桥：", DraftKind.LEAD)
    shown = last(asked, lead, f"{LENGTH[0]}[1.1]")
    assert [item.kind for item in shown.sentences] == [DraftKind.LEAD, DraftKind.CLAIM]
    assert last(asked, lead, "石桥长900米。[1.1]").sentences == ()
    assert [item.kind for item in last(asked, f"{LENGTH[0]}[1.1]", lead).sentences] == [DraftKind.CLAIM]


def test_a_lead_is_shown_once_however_many_claims_stand_under_it(asked: Asked):
    answer = last(asked, DraftSentence("石桥：", DraftKind.LEAD), f"{LENGTH[0]}[1.1]", f"{WIDTH[0]}[1.1]")
    assert [item.text for item in answer.sentences] == ["石桥：", LENGTH[0], WIDTH[0]]


def test_answers_grow_sentence_by_sentence(asked: Asked):
    draft = [DraftSentence(f"{pair[0]}[1.1]") for pair in (LENGTH, WIDTH)]
    texts = [answer.text for answer in ground(draft, asked)]
    assert all(later.startswith(earlier) for earlier, later in zip(texts, texts[1:], strict=False))
    assert [len(answer.sentences) for answer in ground(draft, asked)] == [1, 2, 2]


def test_a_sentence_may_cite_two_clauses(asked: Asked):
    answer = last(asked, "石桥长500米，木桥2031年建成。[1.1][1.2]")
    assert [citation.clause.number for citation in answer.citations] == ["1.1", "1.2"]


def test_every_shown_claim_has_a_citation_and_only_passed_verdicts(asked: Asked):
    answer = last(asked, f"{LENGTH[1]} [1.1]", "It is 7 meters. [1.1]", f"{YEAR[1]} [1.2]")
    claims = [item for item in answer.sentences if item.kind is DraftKind.CLAIM]
    assert len(claims) == 2
    assert all(item.citations and all(verdict.passed for verdict in item.verdicts) for item in claims)


def test_what_was_passed_on_is_passed_on(asked: Asked):
    before = Rejection("甲。", (Verdict("numbers", False, "7"),))
    asked = Asked(asked.question, asked.query, asked.lang, asked.hits, notices=("注意。",), rejected=(before,))
    answer = last(asked, f"{LENGTH[0]}[1.1]")
    assert (answer.question, answer.query, answer.notices) == ("多长？", "多长?", ("注意。",))
    assert answer.rejected == (before,)
    assert dict(answer.timings) == {}


@pytest.mark.parametrize("sentence", ["石桥长500米[12]。", "The bridge is 500 meters long [12]."], ids=["zh", "en"])
def test_a_verbatim_sentence_with_a_footnote_is_shown(clause_of, hits_of, sentence: str):
    pair = (sentence, "") if "石" in sentence else ("", sentence)
    asked = Asked("?", "?", Lang.ZH, tuple(hits_of([clause_of("1.1", pair)])))
    assert last(asked, f"{sentence}[1.1]").status is Status.ANSWERED
