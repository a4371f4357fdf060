from dataclasses import replace

from rag.types import ChannelScore, DraftKind, Lang, Status
from rag.ui.answer_tools import copy_text, next_html, tools_html
from rag.ui.answer_view import answer_html
from rag.ui.chat_view import Shelf, conversation_html
from rag.ui.conversation import Exchange, exchange_at, history, with_exchange

MALICE = "<script>alert(1)</script> [x](javascript:alert(1)) ${alert(1)} {{#each}}"


def tools(pipeline, question, **options):
    return tools_html(pipeline.ask(question), 0, documents=pipeline.documents, **options)


def test_each_sentence_carries_a_link_to_its_clause(pipeline):
    html = answer_html(pipeline.ask("bridge and road"), 3)
    assert html.count('class="marker" href="?clause=lake:1.1.1"') == 2
    assert 'data-clause="lake:1.1.2" data-turn="3" data-citation="2">' in html
    assert "</span>[1.1.2]</a>" in html


def test_sentences_on_different_lines_are_different_paragraphs(pipeline):
    answer = pipeline.ask("bridge")
    lines = replace(answer, text=answer.text.replace("] ", "]\n"))
    assert answer_html(answer, 0).count('<p class=""><span') == 1
    assert answer_html(lines, 0).count('<p class=""><span') == 2


def test_sentences_not_found_in_the_text_are_still_shown(pipeline):
    html = answer_html(replace(pipeline.ask("bridge"), text=""), 0)
    assert "Three bridges" in html
    assert "footpaths" in html


def test_a_refusal_says_why_and_offers_the_nearest_clauses(pipeline):
    html = answer_html(pipeline.ask("What of the moon?"), 0)
    assert "The document does not answer this" in html
    assert "No clause speaks of it." in html
    assert html.split('class="nearest"')[1].split("</ul>")[0].count("<li>") == 4


def test_a_refusal_is_in_the_language_asked(pipeline):
    html = answer_html(pipeline.ask("月球怎么办？"), 0)
    assert "文件没有回答这个问题" in html
    assert "does not answer" not in html


def test_a_sentence_that_begins_with_a_dash_is_a_list_item(pipeline):
    answer = pipeline.ask("road")
    item = replace(answer.sentences[0], text="- Inspect the road.")
    html = answer_html(replace(answer, sentences=(item,), text="- Inspect the road."), 0)
    assert '<p class="item"><span class="sentence ">Inspect the road.' in html


def test_a_partial_answer_says_so(pipeline):
    answer = replace(pipeline.ask("bridge"), status=Status.PARTIAL, reasons=("The year is not given.",))
    html = answer_html(answer, 0)
    assert "Partial answer" in html
    assert "The year is not given." in html


def test_what_the_checks_removed_is_shown_struck_through(pipeline):
    assert "<del>Ten bridges.</del> 10 is not cited" in tools(pipeline, "bridge")


def test_a_growing_answer_has_no_tools_yet(pipeline):
    said = (Exchange("bridge", pipeline.ask("bridge")),)
    assert "data-copy" in conversation_html(said, Shelf(pipeline.documents))
    assert "data-copy" not in conversation_html(said, Shelf(pipeline.documents), busy=0)


def test_the_other_language_is_offered_in_that_language(pipeline):
    assert 'lang="zh-Hans" data-retell="zh" data-turn="0">用中文回答' in tools(pipeline, "bridge")


def test_a_note_is_told_from_a_claim(pipeline):
    answer = pipeline.ask("road")
    note = replace(answer.sentences[0], kind=DraftKind.NOTE, citations=())
    assert 'class="sentence note"' in answer_html(replace(answer, sentences=(note,)), 0)


def test_questions_and_notices_are_escaped(pipeline):
    html = conversation_html((Exchange(MALICE, pipeline.ask("fish")),), Shelf(pipeline.documents), notice=MALICE)
    assert "<script" not in html
    assert "<img" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt; [x]") == 2


def test_an_empty_conversation_offers_questions_in_both_languages():
    html = conversation_html((), Shelf(examples=((Lang.ZH, "桥？"), (Lang.EN, "bridge?"))))
    assert 'lang="zh-Hans" data-question=' in html
    assert 'lang="en" data-question=' in html


def test_copied_text_brings_its_quotes(pipeline):
    assert copy_text(pipeline.ask("road")) == (
        "The lakeside road shall be inspected twice a year.[1.1.2]\n\n"
        "[1.1.2] 环湖公路每年检查两次。 / The lakeside road shall be inspected twice a year."
    )


