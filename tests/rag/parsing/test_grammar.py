"""The general grammar on small texts written for the purpose: plans, laws, one language, no headings."""

import pytest

from rag.errors import SourceError
from rag.parsing import Parsed, parse
from rag.types import Lang


def read(*lines: str) -> Parsed:
    return parse("\n".join(lines), id="t")


def table(parsed: Parsed) -> list[tuple[str, str, str]]:
    return [(clause.number, clause.zh, clause.en) for clause in parsed.clauses]


def noise(parsed: Parsed, name: str) -> list[str]:
    return [place.span.of(parsed.document.text) for place in parsed.report.noise() if place.name == name]


def assert_offsets(parsed: Parsed) -> None:
    text = parsed.document.text
    for clause in parsed.clauses:
        for lang in Lang:
            assert "\n".join(span.of(text) for span in clause.source[lang]) == clause[lang]
            for pair in clause.sentences:
                span = pair.span(lang)
                assert (span.of(clause[lang]) if span else "") == pair[lang]


HEADED = ("第一章 石桥", "Chapter I Stone Bridges")
LEAD = ("第一章 石桥", "Chapter I Stone Bridges", "石桥很重要。", "Stone bridges matter.")


def test_a_lead_paragraph_is_section_zero_and_sections_follow():
    parsed = read(*LEAD, "第一节 长度", "Section 1 Length", "桥长三里。", "It is three li long.")
    assert table(parsed) == [
        ("1.0.1", "石桥很重要。", "Stone bridges matter."),
        ("1.1.1", "桥长三里。", "It is three li long."),
    ]
    assert [heading.title.en for heading in parsed.clauses[1].path] == ["Stone Bridges", "Length"]


def test_a_preamble_is_chapter_zero():
    parsed = read("前言", "Preamble", "桥很重要。", "Bridges matter.", *HEADED, "桥长。", "It is long.")
    assert [clause.number for clause in parsed.clauses] == ["0.0.1", "1.0.1"]
    assert parsed.clauses[0].path[0].kind == "preamble"


def test_a_new_chapter_starts_its_sections_again():
    parsed = read("第一章 甲", "第一节 子", "一桥。", "第二节 丑", "二桥。", "第二章 乙", "第一节 寅", "三桥。")
    assert [clause.number for clause in parsed.clauses] == ["1.1.1", "1.2.1", "2.1.1"]


def test_english_that_lags_behind_a_heading_goes_to_its_own_section():
    parsed = read(
        "第一章 石桥", "石桥长500米。", "第二章 木桥", "Chapter I Stone Bridges",
        "A stone bridge is 500 meters long.", "木桥长60米。", "Chapter II Wooden Bridges", "A wooden bridge is 60 meters long.",
    )  # fmt: skip
    assert table(parsed) == [
        ("1.0.1", "石桥长500米。", "A stone bridge is 500 meters long."),
        ("2.0.1", "木桥长60米。", "A wooden bridge is 60 meters long."),
    ]


def test_an_english_paragraph_glued_to_the_next_chinese_one_is_cut_between_them():
    parsed = read(*HEADED, "一桥长500米。", "One is 500 meters long. 二桥长60米。", "The other is 60 meters long.")
    assert table(parsed)[0][1:] == ("一桥长500米。", "One is 500 meters long.")
    assert table(parsed)[1][1:] == ("二桥长60米。", "The other is 60 meters long.")
    assert_offsets(parsed)


def test_an_english_heading_glued_to_a_chinese_paragraph_is_cut_from_it():
    parsed = read("第一章 石桥", "Chapter I Stone Bridges 桥长500米。", "The bridge is 500 meters long.")
    assert table(parsed) == [("1.0.1", "桥长500米。", "The bridge is 500 meters long.")]
    assert parsed.clauses[0].path[0].title.en == "Stone Bridges"


