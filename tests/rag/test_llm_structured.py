"""Replies in JSON come out as the plain lines they stand for, whatever pieces they come in."""

import json

import pytest

from rag.answerers.reply import draft_sentences
from rag.answerers.structured import plain_pieces

LABELS = {"d:1.1": "1.1", "1.1": "1.1", "1.2": "1.2"}
JSON = {
    "asked_for": ('{"sentences": [{"text": "桥长三里。", "clauses": ["1.1"]}, {"text": "路宽。", "clauses": ["1.1", "1.2"]}]}',
                  "桥长三里。[1.1]\n路宽。[1.1][1.2]\n"),
    "fenced_list": ('```json\n[{"sentence": "It is long.", "clause": "[1.1]"}]\n```', "It is long.[1.1]\n"),
    "sources_as_objects": ('{"answer": {"points": [{"text": "桥 long。", "sources": [{"number": "1.1"}]}]}}', "桥 long。[1.1]\n"),
    "markers_in_the_text": ('{"answer": "桥长。[1.1]\\n路宽。[1.2]"}', "桥长。[1.1]\n路宽。[1.2]\n"),
    "list_of_strings": ('["It is long. [1.1]", "It is wide. [1.2]"]', "It is long. [1.1]\nIt is wide. [1.2]"),
    "chinese_keys": ('{"答案": [{"句子": "桥长。", "出处": "1.1"}]}', "桥长。[1.1]\n"),
    "silent": ('{"answer": "NOT_IN_DOCUMENT"}', "NOT_IN_DOCUMENT\n"),
    "brackets_in_the_text": ('[{"text": "a {b} [c] \\"d\\".", "clauses": ["1.1"]}]', 'a {b} [c] "d".[1.1]\n'),
}  # fmt: skip
PLAIN = [
    "桥长三里。[1.1]路宽。",
    "[1.1] It is long.",
    "{curly} words",
    "```\nIt is long. [1.1]\n```",
    "[",
    "",
    '{"cut": "off he',
]


def cut(text: str, size: int) -> list[str]:
    return [text[start : start + size] for start in range(0, len(text), size)]


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize("name", JSON)
def test_json_becomes_plain_lines(name: str, size: int):
    reply, plain = JSON[name]
    assert "".join(plain_pieces(cut(reply, size))) == plain


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize("reply", PLAIN)
def test_what_is_no_json_stays_as_it_is(reply: str, size: int):
    assert "".join(plain_pieces(cut(reply, size))) == reply


def test_an_object_is_out_before_the_next_begins():
    objects = [json.dumps({"text": f"Bridge {i}.", "clauses": ["1.1"]}) for i in range(3)]
    pieces = iter(["[", objects[0], ", ", objects[1], ", ", objects[2], "]"])
    drafts = draft_sentences(pieces, LABELS)
    assert next(drafts).text == "Bridge 0. [1.1]"
    assert "".join(pieces).count("Bridge") >= 1


def test_both_kinds_of_reply_give_the_same_drafts():
    plain = draft_sentences(["桥长三里。[1.1]\n路宽。[1.1][1.2]"], LABELS)
    assert list(plain) == list(draft_sentences([JSON["asked_for"][0]], LABELS))
