"""Clause markers: read as models write them, written in one form."""

import pytest

from rag.markers import clause_labels, split_markers, with_markers


@pytest.fixture
def one_document(clause_of, hits_of):
    return hits_of([clause_of("2.4.3", ("桥。", "Bridge.")), clause_of("12-1", ("路。", "Road."))])


@pytest.fixture
def two_documents(clause_of, hits_of):
    return hits_of(
        [clause_of("1", ("桥。", "")), clause_of("2", ("路。", "")), clause_of("1", ("河。", ""), document="e")]
    )


def test_labels_are_bare_numbers_within_one_document(one_document):
    assert clause_labels(one_document) == {"d:2.4.3": "2.4.3", "d:12-1": "12-1", "2.4.3": "2.4.3", "12-1": "12-1"}


def test_labels_are_ids_among_several_documents(two_documents):
    assert clause_labels(two_documents) == {"d:1": "d:1", "d:2": "d:2", "e:1": "e:1", "2": "d:2"}


@pytest.mark.parametrize(
    ("text", "words", "references"),
    [
        ("桥长。[2.4.3]", "桥长。", ("2.4.3",)),
        ("It is long. [2.4.3]", "It is long.", ("2.4.3",)),
        ("It is long [2.4.3].", "It is long.", ("2.4.3",)),
        ("桥长【2.4.3】，路宽［第12-1条］。", "桥长，路宽。", ("2.4.3", "12-1")),
        ("Long. [d:2.4.3, Article 12-1]", "Long.", ("2.4.3", "12-1")),
        ("桥长。[2.4.3][2.4.3]", "桥长。", ("2.4.3",)),
        ("桥长。[２.４.３]", "桥长。", ("2.4.3",)),
        ("桥长。[9.9.9]", "桥长。", ("9.9.9",)),
        ("国发[2019]21号。[2.4.3]", "国发[2019]21号。", ("2.4.3",)),
        ("G60桥 long. [clause 2.4.3 and 12-1]", "G60桥 long.", ("2.4.3", "12-1")),
        ("没有标记。", "没有标记。", ()),
        ("Brackets [as here] stay.", "Brackets [as here] stay.", ()),
    ],
    ids=[
        "zh", "en", "before_stop", "zh_brackets_inside", "id_and_article", "twice", "full_width", "unknown", "year",
        "mixed", "none", "no_number",
    ],
)  # fmt: skip
def test_markers_are_taken_out_of_a_sentence(one_document, text: str, words: str, references: tuple[str, ...]):
    assert split_markers(text, clause_labels(one_document)) == (words, references)


@pytest.mark.parametrize(
    ("text", "references", "marked"),
    [
        ("桥长。", ["2.4.3"], "桥长。[2.4.3]"),
        ("It is long.", ["2.4.3", "12-1"], "It is long. [2.4.3][12-1]"),
        ("桥长。", [], "桥长。"),
    ],
    ids=["zh", "en", "none"],
)
def test_markers_stand_at_the_end(text: str, references: list[str], marked: str):
    assert with_markers(text, references) == marked


def test_what_is_written_is_read_back(one_document):
    labels = clause_labels(one_document)
    for text in ("桥长。", "It is long.", "G60桥 is long"):
        assert split_markers(with_markers(text, ["2.4.3", "12-1"]), labels) == (text, ("2.4.3", "12-1"))
