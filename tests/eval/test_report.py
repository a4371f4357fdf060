"""Reports: the table, the list of misses, and the record that becomes JSON."""

from eval.report import changes, details, faults, misses, table
from eval.run import evaluate, score
from rag.types import Status


def test_the_table_has_all_then_languages_then_kinds(tram):
    lines = table(evaluate(tram.pipeline(), tram.cases)).splitlines()
    assert [line.split()[0] for line in lines if line] == ["n", "all", "zh", "en", "numeric", "factoid", "unanswerable"]
    assert lines[1].split() == ["all", "6", *["100.0"] * 8, "0.0", "100.0"]


def test_a_measure_that_is_not_defined_shows_a_dash(tram):
    lines = table(evaluate(tram.pipeline(), tram.cases)).splitlines()
    assert lines[-1].split() == ["unanswerable", "2", *["-"] * 7, "100.0", "-", "100.0"]


def test_details_name_limits_and_errors(tram):
    run = evaluate(tram.pipeline(), [*tram.cases, tram.case("wordless", question="??")])
    text = details(run)
    assert "copying           0.0 % of answers (at most 5.0 %)" in text
    # "电车票价为2元。[1.1.1]" is 15 characters, "末班车23点发车。[1.2.1]" is 16
    assert "length zh         16 characters at the median (at most 160), other kinds" in text
    assert "because of an error: 1" in text


def test_details_of_no_trials_say_so():
    assert "no trial" in details(score([]))


def test_a_right_run_lists_no_miss(tram):
    assert misses(evaluate(tram.pipeline(), tram.cases)) == "0 of 6 questions fail"


def test_a_miss_shows_question_gold_hits_and_answer(tram):
    wrong = tram.reply("The tram fare is 2 yuan.[1.1.1]", [tram.fare], [tram.fare, tram.last])
    text = misses(evaluate(tram.pipeline(lambda _: wrong), [tram.cases[2]]))
    for part in (
        "last-en  factoid en  When is the last tram?",
        "! gold not cited: 1.2.1",
        "! facts missing: 11 p.m.",
        "gold    1.2.1",
        "hit 1     1.1.1  The tram fare is 2 yuan.",
        "hit 2   * 1.2.1  The last tram",
        "answered, cites 1.1.1",
        "| The tram fare is 2 yuan.[1.1.1]",
    ):
        assert part in text


def test_a_follow_up_that_misses_shows_its_history(tram):
    case = tram.case(question="And then?", kind="followup", history=[{"role": "user", "content": "The fare?"}])
    text = misses(score([tram.trial(case, status=Status.REFUSED, text="It does not say.")]))
    assert "user: The fare?" in text
    assert "! refused, though the document answers" in text


def test_faults_name_an_answer_where_the_document_is_silent(tram):
    trial = tram.trial(tram.case(gold=[]), text="Dogs pay half.")
    assert faults(trial) == ("answered, though the document does not",)


def test_faults_name_the_wrong_language_beside_the_rest(tram):
    trial = tram.trial(tram.case(gold=[]), text="狗半价。")
    assert faults(trial) == ("wrong language", "answered, though the document does not")


def test_faults_name_a_copied_clause(tram):
    case = tram.case(gold=["1.1.2"], must_have=[["free"]])
    trial = tram.trial(case, ranked=["1.1.2"], text=tram.children.en, cites=["1.1.2"])
    assert faults(trial) == ("copies clause 1.1.2 whole",)


def test_changes_say_the_mean_its_interval_and_chance():
    change = {"count": 4, "mean": -0.5, "interval": (-1.0, 0.0), "p": 0.125, "p_fall": 0.0625, "rose": 0, "fell": 2}
    text = changes({"before": "old", "after": "new", "measures": {"full answers": change}})
    assert text.splitlines()[0].startswith("new against old")
    assert "-50.0 [-100.0,   +0.0]  p 0.125   0 rose, 2 fell of 4" in text


def test_a_question_without_gold_is_not_faulted_for_it(tram):
    case = tram.case(gold=["x"])
    bare = type(case)("a", case.lang, "other", case.question, (), (), True)
    assert faults(tram.trial(bare, text="The tram fare is 2 yuan.")) == ()
