"""The bundled plan: every clause found, paired, numbered and placed in the source.

The table of clauses per section was counted apart from the parser: lines of the body that end in a Chinese full stop.
"""

import hashlib
import re
from collections import Counter

import pytest

from rag.documents import BUNDLED
from rag.parsing import Parsed
from rag.types import Clause, Lang

# Clauses in sections 0 (lead text), 1, 2, … of each chapter; chapter 0 is the preamble.
SECTIONS = {
    0: [4], 1: [1, 7, 2, 1], 2: [0, 1, 5, 5, 8], 3: [1, 3, 2, 4, 3], 4: [1, 4, 3, 2], 5: [1, 4, 3, 3, 1],
    6: [1, 2, 3, 2], 7: [1, 2, 2, 2, 3], 8: [1, 4, 3, 3], 9: [1, 2, 4, 3], 10: [1, 2, 5, 2, 1], 11: [1, 2, 6, 2, 1],
    12: [1, 1, 1, 1, 1, 1],
}  # fmt: skip


def clause(parsed: Parsed, number: str) -> Clause:
    return next(clause for clause in parsed.clauses if clause.number == number)


def test_there_are_137_clauses_each_section_with_its_own_numbered_from_one(bundled: Parsed):
    expected = [
        f"{chapter}.{section}.{ordinal}"
        for chapter, counts in SECTIONS.items()
        for section, count in enumerate(counts)
        for ordinal in range(1, count + 1)
    ]
    assert len(expected) == 137
    assert [clause.number for clause in bundled.clauses] == expected


def test_ids_are_the_document_and_the_number(bundled: Parsed):
    assert all(clause.id == f"ylz:{clause.number}" for clause in bundled.clauses)


def test_there_are_a_preamble_and_twelve_chapters_titled_in_both_languages(bundled: Parsed):
    top = list(dict.fromkeys(clause.path[0] for clause in bundled.clauses))
    assert [(heading.kind, heading.number) for heading in top] == [
        ("preamble", ""),
        *(("chapter", str(number)) for number in range(1, 13)),
    ]
    assert all(heading.title.zh and heading.title.en for item in bundled.clauses for heading in item.path)


def test_every_clause_has_both_languages(bundled: Parsed):
    assert [clause.number for clause in bundled.clauses if not clause.zh or not clause.en] == []


def test_chinese_is_on_the_chinese_side_and_english_on_the_english_side(bundled: Parsed):
    for item in bundled.clauses:
        assert not re.search(r"[一-鿿]", item.en), item.number
        assert len(re.findall(r"[一-鿿]", item.zh)) > len(re.findall(r"[A-Za-z]", item.zh)), item.number


@pytest.mark.parametrize(
    ("number", "zh", "en"),
    [
        ("0.0.4", "规划期至2025年,展望到2035年。", "envisages 2035."),
        ("1.1.2", "科技创新优势明显。", "Conspicuous advantages in scientific and technological innovation:"),
        (
            "8.1.1",
            "协力办好中国国际进口博览会。",
            "Jointly and effectively organizing the China International Import Expo:",
        ),
        ("6.3.1", "完善跨流域跨区域生态补偿机制。", "watershed"),
        ("10.2.4", "创新财税分享机制。", "Innovating revenue sharing mechanisms"),
        ("12.4.1", "推动形成1+N的规划和政策体系。", "a system of one plus many plans and policies."),
    ],
    ids=["preamble", "titled", "lagging", "under_broken_heading", "late_chapter", "last_section"],
)
def test_the_two_sides_of_a_clause_say_the_same(bundled: Parsed, number: str, zh: str, en: str):
    found = clause(bundled, number)
    assert zh in found.zh
    assert en in found.en


def test_the_stray_phrase_is_set_aside_from_its_heading(bundled: Parsed):
    strays = [place for place in bundled.report.noise() if place.name == "stray phrase"]
    assert [place.span.of(bundled.document.text) for place in strays] == ["请你喝茶"]
    assert clause(bundled, "4.1.1").path[1].title.zh == "构建区域创新共同体"
    assert not any("喝茶" in item.zh for item in bundled.clauses)


