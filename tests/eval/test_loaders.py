"""Datasets in the formats of others: what becomes a case, what a passage, and what a wrong line is told."""

import gzip
import json

import pytest

from eval.errors import DatasetError
from eval.loaders import load_dataset
from rag.types import Lang


def lines(path, *rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows), encoding="utf-8"
    )
    return path


@pytest.fixture
def folder(tmp_path):
    """A retrieval folder of two trams and a bus, with grades."""
    root = tmp_path / "trams"
    lines(
        root / "corpus.jsonl",
        {"_id": "d1", "title": "Fares", "text": "A ride is 2 yuan."},
        {"_id": "d2", "title": "", "text": "末班车23点发车。"},
        {"_id": "d3", "text": "Buses leave hourly."},
    )
    lines(
        root / "queries.jsonl",
        {"_id": "q1", "text": "What is the fare?"},
        {"_id": "q2", "text": "末班车几点？"},
        {"_id": "q3", "text": "Nobody judged me"},
    )
    lines(root / "qrels" / "dev.tsv", "query-id\tcorpus-id\tscore", "q1\td3\t1")
    lines(root / "qrels" / "test.tsv", "query-id\tcorpus-id\tscore", "q1\td3\t1", "q1\td1\t2", "q2\td2\t1", "q2\td1\t0")
    return root


def test_a_retrieval_folder_gives_cases_with_gold_by_grade_from_the_test_split(folder):
    dataset = load_dataset(folder)
    assert [(case.id, case.lang, case.gold, case.grades) for case in dataset.cases] == [
        ("q1", Lang.EN, ("d1", "d3"), (2, 1)),
        ("q2", Lang.ZH, ("d2",), (1,)),
    ]
    assert [(passage.id, passage.title) for passage in dataset.passages] == [("d1", "Fares"), ("d2", ""), ("d3", "")]


def test_judgements_in_four_columns_without_a_header_are_read(folder):
    lines(folder / "qrels" / "test.tsv", "q1 0 d1 1")
    assert load_dataset(folder).cases[0].gold == ("d1",)


@pytest.mark.parametrize(
    ("file", "row", "told"),
    [
        pytest.param(
            "qrels/test.tsv", "q9\td1\t1", "line 5, field \"query-id\": 'q9' is not in queries.jsonl", id="query"
        ),
        pytest.param("qrels/test.tsv", "q1\td9\t1", "line 5, field \"corpus-id\": 'd9' is not in corpus", id="passage"),
        pytest.param("qrels/test.tsv", "q1\td1\tgood", 'line 5, field "score"', id="grade"),
        pytest.param("corpus.jsonl", '{"_id": "d4"}', 'line 4, field "text" is None; write a non-empty', id="text"),
        pytest.param("corpus.jsonl", '{"_id": "d1", "text": "again"}', "'d1' stands twice", id="id-twice"),
    ],
)
def test_a_wrong_line_of_a_retrieval_folder_is_named(folder, file, row, told):
    path = folder / file
    rows = path.read_text(encoding="utf-8").splitlines()
    if file == "qrels/test.tsv":
        rows = rows[:4]
    lines(path, *rows, row)
    with pytest.raises(DatasetError) as error:
        load_dataset(folder)
    assert told in str(error.value)


def test_a_folder_without_judgements_is_told_where_to_put_them(folder):
    for file in (folder / "qrels").iterdir():
        file.unlink()
    with pytest.raises(DatasetError, match=r"holds no \*.tsv; put the judgements there"):
        load_dataset(folder)


SQUAD = {
    "version": "v2.0",
    "data": [
        {
            "title": "电车",
            "paragraphs": [
                {
                    "context": "电车票价为2元。",
                    "qas": [
                        {"id": "a", "question": "票价多少？", "answers": [{"text": "2元", "answer_start": 5}] * 2},
                        {"id": "b", "question": "狗要票吗？", "answers": [], "is_impossible": True},
                    ],
                },
                {
                    "context": "The last tram leaves at 11 p.m.",
                    "qas": [{"id": 7, "question": "When is the last tram?", "answers": [{"text": "11 p.m."}]}],
                },
            ],
        }
    ],
}


