"""Questions made from passages hold words of one sentence, in its order."""

import gzip
import json
from pathlib import Path

import pytest

from embeddings.training.cloze import bilingual, cloze
from embeddings.training.tune import Question

ZH = "石桥全长五百米，由市政府负责养护。" * 6 + "桥面每年检查两次，费用由财政承担。"
EN = (
    "The stone bridge is five hundred meters long and the city keeps it. " * 3
    + "The deck is inspected twice a year by engineers."
)


@pytest.mark.parametrize(("passage", "between"), [(ZH, ""), (EN, " ")], ids=["zh", "en"])
def test_a_made_question_is_of_words_of_its_passage_in_their_order(tmp_path: Path, passage: str, between: str):
    (made,) = cloze([Question("石桥", passage, "page:zh", "bridge")], tmp_path, seed=3)
    assert (made.passage, made.kind) == (passage, "cloze:page:zh")
    letters = iter(passage)
    assert made.text
    assert all(letter in letters for letter in made.text.replace(between, "") if letter.strip())


def test_a_short_passage_or_one_sentence_alone_asks_nothing(tmp_path: Path):
    asked = [Question("桥", "桥长三里。", "page:zh", "a"), Question("桥", "桥" * 200, "page:zh", "b")]
    assert cloze(asked, tmp_path, seed=0) == []


def test_articles_of_a_law_are_joined_to_passages_and_share_its_group(tmp_path: Path):
    rows = [{"title": "桥梁法", "text": ZH} for _ in range(9)]
    with gzip.open(tmp_path / "prc_laws_articles.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)
    made = cloze([], tmp_path, seed=0)
    assert made
    assert {one.group for one in made} == {"桥梁法"}
    assert all(len(one.passage) <= 500 for one in made)


def test_bilingual_laws_are_asked_in_and_across_both_languages_but_for_what_is_held_out(tmp_path: Path):
    rows = [
        {
            "law": "A1",
            "article": "1",
            "zh_trad": "石橋全長五百米，由政府養護。",
            "en": f"The stone bridge no. {n} is long.\n        \n",  # a line without a word is no sentence
        }
        for n in range(9)
    ]
    with gzip.open(tmp_path / "mojlaw_articles.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)
    made = bilingual(tmp_path, {rows[0]["en"]}, seed=0)
    assert {one.kind.rpartition(":")[2] for one in made} == {"00", "01", "10", "11"}
    assert {one.group for one in made} == {"A1"}
    assert not any("no. 0" in one.passage or "橋" in one.passage for one in made)
