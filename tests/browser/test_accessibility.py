"""Whether everyone can read the page, whatever they see it with."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import violations
from tests.browser.site import DESKTOP, PATIENCE_MS, PHONE, ask, begin, open_tab, opened

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE_MS)

SCHEMES = ("light", "dark")
SIZES = {"desktop": DESKTOP, "phone": PHONE}


def problems(page: Page, state: str) -> list[str]:
    page.mouse.move(0, 0)
    return [f"{state}: {each}" for each in violations(page)]


def of_the_conversation(page: Page) -> list[str]:
    """Go through what the Ask tab can look like."""
    page.locator("#fn-shelf li").first.wait_for(state="attached")
    found = problems(page, "empty")
    for question in ("refusal", "fact", "sources", "backed", "printed"):
        ask(page, question)
    found += problems(page, "answered")
    page.locator(".fn-marker").last.click()
    page.locator(".fn-selected .fn-sheet summary").click()
    page.locator(".fn-selected .fn-picture img").wait_for()
    page.locator(".fn-selected .fn-cite summary").click()
    page.locator(".fn-thumb").last.click()
    found += problems(page, "evidence open")
    page.locator(".fn-edit").first.click()
    found += problems(page, "editing")
    page.locator("#fn-cancel-edit").click()
    begin(page, "slow")
    page.locator(".fn-pending").wait_for()
    found += problems(page, "asking")
    page.locator("#fn-stop").click()
    page.locator(".fn-chat .fn-problem").wait_for()
    if page.locator("#fn-toggle .fn-toggle").is_visible():
        page.locator("#fn-toggle .fn-toggle").click()
    page.locator("#fn-kept [data-delete]").first.click()
    page.locator("#fn-shelf input").first.uncheck()
    return found + problems(page, "left pane")


def of_the_other_tabs(page: Page) -> list[str]:
    """Go through the other tabs."""
    open_tab(page, "Claims")
    expect(page.locator("#fn-claims-paper input")).not_to_have_value("")
    page.locator("#fn-check").click()
    page.locator(".fn-claims").wait_for()
    found = problems(page, "claims")
    open_tab(page, "Documents")
    page.locator("#fn-documents table").wait_for()
    page.locator("#fn-documents summary").first.click()
    page.get_by_role("button", name="Options").click()
    page.locator("#fn-roll-back").click()
    page.locator("#fn-really").wait_for()
    found += problems(page, "documents")
    open_tab(page, "Evaluation")
    page.locator("#fn-last-report :is(p, .fn-problem)").wait_for()
    return found + problems(page, "evaluation")


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_state_of_the_page_breaks_a_guideline(
    browser: Browser, staged: str, scheme: str, size: dict[str, int]
) -> None:
    for page in opened(browser, staged, scheme, size):
        assert of_the_conversation(page) + of_the_other_tabs(page) == []


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
