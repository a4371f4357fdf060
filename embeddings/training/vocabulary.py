"""The tokenizer of the static model: one Unigram vocabulary over both languages.

Pieces may span several Chinese characters, since Chinese is not split before the model sees it: 长江三角洲 can be one
piece. English words carry a leading "▁", so that "art" the word and "art" inside "party" are different pieces.
Punctuation is dropped: it says nothing about what a text is about.
"""

from collections.abc import Iterable

from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers, trainers
from tokenizers.models import Unigram

UNKNOWN = "[UNK]"
_WORDS = r"▁\p{Latin}+(?:'\p{Latin}+)*|\p{Han}+|\p{Nd}+|%"


def train_tokenizer(texts: Iterable[str], *, size: int, longest: int = 16) -> Tokenizer:
    """A Unigram tokenizer of at most `size` pieces; id 0 is the unknown piece."""
    tokenizer = Tokenizer(Unigram())
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFKC(),
            normalizers.Lowercase(),
            normalizers.Replace("’", "'"),
            normalizers.Replace(Regex(r"(?<![\p{Latin}'])(?=\p{Latin})"), "▁"),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(_WORDS), behavior="removed", invert=True)
    trainer = trainers.UnigramTrainer(
        vocab_size=size, special_tokens=[UNKNOWN], unk_token=UNKNOWN, max_piece_length=longest, show_progress=False
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer
