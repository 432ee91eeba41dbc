"""What axe-core finds of the Web Content Accessibility Guidelines, levels A and AA."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from assistant.dictionary import Words
from tests.browser.site import ask, begin, open_tab

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_RUN = """
async ([tags]) => {
  const found = await axe.run(document, {
    runOnly: { type: "tag", values: tags }, resultTypes: ["violations"],
  });
  return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => {
    const why = [...node.any, ...node.all, ...node.none].map((check) => check.message);
    return `${id}: ${node.target.join(" ")}: ${why.join("; ")}`;
  }));
}
"""


def violations(page: Page) -> list[str]:
    """Return each rule that is broken, with where and why."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(_RUN, [TAGS])
    return found


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


def of_the_other_tabs(page: Page, words: Words) -> list[str]:
    """Go through the other tabs.

    :param words: of the page.
    """
    open_tab(page, words.say("tabs.claims"))
    expect(page.locator("#fn-claims-paper input")).not_to_have_value("")
    page.locator("#fn-check").click()
    page.locator(".fn-claims").wait_for()
    found = problems(page, "claims")
    open_tab(page, words.say("tabs.documents"))
    page.locator("#fn-documents table").wait_for()
    page.locator("#fn-documents summary").first.click()
    page.get_by_role("button", name=words.say("documents.options")).click()
    page.locator("#fn-roll-back").click()
    page.locator("#fn-really").wait_for()
    found += problems(page, "documents")
    open_tab(page, words.say("tabs.evaluation"))
    page.locator("#fn-last-report :is(p, .fn-problem)").wait_for()
    return found + problems(page, "evaluation")
