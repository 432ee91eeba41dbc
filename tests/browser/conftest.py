"""Fixtures of the browser tests; they fail where CI has no chromium, and are skipped elsewhere."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.build import build_index
from ingest.library import DEFAULT_DOCUMENTS
from tests.browser.site import (
    DESKTOP,
    PHONE,
    Site,
    Watch,
    browsing,
    find_chromium,
    open_context,
    opened,
    running,
    serving,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from index.embedder import SentenceEmbedder


NOTE = """# Harbours of the lake

The harbour of Priozersk was dug by hand before the railway came. It freezes for four months.
Fishing boats winter on its northern shore, where the ice is thin.
"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium."""
    if find_chromium() is None:
        reason = "the browser tests need chromium: `apt-get install chromium`"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with browsing() as opened:
        yield opened


def make_folder(folder: Path) -> Path:
    """Put the paper into ``folder/documents``."""
    (folder / "documents").mkdir()
    for file in DEFAULT_DOCUMENTS.iterdir():
        if file.stem.startswith("soft-power") or file.name.startswith(".soft-power"):
            shutil.copy(file, folder / "documents")
    return folder


@pytest.fixture(scope="session")
def site(
    tmp_path_factory: pytest.TempPathFactory, browser: Browser, real_embedder: SentenceEmbedder
) -> Iterator[Site]:
    """A server over an index of the paper, shared by the tests that leave it as it was."""
    folder = make_folder(tmp_path_factory.mktemp("site"))
    build_index(folder / "documents", folder / "index", open_embedder=lambda _: real_embedder)
    with serving(folder) as running:
        yield running


@pytest.fixture
def bare_site(tmp_path: Path, browser: Browser) -> Iterator[Site]:
    """A server of the test's own, over a folder with one short note that was never indexed."""
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "harbours.md").write_text(NOTE, encoding="utf-8")
    with serving(tmp_path) as running:
        yield running


@pytest.fixture(scope="session")
def staged_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the page with made-up answers."""
    return tmp_path_factory.mktemp("staged")


@pytest.fixture(scope="session")
def staged(staged_folder: Path, browser: Browser) -> Iterator[str]:
    """The address of a page with made-up answers, shared: each test leaves it as it was."""
    with running(["tests.browser.staged", str(staged_folder)], staged_folder) as url:
        yield url


@pytest.fixture
def page(browser: Browser, staged: str) -> Iterator[Page]:
    """A page on a desktop; the test fails if it asked elsewhere or had an error."""
    yield from opened(browser, staged, "light", DESKTOP)


@pytest.fixture
def own_page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The same over a server of the test's own, for what no later test would find again."""
    with running(["tests.browser.staged", str(tmp_path)], tmp_path) as url:
        yield from opened(browser, url, "light", DESKTOP)


@pytest.fixture
def phone(browser: Browser, staged: str) -> Iterator[Page]:
    """The same on a telephone."""
    yield from opened(browser, staged, "light", PHONE)


@pytest.fixture(params=["light", "dark"])
def coloured(request: pytest.FixtureRequest, browser: Browser, staged: str) -> Iterator[Page]:
    """The same in each colour scheme."""
    yield from opened(browser, staged, request.param, DESKTOP)


@pytest.fixture
def watched(browser: Browser, site: Site) -> Iterator[Page]:
    """A page of ``site``; the test fails if it asked elsewhere or had an error."""
    yield from watch_page(browser, site)


@pytest.fixture
def bare_page(browser: Browser, bare_site: Site) -> Iterator[Page]:
    """A page of ``bare_site``; the test fails if it asked elsewhere or had an error."""
    yield from watch_page(browser, bare_site)


def watch_page(browser: Browser, site: Site) -> Iterator[Page]:
    """Open a page, and fail at its end if it asked elsewhere or had an error."""
    watch = Watch(site.url)
    context = open_context(browser, watch)
    page = context.new_page()
    page.goto(site.url)
    yield page
    context.close()
    assert watch.trouble == []