def test_a_squad_file_gives_passages_facts_and_unanswerable_questions(tmp_path):
    dataset = load_dataset(lines(tmp_path / "squad.json", SQUAD))
    first, silent, english = dataset.cases
    assert (first.gold, first.must_have, first.evidence_zh) == (("1",), (("2元",),), ("2元",))
    assert (silent.answerable, silent.gold, silent.kind) == (False, (), "unanswerable")
    assert (english.id, english.gold, english.evidence_en) == ("7", ("2",), ("11 p.m.",))
    assert [passage.title for passage in dataset.passages] == ["电车", "电车"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param({"question": ""}, "data 1, paragraph 1, question 1, field \"question\" is ''", id="question"),
        pytest.param({"answers": []}, 'question 1, field "answers" is empty', id="no-answer"),
        pytest.param({"answers": [{"text": 2.5}]}, 'answer 1, field "text" is 2.5', id="answer-no-text"),
        pytest.param({"id": "b"}, "question 2, field \"id\": 'b' was used before", id="id-twice"),
    ],
)
def test_a_wrong_squad_question_is_named_by_its_place(tmp_path, change, told):
    wrong = json.loads(json.dumps(SQUAD))
    wrong["data"][0]["paragraphs"][0]["qas"][0] |= change
    with pytest.raises(DatasetError) as error:
        load_dataset(lines(tmp_path / "squad.json", wrong))
    assert told in str(error.value)


def test_a_file_that_is_not_of_squads_shape_is_told_so(tmp_path):
    with pytest.raises(DatasetError, match='field "data" is no list of objects; give a file as SQuAD has'):
        load_dataset(lines(tmp_path / "squad.json", [1]))


def test_pairs_join_questions_and_passages_that_come_again(tmp_path):
    path = tmp_path / "pairs.tsv.gz"
    rows = ["票价多少？\t票价为2元。\tzh", "How much?\t票价为2元。\ten", "How much?\tTwo yuan.\ten", "x\tUnasked.\t0"]
    path.write_bytes(gzip.compress("\n".join(rows).encode()))
    dataset = load_dataset(path)
    assert [(case.question, case.lang, case.gold) for case in dataset.cases if case.gold] == [
        ("票价多少？", Lang.ZH, ("1",)),
        ("How much?", Lang.EN, ("1", "2")),
    ]
    assert [passage.text for passage in dataset.passages] == ["票价为2元。", "Two yuan.", "Unasked."]
    assert dataset.name == "pairs"


def test_a_pair_labelled_0_asks_nothing(tmp_path):
    path = lines(tmp_path / "p.tsv", "a?\tyes\t1", "b?\tno\t0")
    assert [case.question for case in load_dataset(path).cases] == ["a?"]


def test_a_pair_without_its_passage_is_named(tmp_path):
    with pytest.raises(DatasetError, match="line 2, field 2 is empty; write question, tab, passage"):
        load_dataset(lines(tmp_path / "p.tsv", "a?\tyes", "b?\t"))


def test_a_file_cut_short_is_told_so(tmp_path):
    path = tmp_path / "p.tsv.gz"
    path.write_bytes(gzip.compress(b"a?\tyes\n" * 50)[:-9])
    with pytest.raises(DatasetError, match="cut short; fetch it again"):
        load_dataset(path)


def test_a_note_beside_a_dataset_comes_with_it(tmp_path):
    path = lines(tmp_path / "我的.jsonl", {"question": "票价多少？"})
    assert load_dataset(path).note == ""
    (tmp_path / "notes.json").write_text('{"我的": "Fitted on it. 参与过拟合。"}', encoding="utf-8")
    assert load_dataset(path).note == "Fitted on it. 参与过拟合。"
    (tmp_path / "notes.json").write_text("[]", encoding="utf-8")
    with pytest.raises(DatasetError, match="notes.json is no JSON object"):
        load_dataset(path)


CSV = """question,gold,answer,answerable,evidence
票价多少？,1.1.1,2元|两元,,票价为2元
"What, then, is the fare?",1.1.1; 1.1.2,2 yuan; free,,
Do dogs pay?,,,no,
"""


def test_a_spreadsheet_of_questions_gives_cases(tmp_path):
    zh, en, silent = load_dataset(lines(tmp_path / "mine.csv", CSV.rstrip())).cases
    assert (zh.id, zh.lang, zh.gold, zh.must_have, zh.evidence_zh) == (
        "q1",
        "zh",
        ("1.1.1",),
        (("2元", "两元"),),
        ("票价为2元",),
    )
    assert (en.question, en.gold) == ("What, then, is the fare?", ("1.1.1", "1.1.2"))
    assert en.must_have == (("2 yuan",), ("free",))
    assert (silent.answerable, silent.kind) == (False, "unanswerable")


