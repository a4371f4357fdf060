"""The clause store: by id, by bare number where that is unambiguous, in order."""

import pytest

from rag.errors import UnknownClauseError
from rag.store import MemoryStore


@pytest.fixture
def store(clause_of, document_of) -> MemoryStore:
    """Two documents that share the number 1."""
    store = MemoryStore()
    store.add(
        document_of("a"), [clause_of("1", ("甲。", "A."), document="a"), clause_of("2", ("乙。", ""), document="a")]
    )
    store.add(document_of("b"), [clause_of("1", ("丙。", "C."), document="b")])
    return store


@pytest.mark.parametrize("written", ["a:2", "2", " 2 ", "[2]", "【a:2】"])
def test_a_clause_is_found_by_id_and_by_unambiguous_number(store: MemoryStore, written: str):
    assert store.get(written).id == "a:2"


def test_a_number_that_two_documents_have_is_refused_with_the_choices(store: MemoryStore):
    with pytest.raises(UnknownClauseError, match="several documents; say which: a:1, b:1"):
        store.get("1")


@pytest.mark.parametrize("written", ["9", "b:2", "", "桥"])
def test_an_unknown_clause_is_named_with_examples(store: MemoryStore, written: str):
    with pytest.raises(UnknownClauseError, match=f"no clause “{written}”; numbers look like 1, 2"):
        store.get(written)


def test_an_unknown_clause_is_a_key_error_with_a_plain_message(store: MemoryStore):
    with pytest.raises(KeyError) as caught:
        store.get("9")
    assert str(caught.value).startswith("no clause")


def test_clauses_come_in_the_order_added(store: MemoryStore):
    assert [clause.id for clause in store] == ["a:1", "a:2", "b:1"]
    assert len(store) == 3


def test_adding_a_document_again_replaces_its_clauses(store: MemoryStore, clause_of, document_of):
    store.add(document_of("a"), [clause_of("3", ("丁。", ""), document="a")])
    assert {clause.id for clause in store} == {"b:1", "a:3"}
    assert [document.id for document in store.documents] == ["b", "a"]


def test_a_removed_document_is_gone_and_its_numbers_are_free(store: MemoryStore):
    store.remove("a")
    assert store.get("1").id == "b:1"
    with pytest.raises(UnknownClauseError, match="no document “a”; there are: b"):
        store.document("a")


def test_an_empty_store_says_so():
    with pytest.raises(UnknownClauseError, match="none"):
        MemoryStore().document("a")
    with pytest.raises(UnknownClauseError, match="no clause"):
        MemoryStore().get("1")
