"""The real page in a real browser, on the real model."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.site import (
    PATIENCE_MS,
    ROOT,
    Site,
    ask,
    new_conversation,
    open_tab,
    rebuild,
    row_of,
    upload,
)

pytestmark = [pytest.mark.browser, pytest.mark.model]
expect.set_options(timeout=PATIENCE_MS)

QUESTION = "Who introduced the term soft power?"
FACT = "The Balkhash lighthouse was painted turquoise by Aigerim Sadykova in 1987."
FACT_QUESTION = "Who painted the Balkhash lighthouse turquoise?"
HOSTILE = (
    'The beacon of Zhetysu glows violet <img src=x onerror="window.hacked=1"> '
    "<script>window.hacked=1</script> ${window.hacked=1} at dusk."
)
HOSTILE_QUESTION = "What colour does the beacon of Zhetysu glow at dusk?"


def test_a_marker_brings_up_its_excerpt_and_the_document_opens_at_it(watched: Page) -> None:
    ask(watched, QUESTION)
    answer = watched.locator(".fn-answer").first
    expect(answer).to_contain_text("Joseph Nye")
    watched.locator(".fn-marker").first.click()
    card = watched.locator(".fn-card.fn-selected")
    expect(card.locator("mark")).to_contain_text("Joseph Nye")
    expect(card.locator("mark")).to_be_in_viewport()
    quote = card.locator("mark").inner_text()
    with watched.context.expect_page() as opened:
        card.get_by_text("Open in the document").click()
    view = opened.value
    expect(view.locator("mark#quote")).to_be_in_viewport()
    assert " ".join(view.locator("mark").all_inner_texts()).split() == quote.split()


def test_each_answer_keeps_its_own_evidence(watched: Page) -> None:
    ask(watched, QUESTION)
    first = watched.locator("#e1-1 mark").inner_text()
    ask(watched, "What is the Belt and Road Initiative?")
    expect(watched.locator("#e1-1")).to_be_hidden()
    watched.locator('.fn-marker[href="#e1-1"]').click()
    expect(watched.locator("#e1-1 mark")).to_be_in_viewport()
    expect(watched.locator("#e1-1 mark")).to_have_text(first)
    watched.get_by_role("button", name="New conversation").click()
    expect(watched.locator(".fn-message")).to_have_count(0)
    expect(watched.locator(".fn-card")).to_have_count(0)


def test_an_example_question_is_asked_by_a_click(watched: Page) -> None:
    watched.get_by_text(QUESTION).click()
    expect(watched.locator(".fn-answer")).to_contain_text("Joseph Nye")


def test_an_unanswerable_question_is_refused_with_what_is_missing(watched: Page) -> None:
    ask(watched, "How many goals did Lionel Messi score for Barcelona?")
    refusal = watched.locator(".fn-refusal")
    expect(refusal).to_contain_text("The documents do not say")
    expect(refusal).to_contain_text("Messi")
    expect(watched.locator(".fn-marker")).to_have_count(0)


def test_a_question_of_markup_stays_text(watched: Page) -> None:
    ask(watched, f"Who introduced soft power? {HOSTILE}")
    expect(watched.locator(".fn-question")).to_contain_text("<img src=x onerror=")
    expect(watched.locator("#fn-panel img, .fn-chat img, .fn-chat script")).to_have_count(0)
    assert watched.evaluate("window.hacked") is None


@pytest.mark.filterwarnings("default")
def test_a_program_gets_what_the_command_line_prints(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The client reports to its makers unless this is set; its own argument does not stop it.
    monkeypatch.setenv("GRADIO_ANALYTICS_ENABLED", "False")
    from gradio_client import Client

    client = Client(site.url, verbose=False)
    command = [sys.executable, "-m", "assistant", "ask", QUESTION, "--json"]
    printed = subprocess.run(
        [*command, "--index", str(site.index)], cwd=ROOT, capture_output=True, check=True
    )
    asked = client.predict(question=QUESTION, history=[], api_name="/ask")
    client.close()
    assert asked == json.loads(printed.stdout)


def test_no_tab_asks_elsewhere(watched: Page) -> None:
    # What asked elsewhere, or logged an error, fails the test at its end.
    ask(watched, QUESTION)
    for tab in ("Claims", "Documents", "Evaluation", "Ask"):
        open_tab(watched, tab)
        watched.wait_for_load_state("networkidle")
    expect(watched.locator(".fn-answer")).to_be_visible()


def test_where_nothing_was_evaluated_the_tab_says_so(watched: Page) -> None:
    open_tab(watched, "Evaluation")
    expect(watched.locator("#fn-last-report")).to_contain_text("has not been run yet")
    expect(watched.locator("#fn-report-frame")).to_have_count(0)


def test_from_a_bare_folder_to_a_document_added_asked_about_and_removed(
    bare_page: Page, bare_site: Site, tmp_path: Path
) -> None:
    page = bare_page
    expect(page.get_by_text("There is no index yet").first).to_be_visible()
    open_tab(page, "Documents")
    expect(page.locator("#fn-rebuild")).to_have_text("Build the index")
    assert "gen-000001 answers now: 0 unchanged, 1 added" in rebuild(page)
    expect(page.locator("#fn-documents")).to_contain_text("Indexed")

    fact, hostile = tmp_path / "lighthouse.md", tmp_path / "beacon.txt"
    fact.write_text(f"# The lighthouse\n\n{FACT}\n", encoding="utf-8")
    hostile.write_text(f"The beacon of Zhetysu\n\n{HOSTILE}\n", encoding="utf-8")
    upload(page, fact, hostile)
    expect(row_of(page, "lighthouse.md")).to_contain_text("New: not in the index yet")
    assert "1 unchanged, 2 added" in rebuild(page)

    open_tab(page, "Ask")
    expect(page.locator("#fn-shelf li")).to_have_count(3)
    ask(page, FACT_QUESTION)
    expect(page.locator(".fn-answer").last).to_contain_text("Aigerim Sadykova")
    expect(page.locator(".fn-current .fn-card").first).to_contain_text("The lighthouse")

    ask(page, HOSTILE_QUESTION)
    expect(page.locator(".fn-answer").last).to_contain_text("<img src=x onerror=")
    expect(page.locator("#fn-panel img, .fn-chat img, .fn-chat script")).to_have_count(0)
    with page.context.expect_page() as opened:
        page.locator(".fn-current .fn-open").first.click()
    expect(opened.value.locator("main")).to_contain_text("<script>")
    expect(opened.value.locator("main img, main script")).to_have_count(0)
    assert opened.value.evaluate("window.hacked") is None
    assert page.evaluate("window.hacked") is None

    open_tab(page, "Documents")
    row_of(page, "lighthouse.md").get_by_role("button", name="Remove").click()
    expect(page.locator("#fn-told")).to_contain_text("lighthouse.md: removed")
    assert not (bare_site.documents / "lighthouse.md").exists()
    assert re.search(r"2 unchanged, 0 added, 0 changed, 1 removed", rebuild(page))

    open_tab(page, "Ask")
    # What was answered before stands as it was, and says what became of its document.
    page.locator('.fn-marker[href="#e1-1"]').click()
    expect(page.locator("#e1-1 mark")).to_contain_text("Aigerim Sadykova")
    new_conversation(page)
    ask(page, FACT_QUESTION)
    expect(page.locator(".fn-message")).not_to_contain_text("Sadykova")
    expect(page.locator("#fn-panel")).not_to_contain_text("lighthouse.md")
    page.locator("#fn-kept [data-open]").last.click()
    expect(page.locator("#e1-1 .fn-since")).to_contain_text("no longer held")


def verified(site: Site, file: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "assistant", "verify", str(file), "--index", str(site.index)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def test_an_answer_outlives_the_change_of_its_document_and_says_so(
    bare_page: Page, bare_site: Site, tmp_path: Path
) -> None:
    page = bare_page
    lighthouse = bare_site.documents / "lighthouse.md"
    lighthouse.write_text(f"# The lighthouse\n\n{FACT}\n", encoding="utf-8")
    open_tab(page, "Documents")
    rebuild(page)
    open_tab(page, "Ask")
    ask(page, FACT_QUESTION)
    with page.expect_download() as saved:
        page.locator("#fn-saves").get_by_role("button", name="JSON").click()
    file = tmp_path / "conversation.json"
    saved.value.save_as(file)
    then = verified(bare_site, file)
    assert then.returncode == 0, then.stdout + then.stderr

    changed = FACT.replace("turquoise", "crimson")
    lighthouse.write_text(f"# The lighthouse\n\n{changed}\n", encoding="utf-8")
    open_tab(page, "Documents")
    assert "1 changed" in rebuild(page)
    now = verified(bare_site, file)
    assert now.returncode == 1, now.stdout + now.stderr

    page.reload()
    open_tab(page, "Ask")
    expect(page.locator("#e1-1 .fn-since")).to_contain_text("has changed since")
    expect(page.locator("#e1-1 mark")).to_have_text(FACT)
    expect(page.locator(".fn-answer")).to_contain_text("turquoise")

    open_tab(page, "Documents")
    page.locator("#fn-roll-back").click()
    page.locator("#fn-really").click()
    expect(page.locator("#fn-told")).to_contain_text("gen-000001 answers now")
    assert verified(bare_site, file).returncode == 0
