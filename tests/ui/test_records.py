import json
from dataclasses import replace

import pytest

from rag.errors import QuestionError, UnknownClauseError
from rag.types import ChannelScore, Span
from rag.ui.conversation import Exchange
from rag.ui.records import conversation_of, record_of
from rag.ui.why_view import FOUND, shown_channels, why_html


def through_a_browser(conversation):
    return json.loads(json.dumps(record_of(conversation), ensure_ascii=False))


def with_shown_channels(exchange):
    """The exchange as a record keeps it: of the channels, what is shown."""
    answer = exchange.answer
    hits = [
        replace(hit, channels=shown_channels(hit, answer.query) if place < FOUND else {})
        for place, hit in enumerate(answer.hits)
    ]
    return replace(exchange, answer=replace(answer, hits=tuple(hits)))


def test_a_conversation_comes_back_as_it_was(pipeline):
    said = tuple(Exchange(question, pipeline.ask(question)) for question in ("桥？", "bridge and road?", "moon?"))
    said = (*said, replace(said[0], rated="down"), replace(said[1], stopped=True))
    assert conversation_of(through_a_browser(said), pipeline.clause) == tuple(map(with_shown_channels, said))


def test_a_record_holds_no_more_of_the_channels_than_is_shown(pipeline):
    answer = pipeline.ask("bridge?")
    channels = {f"vector {n}": ChannelScore(n, 1.0, ("junk",)) for n in range(1, 9)}
    channels |= {
        "ranking": ChannelScore(1, 2.0, ("lexical clause +2.25",)),
        "lexical": ChannelScore(1, 1.0, ("bridg",)),
    }
    hits = tuple(replace(answer.hits[0], channels=channels) for _ in range(10))
    saved = through_a_browser((Exchange("bridge?", replace(answer, hits=hits)),))["exchanges"][0]["answer"]["hits"]
    assert sorted(saved[0]["channels"]) == ["lexical", "vector"]
    assert saved[0]["channels"]["vector"] == {"rank": 1, "score": 1.0, "terms": []}
    assert [hit["channels"] for hit in saved[FOUND:]] == [{}] * (10 - FOUND)


def test_why_shows_the_same_of_a_kept_answer(pipeline):
    said = (Exchange("bridges?", pipeline.ask("bridges?")),)
    (kept,) = conversation_of(through_a_browser(said), pipeline.clause)
    assert why_html(kept.answer, 0) == why_html(said[0].answer, 0)


def test_a_rating_that_is_none_is_left_out(pipeline):
    record = through_a_browser((Exchange("road?", pipeline.ask("road?")),))
    record["exchanges"][0]["rated"] = "<b>"
    assert conversation_of(record, pipeline.clause)[0].rated == ""


def test_a_question_without_answer_comes_back(pipeline):
    assert conversation_of(through_a_browser((Exchange("桥？"),)), pipeline.clause) == (Exchange("桥？"),)


def test_a_quote_that_the_clause_does_not_hold_is_left_out_and_said(pipeline):
    record = through_a_browser((Exchange("road?", pipeline.ask("road?")),))
    record["exchanges"][0]["answer"]["sentences"][0]["citations"][0]["en"] = "Roads are never inspected."
    (exchange,) = conversation_of(record, pipeline.clause)
    assert exchange.answer.citations == ()
    assert "1 of its quotes" in exchange.answer.notices[0]


def test_a_clause_that_is_gone_is_left_out(pipeline):
    def none(number):
        raise UnknownClauseError(number)

    (exchange,) = conversation_of(through_a_browser((Exchange("路？", pipeline.ask("路？")),)), none)
    assert (exchange.answer.citations, exchange.answer.hits) == ((), ())
    assert "1 处引文" in exchange.answer.notices[0]


@pytest.mark.parametrize(
    "record",
    [None, [], {"exchanges": [{"question": 3}]}, {"exchanges": [{"question": "a", "answer": {"lang": "fr"}}]}],
    ids=["null", "list", "question_number", "answer_of_no_language"],
)
def test_a_record_of_another_shape_is_refused_in_words(pipeline, record):
    with pytest.raises(QuestionError, match="delete it and ask again"):
        conversation_of(record, pipeline.clause)


def test_a_long_conversation_comes_back_with_its_last_questions(pipeline):
    said = conversation_of(record_of(tuple(Exchange(str(n)) for n in range(300))), pipeline.clause)
    assert [said[0].question, said[-1].question] == ["100", "299"]


def test_a_sentence_number_beyond_the_clause_is_none(pipeline):
    record = through_a_browser((Exchange("moon?", pipeline.ask("moon?")),))
    record["exchanges"][0]["answer"]["hits"][0]["sentence"] = 99
    (exchange,) = conversation_of(record, pipeline.clause)
    assert exchange.answer.hits[0] == replace(exchange.answer.hits[0], sentence=None)


@pytest.mark.parametrize(
    ("focus", "kept"),
    [([(0, 5)], True), ([(0, 5), (3, 7)], False), ([(0, 999)], False), ([(4, 2)], False)],
    ids=["good", "overlapping", "beyond", "reversed"],
)
def test_an_emphasis_comes_back_where_it_is_in_the_sentence(pipeline, focus, kept):
    record = through_a_browser((Exchange("road?", pipeline.ask("road?")),))
    saved = record["exchanges"][0]["answer"]["sentences"][0]
    saved["focus"] = [{"start": start, "end": end} for start, end in focus]
    (exchange,) = conversation_of(record, pipeline.clause)
    assert exchange.answer.sentences[0].focus == (tuple(Span(*span) for span in focus) if kept else ())