def test_a_no_break_space_parts_the_languages_where_no_sentence_ends():
    parsed = read(
        *HEADED, "石桥很长。", "It is long.", "石桥很宽。", "It is wide (see below)\u00a0石桥很高。", "It is high."
    )
    assert table(parsed) == [
        ("1.0.1", "石桥很长。", "It is long."),
        ("1.0.2", "石桥很宽。", "It is wide (see below)"),
        ("1.0.3", "石桥很高。", "It is high."),
    ]
    assert_offsets(parsed)


@pytest.mark.parametrize(
    "line",
    [
        "用于5G和G60科创走廊的桥。",
        "名为Golden Gate Bridge的桥很长。",
        "The bridge (桥) is long.",
        "按照PM2.5标准修桥。",
    ],
    ids=["letters_and_digits", "english_name", "chinese_gloss", "decimal"],
)
def test_a_line_that_mixes_languages_in_a_sentence_stays_whole(line: str):
    parsed = read(*HEADED, line)
    assert [clause.zh + clause.en for clause in parsed.clauses] == [line]


def test_a_heading_broken_in_two_is_made_whole_when_the_contents_page_lists_it():
    parsed = read(
        "目录", "Contents", "第一章 石桥", "Chapter I Building Stone", "Bridges Over the Lake",
        "第一章 石桥", "Chapter I Building Stone", "桥长三里。", "Bridges Over the Lake", "The bridge is three li long.",
    )  # fmt: skip
    assert parsed.clauses[0].path[0].title.en == "Building Stone Bridges Over the Lake"
    assert table(parsed) == [("1.0.1", "桥长三里。", "The bridge is three li long.")]


def test_a_short_first_line_without_a_stop_is_text_under_a_whole_heading():
    parsed = read("第一章 石桥", "Chapter I Stone Bridges", "修建三座", "Three shall be built")
    assert table(parsed) == [("1.0.1", "修建三座", "Three shall be built")]
    assert parsed.clauses[0].path[0].title.en == "Stone Bridges"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["Chapter I", "Stone Bridges", "They are long."], "Stone Bridges"),
        (["Chapter I Building of", "Stone Bridges", "They are long."], "Building of Stone Bridges"),
        (["第一章", "石桥", "桥长三里。"], "石桥"),
    ],
    ids=["number_alone_en", "stops_short", "number_alone_zh"],
)
def test_a_heading_that_stops_short_goes_on_in_the_next_line(lines: list[str], title: str):
    heading = read(*lines).clauses[0].path[0]
    assert (heading.title.zh or heading.title.en) == title


def test_words_in_a_heading_that_the_contents_page_lacks_are_a_stray_phrase():
    parsed = read("目录", "第一章 石桥", "第二章 木桥", "第一章 石桥点此关注", "桥长三里。", "第二章 木桥", "桥短。")
    assert noise(parsed, "stray phrase") == ["点此关注"]
    assert [clause.path[0].title.zh for clause in parsed.clauses] == ["石桥", "木桥"]


def test_the_contents_page_is_no_clause_and_no_heading():
    parsed = read("目录", "第一章 石桥", "第二章 木桥", "第一章 石桥", "桥长三里。", "第二章 木桥", "桥短。")
    assert noise(parsed, "contents") == ["目录", "第一章 石桥", "第二章 木桥"]
    assert len(parsed.clauses) == 2


@pytest.mark.parametrize(
    "dateline",
    ["(新华社北京2019年12月1日电)", "（2020年5月28日通过）", "(Xinhua News Agency, Beijing, December 1, 2019)"],
    ids=["agency_zh", "adopted_zh", "agency_en"],
)
def test_a_dateline_is_noise(dateline: str):
    assert noise(read(*HEADED, "桥长三里。", "It is long.", dateline), "dateline") == [dateline]


def test_a_titled_paragraph_has_its_title_as_first_pair_in_both_languages():
    parsed = read(*HEADED, "修建石桥。到2031年建成三座。", "Building stone bridges: Three will be completed by 2031.")
    clause = parsed.clauses[0]
    assert (clause.title.zh, clause.title.en) == ("修建石桥", "Building stone bridges")
    assert [(pair.zh, pair.en, pair.is_title) for pair in clause.sentences] == [
        ("修建石桥。", "Building stone bridges:", True),
        ("到2031年建成三座。", "Three will be completed by 2031.", False),
    ]
    assert [pair.zh for pair in clause.body] == ["到2031年建成三座。"]


