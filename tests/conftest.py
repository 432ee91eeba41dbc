"""What all tests share: the paper, a folder with it, and an index of it under the real model."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from index.build import build_index
from ingest.library import DEFAULT_DOCUMENTS, Library
from tests.fakes import FakeEmbedder

if TYPE_CHECKING:
    from assistant.ask import Assistant
    from index.embedder import SentenceEmbedder
    from ingest.models import Document

PAPER = "soft-power-of-china-in-central-asia.md"

# A machine shared with other work is slow now and then; and what CI finds must be found again.
settings.register_profile("developer", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "developer")


@pytest.fixture(scope="session")
def paper_document() -> Document:
    """The paper, as the reader gives it."""
    return Library(DEFAULT_DOCUMENTS).read(PAPER)


@pytest.fixture
def documents_dir(tmp_path: Path) -> Path:
    """A documents folder of the test's own that holds the paper."""
    folder = tmp_path / "documents"
    folder.mkdir()
    _copy_paper(folder)
    return folder


@pytest.fixture
def fake_index(documents_dir: Path, tmp_path: Path) -> Path:
    """An index of the paper, of the test's own, with vectors of the fake embedder."""
    root = tmp_path / "fake-index"
    build_index(documents_dir, root, open_embedder=FakeEmbedder)
    return root


@pytest.fixture(scope="session")
def real_embedder() -> SentenceEmbedder:
    """The default model; a test that asks for it is marked ``model``."""
    from index.embedder import open_embedder

    return open_embedder()


@pytest.fixture(scope="session")
def paper_index(tmp_path_factory: pytest.TempPathFactory, real_embedder: SentenceEmbedder) -> Path:
    """An index of the paper under the default model, to read from only."""
    folder = tmp_path_factory.mktemp("paper")
    documents = folder / "documents"
    documents.mkdir()
    _copy_paper(documents)
    build_index(documents, folder / "index", open_embedder=lambda _: real_embedder)
    return folder / "index"


@pytest.fixture(scope="session")
def paper_assistant(paper_index: Path, real_embedder: SentenceEmbedder) -> Assistant:
    """An assistant over ``paper_index``."""
    from assistant.ask import Assistant
    from index.search import Index

    return Assistant(Index(paper_index, lambda _: real_embedder))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what loads the real model by what it asks for."""
    for item in items:
        if {"real_embedder", "paper_index", "paper_assistant"} & set(_fixtures(item)):
            item.add_marker("model")


def _fixtures(item: pytest.Item) -> Iterator[str]:
    yield from getattr(item, "fixturenames", ())


def _copy_paper(folder: Path) -> None:
    for path in DEFAULT_DOCUMENTS.glob(f"{PAPER}*"):
        shutil.copy(path, folder)
