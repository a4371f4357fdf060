"""The question classifier: what it tells of a question, the file it is read from, and where it has a say."""

import numpy as np
import pytest

from embeddings import load_encoder
from rag import Pipeline
from rag.channels import build_channels
from rag.classifier import Layers, QuestionClassifier, bound
from rag.documents import BUNDLED, load_known, load_store
from rag.errors import SourceError
from rag.ranking import WITH
from rag.retriever import CLASSIFIER, model_for
from rag.settings import Settings


class Letters:
    """Counts a and b."""

    name, fingerprint, dim = "letters", "f1", 2

    def encode(self, texts, *, role="passage"):
        return np.array([[text.count(letter) for letter in "ab"] for text in texts], np.float32)


def layers(
    clauses: tuple[str, ...] = ("d:1", "d:2"), encoder: str = "f1", sentences: tuple[int, ...] = (2, 1)
) -> Layers:
    """One hidden unit a letter, each for a clause; the more a the more answered, the more b the less about.

    The first clause has two sentences, the second of them of more a than the first.
    """
    out = np.array([[1, 0], [0, 1], [3, 0], [0, -5], [1, 0], [2, 0], [0, 1]], np.float32)
    hidden, shift = np.eye(2, dtype=np.float32), np.array([0, -1], np.float32)
    return Layers(clauses, sentences, encoder, hidden, shift, out, np.zeros(7, np.float32))


@pytest.fixture
def clauses(clause_of):
    return [clause_of("1", ("桥。", "Bridge."), ("船。", "Boat.")), clause_of("2", ("路。", "Road."))]


def test_the_probabilities_of_the_clauses_sum_to_one():
    scores = QuestionClassifier(layers(), Letters()).scores("aab")
    assert np.exp(scores).sum() == pytest.approx(1.0, abs=1e-6)
    assert scores[0] - scores[1] == pytest.approx(2.0)  # the hidden unit of b is rectified: 1 - 1


def test_the_probabilities_of_all_sentences_sum_to_one():
    told = QuestionClassifier(layers(), Letters())
    first, second = (told.sentences("aabb", clause) for clause in ("d:1", "d:2"))
    assert np.exp([*first, *second]).sum() == pytest.approx(1.0, abs=1e-6)
    assert first[1] - first[0] == pytest.approx(2.0)
    assert second[0] == pytest.approx(first[0] - 1.0)


def test_it_tells_whether_a_question_is_answered_and_about_the_document():
    assert QuestionClassifier(layers(), Letters()).told("aabb") == {"answered": 6.0, "about": -5.0}


def test_what_is_written_in_4_bits_is_read_again(tmp_path):
    file = tmp_path / "classifier.npz"
    draw = np.random.default_rng(0)
    held = Layers(
        ("d:1", "d:2"),
        (2, 1),
        "f1",
        *(draw.normal(size=shape).astype(np.float32) for shape in ((8, 2), (8,), (7, 8), (7,))),
    )
    held.save(file)
    read = Layers.load(file)
    assert (read.clauses, read.sentences, read.encoder) == (held.clauses, held.sentences, held.encoder)
    for name in ("hidden", "shift", "out", "offset"):
        assert getattr(read, name) == pytest.approx(getattr(held, name), abs=0.2)
    assert read.hidden.dtype == read.out.dtype == np.float32


@pytest.mark.parametrize(
    "broken",
    [
        lambda whole: b"",
        lambda whole: b"no archive",
        lambda whole: whole[: len(whole) // 2],
        lambda whole: b"PK\x03\x04" + whole[:40],
    ],
    ids=["empty", "text", "cut_short", "beginning"],
)
def test_a_file_that_is_none_is_told_with_the_remedy(tmp_path, broken):
    file = tmp_path / "classifier.npz"
    layers().save(file)
    file.write_bytes(broken(file.read_bytes()))
    with pytest.raises(SourceError, match="delete it"):
        Layers.load(file)


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (layers(clauses=("d:1", "d:2", "d:3")), "7 rows for 3 clauses of 3 sentences"),
        (layers(sentences=(2, 2)), "7 rows for 2 clauses of 4 sentences"),
    ],
    ids=["clauses", "sentences"],
)
def test_layers_that_do_not_fit_the_clauses_are_told(tmp_path, made: Layers, told: str):
    file = tmp_path / "classifier.npz"
    made.save(file)
    with pytest.raises(SourceError, match=told):
        Layers.load(file)


@pytest.mark.parametrize(
    ("made", "serves"),
    [
        (layers(), True),
        (layers(encoder="f2"), False),
        (layers(clauses=("d:1", "d:3")), False),
        (layers(sentences=(1, 2)), False),
    ],
    ids=["its_own", "another_encoder", "other_clauses", "other_sentences"],
)
def test_it_serves_the_encoder_and_the_clauses_that_it_was_fitted_on(clauses, made: Layers, serves: bool):
    assert set(bound({"d": made}, clauses, Letters())) == ({"d"} if serves else set())


def test_the_bundled_one_fits_the_bundled_document_and_encoder():
    store = load_store(())
    found = bound(load_known((), store).classifiers, tuple(store), load_encoder())
    assert set(found) == {"ylz"}
    told = found["ylz"]
    asked = "到2025年常住人口城镇化率达到多少？"
    assert tuple(store)[int(told.scores(asked).argmax())].number == "2.4.2"
    assert told.told(asked)["about"] > 0 > told.told("怎么做红烧肉？")["about"]


def test_beside_another_document_it_has_no_say_in_the_ranking(tmp_path):
    law = tmp_path / "bridges.txt"
    law.write_text("第一条 修桥由市政府负责。\n第二条 每年检查两次。\n", encoding="utf-8")
    settings = Settings.from_env(documents=(BUNDLED, law))
    store = load_store(settings.documents)
    known = load_known(settings.documents, store)
    channels = build_channels(tuple(store), known, load_encoder(), cache_dir=tmp_path / "cache")
    assert CLASSIFIER not in {channel.name for channel in channels}
    assert model_for(channel.name for channel in channels) == WITH


def test_alone_it_is_a_channel_and_the_judge_reads_it(pipeline: Pipeline):
    assert CLASSIFIER in pipeline.search("城镇化")[0].channels
    told = pipeline.signals("到2025年常住人口城镇化率达到多少？")
    assert told["classified"] == 1.0
    assert told["classified first"] > np.log(0.5)


def test_a_document_without_one_is_judged_without_it(bridges: Pipeline):
    assert bridges.signals("桥有多长？")["classified"] == 0.0
    assert CLASSIFIER not in bridges.search("桥")[0].channels