def test_a_single_sentence_is_no_title():
    clause = read(*HEADED, "修建石桥。", "Stone bridges shall be built.").clauses[0]
    assert not clause.title
    assert clause.body == clause.sentences


@pytest.mark.parametrize(
    ("zh", "en", "pairs"),
    [
        (
            "桥长500米。桥宽30米。",
            "The bridge is 500 meters long and 30 meters wide.",
            [("桥长500米。桥宽30米。", "The bridge is 500 meters long and 30 meters wide.")],
        ),
        (
            "桥长500米，由本市工匠修建，五年后向公众开放，由市政府管理。",
            "The bridge is 500 meters long and built by local craftsmen. It opens to the public in five years.",
            [
                (
                    "桥长500米，由本市工匠修建，五年后向公众开放，由市政府管理。",
                    "The bridge is 500 meters long and built by local craftsmen. It opens to the public in five years.",
                )
            ],
        ),
    ],
    ids=["two_to_one", "one_to_two"],
)
def test_uneven_sentences_are_aligned_many_to_one_and_noted(zh: str, en: str, pairs: list[tuple[str, str]]):
    parsed = read(*HEADED, zh, en)
    assert [(pair.zh, pair.en) for pair in parsed.clauses[0].sentences] == pairs
    assert any("clause 1.0.1" in note and "Chinese sentences aligned" in note for note in parsed.report.notes)
    assert_offsets(parsed)


def test_where_paragraph_counts_differ_the_one_without_a_translation_stands_alone():
    parsed = read(
        *HEADED, "石桥长500米，宽30米。", "The stone bridge is 500 meters long and 30 meters wide.",
        "2031年另建3座铁桥。", "木桥长60米，宽8米。", "The wooden bridge is 60 meters long and 8 meters wide.",
    )  # fmt: skip
    assert table(parsed) == [
        ("1.0.1", "石桥长500米，宽30米。", "The stone bridge is 500 meters long and 30 meters wide."),
        ("1.0.2", "2031年另建3座铁桥。", ""),
        ("1.0.3", "木桥长60米，宽8米。", "The wooden bridge is 60 meters long and 8 meters wide."),
    ]


def test_a_pair_that_does_not_look_like_a_translation_is_noted_with_its_lines():
    parsed = read(*HEADED, "2019年和2020年和2021年共建桥88座，长999米。", "None was built.")
    assert [note for note in parsed.report.notes if "lines 3 and 4" in note]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["第一章 石桥", "桥长三里。", "桥宽一里。"], [("1.0.1", "桥长三里。", ""), ("1.0.2", "桥宽一里。", "")]),
        (
            ["Chapter 1 Stone Bridges", "It is long.", "It is wide."],
            [("1.0.1", "", "It is long."), ("1.0.2", "", "It is wide.")],
        ),
    ],
    ids=["zh", "en"],
)
def test_one_language_alone_parses(lines: list[str], expected: list[tuple[str, str, str]]):
    parsed = read(*lines)
    assert table(parsed) == expected
    assert_offsets(parsed)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["桥长三里。", "桥宽一里。"], [("1", "桥长三里。", ""), ("2", "桥宽一里。", "")]),
        (["It is long.", "It is wide."], [("1", "", "It is long."), ("2", "", "It is wide.")]),
        (
            ["桥长500米。", "It is 500 meters long.", "桥宽30米。", "It is 30 meters wide."],
            [("1", "桥长500米。", "It is 500 meters long."), ("2", "桥宽30米。", "It is 30 meters wide.")],
        ),
    ],
    ids=["zh", "en", "mixed"],
)
def test_a_text_without_headings_is_numbered_by_paragraph(lines: list[str], expected: list[tuple[str, str, str]]):
    assert table(read(*lines)) == expected


