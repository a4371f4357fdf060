"""Loading documents: the bundled one, files, folders, several at once."""

from pathlib import Path

import pytest

from rag import Pipeline, Settings
from rag.documents import BUNDLED, load_known, load_parsed, load_questions, load_store
from rag.errors import SourceError
from rag.types import Bilingual, Lang, Published

TERMS = 'id = "bridges"\ntitle_zh = "桥"\ntitle_en = "Bridges"\nprevailing = "zh"\nlicence = "free"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A document folder in a folder with a Chinese name."""
    path = tmp_path / "文件" / "bridges"
    path.mkdir(parents=True)
    (path / "source.txt").write_text("第一章 石桥\n桥长三里。\n", encoding="utf-8")
    (path / "document.toml").write_text(TERMS, encoding="utf-8")
    return path


def test_without_paths_the_bundled_document_is_loaded():
    assert [document.id for document in load_store(()).documents] == ["ylz"]


def test_a_folder_gives_its_terms(folder: Path):
    document = load_parsed(folder).document
    assert (document.id, document.title_zh, document.title_en) == ("bridges", "桥", "Bridges")
    assert (document.prevailing, document.licence) == (Lang.ZH, "free")
    assert document.published == Published()


def test_a_folder_says_who_issued_the_document_when_and_where(folder: Path):
    more = 'issuer_zh = "湖区政府"\nissuer_en = "Lake Government"\ndate = "2031-05"\nurl = "https://lake.example"\n'
    (folder / "document.toml").write_text(TERMS + more, encoding="utf-8")
    published = load_parsed(folder).document.published
    assert published == Published(Bilingual("湖区政府", "Lake Government"), "2031-05", "https://lake.example")


@pytest.mark.parametrize(
    ("name", "id"),
    [("Civil Code (2020).txt", "civil-code-2020"), ("民法典.txt", "民法典"), ("LNG 标准.txt", "lng-标准"), ("--.txt", "document")],
    ids=["en", "zh", "mixed", "no_word"],
)  # fmt: skip
def test_a_file_s_name_gives_the_id(tmp_path: Path, name: str, id: str):
    (tmp_path / name).write_text("桥长三里。\n", encoding="utf-8")
    parsed = load_parsed(tmp_path / name)
    assert parsed.document.id == id
    assert parsed.clauses[0].id == f"{id}:1"


def test_several_files_keep_their_order(tmp_path: Path):
    paths = [tmp_path / "b.txt", tmp_path / "a.txt"]
    for path in paths:
        path.write_text("桥长三里。\n", encoding="utf-8")
    assert [clause.id for clause in load_store(paths)] == ["b:1", "a:1"]


def test_two_files_of_one_id_are_refused(tmp_path: Path):
    for name in ("Bridge.txt", "bridge .txt"):
        (tmp_path / name).write_text("桥长三里。\n", encoding="utf-8")
    with pytest.raises(SourceError, match="“bridge” is loaded already; rename"):
        load_store([tmp_path / "Bridge.txt", tmp_path / "bridge .txt"])


def test_a_folder_s_questions_are_kept_by_clause(folder: Path):
    lines = '{"clause": "1.0.1", "question": "多长？"}\n{"clause": "1.0.1", "question": "How long?"}\n'
    (folder / "questions.jsonl").write_text(lines, encoding="utf-8")
    assert load_questions([folder], load_store([folder])) == {"bridges:1.0.1": ("多长？", "How long?")}


def test_a_folder_without_questions_has_none(folder: Path):
    assert load_questions([folder], load_store([folder])) == {}


@pytest.mark.parametrize(
    "line",
    ['{"clause": "9.9.9", "question": "?"}', "not json", '{"clause": "1.0.1"}', "[]"],
    ids=["unknown_clause", "no_json", "no_question", "no_record"],
)
def test_a_bad_question_line_is_named(folder: Path, line: str):
    (folder / "questions.jsonl").write_text(f'{{"clause": "1.0.1", "question": "?"}}\n{line}\n', encoding="utf-8")
    with pytest.raises(SourceError, match="questions.jsonl, line 2"):
        load_questions([folder], load_store([folder]))


def test_the_bundled_questions_load_and_name_clauses_of_the_document():
    store = load_store(())
    questions = load_questions((), store)
    assert questions
    assert set(questions) <= {clause.id for clause in store}


