"""From what was typed to what is searched: bad questions, follow-ups, languages."""

import pytest

from rag.errors import QuestionError
from rag.question import MAX_CHARACTERS, is_follow_up, read_question
from rag.types import Lang

ZH = [{"role": "user", "content": "石桥有多长？"}, {"role": "assistant", "content": "五百米。"}]
EN = [{"role": "user", "content": "How long is the stone bridge?"}, {"role": "assistant", "content": "500 meters."}]


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("", "空的", "empty"),
        (" \n\u3000", "空的", "empty"),
        ("桥" * 10_000, "10000", "10000"),
        ("bridge " * 1500, "上限", "limit"),
        ("？！——…", "没有文字", "no words"),
        ("Где мост?", "中文或英文", "Chinese and English"),
        ("¿Dónde está el puente y cuál es su longitud?", "中文或英文", "Chinese and English"),
        ("2035", "数字", "Numbers"),
    ],
    ids=["empty", "blank", "ten_thousand_zh", "too_long_en", "punctuation", "russian", "spanish", "number"],
)
def test_what_is_no_question_is_refused_in_both_languages(text: str, zh: str, en: str):
    with pytest.raises(QuestionError) as caught:
        read_question(text)
    assert zh in str(caught.value)
    assert en in str(caught.value)


def test_a_question_of_the_greatest_length_is_read():
    assert read_question("桥" * MAX_CHARACTERS).lang is Lang.ZH


@pytest.mark.parametrize(
    ("text", "lang"),
    [("石桥多长？", Lang.ZH), ("How long is it?", Lang.EN), ("LNG桥多长？", Lang.ZH)],
    ids=["zh", "en", "mixed"],
)
def test_the_answer_language_is_the_question_s(text: str, lang: Lang):
    assert read_question(text).lang is lang


@pytest.mark.parametrize("lang", list(Lang))
def test_a_chosen_language_wins(lang: Lang):
    assert read_question("石桥多长？", lang=lang).lang is lang


def test_the_words_are_kept_and_the_query_is_normalised():
    question = read_question(" 石橋 ５Ｇ Bridge？ ")
    assert question.text == "石橋 ５Ｇ Bridge？"
    assert question.query == "石桥 5g bridge?"


@pytest.mark.parametrize(
    ("text", "history"),
    [
        ("那木桥呢？", ZH),
        ("它什么时候建成？", ZH),
        ("其中最长的是哪座？", ZH),
        ("木桥呢", ZH),
        ("And the wooden one?", EN),
        ("What about wooden bridges?", EN),
        ("When was it built?", EN),
        ("Is the wooden bridge long too?", EN),
        ("那LNG桥呢？", EN),
    ],
    ids=[
        "zh_then", "zh_it", "zh_among", "zh_trail", "en_and", "en_what_about", "en_it", "en_too", "mixed_other_language",
    ],
)  # fmt: skip
def test_a_follow_up_is_searched_with_the_question_before_it(text: str, history: list[dict[str, str]]):
    query = read_question(text, history=history).query
    assert query.startswith(read_question(history[0]["content"]).query)
    assert query.endswith(read_question(text).query)


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
