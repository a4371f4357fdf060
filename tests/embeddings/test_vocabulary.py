import pytest
from tokenizers import Tokenizer

from embeddings.training.vocabulary import UNKNOWN, train_tokenizer

WORDS = ["高速公路", "高速铁路", "公路", "铁路", "party", "art", "don't", "2025", "80%"]


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return train_tokenizer(WORDS * 50, size=200)


def test_a_piece_may_span_several_chinese_characters(tokenizer: Tokenizer) -> None:
    assert any(len(piece) > 1 for piece in tokenizer.encode("高速公路").tokens)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("5G公路", ["5", "▁g", "公路"]),
        ("Don’t, PARTY!", ["▁don't", "▁party"]),
        ("８０％ of 公路", ["80", "%", "▁of", "公路"]),
        ("公路/铁路", ["公路", "铁路"]),
    ],
    ids=["mixed", "apostrophe", "full-width", "punctuation"],
)
def test_text_is_cut_at_scripts_and_punctuation(tokenizer: Tokenizer, text: str, words: list[str]) -> None:
    normal = tokenizer.normalizer.normalize_str(text)
    assert [word for word, _ in tokenizer.pre_tokenizer.pre_tokenize_str(normal)] == words


def test_the_start_of_an_english_word_is_marked(tokenizer: Tokenizer) -> None:
    normal = tokenizer.normalizer.normalize_str("art party 5g")
    assert normal == "▁art ▁party 5▁g"


def test_the_first_piece_is_the_unknown_one(tokenizer: Tokenizer) -> None:
    assert tokenizer.token_to_id(UNKNOWN) == 0
    assert set(tokenizer.encode("龘").ids) == {0}
