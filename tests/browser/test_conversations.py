"""Conversations in a real browser: asked, stopped, asked anew, kept, deleted, saved, judged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.site import PATIENCE_MS, Watch, ask, begin, new_conversation, open_context
from tests.browser.staged import KAZAKH, LANGUAGES

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE_MS)


def questions(page: Page) -> Locator:
    return page.locator(".fn-question .fn-words")


def kept(page: Page) -> Locator:
    return page.locator("#fn-kept [data-open]")


def test_what_is_being_done_is_said_until_it_is_stopped(page: Page) -> None:
    begin(page, "slow")
    expect(page.locator(".fn-pending")).to_contain_text("Reading")
    expect(page.locator("#fn-send")).to_be_hidden()
    page.locator("#fn-stop").click()
    expect(page.locator(".fn-problem")).to_have_text("Stopped before it was answered.")
    expect(page.locator("#fn-stop")).to_be_hidden()
    ask(page, "fact")
    expect(questions(page)).to_have_text(["slow", "fact"])
    expect(page.locator(".fn-card mark")).to_have_text(LANGUAGES[3])


def test_an_unexpected_error_ends_the_wait(page: Page) -> None:
    ask(page, "fact")
    ask(page, "a question that the staged page has no answer to")
    expect(page.locator(".fn-pending")).to_have_count(0)
    expect(page.locator(".fn-problem")).to_have_text("Stopped before it was answered.")
    ask(page, "list")
    expect(page.locator(".fn-message")).to_have_count(2)


def test_a_page_left_before_the_answer_came_keeps_what_was_answered(
    browser: Browser, staged: str
) -> None:
    watch = Watch(staged)
    context = open_context(browser, watch)
    page = context.new_page()
    page.goto(staged)
    ask(page, "fact")
    begin(page, "slow")
    page.locator(".fn-pending").wait_for()
    page.reload()
    expect(questions(page).first).to_have_text("fact")
    expect(page.get_by_placeholder("Ask a question")).to_have_value("slow")
    ask(page, "greeting")
    expect(page.locator(".fn-reply")).to_be_visible()
    context.close()
    # Gradio logs the stream that the reload broke off as an error; nothing else may be one.
    assert [each for each in watch.trouble if not each.startswith("console:")] == []


def test_a_question_asked_anew_takes_away_what_followed(page: Page) -> None:
    for question in ("fact", "list", "greeting"):
        ask(page, question)
    page.locator(".fn-edit").nth(1).click()
    expect(page.locator("#fn-editing")).to_contain_text("Question 2 is asked anew")
    expect(page.get_by_placeholder("Ask a question")).to_have_value("list")
    page.locator("#fn-cancel-edit").click()
    expect(page.locator("#fn-editing")).to_be_hidden()
    expect(page.get_by_placeholder("Ask a question")).to_have_value("")
    page.locator(".fn-edit").nth(1).click()
    ask(page, "compare")
    expect(questions(page)).to_have_text(["fact", "compare"])
    expect(page.locator("#fn-editing")).to_be_hidden()
    expect(page.locator("#fn-panel .fn-evidence")).to_have_count(2)
    page.reload()
    expect(questions(page)).to_have_text(["fact", "compare"])


def test_two_conversations_outlive_a_reload_with_their_evidence(page: Page) -> None:
    ask(page, "fact")
    new_conversation(page)
    expect(page.locator(".fn-card")).to_have_count(0)
    ask(page, "sources")
    expect(kept(page)).to_have_text(["sources", "fact"])
    page.reload()
    expect(questions(page)).to_have_text(["sources"])
    page.locator(".fn-marker").nth(2).click()
    expect(page.locator(".fn-selected mark")).to_have_text(KAZAKH.text.splitlines()[2])
    kept(page).filter(has_text="fact").click()
    expect(questions(page)).to_have_text(["fact"])
    expect(page.locator("#fn-kept [aria-current]")).to_have_text("fact")
    page.locator(".fn-marker").click()
    expect(page.locator(".fn-selected mark")).to_have_text(LANGUAGES[3])
    ask(page, "list")
    expect(questions(page)).to_have_text(["fact", "list"])


def test_a_conversation_is_deleted_once_that_is_confirmed(page: Page) -> None:
    ask(page, "fact")
    new_conversation(page)
    ask(page, "list")
    row = page.locator("#fn-kept li", has_text="list")
    row.locator("[data-delete]").click()
    expect(row.locator("[data-delete]")).to_have_text("Delete for good?")
    expect(kept(page)).to_have_count(2)
    row.locator("[data-delete]").click()
    expect(kept(page)).to_have_text(["fact"])
    expect(questions(page)).to_have_count(0)
    page.reload()
    expect(kept(page)).to_have_text(["fact"])


def test_two_tabs_keep_a_conversation_each(page: Page) -> None:
    ask(page, "fact")
    other = page.context.new_page()
    other.goto(page.url)
    expect(kept(other)).to_have_text(["fact"])
    expect(questions(other)).to_have_count(0)
    ask(other, "list")
    ask(page, "greeting")
    for tab, asked in ((other, ["list"]), (page, ["fact", "greeting"])):
        tab.reload()
        expect(questions(tab)).to_have_text(asked)
        expect(kept(tab)).to_have_count(2)


FILL = """
() => {
  const key = Object.keys(localStorage).find((each) => each.startsWith("footnote.conversation."));
  const record = JSON.parse(localStorage.getItem(key));
  localStorage.setItem(key, JSON.stringify({ ...record, padding: "x".repeat(200_000) }));
  for (let size = 4_000_000; size > 100; size = Math.floor(size / 2)) {
    for (;;) {
      try { localStorage.setItem(`other-${size}-${Math.random()}`, "x".repeat(size)); }
      catch { break; }
    }
  }
}
"""


def test_where_the_storage_is_full_the_oldest_conversation_goes_and_that_is_said(
    page: Page,
) -> None:
    ask(page, "fact")
    page.evaluate(FILL)
    new_conversation(page)
    ask(page, "list")
    expect(page.locator("#fn-none-kept")).to_contain_text("the oldest conversations were dropped")
    expect(kept(page)).to_have_text(["list"])
    page.reload()
    expect(questions(page)).to_have_text(["list"])


@pytest.mark.parametrize(
    ("form", "ending"), [("Markdown", ".md"), ("Web page", ".html"), ("JSON", ".json")]
)
def test_a_conversation_is_saved(page: Page, tmp_path: Path, form: str, ending: str) -> None:
    expect(page.locator("#fn-saves")).to_be_hidden()
    ask(page, "fact")
    with page.expect_download() as saved:
        page.locator("#fn-saves").get_by_role("button", name=form).click()
    assert saved.value.suggested_filename.endswith(ending)
    path = tmp_path / f"saved{ending}"
    saved.value.save_as(path)
    text = path.read_text(encoding="utf-8")
    assert LANGUAGES[3] in text.replace("\\", "")
    if form == "JSON":
        (exchange,) = json.loads(text)["exchanges"]
        assert exchange["question"] == "fact"


def test_thumbs_are_written_down_and_shown_again(page: Page, staged_folder: Path) -> None:
    ask(page, "fact")
    thumb = page.get_by_role("button", name="A good answer", exact=True)
    thumb.click()
    expect(page.locator(".fn-thanks")).to_contain_text("Thank you")
    expect(thumb).to_have_attribute("aria-pressed", "true")
    page.locator(".fn-why-form input").fill("it is <b>exact</b>")
    with page.expect_response("**/feedback"):
        page.keyboard.press("Enter")
    lines = (staged_folder / "feedback.jsonl").read_text(encoding="utf-8").splitlines()
    first, second = (json.loads(line) for line in lines[-2:])
    assert (first["word"], second["word"]) == ("", "it is <b>exact</b>")
    assert first["about"] == second["about"]
    for judged in (first, second):
        assert (judged["question"], judged["verdict"]) == ("fact", "up")
    page.reload()
    expect(page.get_by_role("button", name="A good answer", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(page.get_by_role("button", name="Not a good answer")).to_have_attribute(
        "aria-pressed", "false"
    )
