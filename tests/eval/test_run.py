"""A run: what is asked, what is kept of it; and planted wrong answerers, each caught by the measure meant for it."""

from dataclasses import replace

import pytest

from eval.errors import CorpusError
from eval.run import evaluate, trial_of
from rag.types import Lang, Rejection, Status, Verdict

HISTORY = ({"role": "user", "content": "What is the fare?"}, {"role": "assistant", "content": "2 yuan."})


def figures(run, lang=None, kind=None):
    return run.group(lang=lang, kind=kind).figures


def test_a_right_pipeline_scores_full_marks(tram):
    run = evaluate(tram.pipeline(), tram.cases)
    for lang in (None, Lang.ZH, Lang.EN):
        found = figures(run, lang)
        perfect = [name for name, value in found.items() if value == 1]
        assert {"hit@1", "MRR@10", "full answers", "citation precision", "citation recall"} <= set(perfect)
        assert {"right refusals", "verbatim", "language"} <= set(perfect)
        assert (found["false refusals"], found["copying"]) == (0, 0)


def test_each_case_is_asked_once_after_a_warm_up_in_each_language(tram):
    pipeline = tram.pipeline()
    evaluate(pipeline, tram.cases)
    asked = [question for question, _ in pipeline.asked]
    assert asked == ["Do dogs pay?", "狗要票吗？", *(case.question for case in tram.cases)]


def test_a_follow_up_is_ranked_by_what_ask_retrieved(tram):
    case = tram.case("then", question="And the last one?", kind="followup", gold=["1.2.1"], history=HISTORY)
    pipeline = tram.pipeline(lambda _: tram.reply("11 p.m.[1.2.1]", [tram.last], [tram.last, tram.fare]))
    run = evaluate(pipeline, [case])
    assert pipeline.searched == []
    assert pipeline.asked[-1] == ("And the last one?", HISTORY)
    assert run.trials[0].ranked == ("1.2.1", "1.1.1")


def test_other_questions_are_ranked_by_search_not_by_what_ask_retrieved(tram):
    pipeline = tram.pipeline()
    pipeline.search = lambda query, *, k: []
    assert figures(evaluate(pipeline, tram.cases))["hit@5"] == 0


def test_a_question_that_fails_is_kept_and_scores_zero(tram):
    cases = [tram.case("wordless", question="??"), tram.cases[0]]
    run = evaluate(tram.pipeline(), cases)
    assert run.trials[0].error == "QuestionError: the question has no words; ask in words"
    assert figures(run)["fact recall"] == figures(run)["hit@1"] == figures(run)["false refusals"] == 1 / 2


def test_a_bug_in_the_pipeline_passes_through(tram):
    with pytest.raises(KeyError):
        evaluate(tram.pipeline({}.__getitem__), tram.cases)


def test_groups_are_all_languages_then_kinds_and_never_empty(tram):
    names = [group.name for group in evaluate(tram.pipeline(), tram.cases[:3]).groups]
    assert names == ["all", "zh", "en", "numeric", "numeric zh", "numeric en", "factoid", "factoid en"]


def test_progress_wraps_the_cases(tram):
    seen = []
    evaluate(tram.pipeline(), tram.cases, progress=lambda cases: (seen.append(case.id) or case for case in cases))
    assert seen == [case.id for case in tram.cases]


def test_every_trial_is_timed_from_outside(tram):
    run = evaluate(tram.pipeline(), tram.cases)
    assert set(run.trials[0].timings) == {"ask", "search", "ask.draft"}
    assert run.group().timings["ask"]["p50_ms"] >= 0


def test_what_the_checks_said_is_kept_with_each_sentence(tram):
    verdict, failed = Verdict("numbers", True), Verdict("numbers", False, "3 is not there")
    answer = tram.pipeline().ask("What is the fare?")
    sentence = replace(answer.sentences[0], verdicts=(verdict,))
    answer = replace(answer, sentences=(sentence,), rejected=(Rejection("3 yuan.", (failed,)),))
    trial = trial_of(tram.cases[0], tram.corpus, answer, [], timings={})
    assert trial.statements[0].verdicts == (verdict,)
    assert [(item.text, item.verdicts) for item in trial.rejected] == [("3 yuan.", (failed,))]


def test_clauses_of_two_documents_with_one_number_are_an_error(tram):
    twin = tram.clause("1.1.1", ("别的文件。", "Another document."))
    with pytest.raises(CorpusError, match=r"1\.1\.1.*one document"):
        evaluate(tram.pipeline(clauses=[tram.fare, twin]), tram.cases)


def test_no_cases_give_a_run_without_groups(tram):
    run = evaluate(tram.pipeline(), [])
    assert (run.trials, run.groups) == ((), ())


REFUSALS = {Lang.ZH: "没有说明。", Lang.EN: "It does not say."}


def language(question):
    return Lang.EN if question.isascii() else Lang.ZH


def always_the_same_clause(tram):
    return lambda question: tram.reply(tram.fare[language(question)], [tram.fare], [tram.fare])


def always_refuses(tram):
    return lambda question: tram.reply(REFUSALS[language(question)], status=Status.REFUSED)


def copies_a_whole_clause(tram):
    return lambda question: tram.reply(tram.children[language(question)], [tram.children])


def answers_in_the_other_language(tram):
    other = dict(zip(tram.right, [list(tram.right.values())[place] for place in (1, 0, 3, 2, 5, 4)], strict=True))
    return other.__getitem__


def never_refuses(tram):
    return lambda question: tram.right[question] if tram.right[question].cites else tram.reply("2", [tram.fare])


def cites_a_clause_that_is_not_there(tram):
    ghost = tram.clause("99", ("电车票价为2元。", "The tram fare is 2 yuan."))
    return lambda question: tram.reply(tram.right[question].text, [ghost])


@pytest.mark.parametrize(
    ("answerer", "caught"),
    [
        # two of four answerable questions are about the fare
        pytest.param(
            always_the_same_clause,
            {"hit@1": 0.5, "MRR@10": 0.5, "citation recall": 0.5, "citation precision": 0.5, "right refusals": 0},
            id="same-clause",
        ),
        pytest.param(
            always_refuses,
            {
                "false refusals": 1,
                "right refusals": 1,
                "citation recall": 0,
                "fact recall": 0,
                "citation precision": None,
            },
            id="refuses",
        ),
        pytest.param(copies_a_whole_clause, {"copying": 1, "citation precision": 0, "language": 1}, id="copies"),
        pytest.param(answers_in_the_other_language, {"language": 0, "hit@1": 1, "citation recall": 1}, id="language"),
        pytest.param(never_refuses, {"right refusals": 0, "false refusals": 0, "fact recall": 1}, id="never-refuses"),
        pytest.param(
            cites_a_clause_that_is_not_there,
            {"verbatim": 0, "citation precision": 0, "citation recall": 0, "fact recall": 1},
            id="ghost-clause",
        ),
    ],
)
def test_a_planted_wrong_answerer_is_caught_by_its_measure(tram, answerer, caught):
    run = evaluate(tram.pipeline(answerer(tram)), tram.cases)
    assert {name: figures(run)[name] for name in caught} == caught
    right = figures(evaluate(tram.pipeline(), tram.cases))
    assert any(right[name] != value for name, value in caught.items())
