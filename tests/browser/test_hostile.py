"""What documents, questions, names and answers of markup can do to the page: be shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.assistant.hostile import HOSTILE
from tests.assistant.samples import answers_of
from tests.browser.site import (
    PATIENCE_MS,
    ask,
    new_conversation,
    noted_dialogs,
    open_tab,
    row_of,
    upload,
)

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE_MS)

SORTS = len(answers_of("", "", ""))
NAME = "<img src=x onerror=alert(1)>.md"
# What the page's own markup never has in these places. Its thumbs are drawn with svg, and only
# what a document or its reference list names leads out of the page, marked so.
STRANGERS = """
() => {
  const places = [
    ".fn-message", ".fn-question", "#fn-panel", "#fn-left", "#fn-documents", "#fn-added",
    "#fn-told", ".toast-message-text",
  ];
  const tags = "img, form, iframe, script, object, embed, base, meta, style, textarea, h1, video";
  const inside = /^(documents\\/view\\?|claims\\/export\\?|#)/;
  const strange = (element) => {
    const address = element.getAttribute("href");
    return element.matches(tags)
      || (element.matches("svg") && !element.closest(".fn-thumb, .wrap"))
      || [...element.attributes].some(({ name }) => /^on/i.test(name))
      || (address !== null && !(element.matches(".fn-out") ? /^https?:/ : inside).test(address));
  };
  return places.flatMap((place) => [...document.querySelectorAll(`${place} *`)])
    .filter(strange).map((element) => element.outerHTML.slice(0, 300));
}
"""


@pytest.mark.parametrize("sort", range(SORTS))
def test_no_answer_does_anything_but_show_text(page: Page, sort: int) -> None:
    dialogs = noted_dialogs(page)
    for number in range(sort, len(HOSTILE) * SORTS, SORTS):
        ask(page, f"hostile {number}")
    expect(page.locator(".fn-message")).to_have_count(len(HOSTILE))
    assert page.evaluate(STRANGERS) == []
    assert dialogs == []


def test_no_question_does_anything_but_show_text(page: Page) -> None:
    dialogs = noted_dialogs(page)
    asked = [text for text in HOSTILE if text.isprintable() and re.search(r"<\w", text)]
    for text in asked:
        new_conversation(page)
        ask(page, f"echo {text}")
    assert page.evaluate(STRANGERS) == []
    expect(page.locator("#fn-kept li")).to_have_count(len(asked))
    page.reload()
    expect(page.locator(".fn-question .fn-words")).to_have_text(f"echo {asked[-1]}")
    page.locator(".fn-edit").click()
    expect(page.get_by_placeholder("Ask a question")).to_have_value(f"echo {asked[-1]}")
    assert page.evaluate(STRANGERS) == []
    assert dialogs == []


def test_no_file_name_does_anything_but_show_text(page: Page, tmp_path: Path) -> None:
    dialogs = noted_dialogs(page)
    file = tmp_path / NAME
    file.write_text('# <img src=x onerror="alert(2)">\n\n![x](http://example.org/x.png)\n')
    open_tab(page, "Documents")
    upload(page, file)
    expect(page.locator("#fn-added")).to_contain_text("added")
    row = row_of(page, "alert(1).md")
    expect(row).to_contain_text("New: not in the index yet")
    row.get_by_role("button").click()
    expect(page.locator("#fn-told")).to_contain_text("removed")
    assert page.evaluate(STRANGERS) == []
    assert dialogs == []
