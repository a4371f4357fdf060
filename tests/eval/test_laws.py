"""The measurement tells a right parse from every kind of wrong one."""

import gzip
import json
from pathlib import Path

import pytest

from eval.law_source import (
    MAINLAND_FILE,
    TAIWAN_FILE,
    Article,
    Law,
    draw_mainland,
    draw_taiwan,
    is_sound,
    read_mainland,
    read_taiwan,
)
from eval.laws import compare, describe, measure
from rag.errors import ParseError
from rag.types import Bilingual, Clause, SentencePair, Source, Span

LAW = Law("T1", "茶葉法", "Tea Act", (Article("1", (), "茶農應登記。", "Growers register."),))
TEXT = "茶農應登記。\nGrowers register."


def clause(number: str = "1", zh: str = "茶農應登記。", en: str = "Growers register.") -> Clause:
    zh_span, en_span = Span(0, len(zh)), Span(0, len(en))
    source = Source((Span(0, 6),), (Span(7, 24),))
    pair = SentencePair(zh, en, zh_span, en_span)
    return Clause(f"law:{number}", "law", number, (), Bilingual(), zh, en, (pair,), source)


def write(path: Path, rows: list[dict[str, object]]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def taiwan_row(article: str, zh: str, en: str | None) -> dict[str, object]:
    titles = {"law": "T1", "title_zh": "茶葉法", "title_en": "Tea Act", "chapter_zh": ""}
    return {**titles, "article": article, "zh_trad": zh, "en": en}


def mainland_row(article: str, text: str) -> dict[str, object]:
    return {"path": "茶.md", "title": "茶条例", "chapter": "第一章 总 则 第二节 茶园", "article": article, "text": text}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / TAIWAN_FILE, [taiwan_row("1", "茶農應登記。", "Growers register.")])
    write(tmp_path / MAINLAND_FILE, [mainland_row("第十二条之一", "茶农应当登记。 登记免费。")])
    return tmp_path


def test_a_parse_equal_to_the_data_has_no_miss() -> None:
    assert compare(LAW, TEXT, [clause()]) == []


@pytest.mark.parametrize(
    ("clauses", "reason"),
    [
        ([], "not found"),
        ([clause(zh="茶農登記。")], "Chinese"),
        ([clause(en="Growers sing.")], "English"),
        ([clause(), clause("2")], "invented"),
        ([clause(), clause()], "found 2 times"),
    ],
    ids=["absent", "zh", "en", "invented", "twice"],
)
def test_a_miss_says_what_is_wrong(clauses: list[Clause], reason: str) -> None:
    assert [miss.reason.split(":")[0] for miss in compare(LAW, TEXT, clauses)] == [reason]


def test_a_clause_whose_source_ranges_lie_is_a_miss() -> None:
    assert compare(LAW, "x" + TEXT, [clause()])[0].reason == "its source ranges do not reproduce it"


def test_a_law_that_cannot_be_parsed_counts_all_its_articles_as_missed(folder: Path) -> None:
    def refuse(text: str) -> tuple[str, list[Clause]]:
        raise ParseError("no articles")

    report = measure(folder, parse_text=refuse)
    assert [(tally.laws_right, tally.articles_right, tally.articles) for tally in report.tallies] == [(0, 0, 1)] * 3
    assert "T1 1: ParseError: no articles" in describe(report)


def test_mainland_rows_give_numbers_headings_and_paragraphs(folder: Path) -> None:
    [law] = read_mainland(folder / MAINLAND_FILE)
    assert law.articles == (Article("12-1", ("第一章 总 则", "第二节 茶园"), "茶农应当登记。\n登记免费。", ""),)


def test_a_missing_english_text_is_the_empty_string(tmp_path: Path) -> None:
    write(tmp_path / TAIWAN_FILE, [taiwan_row("3", "（刪除）", None)])
    assert read_taiwan(tmp_path / TAIWAN_FILE)[0].articles[0].en == ""


@pytest.mark.parametrize(
    ("texts", "sound"),
    [
        (("Growers register.", "They pay."), True),
        (("Growers register.\nArticle 2", ""), False),
        (("Growers register.\nChapter II Fees", "They pay."), False),
        (("Growers register.\nData source: a portal", "They pay."), False),
        (("Growers register.\nArticle 5 of the Act applies.", "They pay."), True),
    ],
    ids=["plain", "article-heading", "chapter-heading", "portal-line", "reference"],
)
def test_a_row_that_holds_another_heading_is_not_drawn(texts: tuple[str, str], sound: bool) -> None:
    articles = tuple(Article(str(number), (), "條文。", en) for number, en in enumerate(texts, 1))
    assert is_sound(Law("T1", "", "", articles)) is sound


def test_a_row_that_holds_an_article_missing_from_the_data_is_not_drawn() -> None:
    rows = (Article("1", (), "甲。\n第二条茶农应当登记。", ""), Article("3", (), "乙。", ""))
    assert not is_sound(Law("M1", "", "", rows))
    assert is_sound(Law("M1", "", "", (rows[0], Article("2", (), "乙。", ""))))


def test_a_mainland_draw_holds_laws_with_inserted_articles() -> None:
    laws = [Law(str(n), "", "", (Article("1-1" if n == 40 else "1", (), "文", ""),)) for n in range(50)]
    drawn = draw_mainland(laws, seed=1, count=10)
    assert len(drawn) == 10
    assert "40" in {law.id for law in drawn}


def test_a_draw_is_fixed_by_its_seed_and_holds_every_kind() -> None:
    laws = [
        Law(str(n), "", "", (Article("1", (), "（刪除）" if n == 5 else "文", "" if n == 9 else "Text"),))
        for n in range(50)
    ]
    drawn = draw_taiwan(laws, seed=1, count=10)
    assert drawn == draw_taiwan(laws, seed=1, count=10)
    assert {"5", "9"} <= {law.id for law in drawn}
    assert len(drawn) == 10
