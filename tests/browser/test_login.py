"""The page behind a login, in a real browser."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import violations
from tests.browser.site import (
    PATIENCE_MS,
    ROOT,
    Site,
    Watch,
    open_context,
    open_tab,
    row_of,
    serving,
    upload,
)

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE_MS)

PASSWORDS = {"bob": "asks 9 questions", "ada": "manages 3 folders"}
ROLES = {"bob": "ask", "ada": "manage"}
MANAGING = ("#fn-add", "#fn-files", "#fn-rebuild", "#fn-documents [data-act]", "#fn-roll-back")
SEND = """
async () => {
  const form = new FormData();
  form.append("files", new File(["# Smuggled"], "smuggled.md"));
  return (await fetch("gradio_api/upload", { method: "POST", body: form })).status;
}
"""


@pytest.fixture(scope="module")
def walled(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Site]:
    """A server with an account of each role, over a folder that was never indexed."""
    folder = tmp_path_factory.mktemp("walled")
    accounts = folder / "accounts.txt"
    (folder / "documents").mkdir()
    (folder / "documents" / "note.md").write_text("# A note\n\nOf nothing.\n", encoding="utf-8")
    for name, password in PASSWORDS.items():
        command = [sys.executable, "-m", "assistant", "account", "add", str(accounts), name]
        added = subprocess.run(
            [*command, "--role", ROLES[name]],
            cwd=ROOT,
            input=f"{password}\n",
            text=True,
            capture_output=True,
        )
        assert added.returncode == 0, added.stderr
    with serving(folder, "--auth", str(accounts)) as site:
        yield site


@pytest.fixture
def door(browser: Browser, walled: Site) -> Iterator[Page]:
    """The login page; the test fails if anything asked elsewhere."""
    watch = Watch(walled.url)
    context = open_context(browser, watch)
    page = context.new_page()
    page.goto(walled.url)
    yield page
    context.close()
    # Chromium logs a refusal as an error, which a wrong password and a smuggled file are to get.
    assert [each for each in watch.trouble if "Failed to load resource" not in each] == []


def log_in(page: Page, name: str, password: str) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()


def test_a_wrong_password_is_refused_and_told(door: Page) -> None:
    expect(door.get_by_placeholder("Ask a question")).to_have_count(0)
    assert violations(door) == []
    log_in(door, "bob", "asks 8 questions")
    expect(door.get_by_role("alert")).to_contain_text("is not right")
    expect(door.get_by_label("Name")).to_have_value("bob")
    expect(door.get_by_label("Password")).to_have_value("")
    log_in(door, "bob", PASSWORDS["bob"])
    expect(door.get_by_placeholder("Ask a question")).to_be_visible()


def test_who_asks_can_change_nothing(door: Page, walled: Site) -> None:
    log_in(door, "bob", PASSWORDS["bob"])
    expect(door.get_by_placeholder("Ask a question")).to_be_visible()
    open_tab(door, "Documents")
    expect(door.locator("#fn-documents")).to_contain_text("note.md")
    for place in MANAGING:
        expect(door.locator(place).filter(visible=True)).to_have_count(0)
    open_tab(door, "Evaluation")
    expect(door.locator("#fn-last-report")).to_contain_text("has not been run")
    expect(door.locator("#fn-run-evaluation").filter(visible=True)).to_have_count(0)
    assert door.evaluate(SEND) == 403
    assert [file.name for file in walled.documents.glob("*.md")] == ["note.md"]


def test_who_manages_adds_and_removes(door: Page, walled: Site, tmp_path: Path) -> None:
    log_in(door, "ada", PASSWORDS["ada"])
    expect(door.get_by_placeholder("Ask a question")).to_be_visible()
    open_tab(door, "Documents")
    expect(door.locator("#fn-rebuild")).to_be_visible()
    file = tmp_path / "pier.md"
    file.write_text("# The pier\n\nIt is closed in winter.\n", encoding="utf-8")
    upload(door, file)
    expect(row_of(door, "pier.md")).to_contain_text("New: not in the index yet")
    row_of(door, "pier.md").get_by_role("button", name="Remove").click()
    expect(door.locator("#fn-told")).to_contain_text("removed")
    assert not (walled.documents / "pier.md").exists()


def test_another_browser_is_not_let_in_by_it(door: Page, browser: Browser, walled: Site) -> None:
    log_in(door, "ada", PASSWORDS["ada"])
    expect(door.get_by_placeholder("Ask a question")).to_be_visible()
    context = open_context(browser, Watch(walled.url))
    other = context.new_page()
    for path in ("/", "/documents/view?doc=note.md", "/status", "/evaluation/report"):
        other.goto(walled.url + path)
        expect(other.get_by_placeholder("Ask a question")).to_have_count(0)
        expect(other.locator("body")).not_to_contain_text("Of nothing")
    context.close()
