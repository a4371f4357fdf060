"""The checks across languages: a Chinese sentence on a clause that has English only, and an English one on Chinese only."""

import pytest

from embeddings import load_encoder
from rag.grounding import Aids, aids_of
from rag.grounding.checks import check_sentence
from rag.grounding.counterparts import as_long, pieces, rendering
from rag.grounding.places_across import places_of, stands_in
from rag.types import Clause, Document

PAIRS = [
    (
        "加强上海、江苏港口合作,推动沿海铁路建设,鼓励企业联合开展船舶研发。",
        "Port cooperation between Shanghai and Jiangsu shall be strengthened, the construction of coastal railways shall be "
        "promoted, and enterprises shall be encouraged to jointly conduct research and development of ships.",
    ),
    (
        "到2025年,铁路网密度达到507公里,居民收入差距降低到18%。",
        "By 2025, the density of the railway network will reach 507 kilometers, and the income gap between residents will be "
        "reduced to 18%.",
    ),
    (
        "重大问题及时向国务院报告,严格保护湿地,不改变现有岸线。",
        "Major issues shall be reported to the State Council in a timely manner, wetlands shall be strictly protected, and the "
        "existing shoreline shall not be altered.",
    ),
]
ENCODER = Aids(encoder=load_encoder(), ratios={"d": 5.5})


@pytest.fixture
def chinese(clause_of) -> Clause:
    return clause_of("1.1", *((zh, "") for zh, _ in PAIRS))


@pytest.fixture
def english(clause_of) -> Clause:
    return clause_of("1.1", *(("", en) for _, en in PAIRS))


def failed(sentence: str, clause: Clause) -> set[str]:
    return {verdict.check for verdict in check_sentence(sentence, [clause], ENCODER) if not verdict.passed}


RIGHT = {
    "zh-ports": PAIRS[0][0],
    "zh-railways": PAIRS[1][0],
    "zh-wetlands": PAIRS[2][0],
    "zh-part": "推动沿海铁路建设。",
    "zh-led": "根据该文件,鼓励企业联合开展船舶研发。",
    "zh-abbreviated": "加强沪苏港口合作。",
    "en-ports": PAIRS[0][1],
    "en-railways": PAIRS[1][1],
    "en-wetlands": PAIRS[2][1],
    "en-part": "The construction of coastal railways shall be promoted.",
    "en-synonym": "The construction of coastal railways shall be advanced.",
    "mixed": "By 2025, 铁路网密度达到507 kilometers。",
}


@pytest.mark.parametrize("name", RIGHT)
def test_what_the_clause_says_in_its_language_passes(chinese, english, name: str):
    assert failed(RIGHT[name], chinese if name.startswith("en") else english) == set()


WRONG = {
    "zh-number-of-the-clause": (PAIRS[1][0], "507", "18", "numbers"),
    "zh-up": (PAIRS[1][0], "降低", "提高", "direction"),
    "zh-down": (PAIRS[0][0], "加强", "削弱", "direction"),
    "zh-slow": (PAIRS[0][0], "推动", "延缓", "direction"),
    "zh-forbidden": (PAIRS[0][0], "鼓励", "禁止", "direction"),
    "zh-compelled": (PAIRS[0][0], "鼓励", "强制", "direction"),
    "zh-unlisted-verb": (PAIRS[0][0], "推动", "牵绊", "direction"),
    "zh-denied": (PAIRS[0][0], "推动", "不再推动", "direction"),
    "zh-denial-lost": (PAIRS[2][0], "不改变", "改变", "direction"),
    "zh-place": (PAIRS[0][0], "江苏", "河北", "names"),
    "zh-unlisted-place": (PAIRS[0][0], "江苏", "岱山", "names"),
    "zh-organ": (PAIRS[2][0], "国务院", "财政部", "names"),
    "zh-unlisted-organ": (PAIRS[2][0], "国务院", "理事会", "names"),
    "en-number-of-the-clause": (PAIRS[1][1], "507", "18", "numbers"),
    "en-up": (PAIRS[1][1], "reduced", "raised", "direction"),
    "en-down": (PAIRS[0][1], "strengthened", "weakened", "direction"),
    "en-permitted": (PAIRS[0][1], "shall be promoted", "may be promoted", "direction"),
    "en-forbidden": (PAIRS[0][1], "encouraged", "forbidden", "direction"),
    "en-unlisted-verb": (PAIRS[0][1], "promoted", "mothballed", "direction"),
    "en-denied": (PAIRS[0][1], "shall be promoted", "shall never be promoted", "direction"),
    "en-denial-lost": (PAIRS[2][1], "shall not be altered", "shall be altered", "direction"),
    "en-place": (PAIRS[0][1], "Jiangsu", "Hebei", "names"),
    "en-unlisted-place": (PAIRS[0][1], "Jiangsu", "Daishan", "names"),
    "en-organ": (PAIRS[2][1], "State Council", "Ministry of Finance", "names"),
}