@pytest.mark.parametrize(
    ("columns", "row", "answerable"),
    [
        pytest.param("question", "票价多少？", None, id="nothing-said"),
        pytest.param("question,gold", "票价多少？,1.1.1", True, id="gold"),
        pytest.param("question,answer", "What is the fare?,2 yuan", True, id="answer"),
        pytest.param("question,evidence", "What is the 票价?,票价为2元", True, id="evidence"),
        pytest.param("question,answerable", "What is the fare?,yes", True, id="said-to-be"),
        pytest.param("question,kind", "Do dogs pay?,unanswerable", False, id="kind"),
    ],
)
def test_a_row_is_answerable_only_where_it_says_so(tmp_path, columns, row, answerable):
    (case,) = load_dataset(lines(tmp_path / "mine.csv", f"{columns}\n{row}")).cases
    assert case.answerable is answerable


def test_a_bare_list_of_questions_is_a_dataset(tmp_path):
    (case,) = load_dataset(lines(tmp_path / "mine.jsonl", {"question": "票价多少？"})).cases
    assert (case.id, case.lang, case.kind, case.gold, case.answerable) == ("q1", Lang.ZH, "other", (), None)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("q,gold\na,b", 'line 1 names no field "question" (it names q, gold)', id="no-question-column"),
        pytest.param("question,points\na,3", 'line 2, field "points" is unknown', id="unknown-column"),
        pytest.param("question,gold\na,b,c", "line 2 has more or fewer cells", id="too-many-cells"),
        pytest.param("question,gold\n,b", 'line 2, field "question" is None', id="empty-question"),
        pytest.param("question,lang\na,fr", "line 2, field \"lang\" is 'fr'; write zh or en", id="third-language"),
        pytest.param("question,kind\na,riddle", 'line 2, field "kind" is', id="unknown-kind"),
        pytest.param("question,answerable\na,perhaps", 'line 2, field "answerable" is', id="flag"),
        pytest.param("question,answerable,gold\na,no,1", 'line 2, field "gold" is filled', id="contradiction"),
        pytest.param("question,id\na,x\nb,x", "line 3, field \"id\": 'x' was used before", id="id-twice"),
    ],
)
def test_a_wrong_row_is_named_with_line_and_field(tmp_path, text, told):
    with pytest.raises(DatasetError) as error:
        load_dataset(lines(tmp_path / "mine.csv", text))
    assert told in str(error.value)


def test_a_format_can_be_given_and_an_unknown_one_is_told_the_known(tmp_path):
    path = lines(tmp_path / "questions.txt", {"question": "Why?"})
    assert load_dataset(path, "plain").cases[0].question == "Why?"
    with pytest.raises(DatasetError, match="'xml' is no dataset format; choose one of clausewise, beir"):
        load_dataset(path, "xml")


def test_the_hash_of_a_folder_covers_every_file(folder):
    before = load_dataset(folder).sha256
    lines(
        folder / "corpus.jsonl",
        {"_id": "d1", "text": "A ride is 3 yuan."},
        *({"_id": f"d{n}", "text": "x"} for n in (2, 3)),
    )
    assert load_dataset(folder).sha256 != before


TWINS = [
    {"id": name, "lang": lang, "kind": "numeric", "question": asked, "gold": ["1"], "must_have": [], "answerable": True}
    for name, lang, asked in (("a", "zh", "票价？"), ("b", "en", "The fare?"))
]


def test_a_twin_names_another_case(tmp_path):
    path = lines(tmp_path / "t.jsonl", TWINS[0] | {"twin": "b"}, TWINS[1])
    assert [case.twin for case in load_dataset(path).cases] == ["b", ""]


@pytest.mark.parametrize("twin", ["a", "c"])
def test_a_twin_that_is_no_other_case_is_named(tmp_path, twin):
    path = lines(tmp_path / "t.jsonl", TWINS[0] | {"twin": twin}, TWINS[1])
    with pytest.raises(DatasetError, match='line 1, field "twin" is .*no other case'):
        load_dataset(path)


def test_a_case_that_waits_to_be_completed_says_so(tmp_path):
    path = lines(tmp_path / "t.jsonl", TWINS[0] | {"gold": [], "note": "thumb down: too vague"})
    with pytest.raises(
        DatasetError, match='line 1, field "gold" is empty: the case waits.*too vague.*name the clauses'
    ):
        load_dataset(path)
