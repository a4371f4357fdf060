"""A vocabulary over both languages for an English BERT, and rows for its new Chinese pieces to start from.

English pieces keep the teacher's rows and its cutting. Its WordPiece marks a piece inside a word ("##ing"); here the
beginning of a word is marked instead ("▁sing", "ing"), so that a Chinese piece needs one entry, wherever it stands.
A run of Chinese characters is cut by the longest match. Traditional forms and full-width marks are entries of their
own that share a row, so both scripts give one vector and cost no weights.

A new piece starts as the mean of the teacher's rows of the eight English words nearest to it in the static model's
space, weighted by a softmax (Minixhofer et al. 2022, WECHSEL).
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Regex, Tokenizer, decoders, normalizers, pre_tokenizers, processors
from tokenizers.models import WordPiece

from embeddings.encoder import Encoder

MARKERS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_EAST_ASIAN = re.compile(r"[\u2e80-\u9fff\u3040-\u30ff\uac00-\ud7af]")
_WORD = r"[[\p{L}\p{N}]&&[^\p{Han}]]"
_SAME_MARK = dict(zip("。、「」『』“”‘’《》〈〉·—…", '.,""""""\'\'""""--.', strict=True))
_CUT = 20_000  # texts cut at once


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The merged vocabulary.

    pieces     the piece of each row: the teacher's (beginnings of words marked), then the Chinese ones
    teachers   (english,) the teacher's number of each of the first rows
    counts     (english,) how often the texts hold it
    mapping    (entries,) int32: the row of each entry of the tokenizer
    """

    tokenizer: Tokenizer
    pieces: list[str]
    teachers: np.ndarray
    counts: np.ndarray
    mapping: np.ndarray


def merge(
    teacher: Tokenizer, chinese: Sequence[str], english: Sequence[str], *, least: int, markers: Sequence[str] = MARKERS
) -> Vocabulary:
    """The teacher's pieces that occur at least `least` times in the English texts, and the Chinese pieces.

    Single ASCII characters are kept however rare: they let any English word be cut.
    """
    numbers = teacher.get_vocab()
    found: Counter[int] = Counter()
    for start in range(0, len(english), _CUT):
        for encoding in teacher.encode_batch_fast(list(english[start : start + _CUT]), add_special_tokens=False):
            found.update(encoding.ids)
    kept = [*markers, *(piece for piece in numbers if _keep(piece, found[numbers[piece]], least, markers))]
    pieces = [piece if piece in markers else marked(piece) for piece in kept] + list(chinese)
    tokenizer, mapping = _tokenizer(pieces, chinese)
    teachers = np.array([numbers[piece] for piece in kept])
    return Vocabulary(tokenizer, pieces, teachers, np.array([found[number] for number in teachers]), mapping)


def marked(piece: str) -> str:
    """The teacher's piece as this vocabulary writes it: "sing" -> "▁sing", "##ing" -> "ing", "," -> ","."""
    if piece.startswith("##") and len(piece) > 2:
        return piece[2:]
    return f"▁{piece}" if piece[0].isalnum() else piece


def chinese_pieces(static: Iterable[str], texts: Sequence[str], words: Iterable[str], *, least: int = 3) -> list[str]:
    """Characters that the texts hold `least` times, then the static model's pieces and the words of 2 to 4 of them.

    Simplified forms only; traditional ones are added as entries that share their rows.
    """
    from opencc import OpenCC

    simplify = OpenCC("t2s").convert
    characters = Counter("".join(texts))
    single = [one for one in sorted(characters) if characters[one] >= least]
    longer = [piece for piece in [*static, *words] if 2 <= len(piece) <= 4]
    found = dict.fromkeys(piece for piece in [*single, *longer] if _HAN.fullmatch(piece))
    return [piece for piece in found if simplify(piece) == piece]


