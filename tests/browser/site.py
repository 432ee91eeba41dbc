"""The real page for the browser tests: a server of its own, and a browser that only reaches it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Locator,
    Page,
    Request,
    Route,
    sync_playwright,
)

ROOT = Path(__file__).parents[2]
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
# Long enough for the model to load on a machine shared with others.
PATIENCE_MS = 60_000
CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium() -> str | None:
    """Return the path of chromium, None where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


@dataclass(frozen=True)
class Site:
    """A running server.

    :param url: without a slash at its end.
    :param documents: the documents folder.
    :param index: the index's folder.
    """

    url: str
    documents: Path
    index: Path


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[Site]:
    """Serve ``folder/documents`` and ``folder/index`` by the command that a person types.

    :param folder: for the report and the thumbs too, so that nothing of a test stays elsewhere.
    :param options: further ones of the command.
    """
    documents, index = folder / "documents", folder / "index"
    command = ["assistant", "chat", "--port", "0"]
    command += ["--documents", str(documents), "--index", str(index)]
    command += ["--report", str(folder / "report"), "--feedback", str(folder / "thumbs.jsonl")]
    with running([*command, *options], folder) as url:
        yield Site(url, documents, index)


@contextmanager
def running(module: Sequence[str], folder: Path) -> Iterator[str]:
    """Run a server, and give its address.

    :param module: a module and its arguments; its first line of output names the address.
    :param folder: for its log and what is uploaded.
    """
    command = [sys.executable, "-m", *module]
    environment = {**os.environ, "GRADIO_TEMP_DIR": str(folder / "uploads")}
    with (folder / "server.log").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=log, text=True
        )
        try:
            yield _address(server, folder)
        finally:
            server.terminate()
            server.communicate(timeout=60)


def _address(server: subprocess.Popen[str], folder: Path) -> str:
    assert server.stdout is not None
    line = server.stdout.readline()
    found = re.search(r"http://127\.0\.0\.1:\d+", line)
    if found is None:
        log = (folder / "server.log").read_text(encoding="utf-8")
        raise RuntimeError(f"the server did not start: {line!r}\n{log}")
    return found[0]


@dataclass
class Watch:
    """Collects what a page must not do."""

    url: str
    trouble: list[str] = field(default_factory=list)

    def request(self, request: Request) -> None:
        """Note a request that leaves the server."""
        if not request.url.startswith((f"{self.url}/", "data:", "blob:")):
            self.trouble.append(f"asked for {request.url}")

    def console(self, message: ConsoleMessage) -> None:
        """Note an error of the console."""
        if message.type == "error":
            self.trouble.append(f"console: {message.text} {message.location['url']}")

    def error(self, error: Exception) -> None:
        """Note an exception of a script."""
        self.trouble.append(f"script: {error}")


def _keep_inside(route: Route) -> None:
    inside = re.match(r"http://127\.0\.0\.1:\d+/|data:|blob:", route.request.url)
    route.continue_() if inside else route.abort()


@contextmanager
def browsing() -> Iterator[Browser]:
    """Open chromium with a profile of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=CHROMIUM_FLAGS, headless=True
        )
        try:
            yield browser
        finally:
            browser.close()


def open_context(browser: Browser, watch: Watch, **options: object) -> BrowserContext:
    """Return a new browser context that is watched and reaches this machine only."""
    context = browser.new_context(**options)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE_MS)
    context.route("**/*", _keep_inside)
    context.on("request", watch.request)
    context.on("console", watch.console)
    context.on("weberror", lambda error: watch.error(error.error))
    return context


def opened(
    browser: Browser, url: str, scheme: str, size: dict[str, int], locale: str = "en-US"
) -> Iterator[Page]:
    """Open a page at an address; fail at its end if it asked elsewhere or had an error."""
    watch = Watch(url)
    context = open_context(
        browser, watch, viewport=size, color_scheme=scheme, reduced_motion="reduce", locale=locale
    )
    page = context.new_page()
    page.goto(url)
    yield page
    context.close()
    assert watch.trouble == [], watch.trouble


_NOTE_ANSWER = """
() => {
  window.answered = false;
  let begun = false;
  new MutationObserver((_, self) => {
    if (document.body.classList.contains("fn-asking")) begun = true;
    else if (begun) { window.answered = true; self.disconnect(); }
  }).observe(document.body, { attributes: true, attributeFilter: ["class"] });
}
"""


def ask(page: Page, question: str) -> None:
    """Ask a question, and wait until it is answered, refused or told to be impossible."""
    page.evaluate(_NOTE_ANSWER)
    begin(page, question)
    page.wait_for_function("window.answered")
    page.locator(".fn-pending").wait_for(state="detached")


def begin(page: Page, question: str) -> None:
    """Ask a question without waiting for its answer."""
    box = question_box(page)
    box.fill(question)
    box.press("Enter")


def question_box(page: Page) -> Locator:
    """Return the box that a question is typed in, whatever the page's language."""
    return page.locator("#fn-question-box textarea")


def new_conversation(page: Page) -> None:
    """Begin a new conversation."""
    page.locator("#fn-new").click()
    page.locator(".fn-chat .fn-question").first.wait_for(state="detached")


def open_tab(page: Page, name: str) -> None:
    """Bring one of the page's tabs up."""
    page.get_by_role("tab", name=name, exact=True).click()


def rebuild(page: Page) -> str:
    """Rebuild the index on the Documents tab, and return what the page says of it."""
    state = page.locator("#fn-rebuild-state")
    state.locator(".fn-built").evaluate_all("all => all.forEach((one) => one.remove())")
    page.locator("#fn-rebuild").click()
    return state.locator(".fn-built").inner_text()


def upload(page: Page, *files: Path) -> None:
    """Add files on the Documents tab, and wait until each was taken or refused."""
    page.locator("#fn-files input[type=file]").set_input_files(files)
    for file in files:
        page.locator("#fn-files").get_by_text(file.stem).first.wait_for()
    page.locator("#fn-add").click()
    page.locator("#fn-added .fn-outcomes li").nth(len(files) - 1).wait_for()


def row_of(page: Page, name: str) -> Locator:
    """Return a document's row on the Documents tab."""
    return page.locator("#fn-documents tbody tr", has_text=name)


def noted_dialogs(page: Page) -> list[str]:
    """Return a list that gets the message of each dialog a page opens."""
    dialogs: list[str] = []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    return dialogs
