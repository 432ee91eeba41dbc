"""Take the pictures of the README: ``python -m tests.browser.screenshots``."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect

from index.build import build_index
from ingest.library import DEFAULT_DOCUMENTS
from tests.browser.site import ROOT, Site, Watch, ask, browsing, open_context, open_tab, serving
from tests.capes import fill

FOLDER = ROOT / ".github" / "screenshots"
DESKTOP, PHONE = {"width": 1440, "height": 860}, {"width": 390, "height": 844}
QUESTION = "Who introduced the term soft power?"
FOLLOW_UP = "How many Confucius Institutes are there in Central Asia?"
UNANSWERABLE = "How many goals did Lionel Messi score for Barcelona?"
COLOURS = 128


def main() -> None:
    """Serve the paper from a folder of its own, and take each picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(DEFAULT_DOCUMENTS, folder / "documents")
        build_index(folder / "documents", folder / "index")
        # One that waits for the next build, so that the picture shows what the page says of it.
        note = folder / "documents" / "field-notes.md"
        note.write_text("# Field notes\n\nNotes of a visit to Tashkent.\n", encoding="utf-8")
        with serving(folder) as site, browsing() as browser:
            take_all(browser, site)
        capes = folder / "capes"
        fill(capes / "documents")
        build_index(capes / "documents", capes / "index")
        with serving(capes) as site, browsing() as browser:
            take_sources(browser, site)


def take_sources(browser: Browser, site: Site) -> None:
    """Take the pictures of a paper with its sources."""
    page = open_page(browser, site, DESKTOP, "light")
    ask(page, "By how much did the use of fuel fall?")
    take(page, "sources")
    page = open_page(browser, site, DESKTOP, "light")
    open_tab(page, "Claims")
    expect(page.locator("#fn-claims-paper input")).not_to_have_value("")
    page.locator("#fn-check").click()
    page.locator(".fn-claims").wait_for()
    expect(page.locator("#fn-claims .pending")).to_have_count(0)
    take(page, "claims")


def take_all(browser: Browser, site: Site) -> None:
    """Take every picture."""
    take(conversation(browser, site, "light"), "chat")
    take(conversation(browser, site, "dark"), "chat-dark")
    page = open_page(browser, site, DESKTOP, "light")
    ask(page, UNANSWERABLE)
    take(page, "refusal")
    page = open_page(browser, site, DESKTOP, "light")
    open_tab(page, "Documents")
    page.locator("#fn-documents table").wait_for()
    take(page, "documents")
    page = open_page(browser, site, PHONE, "light")
    ask(page, QUESTION)
    take(page, "phone")
    page.locator(".fn-marker").first.click()
    page.locator(".fn-selected mark").wait_for()
    take(page, "phone-evidence")


def open_page(browser: Browser, site: Site, size: dict[str, int], scheme: str) -> Page:
    """Open the page at a size and in a colour scheme."""
    watch = Watch(site.url)
    context = open_context(
        browser, watch, viewport=size, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(site.url)
    page.get_by_placeholder("Ask a question").wait_for()
    return page


def conversation(browser: Browser, site: Site, scheme: str) -> Page:
    """Open the page on a conversation of two questions, an excerpt of the last one chosen."""
    page = open_page(browser, site, DESKTOP, scheme)
    ask(page, QUESTION)
    ask(page, FOLLOW_UP)
    page.locator(".fn-marker").last.click()
    page.locator(".fn-selected mark").wait_for()
    return page


def take(page: Page, name: str) -> None:
    """Write one picture, its colours reduced so that it stays small."""
    path = FOLDER / f"{name}.png"
    page.mouse.move(0, 0)
    page.screenshot(path=path)
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(COLOURS).save(path, optimize=True)


if __name__ == "__main__":
    main()
