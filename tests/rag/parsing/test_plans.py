"""Plans with the headings 一、 and （一）, and the lists that look like them."""

import pytest

from rag.parsing import Parsed, parse

ZH = (
    "石桥方案",
    "一、总体目标",
    "到2031年，建成石桥3座。",
    "二、重点任务",
    "（一）修建。加快修建2座石桥。",
    "（二）养护。每年养护5座。",
)
EN = (
    "Stone Bridge Plan", "I. Overall goals", "By 2031, 3 stone bridges will be completed.", "II. Key tasks",
    "(I) Building: 2 stone bridges will be built soon.", "(II) Upkeep: 5 will be kept up each year.",
)  # fmt: skip


def read(*lines: str) -> Parsed:
    return parse("\n".join(lines), id="t")


def numbers(parsed: Parsed) -> list[str]:
    return [clause.number for clause in parsed.clauses]


@pytest.mark.parametrize(
    "lines",
    [[line for pair in zip(ZH, EN, strict=True) for line in pair], [*ZH, "", *EN], [*EN, "", *ZH]],
    ids=["interleaved", "english_below", "english_above"],
)
def test_a_bilingual_plan_has_its_chapters_in_both_languages(lines: list[str]):
    parsed = read(*lines)
    assert [(clause.number, clause.zh, clause.en) for clause in parsed.clauses] == [
        ("1.0.1", ZH[2], EN[2]),
        ("2.0.1", ZH[4], EN[4]),
        ("2.0.2", ZH[5], EN[5]),
    ]
    heading = parsed.clauses[1].path[0]
    assert (heading.kind, heading.title.zh, heading.title.en) == ("chapter", "重点任务", "Key tasks")


def test_a_numbered_paragraph_is_titled_in_both_languages():
    clause = read(*[line for pair in zip(ZH, EN, strict=True) for line in pair]).clauses[1]
    assert (clause.title.zh, clause.title.en) == ("（一）修建", "(I) Building")
    assert [pair.zh for pair in clause.body] == ["加快修建2座石桥。"]


@pytest.mark.parametrize("english", [False, True], ids=["zh", "en"])
def test_a_plan_in_one_language_is_numbered_by_its_chapters(english: bool):
    assert numbers(read(*(EN if english else ZH))) == ["1.0.1", "2.0.1", "2.0.2"]


def test_arabic_numbers_head_english_chapters():
    parsed = read(
        "一、目标",
        "1. Goals",
        "桥长500米。",
        "It is 500 m long.",
        "二、任务",
        "2. Tasks",
        "桥宽3米。",
        "It is 3 m wide.",
    )
    assert [(clause.number, clause.en) for clause in parsed.clauses] == [
        ("1.0.1", "It is 500 m long."),
        ("2.0.1", "It is 3 m wide."),
    ]


@pytest.mark.parametrize(
    ("second", "expected"), [("（一）", "2.1.1"), ("（三）", "2.3.1")], ids=["anew", "counted_through"]
)
def test_a_number_in_brackets_alone_on_its_line_heads_a_section(second: str, expected: str):
    parsed = read("一、目标", "（一）长", "桥长。", "（二）宽", "桥宽。", "二、任务", f"{second}修", "修桥。")
    assert numbers(parsed) == ["1.1.1", "1.2.1", expected]
    assert parsed.clauses[1].path[1].title.zh == "宽"


def test_a_heading_with_its_english_on_the_same_line_is_cut_in_two():
    parsed = read("一、目标 I. Goals", "桥长500米。", "It is 500 m long.", "二、任务 II. Tasks", "修桥。", "Build it.")
    assert numbers(parsed) == ["1.0.1", "2.0.1"]
    assert (parsed.clauses[1].path[0].title.zh, parsed.clauses[1].path[0].title.en) == ("任务", "Tasks")


def test_lead_text_above_the_first_chapter_is_chapter_zero():
    assert numbers(read(ZH[0], "为建好石桥，完善交通，制定本方案。", *ZH[1:])) == ["0.0.1", "1.0.1", "2.0.1", "2.0.2"]


def test_sections_that_only_one_language_has_stay_text_in_both():
    parsed = read(
        "一、目标",
        "1. Goals",
        "（一）长",
        "Length",
        "桥长。",
        "It is long.",
        "二、任务",
        "2. Tasks",
        "修桥。",
        "Build it.",
    )
    assert numbers(parsed) == ["1.0.1", "1.0.2", "2.0.1"]


def test_a_contents_page_lists_the_chapters_and_names_no_document():
    parsed = read(ZH[0], "目录", "一、总体目标……1", "二、重点任务……2", *ZH[1:])
    assert numbers(parsed) == ["1.0.1", "2.0.1", "2.0.2"]
    assert parsed.document.title_zh == "石桥方案"


def test_an_article_s_list_items_stay_its_text():
    items = ("一、石桥", "石桥长。", "二、木桥", "（一）短木桥", "短木桥轻。")
    parsed = read("第一条 桥分为：", *items, "第二条 桥宽。")
    assert [(clause.number, clause.zh) for clause in parsed.clauses] == [
        ("1", "\n".join(("桥分为：", *items))),
        ("2", "桥宽。"),
    ]


@pytest.mark.parametrize(
    "items",
    [
        ("一、石桥", "二、木桥", "桥宽。"),
        ("一、石桥长。", "重。", "二、木桥短。", "轻。"),
        ("一、石桥", "重。", "三、木桥", "轻。"),
        ("一、石桥", "重。", "一、木桥", "轻。"),
        ("桥分为：", "一、石桥", "重。", "二、木桥", "轻。"),
    ],
    ids=["no_text_between", "sentences", "gap", "number_twice", "opened_by_a_colon"],
)
def test_a_list_in_a_text_without_headings_stays_text(items: tuple[str, ...]):
    parsed = read("桥有很多种，各有其用。", *items)
    assert [clause.zh for clause in parsed.clauses] == ["桥有很多种，各有其用。", *items]


def test_such_lines_under_chapters_in_words_stay_text():
    parsed = read("第一章 桥", "一、石桥", "重。", "二、木桥", "轻。")
    assert numbers(parsed) == ["1.0.1", "1.0.2", "1.0.3", "1.0.4"]


def test_a_plain_fact_before_one_more_sentence_is_no_title():
    clause = read("一、桥", "市长担任桥长。每年6月底前公布桥报。", "二、路", "路宽。").clauses[0]
    assert not clause.title
    assert len(clause.body) == 2
