"""Whether a place is in a group of places: asked for as the places of the group."""

import pytest

from rag import Pipeline
from rag.text import normalise
from rag.types import Status
from rag.whether import asked_openly, supposed


@pytest.mark.parametrize(
    ("question", "listed"),
    [
        ("昆山属于示范区吗？", "示范区包括哪些地方"),
        ("昆山是不是示范区的一部分？", "示范区包括哪些地方"),
        ("蘇州在不在示範區裡", "示范区包括哪些地方"),
        ("合肥有没有被列入中心区？", "中心区包括哪些地方"),
        ("中心区包括徐州吗？", "中心区包括哪些地方"),
        ("Is Kunshan part of the demonstration zone?", "which places does the demonstration zone include?"),
        ("Is Hangzhou in the demonstration zone?", "which places does the demonstration zone include?"),
        ("Does Nantong belong to the central area?", "which places does the central area include?"),
        ("Does the central area include Xuzhou?", "which places does the central area include?"),
        ("Xuzhou is in the central area, right?", "which places does the central area include?"),
        ("Is Suqian one of the 27 cities?", "which are the 27 cities?"),
        ("Could you tell me whether Lu'an belongs to the 27 core cities?", "which are the 27 core cities?"),
        ("Do the overseas parks include one in Vietnam?", "which are the overseas parks?"),
        ("Isn't Xuzhou in the central area?", "which places does the central area include?"),
        (
            "Can you tell me if Bengbu counts as part of the central area?",
            "which places does the central area include?",
        ),
    ],
)
def test_what_is_searched_for_is_what_the_group_has(question: str, listed: str):
    assert asked_openly(normalise(question)) == listed


@pytest.mark.parametrize(
    "question",
    [
        "示范区包括哪些地方？",
        "上海是龙头吗？",
        "杭州在数字经济里有什么角色？",
        "苏州在示范区建了什么？",
        "徐州是核心城市之一吗？",
        "What area does Suzhou cover?",
        "Is Shanghai in the lead?",
        "Is there an airport in Nantong?",
        "Does the zone include a school?",
        "How does Shanghai lead in the region?",
        "What about Nantong's firms in the central area?",
        "上海的企业在示范区里吗？",
        "苏州属于哪个都市圈？",
        "Is Suzhou part of which area?",
    ],
)
def test_any_other_question_is_left_as_it_is(question: str):
    assert asked_openly(normalise(question)) == normalise(question)
    assert not supposed(normalise(question)).place


@pytest.mark.parametrize(
    ("question", "note"),
    [
        ("昆山属于示范区吗？", "没有提到昆山"),
        ("青浦属于示范区吗？", ""),
        ("Is Hangzhou in the demonstration zone?", "does not name Hangzhou"),
        ("Is Jiashan part of the demonstration zone?", ""),
        ("Is Chengdu in the central area?", "does not name Chengdu"),
    ],
)
def test_the_clause_that_lists_the_group_answers(pipeline: Pipeline, question: str, note: str):
    answer = pipeline.ask(question)
    assert answer.sentences[0].citations[0].clause.number == "0.0.3"
    assert note in " ".join(answer.reasons)
    assert answer.status is (Status.PARTIAL if note else Status.ANSWERED)


