"""The plans and laws that a question names and that are not here."""

import pytest

from rag.other_documents import OtherDocuments, unknown_documents
from rag.text import compact
from rag.types import Document

TEXT = """本规划纲要是石桥区域的总纲。编制实施石桥区域客运发展规划。深化桥城经济带发展合作，建设河湾新机场。统一编制河湾示范区总体方案。
This Outline covers Stone Bridge Region. A passenger transport plan shall be prepared. The River Bend New Airport and the
Yangtze River Economic Belt are linked. 落实长江经济带发展战略，与京津冀协同发展相互配合。"""


@pytest.fixture
def others() -> OtherDocuments:
    title = ("石桥区域一体化发展规划纲要", "Outline of the Stone Bridge Regional Integrated Development Plan")
    return OtherDocuments([Document("bridges", *title, sha256="", text=TEXT)])


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("京津冀协同发展规划有什么目标", "京津冀协同发展规划"),
        ("长江经济带发展规划纲要提出了什么目标", "长江经济带发展规划纲要"),
        ("長江經濟帶發展規劃綱要提出了什麼目標", "长江经济带发展规划纲要"),
        ("十四五规划说要修几座桥", "十四五规划"),
        ("日本的桥梁整备计划怎么定的", ""),
        ("日本桥梁整备计划怎么定的", "日本桥梁整备计划"),
        ("河湾客运码头管理办法写了什么", "河湾客运码头管理办法"),
        ("海洋环境保护法说了什么", "海洋环境保护法"),
        ("what targets did the yangtze river economic belt outline set", "yangtze river economic belt outline"),
        ("What are the goals of the 14th Five-Year Plan?", "14th five-year plan"),
        ("Under the Company Law, how much capital is needed?", "Company Law"),
        ("what does the labour law say on overtime", "labour law"),
        ("Nairobi's master plan: what of the bridges?", "nairobi's master plan"),
        ("Beijing-Tianjin-Hebei的plan里有桥吗？", ""),
        ("东北全面振兴规划里桥怎么说", "东北全面振兴规划"),
        ("西部大开发方案修几座桥", "西部大开发方案"),
        ("东部地区的规划修几座桥", ""),
        ("河湾西部开发规划修几座桥", ""),
    ],
    ids=[
        "region_zh",
        "region_outline_zh",
        "traditional",
        "five_years_zh",
        "possessive_zh",
        "country_zh",
        "rules_zh",
        "law_zh",
        "region_en",
        "five_years_en",
        "law_en",
        "law_lower_case",
        "place_en",
        "mixed_word_plan",
        "great_region",
        "great_region_scheme",
        "great_region_alone",
        "part_of_a_place",
    ],
)
def test_a_plan_or_law_that_is_not_here_is_named(others: OtherDocuments, question: str, name: str):
    assert others.named(question) == name


@pytest.mark.parametrize(
    "question",
    [
        "规划管到哪一年？",
        "编石桥规划是谁定的？",
        "石桥区域一体化发展规划纲要的目标",
        "铁路规划有哪些项目？",
        "河湾示范区总体方案谁来编？",
        "河湾新机场规划怎么样了",
        "上海规划建设哪些桥？",
        "和长江经济带发展规划怎么衔接？",
        "长江经济带战略是什么",
        "到“十四五”末修几座桥",
        "怎么个修法？跟法国的比呢",
        "Who prepares the passenger transport plan?",
        "What does the Outline say?",
        "the Stone Bridge plan: which years?",
        "Does Shanghai plan to build bridges?",
        "Is the River Bend New Airport plan approved?",
        "How does it relate to the Yangtze River Economic Belt strategy?",
        "这个plan里有没有石桥?",
    ],
)
def test_the_document_itself_and_what_it_speaks_of_are_not_others(others: OtherDocuments, question: str):
    assert others.named(question) == ""


def test_what_of_another_documents_name_is_mentioned_is_told(others: OtherDocuments):
    assert others.mentioned("京津冀协同发展规划") == "京津冀"
    assert others.mentioned("nairobi's master plan") == ""


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("《火星开发条例》怎么规定？", ["火星开发条例"]),
        ("劳动合同法规定试用期多久？", ["劳动合同法"]),
        ("What does the Mars Development Act say?", ["Mars Development Act"]),
        ("桥梁法怎么规定？", []),
        ("养护的办法、执法和立法怎么定？", []),
        ("关于本辦法的施行，本法怎么规定？", []),
        ("按照桥梁法怎么规定？", []),
        ("What does the Bridge Law say about 桥梁法?", []),
    ],
    ids=["title_zh", "law_zh", "law_en", "known_zh", "no_law_zh", "this_law_traditional", "known_led", "known_mixed"],
)
def test_laws_that_a_document_does_not_name_are_found(text: str, names: list[str]):
    assert unknown_documents(text, compact("桥梁法 Bridge Law 第一条")) == names