def starting_rows(vocabulary: Vocabulary, teacher_rows: np.ndarray, static: Encoder, *, near: int = 8) -> np.ndarray:
    """The teacher's rows for its own pieces, blends of them for the Chinese ones: (rows, hidden) float32."""
    own = teacher_rows[vocabulary.teachers]
    words = [row for row in range(len(own)) if _is_word(vocabulary.pieces[row]) and vocabulary.counts[row] >= 10]
    chinese = vocabulary.pieces[len(own) :]
    spelt = static.encode([vocabulary.pieces[row][1:] for row in words])
    known = np.abs(spelt).sum(axis=1) > 0
    words_known, spelt = np.array(words)[known], spelt[known]
    vectors = static.encode(chinese)
    likeness = vectors @ spelt.T
    nearest = np.argpartition(-likeness, min(near, len(words_known) - 1), axis=1)[:, :near]
    weights = np.exp(20 * np.take_along_axis(likeness, nearest, axis=1))
    blends = np.einsum("nk,nkd->nd", weights / weights.sum(axis=1, keepdims=True), own[words_known[nearest]])
    blends[np.abs(vectors).sum(axis=1) == 0] = own.mean(axis=0)
    return np.concatenate([own, blends]).astype(np.float32)


def save(vocabulary: Vocabulary, folder: Path) -> None:
    """Write the tokenizer and the rows of its entries, for a later run to go on from."""
    vocabulary.tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    np.save(folder / "mapping.npy", vocabulary.mapping)
    shape = {
        "pieces": vocabulary.pieces,
        "teachers": vocabulary.teachers.tolist(),
        "counts": vocabulary.counts.tolist(),
    }
    (folder / "vocabulary.json").write_text(json.dumps(shape, ensure_ascii=False), encoding="utf-8")


def load(folder: Path) -> Vocabulary:
    shape = json.loads((folder / "vocabulary.json").read_text(encoding="utf-8"))
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    mapping = np.load(folder / "mapping.npy", allow_pickle=False)
    return Vocabulary(tokenizer, shape["pieces"], np.array(shape["teachers"]), np.array(shape["counts"]), mapping)


def _keep(piece: str, count: int, least: int, markers: Sequence[str]) -> bool:
    if piece in markers or (_EAST_ASIAN.search(piece) and piece not in _SAME_MARK):
        return False
    inside = piece.startswith("##") and len(piece) > 2
    if inside and len(piece) == 3 and not piece[2].isalnum():
        return False  # a mark never stands inside a word
    letter = piece[2:] if inside else piece
    return count >= least or (len(letter) == 1 and letter.isascii())


def _is_word(piece: str) -> bool:
    return piece.startswith("▁") and piece.isascii() is False and piece[1:].isascii() and len(piece) > 2


def _tokenizer(pieces: Sequence[str], chinese: Sequence[str]) -> tuple[Tokenizer, np.ndarray]:
    entries = _entries(pieces, chinese)
    tokenizer = Tokenizer(
        WordPiece(
            {entry: number for number, entry in enumerate(entries)},
            unk_token="[UNK]",
            continuing_subword_prefix="",
            max_input_chars_per_word=100,
        )
    )
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFKC(),
            normalizers.BertNormalizer(handle_chinese_chars=False, strip_accents=True, lowercase=True),
            normalizers.Replace(Regex(rf"(?<!{_WORD})(?={_WORD})"), "▁"),
        ]
    )
    runs = pre_tokenizers.Split(Regex(r"\p{Han}{1,64}"), "isolated")  # bounds the search for the longest match
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.BertPreTokenizer(), runs])
    ends = [("[CLS]", entries["[CLS]"]), ("[SEP]", entries["[SEP]"])]
    tokenizer.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=ends)
    tokenizer.decoder = decoders.WordPiece(prefix="", cleanup=False)
    tokenizer.add_special_tokens(list(MARKERS))
    return tokenizer, np.array(list(entries.values()), dtype=np.int32)


def _entries(pieces: Sequence[str], chinese: Sequence[str]) -> dict[str, int]:
    """Each entry's row: the pieces themselves, traditional forms, every other Chinese character, and marks."""
    from opencc import OpenCC

    entries = {piece: row for row, piece in enumerate(pieces)}
    to_traditional = [OpenCC(name).convert for name in ("s2t", "s2tw", "s2hk")]
    for piece in chinese:
        for convert in to_traditional:
            entries.setdefault(convert(piece), entries[piece])
    simplify = OpenCC("t2s").convert
    for character in map(chr, range(0x4E00, 0xA000)):
        entries.setdefault(character, entries.get(simplify(character), entries["[UNK]"]))
    for mark, same in _SAME_MARK.items():
        if same in entries:
            entries.setdefault(mark, entries[same])
    return entries