def test_a_short_title_above_a_text_without_headings_is_front_matter_and_names_the_document():
    parsed = read("石桥规划", "Stone Bridge Plan", "桥长500米。", "It is 500 meters long.")
    assert noise(parsed, "front matter") == ["石桥规划", "Stone Bridge Plan"]
    assert (parsed.document.title_zh, parsed.document.title_en) == ("石桥规划", "Stone Bridge Plan")


def test_articles_are_numbered_by_article_and_paired_by_number():
    parsed = read(
        "第一章 总则", "Chapter I General Provisions", "第一条 桥长500米。", "Article 1 The bridge is 500 meters long.",
        "第二条 桥宽30米。", "桥面平整。", "Article 2 The bridge is 30 meters wide.", "Its deck is even.",
    )  # fmt: skip
    assert table(parsed) == [
        ("1", "桥长500米。", "The bridge is 500 meters long."),
        ("2", "桥宽30米。\n桥面平整。", "The bridge is 30 meters wide.\nIts deck is even."),
    ]
    assert [heading.title.en for heading in parsed.clauses[1].path] == ["General Provisions"]
    assert_offsets(parsed)


def test_a_reference_to_an_article_at_a_line_s_start_is_text():
    parsed = read("第一条 桥长三里。", "第二条 桥宽一里。", "第一条规定的桥不在此限。", "第三条 桥高十米。")
    assert [clause.number for clause in parsed.clauses] == ["1", "2", "3"]
    assert parsed.clauses[1].zh == "桥宽一里。\n第一条规定的桥不在此限。"


def test_list_items_with_dashes_stay_clauses_of_their_section():
    parsed = read(*HEADED, "——坚持安全。桥要牢固。", "— Safety: Bridges shall be solid.")
    assert table(parsed) == [("1.0.1", "——坚持安全。桥要牢固。", "— Safety: Bridges shall be solid.")]
    assert parsed.clauses[0].title.zh == "坚持安全"


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "no text"), (" \n\t", "no text"), ("12 34 --", "no text"), ("第一章 石桥\n第二章 木桥", "no clause")],
    ids=["empty", "blank", "no_letters", "headings_only"],
)
def test_a_source_without_clauses_is_refused_with_a_remedy(text: str, words: str):
    with pytest.raises(SourceError, match=f"plan.txt: {words}.*give a text"):
        parse(text, id="t", name="plan.txt")


@pytest.mark.parametrize(
    "text",
    [
        "\n".join([*LEAD, "第一节 长度", "桥长500米。Half is 250 meters. 桥宽30米。", "", "  It is long. "]),
        "桥法\r\n第一条 桥长。\r\n\r\n第一条之一 桥宽。",
        "Ⅱ类水质∶2.2:1。\u3000The ratio is 2.2:1.\u00a0另见①。",
        "标题\n" + "。\n！\n" + "尾",
    ],
    ids=["glued", "carriage_returns", "odd_signs", "bare_stops"],
)
def test_whatever_the_text_nothing_but_white_space_is_left_out(text: str):
    parsed = parse(text, id="t")
    placed = {i for place in parsed.report.placements for i in range(place.span.start, place.span.end)}
    assert [i for i, character in enumerate(text) if not character.isspace() and i not in placed] == []
    assert_offsets(parsed)


def test_the_report_counts_what_became_of_the_lines():
    report = read("石桥规划", *HEADED, "桥长三里。", "It is long.").report
    assert report.count() == {"noise: front matter": 1, "heading": 2, "clause": 2}


# What the parser gets wrong today; each test is the right behaviour, and its mark goes when it passes.


@pytest.mark.parametrize(
    "line",
    ["The font size is at least eight points.", "免责声明应当印在标签上。", "（二）免责声明"],
    ids=["en", "zh", "list_item"],
)
def test_a_sentence_that_mentions_a_font_size_or_a_disclaimer_is_text(line: str):
    parsed = read("每个标签用中文。", line, "罚款一百元。")
    assert parsed.report.count() == {"clause": 3}


