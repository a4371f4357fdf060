"""Follow-ups made whole by rules: what is searched for in place of them."""

import pytest

from rag.follow_up import is_follow_up
from rag.question import read_question

ZH = [{"role": "user", "content": "石桥有多长？"}, {"role": "assistant", "content": "五百米。"}]
EN = [{"role": "user", "content": "How long is the stone bridge?"}, {"role": "assistant", "content": "500 meters."}]


@pytest.mark.parametrize(
    ("text", "before", "query"),
    [
        ("那木桥呢？", "石桥有多长？", "石桥有多长? 那木桥呢?"),
        ("木桥呢", "石桥有多长？", "石桥有多长? 木桥呢"),
        ("那LNG桥呢？", "石桥有多长？", "石桥有多长? 那lng桥呢?"),
        ("它什么时候建成？", "石桥有多长？", "石桥 它什么时候建成?"),
        ("其中最长的是哪座？", "有哪些石桥？", "石桥 其中最长的是哪座?"),
        ("And the wooden one?", "How long is the stone bridge?", "how long is the stone bridge? and the wooden one?"),
        ("What about wooden bridges?", "Who built it?", "who built it? what about wooden bridges?"),
        ("When was it built?", "How long is the stone bridge?", "the stone bridge, when was it built?"),
        ("Is that one long too?", "Where is the bridge?", "where is the bridge? is that one long too?"),
        ("When will that be finished?", "Which bridges are planned?", "bridges are planned, when will that be finished?"),
        ("那嘉兴呢？", "南通的桥有多长？", "嘉兴的桥有多长?"),
        ("And in Hefei?", "How long is the bridge in Nanjing?", "how long is the bridge in hefei?"),
        ("What about the Huai River then?", "Which bridges cross Lake Tai?", "which bridges cross huai river?"),
        ("2035年呢", "2025年建几座桥？", "2035年建几座桥?"),
        ("那合肥的隧道呢", "南京的桥有多长", "合肥的桥有多长 合肥的隧道"),
        ("那PM2.5呢", "5G的目标是多少？", "pm2.5的目标是多少?"),
        ("面积呢？", "桥在哪个城市？", "桥 城市 面积?"),
        ("谁出钱？", "桥什么时候修？", "桥 修 谁出钱?"),
        ("By when?", "Who builds the bridge?", "builds the bridge, by when?"),
        ("第二章呢", "第一章讲什么？", "第二章讲什么?"),
        ("And chapter 3?", "What is in chapter 2?", "what is in chapter 3?"),
        ("八大的呢", "十大领域是哪些？", "八大领域是哪些?"),
        ("杭州的", "南京的桥有哪些？", "杭州的桥有哪些?"),
        ("出自哪一条？", "桥有多长？", "桥有多长?"),
        ("Which clause says that?", "How long is the bridge?", "how long is the bridge?"),
        ("你确定吗？", "桥有多长？", "桥有多长?"),
        ("现在是多少？", "2025年桥的密度目标是多少？", "桥的密度是多少? 现在"),
        ("And now?", "What is the target for bridges by 2025?", "what is the bridges ? now"),
    ],
    ids=[
        "zh_then", "zh_trail", "mixed", "zh_it", "zh_among", "en_and", "en_what_about", "en_it", "en_too", "en_that", "place_zh",
        "place_en", "place_for_capitals", "year", "place_and_more", "abbreviation", "attribute", "who_pays", "by_when",
        "chapter_zh", "chapter_en", "counted", "place_of", "source_zh", "source_en", "sure", "now_zh", "now_en",
    ],
)  # fmt: skip
def test_a_follow_up_is_searched_with_what_is_still_asked_of_the_question_before_it(text: str, before: str, query: str):
    assert read_question(text, history=[{"role": "user", "content": before}]).query == query


@pytest.mark.parametrize(
    ("text", "history"),
    [
        ("木桥有多宽？", ZH),
        ("How wide are wooden bridges?", EN),
        ("LNG站有多少？", ZH),
        (
            "What does the plan say about schools and hospitals in villages of the delta and how many of them will be new?",
            EN,
        ),
    ],
    ids=["zh", "en", "mixed", "long_with_them"],
)
def test_a_question_of_its_own_is_searched_alone(text: str, history: list[dict[str, str]]):
    assert read_question(text, history=history).query == read_question(text).query


@pytest.mark.parametrize(
    "history",
    [(), [{"role": "assistant", "content": "五百米。"}], [{"role": "user", "content": " "}]],
    ids=["none", "assistant_only", "blank"],
)
def test_without_a_question_before_it_nothing_is_a_follow_up(history):
    assert not is_follow_up("那木桥呢？", history)


