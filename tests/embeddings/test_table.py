import numpy as np

from embeddings.pairs import Pair
from embeddings.training.table import Recipe, fit, quick, read_pieces
from embeddings.training.vocabulary import train_tokenizer


def test_the_same_seed_gives_the_same_table(toy_pairs: list[Pair]) -> None:
    tokenizer = train_tokenizer([text for pair in toy_pairs for text in (pair.en, pair.zh)], size=200)
    recipe = Recipe(dim=8, epochs=1, batch=32)
    first, second = (fit(toy_pairs, tokenizer, recipe, report=lambda line: None) for _ in range(2))
    np.testing.assert_allclose(first, second, atol=1e-5)


def test_pieces_that_no_pair_holds_get_no_vector() -> None:
    tokenizer = train_tokenizer(["road", "公路", "unrelated", "无关"] * 20, size=200)
    vectors = fit([Pair("road", "公路", "a")] * 4, tokenizer, quick(), report=lambda line: None)
    unused = tokenizer.encode("unrelated 无关").ids
    assert not vectors[[piece for piece in unused if piece not in tokenizer.encode("road 公路").ids]].any()
    assert vectors[tokenizer.encode("公路").ids].any()
    assert not vectors[0].any()


def test_pieces_taken_by_row_are_those_of_the_rows_texts() -> None:
    tokenizer = train_tokenizer(["road", "公路", "bridge"] * 20, size=200)
    pieces = read_pieces(tokenizer, ["road", "", "公路 bridge"], longest=50)
    features = pieces.take(np.array([2, 1, 0]))
    expected = tokenizer.encode("公路 bridge").ids
    assert features["input_ids"].tolist() == expected + tokenizer.encode("road").ids
    assert features["offsets"].tolist() == [0, len(expected), len(expected)]


def test_entries_share_the_row_they_are_given_and_those_at_minus_one_have_none() -> None:
    tokenizer = train_tokenizer(["road", "公路", "bridge"] * 20, size=200)
    rows = np.full(tokenizer.get_vocab_size(), -1)
    rows[tokenizer.encode("公路").ids] = 7
    assert set(read_pieces(tokenizer, ["road 公路"], longest=50, rows=rows).ids.tolist()) == {7}
