"""Whether everyone can read the page, whatever they see it with."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.assistant.page.english import EN
from tests.browser.accessibility import of_the_conversation, of_the_other_tabs
from tests.browser.site import DESKTOP, PATIENCE_MS, PHONE, ask, opened

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE_MS)

SCHEMES = ("light", "dark")
SIZES = {"desktop": DESKTOP, "phone": PHONE}


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_state_of_the_page_breaks_a_guideline(
    browser: Browser, staged: str, scheme: str, size: dict[str, int]
) -> None:
    for page in opened(browser, staged, scheme, size):
        assert of_the_conversation(page) + of_the_other_tabs(page, EN) == []


FOCUSED = """
([names]) => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const shown = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  const name = names.find((each) => element.matches(each));
  return { name: name ?? element.tagName, shown: shown || style.boxShadow !== "none" };
}
"""
REACHED = [
    "#fn-left .fn-toggle",
    "#fn-new",
    "[data-open]",
    "[data-delete]",
    "#fn-shelf .fn-pick",
    "#fn-shelf input[type=checkbox]",
    "#fn-shelf .fn-open",
    ".fn-edit",
    ".fn-marker",
    ".fn-message .fn-copy",
    ".fn-thumb",
    "#fn-question-box textarea",
    "#fn-send",
    ".fn-save",
    ".fn-card .fn-open",
    ".fn-card summary",
]
MOST_STOPS = 80


def test_the_keyboard_reaches_everything_and_the_focus_is_seen(page: Page) -> None:
    ask(page, "fact")
    page.locator("h1").click()
    stops = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUSED, [REACHED]))
        if stops[-1]["name"] == REACHED[-1]:
            break
    assert [stop["name"] for stop in stops if not stop["shown"]] == []
    names = list(dict.fromkeys(stop["name"] for stop in stops))
    # Which is the order that they are read in, left to right.
    assert [name for name in names if name in REACHED] == REACHED


def test_a_conversation_by_the_keyboard_alone(page: Page) -> None:
    expect(page.locator("#fn-question-box textarea")).to_be_focused()
    page.keyboard.type("fact")
    page.keyboard.press("Enter")
    page.locator(".fn-message").wait_for()
    expect(page.locator("#fn-question-box textarea")).to_be_focused()
    marker = page.locator(".fn-marker")
    marker.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#fn-panel .fn-card.fn-selected")).to_be_focused()
    box = page.locator("#fn-shelf input").first
    box.focus()
    page.keyboard.press("Space")
    expect(box).not_to_be_checked()
    expect(page.locator("#fn-asked-of")).to_contain_text("documents are asked")
    page.locator(".fn-thumb").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".fn-why-form input")).to_be_focused()
    page.locator("#fn-left .fn-toggle").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#fn-left")).to_be_hidden()
    expect(page.locator("#fn-toggle .fn-toggle")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#fn-left .fn-toggle")).to_be_focused()