@pytest.mark.parametrize(
    ("text", "before", "query"),
    [
        ("木桥呢", "石桥有多长？", "石桥有多长? 木桥呢"),
        ("When was it built?", "How long is the stone bridge?", "the stone bridge, when was it built?"),
        ("那LNG桥呢？", "石桥有多长？", "石桥有多长? 那lng桥呢?"),
    ],
    ids=["zh", "en", "mixed"],
)
@pytest.mark.parametrize(
    "content_of", [lambda text: [{"type": "text", "text": text}], lambda text: (text,)], ids=["list", "tuple"]
)
def test_the_question_before_it_may_come_in_parts(content_of, text: str, before: str, query: str):
    history = [{"role": "user", "content": content_of(before)}, {"role": "assistant", "content": "…"}]
    assert read_question(text, history=history).query == query


def test_the_latest_question_counts():
    later = [*ZH, {"role": "user", "content": "木桥有多宽？"}, {"role": "assistant", "content": "八米。"}]
    assert read_question("那铁桥呢？", history=later).query == "木桥有多宽? 那铁桥呢?"


@pytest.mark.parametrize(
    ("text", "history"),
    [
        ("Is there a target for forest coverage?", ZH),
        ("Are there any rules on parking?", EN),
        ("规划对养老服务提出了哪些具体的要求呢？", ZH),
        ("Which services, such as nursing, are covered?", EN),
    ],
    ids=["is_there", "are_there", "zh_particle", "such_as"],
)
def test_a_whole_question_in_these_forms_is_searched_alone(text: str, history: list[dict[str, str]]):
    assert not is_follow_up(text, history)


def test_a_second_follow_up_still_knows_what_it_is_about():
    chain = [*EN, {"role": "user", "content": "And its width?"}, {"role": "assistant", "content": "30 meters."}]
    assert "stone bridge" in read_question("And its height?", history=chain).query


@pytest.mark.parametrize(
    ("asked", "text", "query"),
    [
        (("南京的桥有多长？", "那合肥呢？"), "谁出钱？", "合肥的桥 谁出钱?"),
        (
            ("How long is the bridge in Nanjing?", "And in Hefei?"),
            "Who pays for that?",
            "the bridge in hefei, who pays for that?",
        ),
    ],
    ids=["zh", "en"],
)
def test_a_third_question_is_about_the_place_that_the_second_named(asked: tuple[str, ...], text: str, query: str):
    assert read_question(text, history=[{"role": "user", "content": each} for each in asked]).query == query


def test_a_long_conversation_of_follow_ups_is_read_at_once():
    chain = [{"role": "user", "content": "石桥有多长？"}, *({"role": "user", "content": "它呢？"} for _ in range(2000))]
    assert read_question("谁出钱？", history=chain).query == "石桥 谁出钱?"


@pytest.mark.parametrize(
    ("text", "before", "thing", "query"),
    [
        ("那木桥呢？", "石桥怎么修？", "木桥", "木桥怎么修?"),
        (
            "What about wooden bridges?",
            "How are stone bridges mended?",
            "wooden bridges",
            "how are wooden bridges mended?",
        ),
        ("LNG呢", "石桥怎么修？", "lng", "lng怎么修?"),
    ],
    ids=["zh", "en", "mixed"],
)
def test_what_a_follow_up_names_alone_is_put_into_the_question_before_it(
    text: str, before: str, thing: str, query: str
):
    read = read_question(text, history=[{"role": "user", "content": before}])
    assert read.thing == thing
    assert query in read.instead


@pytest.mark.parametrize("text", ["那嘉兴呢？", "面积呢？", "谁出钱？", "And by when?", "Is it long?", "那个呢"])
def test_a_follow_up_that_asks_or_takes_a_place_s_place_puts_nothing_in(text: str):
    assert read_question(text, history=[{"role": "user", "content": "南通的桥怎么修？"}]).instead == ()


def test_where_an_answer_stands_is_asked_of_the_last_one():
    history = [{"role": "user", "content": text} for text in ("石桥怎么修？", "木桥呢？")]
    again = read_question("出自哪一条？", history=history)
    assert again.instead == read_question("木桥呢？", history=history[:1]).instead
    assert read_question("Are you sure?", history=history[:1]).query == read_question("石桥怎么修？").query
    assert read_question("出自哪一条？").query == "出自哪一条?"


def test_a_year_alone_takes_no_thing_s_place():
    assert read_question("And for 2035?", history=EN).instead == ()
    assert read_question("2035年呢", history=ZH).instead == ()
