"""Sentences of both languages, and the alignment of two sides."""

import pytest

from rag.parsing.sentences import ANCHOR_WEIGHT, align, anchors, mismatch, split_sentences
from rag.types import Lang


def split(text: str, lang: Lang) -> list[str]:
    return [span.of(text) for span in split_sentences(text, lang)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("桥长。桥宽！桥高？", ["桥长。", "桥宽！", "桥高？"]),
        ("他说：“桥长。”桥宽。", ["他说：“桥长。”", "桥宽。"]),
        ("密度2.5,流量3.5。桥宽。", ["密度2.5,流量3.5。", "桥宽。"]),
        ("桥长;桥宽；桥高。", ["桥长;桥宽；桥高。"]),
        ("桥长\n桥宽。", ["桥长", "桥宽。"]),
        ("", []),
        (" \n ", []),
    ],
    ids=["stops", "closing_quote", "decimals", "semicolons", "line_break", "empty", "blank"],
)
def test_chinese_sentences(text: str, sentences: list[str]):
    assert split(text, Lang.ZH) == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It is long. It is wide! Is it high?", ["It is long.", "It is wide!", "Is it high?"]),
        ("PM2.5 fell by 2.5 times. It is good.", ["PM2.5 fell by 2.5 times.", "It is good."]),
        ("See No. 5 and Art. 6, e.g. Dr. Li. It ends.", ["See No. 5 and Art. 6, e.g. Dr. Li.", "It ends."]),
        ("He said “it is long.” It is.", ["He said “it is long.”", "It is."]),
        ("It ends. 5G begins.", ["It ends.", "5G begins."]),
        ("one two. three", ["one two. three"]),
    ],
    ids=["stops", "decimals", "abbreviations", "closing_quote", "digit_start", "lower_case_goes_on"],
)
def test_english_sentences(text: str, sentences: list[str]):
    assert split(text, Lang.EN) == sentences


def test_a_chinese_text_with_english_in_it_is_cut_at_chinese_stops():
    assert split("使用Golden Gate Bridge v2.0标准。It works。", Lang.ZH) == [
        "使用Golden Gate Bridge v2.0标准。",
        "It works。",
    ]


def test_equal_lists_pair_one_to_one():
    assert align(["桥长500米。", "桥宽30米。"], ["It is 500 m long.", "It is 30 m wide."], ratio=3.0) == [
        (range(0, 1), range(0, 1)),
        (range(1, 2), range(1, 2)),
    ]


def test_one_sentence_is_paired_with_the_two_it_was_split_into():
    assert align(["甲乙丙丁甲乙丙丁。"], ["It is long here.", "It is wide."], ratio=3.0) == [(range(0, 1), range(0, 2))]


def test_shared_numbers_outweigh_lengths():
    beads = align(["桥2031年完工,长500米。"], ["No bridge has ever been here.", "Done in 2031, 500 m long."], ratio=3.0)
    assert all(1 in right for left, right in beads if left)


@pytest.mark.parametrize(
    ("zh", "en", "beads"),
    [
        ([], [], []),
        (["甲。"], [], [(range(0, 1), range(0, 0))]),
        ([], ["A.", "B."], [(range(0, 0), range(0, 1)), (range(0, 0), range(1, 2))]),
    ],
    ids=["both_empty", "no_english", "no_chinese"],
)
def test_an_empty_side_leaves_the_other_alone(zh: list[str], en: list[str], beads: list[tuple[range, range]]):
    assert align(zh, en, ratio=3.0) == beads


@pytest.mark.parametrize("sizes", [(600, 0), (0, 600), (120, 121)], ids=["chinese_only", "english_only", "uneven"])
def test_long_lists_are_aligned_and_covered(sizes: tuple[int, int]):
    zh, en = [f"第{i}桥。" for i in range(sizes[0])], [f"Bridge {i}." for i in range(sizes[1])]
    beads = align(zh, en, ratio=3.0)
    assert [i for left, _ in beads for i in left] == list(range(sizes[0]))
    assert [j for _, right in beads for j in right] == list(range(sizes[1]))


def test_anchors_are_numbers_and_latin_capitals():
    assert anchors("G60上的LNG站有1,200个,占2.5%。") == {"G60", "LNG", "1200", "2.5"}


def test_a_translation_costs_less_than_another_text():
    zh = "到2031年建成桥梁500座。"
    assert mismatch(zh, "500 bridges will be built by 2031.", ratio=3.0) < mismatch(
        zh, "The council meets in spring.", ratio=3.0
    )


@pytest.mark.parametrize(
    ("zh", "en"),
    [("桥长500米。", "It is as long as this bridge."), ("桥长得很远。", "It is 500 meters as a bridge.")],
    ids=["lost_in_english", "lost_in_chinese"],
)
def test_a_number_that_one_side_lacks_costs_alike_on_either_side(zh: str, en: str):
    whole = mismatch("桥长500米。", "It is 500 meters long as it was.", ratio=3.0)
    assert mismatch(zh, en, ratio=3.0) - whole == pytest.approx(ANCHOR_WEIGHT, abs=0.3)


@pytest.mark.parametrize(
    ("zh", "en"),
    [("桥长五百米。", "It is 500 meters long."), ("国内生产总值增长。", "GDP grows in each year.")],
    ids=["in_characters", "name_translated"],
)
def test_what_the_chinese_writes_in_characters_is_not_missed(zh: str, en: str):
    assert mismatch(zh, en, ratio=3.0) < 0.5


def test_a_paragraph_with_a_number_of_its_own_stays_alone():
    en = ["It is 500 meters long.", "The bridge is very long and will not be built."]
    beads = align(["桥长得非常远。"], en, ratio=3.0, beads=((1, 1), (1, 0), (0, 1)))
    assert beads == [(range(0, 0), range(0, 1)), (range(0, 1), range(1, 2))]
