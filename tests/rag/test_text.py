"""Normalising, telling languages and cutting words: Chinese, English and both in one text."""

from pathlib import Path

import pytest

from rag.text import compact, detect_language, jieba_segmenter, normalise, tokens, words
from rag.types import Lang


@pytest.fixture(scope="module")
def segment(cache_dir: Path):
    return jieba_segmenter(cache_dir)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("橋樑標準", "桥梁标准"),
        ("Bridge HEIGHT", "bridge height"),
        ("第Ⅲ類，２.２∶1", "第iii类,2.2:1"),
        ("ＡＢＣ　１２３％", "abc 123%"),
        ("“桥”和‘路’与「河」『湖』", '"桥"和\'路\'与"河""湖"'),
        ("5Ｇ網絡 Network", "5g网络 network"),
    ],
    ids=["traditional", "english", "roman_ratio", "full_width", "quotes", "mixed"],
)
def test_normalise_folds_script_width_and_case(text: str, normal: str):
    assert normalise(text) == normal


@pytest.mark.parametrize("text", ["橋樑標準Ⅲ", "Bridge “HEIGHT”", "5Ｇ網絡"], ids=["zh", "en", "mixed"])
def test_normalising_twice_changes_nothing_more(text: str):
    assert normalise(normalise(text)) == normalise(text)


def test_compact_leaves_no_white_space():
    assert compact("桥 长\u00a0３ 里\u3000the BRIDGE\n") == "桥长3里thebridge"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("桥有多长？", Lang.ZH),
        ("橋有多長？", Lang.ZH),
        ("How long is the bridge?", Lang.EN),
        ("G60科创走廊是什么？", Lang.ZH),
        ("What happens in the 示范区?", Lang.EN),
        ("What does 示范区 mean?", Lang.EN),
        ("PM2.5降了多少？", Lang.ZH),
        ("PM2.5呢", Lang.ZH),
        ("IPv6呢?", Lang.ZH),
        ("GDP of 上海", Lang.EN),
        ("WHAT DOES 桥 MEAN", Lang.EN),
        ("bridge", Lang.EN),
        ("桥", Lang.ZH),
        ("5G", Lang.EN),
        ("Где мост?", None),
        ("橋はどこですか", None),
        ("다리는 어디에 있습니까?", None),
        ("أين الجسر؟", None),
        ("¿Dónde está el puente y cuál es su longitud?", None),
        ("Où est le pont et quelle est la longueur du pont ?", None),
        ("Wie lang ist die Brücke und wo ist sie?", None),
        ("2035", None),
        ("？！…", None),
        ("", None),
    ],
    ids=[
        "zh", "zh_traditional", "en", "zh_with_name", "en_with_zh_name", "en_with_zh_word", "zh_with_formula",
        "formula_zh_particle", "name_zh_particle", "zh_name_in_en", "en_capitals", "en_word",
        "zh_character", "latin_mark", "russian", "japanese", "korean", "arabic", "spanish", "french", "german", "number",
        "punctuation", "empty",
    ],
)  # fmt: skip
def test_the_language_of_a_question(text: str, lang: Lang | None):
    assert detect_language(text) is lang


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("高速公路网络", "高速公路網絡"),
        ("building bridges", "Built bridge builds"),
        ("５Ｇ基站 base station", "5g基站 Base Stations"),
    ],
    ids=["traditional", "stems", "mixed_full_width"],
)
def test_texts_that_differ_in_form_share_terms(a: str, b: str, segment):
    assert set(tokens(a, segment)) & set(tokens(b, segment))


def test_chinese_gives_words_and_character_pairs(segment):
    found = tokens("高速公路", segment)
    assert {"高速公路", "高速", "速公", "公路"} <= set(found)


def test_one_wrong_character_leaves_terms_in_common(segment):
    assert set(tokens("高速公鹭", segment)) & set(tokens("高速公路", segment))


def test_english_is_stemmed_and_its_stop_words_left_out(segment):
    assert tokens("The building of the bridges", segment) == ["build", "bridg"]


def test_mixed_text_gives_terms_of_both_languages(segment):
    found = tokens("建设G60 corridor与LNG接收站", segment)
    assert {"建设", "g60", "corridor", "lng"} <= set(found)


@pytest.mark.parametrize(
    ("text", "term"),
    [("占3.5%", "3.5%"), ("2.2∶1", "2.2:1"), ("1,200 km", "1,200"), ("PM2.5", "pm2.5"), ("1/4", "1/4")],
    ids=["percent", "ratio", "thousands", "formula", "fraction"],
)
def test_numbers_stay_whole(text: str, term: str, segment):
    assert term in tokens(text, segment)


@pytest.mark.parametrize("text", ["", "。！?", "的", "the of"], ids=["empty", "marks", "zh_stop", "en_stop"])
def test_a_text_without_content_gives_no_more_than_its_characters(text: str, segment):
    assert len(tokens(text, segment)) <= (1 if text == "的" else 0)


def test_repeats_are_kept(segment):
    assert tokens("bridge bridge", segment) == ["bridg", "bridg"]


def test_jieba_keeps_its_dictionary_cache_in_our_folder(tmp_path: Path):
    list(jieba_segmenter(tmp_path / "缓存")("高速公路"))
    assert any((tmp_path / "缓存").iterdir())


def test_jieba_works_where_its_cache_cannot_be_written(tmp_path: Path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert "公路" in list(jieba_segmenter(tmp_path / "file" / "cache")("高速公路"))


@pytest.mark.parametrize(
    "text",
    ["Name e-commerce and e-government projects", "R&D spending per firm per year", "GDP per capita per square kilometer"],
    ids=["e_words", "per_year", "per_capita"],
)  # fmt: skip
def test_english_with_words_that_other_languages_have_is_english(text: str):
    assert detect_language(text) is Lang.EN


@pytest.mark.parametrize("pair", [("cross-border", "cross border"), ("toll-gates", "toll-gate")], ids=["split", "stem"])
def test_hyphenated_words_meet_their_other_forms(pair: tuple[str, str], segment):
    assert set(tokens(pair[0], segment)) & set(tokens(pair[1], segment))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("百分之七十", "70%"),
        ("seventy percent", "百分之七十"),
        ("2.1万元", "21,000 yuan"),
        ("27个城市", "twenty-seven cities"),
    ],
    ids=["zh", "mixed", "myriads", "words"],
)
def test_the_same_quantity_gives_the_same_term(one: str, other: str):
    values = [{term for term in tokens(text, list) if term.startswith("=")} for text in (one, other)]
    assert len(values[0]) == 1
    assert values[0] == values[1]


@pytest.mark.parametrize("text", ["一体化发展", "the first one", "第Ⅲ类 in 2025"], ids=["zh", "en", "mixed"])
def test_what_is_no_amount_gives_no_value(text: str):
    assert not [term for term in tokens(text, list) if term.startswith("=")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The rivers of 河长", {"river": "rivers", "河长": "河长"}),
        ("石桥有多长", {"石桥": "石桥"}),
        ("in 2025 a 5G", {}),
    ],
    ids=["mixed", "zh", "en"],
)
def test_words_keep_how_they_are_written(text: str, found: dict[str, str]):
    segment = lambda run: iter(run.replace("石桥", "石桥 ").split())  # noqa: E731
    assert words(text, segment) == found
