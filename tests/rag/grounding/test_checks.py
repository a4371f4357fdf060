"""Each check on one made-up bilingual clause: faithful sentences pass, altered ones fail by the right check."""

import pytest

from rag.grounding.checks import CHECKS, check_sentence
from rag.types import Bilingual, Clause, SentencePair, Source, Span

PAIRS = [
    (
        "到2030年,滨海市居民收入差距缩小到1.8∶1以内,森林覆盖率达到百分之四十五以上。",
        "By 2030, the income gap between residents of Binhai will narrow to less than 1.8 to 1, and forest coverage "
        "will reach more than 45%.",
    ),
    (
        "鼓励企业在青岛设立研究院,支持山东大学建设实验室,人均投入3.5万元。",
        "Enterprises shall be encouraged to set up institutes in Qingdao, and Shandong University shall be supported "
        "in building a laboratory, with an input of 35,000 yuan per capita.",
    ),
    (
        "未经许可不得填埋湿地,不改变现有岸线,加快修复黄河湿地。",
        "Wetlands must not be filled without permission, the present shoreline shall not be altered, and restoration of "
        "the wetlands of the Yellow River shall be accelerated.",
    ),
]


def clause(pairs: list[tuple[str, str]] = PAIRS) -> Clause:
    def pair(zh: str, en: str) -> SentencePair:
        return SentencePair(zh, en, Span(0, len(zh)) if zh else None, Span(0, len(en)) if en else None)

    zh, en = "".join(zh for zh, _ in pairs), " ".join(en for _, en in pairs).strip()
    return Clause("t:1", "t", "1", (), Bilingual(), zh, en, tuple(pair(zh, en) for zh, en in pairs), Source())


FAITHFUL = {
    "zh-verbatim": PAIRS[0][0],
    "en-verbatim": PAIRS[2][1],
    "zh-percent-digits": "滨海市的森林覆盖率到2030年达到45%以上。",
    "zh-ratio": "居民收入差距将缩小到1.8:1以内。",
    "zh-yuan-in-full": "实验室建设的人均投入为35,000元。",
    "en-wan": "The input for building the laboratory is 3.5万元 per capita.",
    "en-words": "Forest coverage will reach more than forty-five per cent by 2030.",
    "en-reordered": "Restoration of the Yellow River wetlands shall be accelerated.",
    "zh-encourage": "对企业,鼓励其在青岛设立研究院。",
    "mixed": "By 2030, 森林覆盖率达到45%以上。",
    "zh-negation": "现有岸线不改变。",
}
ALTERED = {
    "zh-digit": ("滨海市的森林覆盖率到2030年达到48%以上。", "numbers"),
    "zh-year": ("滨海市的森林覆盖率到2035年达到45%以上。", "numbers"),
    "zh-ratio": ("居民收入差距将缩小到3.5:1以内。", "numbers"),
    "zh-unit": ("实验室建设的人均投入为3.5亿元。", "numbers"),
    "en-currency": ("The input for building the laboratory is 35,000 dollars per capita.", "numbers"),
    "mixed-digit": ("By 2030, 森林覆盖率达到54%以上。", "numbers"),
    "zh-direction": ("滨海市居民收入差距扩大到1.8:1以内。", "direction"),
    "zh-bound": ("滨海市居民收入差距缩小到1.8:1以上。", "direction"),
    "en-direction": ("The income gap between residents of Binhai will widen to less than 1.8 to 1.", "direction"),
    "en-bound": ("Forest coverage will reach at most 45%.", "direction"),
    "zh-modality": ("应当要求企业,企业应当在青岛设立研究院。", "direction"),
    "zh-prohibit": ("对企业,禁止其在青岛设立研究院。", "direction"),
    "en-modality": ("Enterprises shall set up institutes in Qingdao.", "direction"),
    "zh-negation-lost": ("现有岸线改变。", "direction"),
    "en-negation-added": ("Restoration of the wetlands of the Yellow River shall not be accelerated.", "direction"),
    "zh-cut-negation": ("改变现有岸线", "direction"),
    "zh-speed": ("放缓修复黄河湿地。", "direction"),
    "zh-place": ("鼓励企业在烟台设立研究院。", "names"),
    "en-place": ("Enterprises shall be encouraged to set up institutes in Yantai.", "names"),
    "zh-body": ("支持清华大学建设实验室。", "names"),
    "en-body": ("It is Tsinghua University that shall be supported in building a laboratory.", "names"),
    "zh-widened": ("滨海市居民收入差距将拉大到1.8:1。", "direction"),
    "en-widened": ("Inequality will widen to 1.8 to 1.", "direction"),
    "en-negation-lost": ("The present shoreline will be altered.", "direction"),
    "zh-plan": ("根据《海洋强国规划》,鼓励企业在青岛设立研究院。", "names"),
    "acronym": ("The OECD encourages enterprises to set up institutes in Qingdao.", "names"),
    "zh-invented": ("数字货币试点将由邮政系统统一承担并向游客推广。", "support"),
    "en-invented": ("Tourists can buy cheap tickets for the summer music festival online.", "support"),
    "zh-half-invented": ("鼓励企业在青岛设立研究院,数字货币试点将由邮政系统统一承担。", "support"),
}


def failed(sentence: str, of: Clause) -> dict[str, str]:
    return {verdict.check: verdict.reason for verdict in check_sentence(sentence, [of]) if not verdict.passed}


@pytest.mark.parametrize("sentence", FAITHFUL.values(), ids=FAITHFUL.keys())
def test_faithful_sentences_pass_every_check(sentence: str) -> None:
    assert failed(sentence, clause()) == {}


@pytest.mark.parametrize(("sentence", "check"), ALTERED.values(), ids=ALTERED.keys())
def test_altered_sentences_fail_the_check_for_it(sentence: str, check: str) -> None:
    assert check in failed(sentence, clause())


def test_a_reason_names_the_values() -> None:
    assert "48%" in failed("森林覆盖率达到48%以上。", clause())["numbers"]


def test_a_piece_that_cuts_a_number_is_not_verbatim() -> None:
    assert "numbers" in failed("实验室建设的人均投入5万元。", clause())


def test_a_number_in_the_place_of_another_fails() -> None:
    of = clause([("进口占全国的37%,对外投资占全国的39%。", "")])
    assert "numbers" in failed("数据显示,进口占全国的39%。", of)


def test_a_place_in_the_other_language_is_found() -> None:
    of = clause([("鼓励企业在青岛设立研究院。", "")])
    assert "names" not in failed("Enterprises are encouraged to set up institutes in Qingdao.", of)


def test_a_sentence_without_clauses_fails_every_check() -> None:
    assert [verdict.passed for verdict in check_sentence("森林覆盖率。", [])] == [False] * len(CHECKS)


def test_an_empty_sentence_passes() -> None:
    assert all(verdict.passed for verdict in check_sentence(" ", [clause()]))