@pytest.mark.parametrize("name", WRONG)
def test_one_thing_made_wrong_is_caught(chinese, english, name: str):
    sentence, old, new, check = WRONG[name]
    assert check in failed(sentence.replace(old, new), chinese if name.startswith("en") else english)


def test_without_an_encoder_or_in_the_clause_s_own_language_there_is_nothing_to_set_beside(chinese, english):
    assert rendering(PAIRS[0][0], [english], Aids()) is None
    assert rendering(PAIRS[0][0], [chinese], ENCODER) is None


def test_each_part_finds_its_stretch(chinese, english):
    for sentence, clause, stretch in (
        ("推动沿海铁路建设,保护湿地严格。", english, "coastal railways"),
        ("Coastal railways shall be promoted, and wetlands shall be strictly protected.", chinese, "沿海铁路"),
    ):
        found = rendering(sentence, [clause], ENCODER)
        assert found is not None
        assert stretch in found.parts[0].stretches[0]
        assert len(found.wholes) == 2


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("到2025年,铁路网密度达到五百公里,差距缩小。", ["到2025年, 铁路网密度达到五百公里, 差距缩小。"]),
        ("推动沿海铁路建设,严格保护沿江湿地。", ["推动沿海铁路建设,", "严格保护沿江湿地。"]),
        (
            "Roads, ports, and parks along the river shall be built, and wetlands near the sea shall be kept.",
            ["Roads, ports, and parks along the river shall be built,", "and wetlands near the sea shall be kept."],
        ),
        (
            "推动沿海铁路建设, wetlands near the sea shall be kept.",
            ["推动沿海铁路建设,", "wetlands near the sea shall be kept."],
        ),
    ],
    ids=["zh-small-joined", "zh", "en-list", "mixed"],
)
def test_a_text_falls_into_parts_that_say_something(text: str, parts: list[str]):
    assert pieces(text) == parts


def test_a_stretch_that_says_far_more_is_not_as_long():
    assert as_long("推动沿海铁路建设", "the construction of coastal railways shall be promoted", ratio=5.5)
    assert not as_long("推动沿海铁路建设", PAIRS[0][1], ratio=5.5)


TERSE = {
    "zh": (("", "Owners shall not lease boats, and wardens inspect boats every day."), "船主不得出租船只,管理员每日检查船只。", "不得", "可以"),
    "en": (("船主不得向游客出租船只,管理员可以随时检查船只。", ""),
           "Owners shall not lease boats to tourists, and wardens may inspect the boats at any time.", "not ", ""),
    "mixed": (("船主不得向游客出租船只,管理员可以随时检查船只。", ""),
              "Owners shall not lease boats to 游客, and wardens may inspect the boats at any time.", "not ", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", TERSE)
def test_in_a_document_of_one_language_a_translation_is_as_long_as_usual(clause_of, name: str):
    pair, sentence, old, new = TERSE[name]
    clause = clause_of("1.1", pair)
    usual = Aids(encoder=ENCODER.encoder)
    passes = [
        all(verdict.passed for verdict in check_sentence(text, [clause], usual) if verdict.check == "direction")
        for text in (sentence, sentence.replace(old, new))
    ]
    assert passes == [True, False]


def test_how_long_a_translation_is_is_told_from_the_document():
    both = Document("both", "桥", "Bridges", "00", f"{PAIRS[0][0]}\n{PAIRS[0][1]}\n")
    english = Document("english", "", "Bridges", "00", f"{PAIRS[0][1]}\n")
    aids = aids_of([both, english], load_encoder())
    assert aids.ratios == {"both": len(PAIRS[0][1]) / len(PAIRS[0][0]), "english": 3.3}


@pytest.mark.parametrize(
    ("named", "text", "held"),
    [
        ("suzhou-wuxi-changzhou metropolitan area", "苏锡常都市圈", True),
        ("suzhou and hefei", "苏锡常都市圈", False),
        ("巢湖", "the chaohu lake", True),
        ("泰国", "the thai park", True),
        ("日本", "in the japanese market", True),
        ("京津冀", "beijing, tianjin, and hebei", True),
        ("合肥", "the city of hangzhou", False),
        ("hangzhou", "合肥新区", False),
    ],
    ids=["run", "no-run", "sound", "adjective", "adjective-whole", "three", "zh-other", "en-other"],
)
def test_a_place_stands_in_the_other_language_in_some_form(named: str, text: str, held: bool):
    places = places_of(named)
    assert all(stands_in(place, text, places) for place in places) == held