def test_the_bundled_document_loads_beside_another_with_the_same_numbers(folder: Path):
    text = "第一章 石桥\n第一节 长度\n桥长三里。\n"
    (folder / "source.txt").write_text(text, encoding="utf-8")
    paths = [BUNDLED, folder]
    assert load_questions(paths, load_store(paths)) == load_questions((), load_store(()))


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (None, "no such file.*a document folder has a document.toml"),
        ("id = \n", "no TOML"),
        ('id = "x"\nprevailing = "fr"\n', "prevailing is “fr”; it is zh, en"),
        ('id = "x"\ndate = "May 2031"\n', "date is “May 2031”; write it as in"),
        ('id = "x"\ndate = "2031-13"\n', "date is “2031-13”; write it as in"),
        ('id = "x"\nurl = "javascript:a"\n', "url is “javascript:a”; it begins with"),
        ('id = "x"\ncolour = "red"\n', "unknown term “colour”; the terms are id,"),
        ('title_zh = "桥"\n', "id is “”; give a short one"),
        ('id = "x:y"\n', "id is “x:y”; give a short one"),
        ('id = "x［1］"\n', "id is “x［1］”; give a short one"),
        ('id = "何时？"\n', "id is “何时？”; give a short one"),
        ("id = 7\n", "id is 7, no text; write it in quotes"),
    ],
    ids=[
        "missing",
        "no_toml",
        "unknown_language",
        "date_in_words",
        "no_month",
        "no_web_address",
        "unknown_term",
        "no_id",
        "colon_in_id",
        "bracket_in_id",
        "stop_in_id",
        "number_for_text",
    ],
)
def test_a_folder_with_bad_terms_is_refused_with_the_remedy(folder: Path, terms: str | None, words: str):
    if terms is None:
        (folder / "document.toml").unlink()
    else:
        (folder / "document.toml").write_text(terms, encoding="utf-8")
    with pytest.raises(SourceError, match=rf"document\.toml: {words}"):
        load_parsed(folder)


def test_a_path_the_system_will_not_open_is_refused_with_the_remedy(tmp_path: Path):
    with pytest.raises(SourceError, match="cannot be read.*check its name and who may read it"):
        load_parsed(tmp_path / ("桥" * 200))  # longer than a file's name may be


def test_a_question_tells_the_sentences_that_answer_it(folder: Path):
    line = '{"clause": "1.0.1", "question": "多长？", "sentences": [0]}\n'
    (folder / "questions.jsonl").write_text(line, encoding="utf-8")
    assert load_known([folder], load_store([folder])).sentences == {("bridges:1.0.1", "多长？"): (0,)}


@pytest.mark.parametrize("places", ["[9]", "[-1]", '["x"]', "3"], ids=["past_the_end", "negative", "word", "no_list"])
def test_a_sentence_that_is_not_there_is_named(folder: Path, places: str):
    line = f'{{"clause": "1.0.1", "question": "多长？", "sentences": {places}}}\n'
    (folder / "questions.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(SourceError, match="questions.jsonl, line 1"):
        load_known([folder], load_store([folder]))


def test_questions_without_an_answer_are_kept_apart(folder: Path):
    (folder / "unanswered.jsonl").write_text('{"clause": "1.0.1", "question": "谁修的？"}\n', encoding="utf-8")
    known = load_known([folder], load_store([folder]))
    assert (known.questions, known.unanswered) == ({}, {"bridges:1.0.1": ("谁修的？",)})


def test_a_question_of_several_clauses_is_known_to_each(folder: Path):
    (folder / "source.txt").write_text("第一章 石桥\n桥长三里。\n第二章 木桥\n桥长一里。\n", encoding="utf-8")
    line = '{"clause": "1.0.1", "question": "多长？", "sentences": [0], "also": {"2.0.1": [0]}}\n'
    (folder / "questions.jsonl").write_text(line, encoding="utf-8")
    known = load_known([folder], load_store([folder]))
    assert known.questions == {"bridges:1.0.1": ("多长？",), "bridges:2.0.1": ("多长？",)}
    assert set(known.sentences.values()) == {(0,)}


def test_questions_about_other_things_name_no_clause(folder: Path):
    (folder / "elsewhere.jsonl").write_text('{"question": "今天几号？"}\n', encoding="utf-8")
    assert load_known([folder], load_store([folder])).elsewhere == ("今天几号？",)


def test_every_bundled_question_tells_its_sentence():
    known = load_known((), load_store(()))
    asked = {(clause, text) for clause, texts in known.questions.items() for text in texts}
    assert asked == known.sentences.keys()
    assert known.unanswered
    assert known.elsewhere


@pytest.mark.parametrize(
    "question",
    [
        "石桥每座有多长？",
        "How long is each stone bridge?",
        "stone bridge每座有多长？",
        "本规划何时施行？",
        "第A.0.1条说了什么？",
    ],
    ids=["zh", "en", "mixed", "final_provisions", "by_number"],
)
def test_a_folder_s_id_and_final_provisions_may_be_cited(
    folder: Path, bridges_file: Path, cache_dir: Path, question: str
):
    (folder / "document.toml").write_text('id = "rules.v2(eu)"\n', encoding="utf-8")
    final = "附则\nSupplementary Provisions\n本规划自2031年5月1日起施行。\nThis plan takes effect on May 1, 2031.\n"
    (folder / "source.txt").write_text(bridges_file.read_text(encoding="utf-8") + final, encoding="utf-8")
    pipeline = Pipeline.load(Settings(documents=(folder,), cache_dir=cache_dir))
    assert {clause.id for clause in pipeline.clauses} >= {"rules.v2(eu):1.1.2", "rules.v2(eu):A.0.1"}
    answer = pipeline.ask(question)
    assert answer.citations, answer.rejected
