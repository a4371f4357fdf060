from dataclasses import replace

import pytest

from rag.types import AnswerSentence, DraftKind, Lang, Span, Status
from rag.ui.answer_tools import copy_text, next_html, tools_html
from rag.ui.answer_view import answer_html, shortened
from rag.ui.chat_view import Shelf, change_html, conversation_html
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


def test_a_note_that_is_a_reason_is_shown_once(pipeline):
    answer = pipeline.ask("bridge")
    note = AnswerSentence("The year is not given.", (), (), DraftKind.NOTE)
    noted = replace(answer, status=Status.PARTIAL, reasons=(note.text,), sentences=(*answer.sentences, note))
    assert answer_html(noted, 0).count(note.text) == 1
    assert answer_html(replace(noted, reasons=()), 0).count(note.text) == 1


def test_a_growing_answer_has_no_tools_yet(pipeline):
    said = (Exchange("bridge", pipeline.ask("bridge")),)
    assert "data-copy" in change_html(said, [0], Shelf(pipeline.documents))
    growing = change_html(said, [0], Shelf(pipeline.documents), busy=True)
    assert "data-copy" not in growing
    assert "timings" not in growing


def test_a_stopped_answer_is_not_offered_whole_but_can_be_asked_for_again(pipeline):
    said = (Exchange("bridge", pipeline.ask("bridge"), stopped=True), Exchange("road", stopped=True))
    html = change_html(said, [0, 1], Shelf(pipeline.documents))
    assert not any(f"data-{tool}" in html for tool in ("copy", "thumb"))
    assert 'data-retell="en" data-turn="0"' in html
    assert 'data-retell="auto" data-turn="1"' in html
    assert "已停止" in html


def test_a_change_brings_only_its_exchanges_and_how_many_there_are(pipeline):
    said = tuple(Exchange(f"bridge {n}", pipeline.ask("bridge")) for n in range(3))
    html = change_html(said, [1], Shelf(pipeline.documents))
    assert html.startswith('<div data-count="3">')
    assert html.count("<article") == 1
    assert 'data-exchange="1"' in html


def test_a_change_to_no_conversation_is_the_welcome(pipeline):
    html = change_html((), [], Shelf(pipeline.documents), notice="no")
    assert 'class="welcome"' in html
    assert '<div class="notice" role="alert">no</div>' in html


def test_an_empty_chat_names_its_document_and_the_language_that_prevails(pipeline):
    html = conversation_html((), Shelf(pipeline.documents, counts={"lake": 4}))
    assert '<span class="title" lang="zh-Hans">湖区规划</span>' in html
    assert '<span class="title" lang="en">Lake District Plan</span>' in html
    assert ">4 <span" in html
    assert "以中文文本为准" in html


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


def test_a_thumb_once_given_is_pressed_and_can_be_put_right(pipeline):
    html = tools(pipeline, "bridge", rated="down")
    assert 'data-thumb="down" data-turn="0" aria-pressed="true"' in html
    assert 'data-thumb="up" data-turn="0" aria-pressed="false"' in html
    assert "<form" in html
    assert "Saved, thank you" in html


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


def test_the_time_is_told_in_all_and_its_stages_when_opened(pipeline):
    answer = replace(pipeline.ask("bridge"), timings={"retrieve": 0.041, "answer": 1.5})
    html = answer_html(answer, 0).split('<details class="timings">')[1]
    summary, stages = html.split("</summary>")[0], html.split("</summary>")[1]
    assert "1.5 s" in summary
    assert "41 ms" not in summary
    assert ">retrieve</span> 41 ms" in stages


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("The lake and the road", 14, "The lake and…"),
        ("The lake", 14, "The lake"),
        ("The lake, and", 11, "The lake…"),
        ("湖区道路桥梁建设", 4, "湖区道路…"),
        ("修建G60科创走廊", 3, "修建G…"),
        ("Averylongword", 5, "Avery…"),
    ],
    ids=["en", "short", "comma", "zh", "mixed", "one_word"],
)
def test_a_snippet_is_cut_between_words(text, most, shown):
    assert shortened(text, most) == shown


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


def focused(pipeline, question, text, *words, query="which"):
    """The answer to a question with that text, in which those words are emphasised."""
    answer = pipeline.ask(question)
    spans = tuple(Span(text.index(word), text.index(word) + len(word)) for word in words)
    return replace(answer, query=query, text=text, sentences=(replace(answer.sentences[0], text=text, focus=spans),))


def test_what_answers_directly_is_bold_and_escaped(pipeline):
    html = answer_html(focused(pipeline, "bridge", "Built: <3> bridges 桥.", "<3>"), 0)
    assert "Built: <strong>&lt;3&gt;</strong> bridges 桥." in html
    assert "entries" not in html


@pytest.mark.parametrize(
    ("question", "text", "words", "query", "joints"),
    [
        ("桥", "修石桥、木桥和铁桥,等等。", ["石桥", "木桥", "铁桥"], "修哪些桥", ["、", "和", ","]),
        ("bridge", "Stone, wood, and iron, too.", ["Stone", "wood", "iron"], "which bridges", [", ", ", and ", ","]),
        ("bridge 桥", "Stone 石, wood, and 铁.", ["Stone 石", "wood", "铁"], "list 桥", [", ", ", and ", ""]),
    ],
    ids=["zh", "en", "mixed"],
)
def test_several_things_asked_for_are_set_one_a_line_with_what_joins_them(
    pipeline, question, text, words, query, joints
):
    html = answer_html(focused(pipeline, question, text, *words, query=query), 0)
    entries = [part.split("</span>")[0] for part in html.split('<span role="listitem"><strong>')[1:]]
    assert entries == [f"{word}</strong>{joint}" for word, joint in zip(words, joints, strict=True)]


@pytest.mark.parametrize(
    ("text", "words", "query"),
    [
        ("修石桥和木桥。", ["石桥", "木桥"], "修哪些桥"),
        ("甲省石桥、乙省木桥、丙省铁桥。", ["石桥", "木桥", "铁桥"], "修哪些桥"),
        ("修3座、5座、7座。", ["3座", "5座", "7座"], "修多少座"),
    ],
    ids=["two", "not_only_joined", "no_list_asked"],
)
def test_other_emphasis_stays_in_its_line(pipeline, text, words, query):
    html = answer_html(focused(pipeline, "桥", text, *words, query=query), 0)
    assert html.count("<strong>") == len(words)
    assert "entries" not in html


def test_a_list_item_s_dash_does_not_move_the_emphasis(pipeline):
    assert '"sentence ">Inspect <strong>twice</strong>.' in answer_html(
        focused(pipeline, "road", "- Inspect twice.", "twice"), 0
    )
