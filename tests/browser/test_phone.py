"""The page on a telephone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.site import PATIENCE_MS, PHONE, ask, open_tab
from tests.browser.staged import LANGUAGES, answers

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE_MS)

TOO_WIDE = """
[...document.querySelectorAll(".fn-message *, .fn-question *, #fn-left *, #fn-documents *")]
  .filter((each) => !each.closest("thead")) // which is there to be heard alone
  .filter((each) => each.getBoundingClientRect().right > innerWidth + 0.5)
  .map((each) => each.outerHTML.slice(0, 200))
"""


def is_too_wide(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth") > PHONE["width"])


def test_the_evidence_opens_under_its_answer(phone: Page) -> None:
    ask(phone, "list")
    ask(phone, "fact")
    expect(phone.locator("#fn-right")).to_be_hidden()
    under = phone.locator(".fn-message").last.locator(".fn-under")
    expect(under.locator("summary").first).to_have_text("Evidence (1)")
    expect(under.locator("mark")).to_be_hidden()
    phone.locator(".fn-marker").last.click()
    expect(under.locator("mark")).to_be_in_viewport()
    expect(under.locator("mark")).to_have_text(LANGUAGES[3])
    under.get_by_text("Back to the answer").click()
    expect(phone.locator(".fn-message").last).to_be_focused()


def test_the_left_pane_comes_and_goes(phone: Page) -> None:
    expect(phone.locator("#fn-left")).to_be_hidden()
    ask(phone, "fact")
    phone.locator("#fn-toggle .fn-toggle").click()
    expect(phone.locator("#fn-left")).to_be_in_viewport()
    expect(phone.locator("#fn-shelf input").first).to_be_visible()
    phone.locator("#fn-new").click()
    expect(phone.locator("#fn-left")).to_be_hidden()
    expect(phone.locator(".fn-question")).to_have_count(0)


def test_nothing_is_wider_than_the_screen(phone: Page) -> None:
    for name in answers():
        ask(phone, name)
    for folded in phone.locator(".fn-nearest > summary, .fn-evidence-under > summary").all():
        folded.click()
    phone.locator("#fn-toggle .fn-toggle").click()
    assert phone.evaluate(TOO_WIDE) == []
    assert not is_too_wide(phone)
    for tab in ("Claims", "Documents", "Evaluation"):
        open_tab(phone, tab)
        expect(phone.get_by_role("tab", name=tab)).to_have_attribute("aria-selected", "true")
        if tab == "Documents":
            phone.locator("#fn-documents table").wait_for()
            for folded in phone.locator(".fn-lists summary").all():
                folded.click()
        assert phone.evaluate(TOO_WIDE) == []
        assert not is_too_wide(phone)
