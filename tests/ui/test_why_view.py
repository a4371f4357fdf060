from dataclasses import replace

import pytest

from rag.types import ChannelScore, Rejection, Verdict
from rag.ui.labels import LABELS
from rag.ui.why_view import FOUND, shown_channels, why_html, words_matched


def explained(pipeline, question="bridge?", **channels):
    """The answer with those channels on its only hit."""
    answer = pipeline.ask(question)
    hit = replace(answer.hits[0], channels={name.replace("_", " "): score for name, score in channels.items()})
    return replace(answer, hits=(hit,))


def test_what_the_checks_removed_is_shown_struck_through_with_the_check_in_both_languages(pipeline):
    rejected = (
        Rejection("Ten <b>bridges</b>.", (Verdict("numbers", False, "not in 1.1.1: 10"), Verdict("names", True))),
    )
    html = why_html(replace(pipeline.ask("bridge"), rejected=rejected), 0)
    assert "<del>Ten &lt;b&gt;bridges&lt;/b&gt;.</del>" in html
    assert (
        'lang="zh-Hans">数字</span><span class="w en" lang="en">numbers</span>: <span lang="en">not in 1.1.1: 10'
        in html
    )
    assert html.count("✗") == 1


def test_a_check_without_a_label_keeps_its_own_name(pipeline):
    assert "✓ verbatim" in why_html(pipeline.ask("bridge"), 0)


def test_every_check_and_channel_of_the_product_has_a_label(bundled_pipeline):
    answer = bundled_pipeline.ask("长三角要怎样推动体育资源共享？")
    checks = {verdict.check for sentence in answer.sentences for verdict in sentence.verdicts}
    kinds = {kind for hit in answer.hits for kind in shown_channels(hit, answer.query)}
    assert {f"check_{check}" for check in checks} | {f"by_{kind}" for kind in kinds} <= set(LABELS)


def test_of_each_kind_of_channel_the_best_rank_is_shown(pipeline):
    answer = explained(
        pipeline,
        vector_clause_zh=ChannelScore(7, 0.3),
        vector_sentence_en=ChannelScore(2, 0.5),
        vector_x=ChannelScore(4, 0.4),
    )
    shown = shown_channels(answer.hits[0], answer.query)
    assert {kind: channel.rank for kind, channel in shown.items()} == {"vector": 2}
    assert 'lang="zh-Hans">语义</span>' in why_html(answer, 0)


def test_what_the_ranking_weighed_near_misses_and_channels_that_found_nothing_are_not_shown(pipeline):
    answer = explained(
        pipeline,
        ranking=ChannelScore(1, 9.0, ("lexical clause +2.25",)),
        vector_unanswered=ChannelScore(1, 0.9, ("who built it?",)),
        lexical_heading=ChannelScore(53, 0.0),
    )
    assert shown_channels(answer.hits[0], answer.query) == {}


@pytest.mark.parametrize(("score", "shown"), [(-0.1, {"classifier"}), (-6.0, set())], ids=["probable", "improbable"])
def test_the_classifier_is_shown_where_it_holds_the_clause_probable(pipeline, score: float, shown: set[str]):
    answer = explained(pipeline, classifier_clause=ChannelScore(1, score))
    assert set(shown_channels(answer.hits[0], answer.query)) == shown


def test_the_nearest_known_question_is_named_as_such(pipeline):
    answer = explained(pipeline, vector_question=ChannelScore(1, 0.7, ("how many bridges?",)))
    html = why_html(answer, 0)
    assert "Nearest question it is known to answer</span>: “how many bridges?”" in html
    assert "<kbd>" not in html


def test_words_come_from_lexical_channels_alone(pipeline):
    answer = explained(
        pipeline,
        "protected bridges?",
        lexical_clause=ChannelScore(1, 2.0, ("bridg",)),
        related_clause=ChannelScore(1, 2.0, ("protect≈保护",)),
    )
    assert shown_channels(answer.hits[0], answer.query)["lexical"].terms == ("bridges",)


@pytest.mark.parametrize(
    ("query", "terms", "words"),
    [
        ("湖区体育资源共享", ["体育", "资源", "共享", "资源共享", "区体", "育资", "源共"], ("体育", "资源共享")),
        ("protected lakes by 2031", ["protect", "lake", "2031"], ("protected", "lakes", "2031")),
        ("5g覆盖率的目标", ["5g", "覆盖", "覆盖率", "盖率", "目标", "的"], ("5g", "覆盖率", "目标")),
        ("桥", ["路"], ()),
    ],
    ids=["zh", "en", "mixed", "none"],
)
def test_words_are_those_of_the_question_and_no_pairs_of_characters(query, terms, words):
    assert words_matched(query, terms) == words


def test_no_more_clauses_are_listed_than_a_record_keeps(pipeline):
    answer = pipeline.ask("bridge")
    hits = tuple(replace(answer.hits[0]) for _ in range(FOUND + 3))
    assert why_html(replace(answer, hits=hits), 0).count("data-clause=") == FOUND
