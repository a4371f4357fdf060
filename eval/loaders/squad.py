"""SQuAD-style JSON (SQuAD 1.1 and 2.0, CMRC 2018, DRCD): paragraphs with questions and answer spans.

Source: Rajpurkar et al., SQuAD: 100,000+ Questions for Machine Comprehension of Text, 2016; version 2.0, 2018.
"""

import json
from pathlib import Path
from typing import Any

from eval.cases import Case
from eval.errors import DatasetError
from eval.loaders.dataset import Passage, lang_of, read_text, text_field
from rag.types import Lang


def load_squad(path: Path) -> tuple[list[Case], list[Passage]]:
    """A passage a paragraph, a case a question; the answers' texts are wordings of the one fact and its evidence.

    Questions marked `is_impossible` are unanswerable. Raises DatasetError naming the article, paragraph and question
    by their places, counted from 1: "FILE, data 1, paragraph 2, question 3".
    """
    try:
        whole = json.loads(read_text(path))
    except json.JSONDecodeError as error:
        raise DatasetError(
            f"{path}, line {error.lineno} is not JSON ({error.msg}); give a file as SQuAD has"
        ) from error
    cases: list[Case] = []
    passages: list[Passage] = []
    seen: set[str] = set()
    for place, article in _items(str(path), whole, "data"):
        for spot, paragraph in _items(place, article, "paragraphs", "paragraph"):
            passage = Passage(
                str(len(passages) + 1), text_field(spot, paragraph, "context"), str(article.get("title", ""))
            )
            passages.append(passage)
            for where, asked in _items(spot, paragraph, "qas", "question"):
                case = _case(where, asked, passage)
                if case.id in seen:
                    raise DatasetError(f'{where}, field "id": {case.id!r} was used before; give each an id of its own')
                seen.add(case.id)
                cases.append(case)
    return cases, passages


def _items(place: str, holder: Any, field: str, one: str = "") -> list[tuple[str, dict[str, Any]]]:
    found = holder.get(field) if isinstance(holder, dict) else None
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise DatasetError(f'{place}, field "{field}" is no list of objects; give a file as SQuAD has')
    return [(f"{place}, {one or field} {number}", item) for number, item in enumerate(found, start=1)]


def _case(place: str, asked: dict[str, Any], passage: Passage) -> Case:
    question = text_field(place, asked, "question")
    answers = [text_field(spot, answer, "text") for spot, answer in _items(place, asked, "answers", "answer")]
    wordings = tuple(dict.fromkeys(answers))
    lang = lang_of(question)
    answerable = not asked.get("is_impossible", False)
    if answerable and not wordings:
        raise DatasetError(f'{place}, field "answers" is empty; give an answer, or set is_impossible to true')
    spans = tuple(wording for wording in wordings if wording in passage.text) if answerable else ()
    return Case(
        id=text_field(place, asked, "id"),
        lang=lang,
        kind="other" if answerable else "unanswerable",
        question=question,
        gold=(passage.id,) if answerable else (),
        must_have=(wordings,) if answerable else (),
        answerable=answerable,
        evidence_zh=spans if lang_of(passage.text) is Lang.ZH else (),
        evidence_en=spans if lang_of(passage.text) is Lang.EN else (),
        refusal_kind="" if answerable else "near_miss",
    )
