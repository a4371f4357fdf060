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


@pytest.fixture
def odd_names(clause_of, hits_of):
    """Ids and numbers of every form that documents may have."""
    named = [("rules.v2", "5"), ("gdpr(eu)", "5"), ("a,b和c", "A.0.1"), ("桥,v2", "3-1.0.2"), ("b", "5"), ("1", "1.2")]
    return hits_of([clause_of(number, ("桥。", "Bridge."), document=document) for document, number in named])


@pytest.mark.parametrize(
    ("text", "words", "references"),
    [
        ("桥长。[rules.v2:5]", "桥长。", ("rules.v2:5",)),
        ("It is long [gdpr(eu):5].", "It is long.", ("gdpr(eu):5",)),
        ("桥长。【gdpr（eu）：5】", "桥长。", ("gdpr(eu):5",)),
        ("桥长。[a,b和c:A.0.1, Article b:5]", "桥长。", ("a,b和c:A.0.1", "b:5")),
        ("G60桥 long. [A.0.1 and 桥,v2:3-1.0.2]", "G60桥 long.", ("a,b和c:A.0.1", "桥,v2:3-1.0.2")),
        ("桥长。[1.2和b:5]", "桥长。", ("1:1.2", "b:5")),
        ("It is long. [rules.v2:6]", "It is long.", ("rules.v2:6",)),
        ("It is long. [A.0.2][1.A.0.3]", "It is long.", ("A.0.2", "1.A.0.3")),
        ("Plans [a.b] and [Annex A.] stay.", "Plans [a.b] and [Annex A.] stay.", ()),
    ],
    ids=["dot", "brackets", "full_width", "separators", "mixed", "zh_and", "unknown_id", "unknown_number", "no_number"],
)  # fmt: skip
def test_ids_and_numbers_of_every_form_are_read(odd_names, text: str, words: str, references: tuple[str, ...]):
    assert split_markers(text, clause_labels(odd_names)) == (words, references)


def test_every_form_that_is_written_is_read_back(odd_names):
    labels = clause_labels(odd_names)
    ids = tuple(hit.clause.id for hit in odd_names)
    assert split_markers(with_markers("桥 is long.", ids), labels) == ("桥 is long.", ids)


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
