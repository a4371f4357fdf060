"""The page: what it shows, that nothing it is given becomes markup, and that it needs nothing from outside."""

import json
import re
from html.parser import HTMLParser

import pytest

from eval.html import page, render
from eval.html.labels import FAULTS
from eval.record import Outcome, report_record
from eval.run import evaluate, score
from eval.trials import Statement
from rag.types import Verdict

EVIL = "<script>alert('题')</script><img src=x onerror=alert(1)>"


@pytest.fixture
def run(tram):
    return evaluate(tram.pipeline(), tram.cases)


class Tags(HTMLParser):
    """Every start tag of a page with its attributes, and the text inside scripts."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.scripts, self._inside = [], [], False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._inside = tag == "script"

    def handle_endtag(self, tag):
        self._inside = False

    def handle_data(self, data):
        if self._inside:
            self.scripts.append(data)


def test_a_page_shows_every_question_with_its_answer_in_both_languages(run, tram):
    text = render(run)
    for case in tram.cases:
        assert case.question in text
    assert "电车票价为2元。[1.1.1]" in text
    assert "The tram fare is 2 yuan.[1.1.1]" in text


def test_questions_answers_and_clauses_never_become_markup(tram):
    clause = tram.clause("1.1.1", (EVIL, EVIL))
    case = tram.case(EVIL, question=EVIL, must_have=[[EVIL]], history=[{"role": "user", "content": EVIL}])
    wrong = tram.pipeline(lambda _: tram.reply(EVIL, [clause], [clause]), clauses=[clause])
    other = tram.pipeline(lambda _: tram.reply(f"{EVIL}!", [clause], [clause]), clauses=[clause])
    outcomes = [Outcome(EVIL + str(n), evaluate(each, [case]), {EVIL: EVIL}) for n, each in enumerate((wrong, other))]
    clean = Tags(render(evaluate(tram.pipeline(), tram.cases)))
    found = Tags(page(report_record(outcomes)))
    assert [tag for tag, _ in found.tags].count("script") == [tag for tag, _ in clean.tags].count("script") == 2
    assert not [tag for tag, attrs in found.tags if tag == "img" or "onerror" in attrs]
    assert json.loads(found.scripts[0])["1.1.1"]["zh"] == EVIL


def test_a_page_asks_nothing_of_the_network(run):
    text = render(run)
    linked = [(tag, key) for tag, attrs in Tags(text).tags for key in ("src", "srcset", "action") if key in attrs]
    assert linked == []
    assert all(attrs["href"].startswith("#") for _, attrs in Tags(text).tags if "href" in attrs)
    assert not re.search(r"@import|url\(|fetch\(|XMLHttpRequest|https?:", text)


def test_a_page_says_that_it_may_load_nothing(run):
    metas = [attrs for tag, attrs in Tags(render(run)).tags if tag == "meta"]
    policy = next(attrs["content"] for attrs in metas if attrs.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'")


def test_without_scripts_nothing_is_hidden(run):
    hidden = [tag for tag, attrs in Tags(render(run)).tags if "hidden" in attrs]
    assert hidden == []


def test_figures_come_with_their_interval(run):
    # hit@1 is 4 of 4; the tile shows 100.0 and an interval without width
    assert "95 %: 100–100" in render(run)


def test_filters_know_the_fault_kind_and_language_of_a_question(tram):
    wrong = evaluate(tram.pipeline(lambda _: tram.reply("The tram fare is 2 yuan.", [], [tram.last])), tram.cases)
    questions = [attrs for tag, attrs in Tags(render(wrong)).tags if tag == "details" and "data-state" in attrs]
    last = questions[2]
    assert (last["data-state"], last["data-kind"], last["data-lang"]) == ("fail", "factoid", "en")
    assert last["data-faults"].startswith("gold not cited: 1.2.1 | facts missing: 11 p.m.")


def checked(tram, text="The fare is 3 yuan."):
    """A run whose one answer has a sentence that passed a check, and whose draft had one that failed."""
    trial = tram.trial(
        tram.cases[0],
        text="The tram fare is 2 yuan.[1.1.1]",
        cites=["1.1.1"],
        ranked=["1.1.1"],
        statements=[Statement("The tram fare is 2 yuan.", ("1.1.1",), (Verdict("numbers", True),))],
        rejected=[Statement(text, (), (Verdict("marker", True), Verdict("numbers", False, "3 is not in 1.1.1")))],
    )
    return score([trial])


def test_an_answer_comes_with_what_each_check_said_of_its_sentences(tram):
    text = render(checked(tram))
    assert '<span class="verdict">✓ numbers 数字</span>' in text
    assert "1 sentence 句, 1 rejected 未通过" in text


def test_a_rejected_sentence_is_struck_through_beside_the_check_that_failed_it(tram):
    text = render(checked(tram))
    assert '<s>The fare is 3 yuan.</s> <span class="verdict failed">✗ numbers 数字: 3 is not in 1.1.1</span>' in text
    assert "✓ marker" not in text
    assert "&lt;script&gt;" in render(checked(tram, text=EVIL))


def test_the_overview_counts_the_questions_that_fail_by_how_they_fail(tram):
    wrong = evaluate(tram.pipeline(lambda _: tram.reply("The tram fare is 2 yuan.", [], [tram.last])), tram.cases)
    text = render(wrong)
    assert "<b>0</b> of 6 questions without a fault" in text
    buttons = re.findall(r'data-fault="([^"]+)">.*?<b>(\d+)</b>', text)
    # Nothing is cited; one of the four facts is there; three are in Chinese; the last tram's clause is found, the fare's
    # in two questions not; both unanswerable questions are answered.
    expected = {
        "gold not cited": "4",
        "facts missing": "3",
        "wrong language": "3",
        "no gold clause": "2",
        "answered,": "2",
    }
    assert dict(buttons) == expected
    assert "of 6 questions without a fault" in render(evaluate(tram.pipeline(), tram.cases))
    assert "data-fault=" not in render(evaluate(tram.pipeline(), tram.cases)).partition("<script")[0]


@pytest.mark.parametrize(
    ("words", "start"),
    [
        pytest.param("no answer: x", "no answer", id="error"),
        pytest.param("copies clause 1.1.1 whole", "copies", id="copy"),
        pytest.param("refused, though the document answers", "refused,", id="refused"),
    ],
)
def test_every_fault_has_a_name_on_the_page(words, start):
    assert [known for known in FAULTS if words.startswith(known)] == [start]


def test_another_run_stands_beside_with_what_differs_marked(tram, run):
    other = evaluate(
        tram.pipeline(lambda _: tram.reply("The tram fare is 3 yuan.[1.1.1]", [tram.fare])), tram.cases[:1]
    )
    text = page(report_record([Outcome("new", run)]), against=report_record([Outcome("old", other)]))
    assert "The tram fare is <del>3</del><ins>2</ins> yuan.[1.1.1]" in text
    changed = [attrs["data-changed"] for tag, attrs in Tags(text).tags if "data-changed" in attrs]
    assert changed == ["true", *["false"] * 5]


def test_a_run_of_searches_alone_makes_a_page_without_answers(tram):
    text = render(evaluate(tram.pipeline(), tram.cases, ask=False))
    assert "Right clause first" in text
    assert "Full answers" not in text
    assert "Errors against coverage" not in text


def test_a_run_of_nothing_makes_a_page(tram):
    assert "0 questions" in render(evaluate(tram.pipeline(), []))


def test_two_pages_of_one_record_are_equal(run):
    record = report_record([Outcome("a", run)])
    assert page(record) == page(record)
