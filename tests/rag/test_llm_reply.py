"""A growing reply becomes draft sentences, the same ones however it is cut into pieces."""

import pytest

from rag.answerers.reply import draft_sentences, without_thoughts
from rag.markers import clause_labels, split_markers, with_markers
from rag.types import Bilingual, Clause, DraftKind, DraftSentence, Hit, Source

LABELS = {"ylz:2.4.3": "2.4.3", "2.4.3": "2.4.3", "ylz:2.4.4": "2.4.4", "2.4.4": "2.4.4"}
CLAIM, LEAD, SILENT = DraftKind.CLAIM, DraftKind.LEAD, DraftKind.SILENT


def hit(clause_id: str) -> Hit:
    document, number = clause_id.split(":")
    return Hit(Clause(clause_id, document, number, (), Bilingual(), "甲。", "", (), Source()), 1.0)


REPLIES = {
    "zh_stops": ("桥长三公里。[2.4.3]路宽十米！[2.4.4]", ["桥长三公里。[2.4.3]", "路宽十米！[2.4.4]"]),
    "en_stops": ("It is long [2.4.3]. Is it wide? [2.4.4]", ["It is long. [2.4.3]", "Is it wide? [2.4.4]"]),
    "mixed": (
        "PM2.5降到30以下[2.4.3]。Wi-Fi 6 is free. [2.4.4]",
        ["PM2.5降到30以下。[2.4.3]", "Wi-Fi 6 is free. [2.4.4]"],
    ),
    "decimals": ("Clause 2.4.3 gives 2.5 km. [2.4.3]", ["Clause 2.4.3 gives 2.5 km. [2.4.3]"]),
    "abbreviations": (
        "In the U.S. Senate, cf. Art. 7 and No. 5, e.g. Oak. [2.4.3]",
        ["In the U.S. Senate, cf. Art. 7 and No. 5, e.g. Oak. [2.4.3]"],
    ),
    "no_space_before_marker": ("Trees grow.[2.4.3]Birds sing.[2.4.4]", ["Trees grow. [2.4.3]", "Birds sing. [2.4.4]"]),
    "semicolon_beside_markers": ("甲[2.4.3]；乙；丙[2.4.4]。", ["甲；[2.4.3]", "乙；丙。[2.4.4]"]),
    "semicolon_before_marker": ("甲；[2.4.3]乙。[2.4.4]", ["甲；[2.4.3]", "乙。[2.4.4]"]),
    "quotation": ("条文写明“甲。乙。”[2.4.3]丙。", ["条文写明“甲。乙。”[2.4.3]", "丙。"]),
    "dash_list": ("- Oak. [2.4.3]\n- Elm [2.4.4]", ["Oak. [2.4.3]", "Elm [2.4.4]"]),
    "number_list": ("1. Oak. [2.4.3]\n2、榆树。[2.4.4]", ["Oak. [2.4.3]", "榆树。[2.4.4]"]),
    "marker_on_its_own_line": ("Oak.\n[2.4.3]\nElm.", ["Oak. [2.4.3]", "Elm."]),
    "marker_first": ("- [2.4.3] Oak.\n- [2.4.4] Elm.", ["Oak. [2.4.3]", "Elm. [2.4.4]"]),
    "bold": ("桥长**三**公里。[2.4.3]", ["桥长三公里。[2.4.3]"]),
    "no_marker": ("桥很长。\nThe bridge is long.", ["桥很长。", "The bridge is long."]),
    "no_stop": ("桥很长", ["桥很长"]),
    "layout": ("---\n桥很长。[2.4.3]\n***", ["桥很长。[2.4.3]"]),
    "nothing": (" \n ", []),
}


@pytest.mark.parametrize("name", REPLIES)
def test_a_reply_is_cut_into_claims_with_their_markers_at_the_end(name):
    reply, expected = REPLIES[name]
    assert [(draft.kind, draft.text) for draft in draft_sentences([reply], LABELS)] == [(CLAIM, t) for t in expected]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 200])
def test_markers_of_any_id_and_number_are_read_in_a_growing_reply(size):
    ids = ["rules.v2:5", "gdpr(eu):A.0.1", "a,b和c:3-1.0.2"]
    reply = f"桥长三公里。[{ids[0]}]路宽十米[{ids[1]}]。It is long.[{ids[2]}, {ids[0]}] Is G60 wide? [{ids[1]}]\n河[{ids[2]}]"
    expected = [
        f"桥长三公里。[{ids[0]}]",
        f"路宽十米。[{ids[1]}]",
        f"It is long. [{ids[2]}][{ids[0]}]",
        f"Is G60 wide? [{ids[1]}]",
        f"河[{ids[2]}]",
    ]
    pieces = [reply[start : start + size] for start in range(0, len(reply), size)]
    labels = clause_labels([hit(id) for id in ids])
    assert [draft.text for draft in draft_sentences(pieces, labels)] == expected


