"""Answers and refusals as text."""

from rag import Pipeline
from rag.render import emphasised_lines, focus_in_text, label, lay_out, render_refusal
from rag.types import DraftKind, Lang

CLAIM, LEAD, NOTE = DraftKind.CLAIM, DraftKind.LEAD, DraftKind.NOTE


def test_chinese_sentences_run_on_and_english_ones_with_a_space():
    parts = [("甲。", "甲。[1]", CLAIM), ("乙。", "乙。[2]", CLAIM)]
    assert lay_out(parts, Lang.ZH)[0] == "甲。[1]乙。[2]"
    assert lay_out([("A.", "A. [1]", CLAIM), ("B.", "B. [2]", CLAIM)], Lang.EN)[0] == "A. [1] B. [2]"


def test_leads_notes_and_list_items_begin_lines():
    parts = [
        ("By 2031:", "By 2031:", LEAD),
        ("- A.", "- A. [1]", CLAIM),
        ("- B.", "- B. [1]", CLAIM),
        ("N.", "N.", NOTE),
    ]
    assert lay_out(parts, Lang.EN)[0] == "By 2031:\n- A. [1]\n- B. [1]\nN."


def test_spans_cut_the_sentences_out_of_the_text():
    parts = [("In short:", "In short:", LEAD), ("甲G60。", "甲G60。[1]", CLAIM), ("B.", "B. [2]", CLAIM)]
    for lang in Lang:
        text, spans = lay_out(parts, lang)
        assert [span.of(text) for span in spans] == [words for words, _, _ in parts]


def test_nothing_is_laid_out_as_nothing():
    assert lay_out([], Lang.ZH) == ("", ())


def test_a_label_is_the_number_and_the_title(clause_of):
    titled = clause_of("1.1", ("石桥。", "Stone"), ("长。", "Long."), title=1)
    assert label(titled, Lang.ZH) == "1.1 石桥。"
    assert label(titled, Lang.EN) == "1.1 Stone"


def test_a_label_without_a_title_takes_the_last_heading(clause_of):
    assert label(clause_of("1.1", ("长。", "Long.")), Lang.EN) == "1.1 Bridges"


def test_a_refusal_is_in_the_asker_s_language_with_reasons_and_the_three_nearest(clause_of, hits_of):
    hits = hits_of([clause_of(str(i), ("长。", "Long.")) for i in range(1, 6)])
    assert render_refusal(hits, ["没有找到“月球”。"], Lang.ZH) == (
        "文件没有回答这个问题。没有找到“月球”。\n最接近的条文：1 桥；2 桥；3 桥。"
    )
    assert render_refusal(hits, ["“Moon” was not found."], Lang.EN) == (
        "The document does not answer this question. “Moon” was not found.\n"
        "Nearest clauses: 1 Bridges; 2 Bridges; 3 Bridges."
    )


def test_a_refusal_without_hits_names_none():
    assert render_refusal((), (), Lang.EN) == "The document does not answer this question."


def test_lines_are_cut_at_what_answers_directly(bridges: Pipeline):
    answer = bridges.ask("石桥每座有多长？")
    first = next(line for line in emphasised_lines(answer) if any(direct for _, direct in line))
    assert ("500米", True) in first
    assert "\n".join("".join(words for words, _ in line) for line in emphasised_lines(answer)) == answer.text
    assert [span.of(answer.text) for span in focus_in_text(answer)] == ["500米"]


def test_a_refusal_has_nothing_emphasised(bridges: Pipeline):
    answer = bridges.ask("Who won the football world cup in Brazil?")
    assert focus_in_text(answer) == ()
    assert "\n".join("".join(words for words, _ in line) for line in emphasised_lines(answer)) == answer.text