def test_copied_text_of_several_documents_names_each_clause_by_its_id(pipeline):
    answer = pipeline.ask("road")
    cited = answer.citations[0]
    other = replace(cited.clause, id="hill:1.1.2", document="hill")
    both = (cited, replace(cited, clause=other))
    text = copy_text(replace(answer, citations=both, hits=(*answer.hits, replace(answer.hits[0], clause=other))))
    assert "\n[lake:1.1.2] 环湖公路每年检查两次。 / The" in text
    assert "\n[hill:1.1.2] 环湖公路每年检查两次。 / The" in text


def test_why_this_answer_shows_matched_terms_and_ranks(pipeline):
    html = tools(pipeline, "bridge")
    assert "<kbd>bridge</kbd>" in html
    assert '<abbr title="words">#1</abbr>' in html
    assert "✓ verbatim" in html


def test_channels_of_words_and_of_meaning_are_named_in_the_interfaces_language(pipeline):
    answer = pipeline.ask("bridge")
    channels = {"lexical clause": ChannelScore(3, 1.0), "vector clause zh": ChannelScore(7, 1.0)}
    hit = replace(answer.hits[0], channels=channels)
    html = tools_html(replace(answer, hits=(hit,)), 0, documents=pipeline.documents)
    assert (
        'lang="zh-Hans">语义</span><span class="w en" lang="en">meaning</span> <abbr title="clause zh">#7</abbr>'
        in html
    )


def test_the_reranker_is_named_in_the_interfaces_language(pipeline):
    answer = pipeline.ask("bridge")
    hit = replace(answer.hits[0], channels={"reranker": ChannelScore(2, 0.5)})
    html = tools_html(replace(answer, hits=(hit,)), 0, documents=pipeline.documents)
    assert 'lang="zh-Hans">重排</span><span class="w en" lang="en">reranker</span>' in html


def test_a_thumb_once_given_is_pressed_and_asks_no_more(pipeline):
    html = tools(pipeline, "bridge", rated="down")
    assert 'data-thumb="down" data-turn="0" aria-pressed="true"' in html
    assert 'data-thumb="up" data-turn="0" aria-pressed="false"' in html
    assert "<form" not in html


def test_a_refusal_has_nothing_to_cite(pipeline):
    assert "menu" in tools(pipeline, "bridge")
    assert "menu" not in tools(pipeline, "moon")


def test_next_questions_are_buttons_that_ask_them(pipeline):
    html = next_html(["桥上有<什么>？"], pipeline.ask("桥"))
    assert 'lang="zh-Hans" data-question="桥上有&lt;什么&gt;？">桥上有&lt;什么&gt;？</button>' in html


def test_next_questions_stand_under_the_last_answer_alone(pipeline):
    shelf = Shelf(pipeline.documents, pipeline.questions)
    said = (Exchange("bridge", pipeline.ask("bridge")), Exchange("road", pipeline.ask("road")))
    html = conversation_html(said, shelf)
    assert html.count('class="next"') == 1
    assert html.index('class="next"') > html.index('data-exchange="1"')


def test_stages_are_timed_from_the_first_word_on(pipeline):
    assert ">Time</span> search 4 ms</p>" in answer_html(pipeline.ask("bridge"), 0)


def test_history_is_the_finished_exchanges_as_chat_turns(pipeline):
    answer = pipeline.ask("road")
    assert history((Exchange("road", answer), Exchange("and then?"))) == [
        {"role": "user", "content": "road"},
        {"role": "assistant", "content": answer.text},
    ]


def test_an_exchange_can_be_answered_again_in_its_place(pipeline):
    said = (Exchange("a"), Exchange("b"))
    again = Exchange("a", pipeline.ask("road", lang=Lang.ZH))
    assert with_exchange(said, 0, again) == (again, said[1])
    assert with_exchange(said, 2, again) == (*said, again)


def test_a_turn_that_is_no_index_finds_nothing():
    said = (Exchange("a"),)
    assert exchange_at(said, "0") is said[0]
    assert [exchange_at(said, turn) for turn in ("1", "-1", "", None, "x", 10**30)] == [None] * 6


def test_among_several_documents_a_marker_names_its_own(pipeline):
    answer = pipeline.ask("road")
    other = replace(answer.hits[0], clause=replace(answer.hits[0].clause, id="hill:1.1.1", document="hill"))
    html = answer_html(replace(answer, hits=(*answer.hits, other)), 0)
    assert "[lake:1.1.2]" in html
    assert "[1.1.2]" not in html
