"""What stands in the place of the clause's own word, known to a list or not."""

import pytest

from rag.grounding.checks import check_sentence
from rag.grounding.swaps import swaps

FACTORIES = (
    "到2031年,推动石桥维修工程加快实施,桥面检查间隔不得超过十二个月,维修费用由建设部核定。",
    "By 2031, the repair of the stone bridges shall be promoted, the deck shall be inspected at intervals of not more "
    "than twelve months, and the cost shall be approved by the Ministry of Works.",
)
MIXED = ("支持企业采用BIM平台扩大石桥监测范围,每次检查提交报告5份。", "")


def departures(sentence: str, clause) -> list[tuple[str, str]]:
    return [(swap.old.of(swap.found), swap.new.of(sentence.lower())) for swap in swaps(sentence, [clause])]


@pytest.mark.parametrize(
    ("pair", "old", "new"),
    [
        (FACTORIES, "推动石桥", "阻挠石桥"),
        (FACTORIES, "promoted", "stymied"),
        (FACTORIES, "不得超过", "至多"),
        (MIXED, "扩大石桥", "抑低石桥"),
    ],
    ids=["zh", "en", "zh_longer", "mixed"],
)
def test_a_word_in_the_place_of_another_is_found(clause_of, pair, old: str, new: str):
    clause = clause_of("1.1", pair)
    side = next(text for text in pair if old in text)
    ((was, is_),) = departures(side.replace(old, new).rstrip("。."), clause)
    assert was in old
    assert is_ in new


def test_a_sentence_in_other_words_has_no_departures(clause_of):
    assert departures("石桥每隔一年看一遍。", clause_of("1.1", FACTORIES)) == []


def test_what_stands_so_elsewhere_in_the_clause_is_no_departure(clause_of):
    clause = clause_of("1.1", ("甲类石桥的桥面检查每年一次并备案。", ""), ("乙类石桥的桥面检查每年两次并备案。", ""))
    assert departures("乙类石桥的桥面检查每年两次并备案", clause) == []


def failed(sentence: str, clause) -> set[str]:
    return {verdict.check for verdict in check_sentence(sentence, [clause]) if not verdict.passed}


WRONG = {
    "zh_unlisted_verb": (0, "推动", "牵绊", "direction"),
    "en_unlisted_verb": (1, "promoted", "mothballed", "direction"),
    "zh_bound": (0, "不得超过", "不得少于", "direction"),
    "zh_bound_lost": (0, "不得超过", "应超过", "direction"),
    "en_bound": (1, "not more than", "not less than", "direction"),
    "zh_speed": (0, "加快", "耽搁", "direction"),
    "zh_denied": (0, "加快实施", "无法实施", "direction"),
    "en_denied": (1, "shall be promoted", "shall hardly be promoted", "direction"),
    "zh_body": (0, "建设部", "财政部", "names"),
    "zh_unit": (0, "十二个月", "十二刻钟", "numbers"),
    "en_unit": (1, "twelve months", "twelve fortnights", "numbers"),
}


@pytest.mark.parametrize("name", WRONG)
def test_another_word_in_its_place_is_caught(clause_of, name: str):
    side, old, new, check = WRONG[name]
    assert check in failed(FACTORIES[side].replace(old, new), clause_of("1.1", FACTORIES))


RIGHT = {
    "zh_same_pole": (0, "推动", "推进"),
    "zh_same_bound": (0, "不得超过", "最多"),
    "zh_other_form": (0, "不得超过", "不可超过"),
    "en_same_pole": (1, "promoted", "advanced"),
    "en_same_bound": (1, "not more than", "at most"),
    "zh_unit_form": (0, "十二个月", "12个月"),
    "zh_pronoun": (0, "建设部", "该部"),
    "zh_traditional": (0, "推动", "推動"),
}


@pytest.mark.parametrize("name", RIGHT)
def test_the_same_said_by_another_word_passes(clause_of, name: str):
    side, old, new = RIGHT[name]
    assert failed(FACTORIES[side].replace(old, new), clause_of("1.1", FACTORIES)) == set()


QUOTED = {
    "zh": ("文件写明：“桥面检查间隔不得超过十二个月”。", set()),
    "en": ("The text reads “the deck shall be inspected at intervals”.", set()),
    "zh_of_en": ("英文本写道：“the cost shall be approved by the Ministry of Works”。", set()),
    "with_gap": ("文件写明：“推动石桥维修工程……由建设部核定”。", set()),
    "corners": ("文件写明：「桥面检查间隔不得超过十二个月」。", set()),
    "zh_altered": ("文件写明：“桥面检查间隔不得超过十二个日”。", {"quotes"}),
    "zh_one_character": ("文件写明：“推动石桥维护工程加快实施”。", {"quotes"}),
    "en_one_letter": ('The text reads "the desk shall be inspected at intervals".', {"quotes"}),
    "zh_of_en_altered": ("英文本写道：“the cost should be approved by the Ministry of Works”。", {"quotes"}),
    "other_name": ("该规划建设“彩虹桥梁”。", {"quotes"}),
}


@pytest.mark.parametrize("name", QUOTED)
def test_a_quotation_is_the_clauses_own_words(clause_of, name: str):
    sentence, expected = QUOTED[name]
    assert failed(sentence, clause_of("1.1", FACTORIES)) & {"quotes"} == expected
