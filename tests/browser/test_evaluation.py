"""The Evaluation tab in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.site import PATIENCE_MS, open_tab

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE_MS)


def test_the_evaluation_is_run_and_its_report_shown(page: Page, staged_folder: Path) -> None:
    for file in (staged_folder / "report").iterdir():
        file.unlink()
    open_tab(page, "Evaluation")
    expect(page.locator("#fn-last-report")).to_contain_text("has not been run yet")
    expect(page.locator("#fn-report-frame")).to_have_count(0)
    expect(page.locator("#fn-stop-evaluation")).to_be_hidden()
    page.locator("#fn-run-evaluation").click()
    expect(page.locator("#fn-evaluation-state")).to_contain_text("The evaluation is at work")
    expect(page.locator("#fn-stop-evaluation")).to_be_visible()
    frame = page.locator("#fn-report-frame")
    expect(frame).to_be_visible()
    expect(frame).to_have_attribute("sandbox", "")
    expect(frame.content_frame.locator("h1")).to_have_text("Report")
    expect(page.locator("#fn-last-report")).to_contain_text("10 questions, model test")
    expect(page.locator("#fn-stop-evaluation")).to_be_hidden()


def test_it_is_stopped(page: Page) -> None:
    open_tab(page, "Evaluation")
    page.locator("#fn-run-evaluation").click()
    page.locator("#fn-stop-evaluation").click()
    expect(page.locator("#fn-evaluation-state")).to_contain_text("was stopped")
    expect(page.locator("#fn-stop-evaluation")).to_be_hidden()