@pytest.mark.parametrize(
    "line",
    ["Scan QR Code", "免责声明", "All rights reserved.", "版权所有，侵权必究。"],
    ids=["en", "zh", "en_stop", "zh_stop"],
)
def test_a_portal_s_line_below_the_text_ends_it(line: str):
    parsed = read("每个标签用中文。", "罚款一百元。", line, "We welcome your comments.")
    assert noise(parsed, "portal footer") == [line, "We welcome your comments."]


@pytest.mark.parametrize("label", ["目录", "Contents"], ids=["zh", "en"])
def test_a_contents_label_below_the_text_leaves_the_text_alone(label: str):
    parsed = read(
        "第一章 石桥", "石桥长五百米。", "第二章 木桥", "木桥长六十米。", label, "第三章 铁桥", "铁桥长八百米。"
    )
    assert [clause.number for clause in parsed.clauses] == ["1.0.1", "2.0.1", "3.0.1"]
    assert noise(parsed, "contents") == [label]


def test_a_contents_label_in_a_text_without_headings_leaves_the_text_alone():
    assert [clause.zh for clause in read("桥长三里。", "目录", "桥宽一里。").clauses] == ["桥长三里。", "桥宽一里。"]


def test_a_contents_page_may_stand_right_above_the_first_article():
    parsed = read("桥法", "目录", "第一章 石桥", "第二章 木桥", "第一条 桥长。", "第二条 桥宽。")
    assert noise(parsed, "contents") == ["目录", "第一章 石桥", "第二章 木桥"]


def test_a_label_with_no_list_under_it_is_no_contents_page():
    parsed = read("桥法", "目录", "第一章 石桥", "第一条 桥长。", "第二章 木桥", "第二条 桥宽。")
    assert [clause.path[0].title.zh for clause in parsed.clauses] == ["石桥", "木桥"]


def test_paragraphs_between_the_title_and_the_first_heading_are_clauses():
    parsed = read("石桥规划", "为建好石桥，完善交通，根据有关法律，制定本规划。", *HEADED, "桥长三里。", "It is long.")
    assert table(parsed) == [
        ("0.0.1", "为建好石桥，完善交通，根据有关法律，制定本规划。", ""),
        ("1.0.1", "桥长三里。", "It is long."),
    ]
    assert noise(parsed, "front matter") == ["石桥规划"]


@pytest.mark.parametrize(
    "line",
    [
        "《石桥规划》已由市政府常务会议通过，现予公布。",
        "市政府印发了《石桥规划》。",
        "The Stone Bridge Plan is hereby promulgated.",
        "The council has issued the Stone Bridge Plan.",
        "You have logged in.",
    ],
    ids=["promulgated_zh", "issued_zh", "promulgated_en", "issued_en", "portal"],
)
def test_a_note_on_publication_above_the_first_heading_stays_front_matter(line: str):
    assert noise(read(line, *HEADED, "桥长三里。", "It is long."), "front matter") == [line]


def test_a_preamble_without_a_label_above_the_articles_is_kept_in_both_languages():
    parsed = read("桥法", "人民需要桥。", "The people need bridges.", "第一条 桥长。", "Article 1 It is long.")
    assert table(parsed) == [("0.0.1", "人民需要桥。", "The people need bridges."), ("1", "桥长。", "It is long.")]


def test_a_labelled_preamble_goes_on_counting_behind_one_without_a_label():
    parsed = read("人民需要桥。", "前言", "桥很重要。", "第一章 石桥", "桥长。")
    assert [clause.number for clause in parsed.clauses] == ["0.0.1", "0.0.2", "1.0.1"]