@pytest.mark.parametrize("name", REPLIES)
@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_the_pieces_a_reply_comes_in_do_not_matter(name, size):
    reply, _ = REPLIES[name]
    pieces = [reply[start : start + size] for start in range(0, len(reply), size)]
    assert list(draft_sentences(pieces, LABELS)) == list(draft_sentences([reply], LABELS))


@pytest.mark.parametrize(
    ("pieces", "taken"),
    [(["甲。[2.4.3]", "乙"], 2), (["Oak. [2.4", ".3]", " Elm"], 3), (["甲\n", "乙"], 2)],
    ids=["after_marker", "marker_in_two", "line_end"],
)
def test_a_sentence_is_out_before_the_reply_is_over(pieces, taken):
    read: list[str] = []

    def growing():
        for piece in [*pieces, "。丁。", "戊。"]:
            read.append(piece)
            yield piece

    next(draft_sentences(growing(), LABELS))
    assert len(read) == taken


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        ("By 2030:\n- Oak. [2.4.3]", LEAD),
        ("规划提出：\n桥。[2.4.3]", LEAD),
        ("## Trees\nOak. [2.4.3]", LEAD),
        ("By 2030 [2.4.3]:\nOak.", CLAIM),
        ("The document says that " + "very " * 20 + "many trees grow:\nOak.", CLAIM),
        ("By 2030: oak.", CLAIM),
    ],
    ids=["en", "zh", "heading", "with_marker", "long", "same_line"],
)
def test_only_a_short_unmarked_line_before_a_colon_is_a_lead(reply, kind):
    assert next(draft_sentences([reply], LABELS)).kind is kind


@pytest.mark.parametrize(
    "reply", ["NOT_IN_DOCUMENT", "not in document.", "**NOT_IN_DOCUMENT**\n", "[NOT_IN_DOCUMENT]。"]
)
def test_the_agreed_token_is_silence(reply):
    assert list(draft_sentences([reply], LABELS)) == [DraftSentence("", SILENT)]


def test_the_token_after_claims_keeps_the_claims():
    drafts = list(draft_sentences(["Oak. [2.4.3]\nNOT_IN_DOCUMENT"], LABELS))
    assert [draft.kind for draft in drafts] == [CLAIM, SILENT]


@pytest.mark.parametrize("size", [1, 3, 100])
@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("<think>hm. [2.4.3]</think>\nOak.", "\nOak."),
        ("a<think>b</think>c<think>d</think>e", "ace"),
        ("1 < 2 and <thin> stays", "1 < 2 and <thin> stays"),
        ("Oak.<think>never closed", "Oak."),
        ("ends with <th", "ends with <th"),
    ],
    ids=["leading", "twice", "other_tags", "unclosed", "cut_tag"],
)
def test_thoughts_are_left_out_however_the_tags_are_cut(text, kept, size):
    pieces = [text[start : start + size] for start in range(0, len(text), size)]
    assert "".join(without_thoughts(pieces)) == kept


@pytest.mark.parametrize(
    ("written", "references"),
    [
        ("[2.4.3]", ("2.4.3",)),
        ("【2.4.3】", ("2.4.3",)),
        ("［２．４．３］", ("2.4.3",)),
        ("[ylz:2.4.3]", ("2.4.3",)),
        ("【ylz：2.4.3】", ("2.4.3",)),
        ("[2.4.3, 2.4.4]", ("2.4.3", "2.4.4")),
        ("[2.4.3、2.4.4]", ("2.4.3", "2.4.4")),
        ("[2.4.3][2.4.4][2.4.3]", ("2.4.3", "2.4.4")),
        ("[clause 2.4.3]", ("2.4.3",)),
        ("[第2.4.3条]", ("2.4.3",)),
        ("[9.9.9]", ("9.9.9",)),
        ("[12-1]", ("12-1",)),
    ],
)
def test_marker_variants_become_plain_references(written, references):
    assert split_markers(f"桥长{written}。", LABELS) == ("桥长。", references)


@pytest.mark.parametrize("text", ["国发[2019]21号", "[note] a", "(2.4.3)", "[a, b]"])
def test_other_brackets_are_text(text):
    assert split_markers(text, LABELS) == (text, ())


def test_markers_follow_chinese_closely_and_english_after_a_space():
    assert with_markers("桥。", ["1.1.1", "1.1.2"]) == "桥。[1.1.1][1.1.2]"
    assert with_markers("A bridge.", ["1.1.1"]) == "A bridge. [1.1.1]"
    assert with_markers("A bridge.", []) == "A bridge."


def test_labels_are_numbers_while_one_document_is_cited():
    assert clause_labels([hit("ylz:2.4.3")]) == {"ylz:2.4.3": "2.4.3", "2.4.3": "2.4.3"}


def test_labels_are_ids_over_several_documents_and_only_unshared_numbers_resolve():
    labels = clause_labels([hit("law:12"), hit("code:12"), hit("code:13")])
    assert labels == {"law:12": "law:12", "code:12": "code:12", "code:13": "code:13", "13": "code:13"}
