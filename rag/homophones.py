"""Chinese words of a query written with a character that sounds alike: the commonest slip of pinyin keyboards.

"云记算平台" -> "云计算平台", where the documents hold 云计算 and nobody is known to write 云记 or 记算
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache

from rag.text import HAN

_LENGTHS = (4, 3)  # characters of a run in which one is put right; a pair has too many right ones that sound alike
_OFTEN = {4: 1, 3: 2}  # times the documents hold a run of a length before it stands for what sounds like it
_ASKED = 2  # times known questions must hold what is right by them alone: some are misspelled
_STRETCH = re.compile(f"[{HAN}]+")
# Words of one character, whose neighbours make runs that nobody has written before without a slip.
_FUNCTION = frozenset("时已讲总项又得的地在有是就也都还把被让给到从里上下前后什么怎几多少个会能要和与及或其这那各每说")
_SAME_SOUND = re.compile(r"^([zcs])h|(?<=[aei]n)g$")  # zh and z, an and ang: what many speakers do not tell apart


class Homophones:
    """Knows how the documents' runs of characters sound."""

    def __init__(self, texts: Iterable[str], *, asked: Iterable[str] = (), known: Collection[str] = ()) -> None:
        """`texts` of the documents and questions `asked` of them, in simplified script; `known`: words right in any case."""
        self._texts, self._asked = list(texts), list(asked)
        self._known = known

    def right(self, query: str) -> str:
        """The normalised query with a character put right in runs that sound as one of the documents does.

        Nothing is changed in a run that stands in a text or in several questions, nor a character that makes a word with either
        neighbour there: a right word that the documents lack is left alone.
        """
        for length in _LENGTHS:
            for stretch in _STRETCH.findall(query):
                for start in range(len(stretch) - length + 1):
                    run = stretch[start : start + length]
                    sounding = self._sounding(run)
                    at = next(
                        (i for i, pair in enumerate(zip(run, sounding, strict=False)) if len(set(pair)) > 1), None
                    )
                    if at is not None and not self._makes_sense(stretch, start + at):
                        query = query.replace(run, sounding)
        return query

    def _sounding(self, run: str) -> str:
        """The documents' run that sounds so and differs in one character; "" where there is none or the run is right."""
        if run in self._written or run in self._known:
            return ""
        other = self._by_sound.get(_sound(run), "")
        return other if sum(a != b for a, b in zip(run, other, strict=False)) == 1 else ""

    def _makes_sense(self, stretch: str, at: int) -> bool:
        pairs = (stretch[max(0, at - 1) : at + 1], stretch[at : at + 2])
        return stretch[at] in _FUNCTION or any(
            len(pair) == 2 and (pair in self._written or pair in self._known) for pair in pairs
        )

    @cached_property
    def _held(self) -> Mapping[str, int]:
        return Counter(_runs(self._texts, _LENGTHS))

    @cached_property
    def _written(self) -> Collection[str]:
        """Runs and pairs of the documents, and those that several of the questions asked hold."""
        asked = Counter(_runs(self._asked, (2, *_LENGTHS)))
        several = {run for run, count in asked.items() if count >= _ASKED}
        return self._held.keys() | set(_runs(self._texts, (2,))) | several

    @cached_property
    def _by_sound(self) -> Mapping[tuple[str, ...], str]:
        """Sound -> the run that has it and is held oftenest."""
        often = [run for run, count in self._held.items() if count >= _OFTEN[len(run)]]
        return {_sound(run): run for run in sorted(often, key=lambda run: (self._held[run], run))}


def _runs(texts: Iterable[str], lengths: Iterable[int]) -> Iterator[str]:
    sizes = tuple(lengths)
    for stretch in (stretch for text in texts for stretch in _STRETCH.findall(text)):
        for size in sizes:
            yield from (stretch[i : i + size] for i in range(len(stretch) - size + 1))


def _sound(run: str) -> tuple[str, ...]:
    return tuple(map(_syllable, run))


@lru_cache(maxsize=8192)
def _syllable(character: str) -> str:
    """The commonest reading, without tone: 网 -> "wan", 张 -> "zan"."""
    from pypinyin import Style, pinyin

    return _SAME_SOUND.sub(r"\1", pinyin(character, style=Style.NORMAL)[0][0])