BARE_ZH = ("第一条 桥长500米。", "第二条 桥宽30米，高15米：", "一、石桥；", "第三条 2031年桥向公众开放，不收费。")
BARE_EN = (
    "The bridge is 500 meters long.", "The bridge is 30 meters wide and 15 meters high:", "1. stone bridges;",
    "The bridge opens to the public in 2031 without a toll.",
)  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        [line for pair in zip(BARE_ZH, BARE_EN, strict=True) for line in pair],
        [*BARE_ZH, "Bridge Act", *BARE_EN],
        ["Bridge Act", *BARE_EN, "桥法", *BARE_ZH],
    ],
    ids=["alternating", "below", "above"],
)
def test_a_law_whose_english_has_no_article_heads_keeps_its_english(lines: list[str]):
    parsed = read(*lines)
    assert [(clause.number, clause.en) for clause in parsed.clauses] == [
        ("1", BARE_EN[0]),
        ("2", "\n".join(BARE_EN[1:3])),
        ("3", BARE_EN[3]),
    ]
    assert [note for note in parsed.report.notes if "the English has no article headings" in note]
    assert {*noise(parsed, "front matter")} <= {"Bridge Act", "桥法"}
    assert_offsets(parsed)


def test_a_plan_whose_english_stands_below_without_headings_is_aligned_with_the_chinese():
    parsed = read(
        "第一章 石桥", "桥长500米。", "第二章 木桥", "桥宽30米。", "It is 500 meters long.", "It is 30 meters wide."
    )
    assert table(parsed) == [
        ("1.0.1", "桥长500米。", "It is 500 meters long."),
        ("2.0.1", "桥宽30米。", "It is 30 meters wide."),
    ]


def test_a_foreign_line_in_a_law_of_one_language_stays_where_it_stands():
    parsed = read(
        "第一条 按下列公式计算桥的承重：", "Load is area times force", "第二条 桥长五百米，宽三十米，高十五米。"
    )
    assert parsed.clauses[0].en == "Load is area times force"
    assert not [note for note in parsed.report.notes if "headings" in note]


@pytest.mark.parametrize(
    ("lines", "numbers"),
    [
        (["第一章 石桥", "桥长。", "第一编 其他", "第一章 木桥", "木桥短。"], ["0.1.0.1", "1.1.0.1"]),
        (["第一节 石桥", "桥长。", "第一编 其他", "第一节 木桥", "木桥短。"], ["0.0.1.1", "1.0.1.1"]),
        (["第一编 桥", "第一分编 石桥", "第一章 长", "桥长。", "第二分编 木桥", "第一章 长", "木桥短。"], ["1.1.1.0.1", "1.2.1.0.1"]),
        (["第一章 石桥", "桥长。", "附则", "第一章 木桥", "木桥短。"], ["1.0.1", "1.0.2"]),
        (["第一编 石桥", "第一章 长", "桥长。", "第二章 宽", "桥宽。"], ["1.0.1", "2.0.1"]),
    ],
    ids=["chapter_above_part", "section_above_part", "two_subparts", "supplement_with_chapters", "one_part"],
)  # fmt: skip
def test_no_two_clauses_share_a_number(lines: list[str], numbers: list[str]):
    assert [clause.number for clause in read(*lines).clauses] == numbers


def test_chapter_thirteen_written_in_words_is_a_heading():
    parsed = read("Chapter Twelve Roads", "Roads are wide.", "Chapter Thirteen Bridges", "Bridges are long.")
    assert [clause.number for clause in parsed.clauses] == ["12.0.1", "13.0.1"]


@pytest.mark.parametrize("line", ["12", "* * *", "\u200b"], ids=["page_number", "rule", "zero_width_space"])
def test_a_line_without_words_is_no_clause(line: str):
    parsed = read(*HEADED, "桥长500米。", "It is 500 meters long.", line, "桥宽30米。", "It is 30 meters wide.")
    assert len(parsed.clauses) == 2
    assert noise(parsed, "line without words") == [line]


def test_a_page_number_finishes_no_heading():
    parsed = read("Chapter I Stone Bridges", "12", "They are long.")
    assert parsed.clauses[0].path[0].title.en == "Stone Bridges"


def test_a_line_without_words_in_an_article_is_its_text():
    assert read("第一条 计算公式如下：", "1 + 1 = 2", "第二条 桥长。").clauses[0].zh == "计算公式如下：\n1 + 1 = 2"
