"""Everyday questions find the articles they were written on, in each language that the article has."""

import gzip
import json
from pathlib import Path

from embeddings.pairs import read_rows
from embeddings.training.asked import ASKED, COLUMNS, read_asked

QUESTIONS = (
    ("mojlaw", "B1", "3", "en", "who fixes it?"),
    ("prc_laws", "桥梁法", "第二条", "zh", "多久看一次？"),
    ("prc_laws", "没有的法", "第一条", "zh", "这是什么？"),
)


def test_a_question_comes_with_each_language_of_its_article(tmp_path: Path):
    laws = {
        "mojlaw_articles": {
            "law": "B1",
            "article": "3",
            "zh_trad": "橋梁由市政府養護。",
            "en": "The city keeps bridges.",
        },
        "prc_laws_articles": {"title": "桥梁法", "article": "第二条", "text": "桥梁每年检查两次。"},
    }
    for name, row in laws.items():
        with gzip.open(tmp_path / f"{name}.jsonl.gz", "wt", encoding="utf-8") as lines:
            lines.write(json.dumps(row) + "\n")
    file = tmp_path / "asked.tsv"
    file.write_text("".join("\t".join(row) + "\n" for row in QUESTIONS), encoding="utf-8")
    assert [(one.text, one.passage, one.kind, one.group) for one in read_asked(tmp_path, file)] == [
        ("who fixes it?", "桥梁由市政府养护。", "asked:en:zh", "B1"),
        ("who fixes it?", "The city keeps bridges.", "asked:en:en", "B1"),
        ("多久看一次？", "桥梁每年检查两次。", "asked:zh:zh", "桥梁法"),
    ]


def test_the_questions_that_ship_are_of_both_languages_and_none_twice():
    rows = list(read_rows(ASKED, COLUMNS))
    assert {row[3] for row in rows} == {"zh", "en"}
    assert len(set(rows)) == len(rows) > 6000