@pytest.mark.parametrize(
    ("question", "open_question"),
    [
        ("中心区有26个城市，对吗？", "中心区有多少个城市"),
        ("示范区面积是3000平方公里吗？", "示范区面积是多少平方公里吗?"),
        ("城镇化率会达到百分之七十吗", "城镇化率会达到百分之多少吗"),
        ("常住人口城镇化率达到70%是不是", "常住人口城镇化率达到百分之多少"),
        ("The central area has 26 cities, right?", "the central area has how many cities"),
        ("Is it true that the zone covers 3,000 square km?", "the zone covers how many square km?"),
        ("Does the central area have 26 cities?", "does the central area have how many cities?"),
        ("Is life expectancy 79 years?", "is life expectancy how many years?"),
        ("Is the R&D target 3.5%?", "is the r&d target what percentage?"),
        ("So the zone is 23,000 square kilometers?", "the zone is how many square kilometers?"),
        ("I believe the region has 64 open ports. Is that correct?", "the region has how many open ports."),
        ("pls confirm: 64 open ports in the region", "how many open ports in the region"),
        ("The region has three science centers, doesn't it?", "the region has how many science centers"),
        ("Does the area amount to 3,000 square kilometers?", "does the area amount to how many square kilometers?"),
        ("Did it fall by 30 %?", "did it fall by what percentage?"),
        ("示范区面积大约2300平方公里没错吧", "示范区面积多少平方公里"),
        ("那条特高压是1000千伏的吗？", "那条特高压是多少千伏的吗?"),
        ("软件产业规模占全国1/2，对吗？", "软件产业规模占全国多少"),
        ("铁路网密度600公里/万平方公里对吗", "铁路网密度多少公里/万平方公里"),
    ],
)
def test_a_figure_to_be_confirmed_is_asked_for(question: str, open_question: str):
    assert asked_openly(normalise(question)) == open_question


@pytest.mark.parametrize(
    "question",
    [
        "27个城市都在中心区吗",
        "规划期是到2035年吗",
        "我有500万能落户吗",
        "Are the 27 cities in the central area?",
        "Do firms with 100 employees get support?",
        "Does the plan run to 2025?",
        "Is 5G available?",
        "How many cities has the area, 26 or 27?",
    ],
)
def test_a_figure_that_is_no_claim_is_left_in_the_question(question: str):
    assert asked_openly(normalise(question)) == normalise(question)


@pytest.mark.parametrize(
    ("question", "note"),
    [
        ("中心区有26个城市，对吗？", "没有给出“26”这个数"),
        ("中心区有27个城市，对吗？", ""),
        ("示范区面积3000平方公里，没错吧", "没有给出“3000平方公里”这个数"),
        ("Does the central area have 26 cities?", "does not give the figure 26"),
        ("Why does the central area have 26 cities?", "does not give the figure 26"),
        ("Does the central area have twenty seven cities?", ""),
        ("Is life expectancy 79 years?", ""),
        ("Will the urbanization rate exceed 60%?", ""),
        ("Is the planning scope around 360,000 square kilometers?", ""),
        ("Will life expectancy exceed 85 years?", "will have reached 79 years"),
    ],
)
def test_a_wrong_figure_is_told_beside_the_right_one(pipeline: Pipeline, question: str, note: str):
    answer = pipeline.ask(question)
    assert note in " ".join(answer.reasons)
    assert answer.status is (Status.PARTIAL if note else Status.ANSWERED)


@pytest.mark.parametrize(("then", "note"), [("昆山呢？", "没有提到昆山"), ("吴江呢？", "")])
def test_a_follow_up_on_another_place_is_told_too(pipeline: Pipeline, then: str, note: str):
    answer = pipeline.ask(then, history=[{"role": "user", "content": "苏州属于示范区吗？"}])
    assert answer.sentences[0].citations[0].clause.number == "0.0.3"
    assert note in " ".join(answer.reasons)
    assert bool(answer.reasons) == bool(note)


def test_what_is_told_is_told_again_in_the_other_language(pipeline: Pipeline):
    turns = [{"role": "user", "content": "Is Hangzhou in the demonstration zone?"}]
    assert "没有提到" in " ".join(pipeline.ask("用中文再说一遍", history=turns).reasons)
    assert "26" in " ".join(pipeline.ask("中心区有26个城市，对吗？请用英文回答").reasons)


@pytest.mark.parametrize(
    "question", ["为什么中心区有26个城市？", "Why does the central area have 26 cities?"], ids=["zh", "en"]
)
def test_why_takes_its_figure_for_granted_and_is_not_asked_openly(question: str):
    query = normalise(question)
    figure = supposed(query).figure
    assert figure is not None
    assert figure.value == 26
    assert asked_openly(query) == query
