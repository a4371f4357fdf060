"""An answer's tools and the window as a whole, in a real Chromium, as a person uses them."""

import json

import pytest

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
BOX = "#question textarea"
TABS = ("chat", "document", "history", "evaluation", "settings")


def tab(page, name):
    page.locator(f"#tab-{name}-button").click()


def clipboard(page):
    return page.evaluate("navigator.clipboard.readText()")


# an answer's tools


def test_an_answer_is_copied_in_four_styles_of_citation(open_window, ask):
    page = open_window()
    exchange = ask(page, "road?")
    for style, sign in (("Plain text", "Lake District Plan, Chapter 1"), ("Markdown", "> The lakeside"),
                        ("GB/T 7714", "[Z]: Chapter 1"), ("Bluebook-like", "cl. 1.1.2")):  # fmt: skip
        exchange.locator(".menu summary").click()
        exchange.get_by_role("button", name=style).click()
        page.locator("#announcement.shown").wait_for()
        assert sign in clipboard(page)


def test_a_thumb_with_a_comment_is_saved_by_keyboard(open_window, ask, feedback):
    page = open_window()
    exchange = ask(page, "bridge <b>?")
    exchange.get_by_role("button", name="Not helpful").focus()
    page.keyboard.press("Enter")
    page.keyboard.insert_text("wrong year <script>")
    page.keyboard.press("Enter")
    exchange.get_by_text("Saved, thank you").wait_for()
    record = json.loads(feedback.read_text(encoding="utf-8").splitlines()[-1])
    assert (record["question"], record["verdict"], record["comment"]) == ("bridge <b>?", "down", "wrong year <script>")


def test_why_this_answer_opens_with_what_was_removed_struck_through(open_window, ask):
    exchange = ask(open_window(), "bridge?")
    exchange.get_by_text("Why this answer").click()
    assert exchange.locator("del").inner_text() == "Ten bridges."
    assert exchange.locator(".found kbd").first.inner_text() == "bridge"


def test_a_next_question_is_asked_by_a_click(open_window, ask):
    page = open_window()
    ask(page, "bridge?")
    page.locator(".next .example").first.click()
    page.locator(".exchange").nth(1).locator(".actions").wait_for()
    assert page.locator(".next:visible").count() == 1


def test_a_new_conversation_starts_empty(open_window, ask):
    page = open_window()
    ask(page, "bridge?")
    page.get_by_role("button", name="New chat").click()
    page.locator(".welcome").wait_for()
    assert page.locator(".source .clause").count() == 0


# all of it


def test_shortcuts_reach_the_tabs_the_box_and_the_help(open_window):
    page = open_window()
    page.locator(BOX).blur()
    page.keyboard.press("3")
    page.get_by_role("tab", name="History", selected=True).wait_for()
    page.keyboard.press("/")
    page.wait_for_function("document.activeElement.matches('#question textarea')")
    page.keyboard.insert_text("n?/")
    assert page.locator(BOX).input_value() == "n?/"
    page.locator(BOX).blur()
    page.keyboard.press("?")
    page.get_by_role("dialog", name="Keyboard").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("dialog", name="Keyboard").wait_for(state="hidden")


@pytest.mark.parametrize("name", TABS)
def test_no_tab_scrolls_sideways_on_a_phone_and_every_control_has_a_name(open_window, ask, name):
    page = open_window(PHONE)
    ask(page, "bridge?")
    tab(page, name)
    page.get_by_role("tabpanel").first.wait_for()
    if name == "document":
        page.locator("#document .clause").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    unnamed = page.evaluate(
        """[...document.querySelectorAll('button, a, input, textarea, select')].filter((e) => e.checkVisibility()
           && !(e.innerText || e.ariaLabel || e.getAttribute('aria-labelledby') || e.labels?.[0]?.innerText))
           .map((e) => e.outerHTML.slice(0, 200))"""
    )
    assert unnamed == []


def test_nothing_above_a_growing_answer_moves(open_window, ask):
    page = open_window()
    ask(page, "road?")
    page.evaluate(
        """() => { window.tops = new Set();
        new MutationObserver(() => { const said = document.querySelector('.exchange:last-child .said');
          if (said && said.closest('.exchange').dataset.exchange === '1') window.tops.add(
            said.offsetTop - said.closest('.exchange').offsetTop); })
          .observe(document.querySelector('#conversation'), {subtree: true, childList: true, attributes: true}); }"""
    )
    ask(page, "bridge and road and fish?")
    assert page.evaluate("window.tops.size") == 1