def test_the_broken_english_heading_is_made_whole(bundled: Parsed):
    heading = clause(bundled, "6.3.1").path[1]
    assert heading.title.en == "Promoting the Coordinated Supervision of the Ecology and Environment"
    assert not any(item.en.startswith("Supervision of the Ecology") for item in bundled.clauses)


def test_what_surrounds_the_text_is_named_noise(bundled: Parsed):
    text = bundled.document.text
    noise = {name: "\n".join(p.span.of(text) for p in bundled.report.noise() if p.name == name) for name in
             ("front matter", "contents", "dateline", "portal footer")}  # fmt: skip
    assert "You have logged in" in noise["front matter"]
    assert "第十二章 推进规划实施" in noise["contents"]
    assert "Chapter XII Advancing the Implementation of the Plan" in noise["contents"]
    assert noise["dateline"] == "(新华社北京2019年12月1日电)\n(Xinhua News Agency, Beijing, December 1, 2019)"
    assert "for reference purposes only" in noise["portal footer"]


def test_no_noise_is_as_long_as_a_clause_but_the_portal_s_own_words(bundled: Parsed):
    longest = max(
        (p for p in bundled.report.noise() if p.name not in ("front matter", "portal footer")),
        key=lambda p: p.span.end - p.span.start,
    )
    assert longest.span.end - longest.span.start < min(len(item.zh) + len(item.en) for item in bundled.clauses)


def test_every_character_of_the_source_stands_in_exactly_one_placement(bundled: Parsed):
    text = bundled.document.text
    times = Counter(i for place in bundled.report.placements for i in range(place.span.start, place.span.end))
    wrong = [i for i, character in enumerate(text) if not character.isspace() and times[i] != 1]
    assert wrong == []


def test_paragraph_ranges_reproduce_the_clauses_from_the_source(bundled: Parsed):
    for item in bundled.clauses:
        for lang in Lang:
            assert "\n".join(span.of(bundled.document.text) for span in item.source[lang]) == item[lang]


def test_sentence_ranges_reproduce_the_sentences_and_leave_nothing_out(bundled: Parsed):
    for item in bundled.clauses:
        for lang in Lang:
            spans = [span for pair in item.sentences if (span := pair.span(lang))]
            assert [span.of(item[lang]) for span in spans] == [pair[lang] for pair in item.sentences if pair[lang]]
            assert "".join("".join(span.of(item[lang]) for span in spans).split()) == "".join(item[lang].split())
            assert all(a.end <= b.start for a, b in zip(spans, spans[1:], strict=False))


def test_sentence_pairs_share_their_numbers_and_latin_names(bundled: Parsed):
    """A pair out of step would lose G60, PM2.5 or 5G on one side."""
    for item in bundled.clauses:
        for pair in item.sentences:
            for token in re.findall(r"G60|PM2\.5|5G|IPv6|LNG", pair.zh):
                assert token in pair.en, (item.number, pair.zh)


def test_no_pair_of_paragraphs_drifts_and_no_sentence_is_without_a_partner(bundled: Parsed):
    assert bundled.report.notes == ()
    assert all(pair.zh and pair.en for item in bundled.clauses for pair in item.sentences)


def test_a_titled_paragraph_gives_its_title_in_both_languages(bundled: Parsed):
    found = clause(bundled, "2.2.4")  # it opens with a dash in the source
    assert (found.title.zh, found.title.en) == ("坚持开放共赢", "Adhering to opening and a win-win situation")
    assert found.sentences[0].is_title
    assert not any(pair.is_title for pair in found.sentences[1:])


def test_the_document_carries_its_terms(bundled: Parsed):
    document = bundled.document
    assert document.title_zh == "长江三角洲区域一体化发展规划纲要"
    assert document.title_en == "Outline of the Yangtze River Delta Regional Integrated Development Plan"
    assert document.prevailing is Lang.ZH
    assert document.sha256 == hashlib.sha256((BUNDLED / "source.txt").read_bytes()).hexdigest()


def test_source_md_names_the_hash_of_the_file_that_ships(bundled: Parsed):
    assert bundled.document.sha256 in (BUNDLED.parent / "SOURCE.md").read_text(encoding="utf-8")
