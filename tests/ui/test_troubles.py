import pytest

from embeddings.errors import EncoderError
from rag import errors
from rag.question import read_question
from rag.ui.troubles import trouble_html


@pytest.mark.parametrize(
    "kind",
    [errors.UnknownClauseError, errors.ModelError, errors.SettingsError, errors.CacheError, errors.StaleIndexError,
     errors.ParseError, errors.QuestionError, errors.ReceiptError, EncoderError],
)  # fmt: skip
def test_an_error_is_told_in_both_languages_and_the_cores_message_can_be_opened(kind):
    html = trouble_html(kind('no <b>; run "python -m rag index"'))
    words, detail = html.split("<details")
    assert 'lang="zh-Hans">' in words
    assert 'lang="en">' in words
    assert "python" not in words
    assert "no &lt;b&gt;; run" in detail


def test_a_question_that_cannot_be_asked_is_told_in_one_language_at_a_time():
    with pytest.raises(errors.QuestionError) as caught:
        read_question("")
    html = trouble_html(caught.value)
    assert '<span class="w zh" lang="zh-Hans">问题是空的，请输入一个问题。</span>' in html
    assert '<span class="w en" lang="en">The question is empty; type a question.</span>' in html
    assert "<details" not in html


def test_a_question_that_is_too_long_says_so_with_both_numbers():
    with pytest.raises(errors.QuestionError) as caught:
        read_question("桥" * 2500)
    assert "2500" in trouble_html(caught.value)
    assert "2000" in trouble_html(caught.value)
