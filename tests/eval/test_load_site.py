from __future__ import annotations

import sys
from pathlib import Path

import pytest

from eval.load_site import Site, add_document, build, serving
from index.build import build_index
from index.generation import current_name
from ingest.errors import EvaluationError, IndexNotFound
from ingest.library import Library
from tests.fakes import FakeEmbedder


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path)
    site.documents.mkdir()
    return site


def test_added_documents_can_be_read_and_differ(site: Site) -> None:
    add_document(site, "one")
    add_document(site, "two")
    library = Library(site.documents)
    read = [library.read(f"load-bench-note-{number}.md") for number in ("one", "two")]
    assert read[0].title == "Note one of the load bench"
    assert read[0].sha256 != read[1].sha256
    assert "House 7 of row two was opened in 1807 by Owner 7." in read[1].text


def test_a_server_that_does_not_start_is_an_error_with_its_log(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Python itself, told of a module that is none.
    monkeypatch.setattr("eval.load_site.SERVER", (sys.executable, "-m", "no_such_module"))
    with (
        pytest.raises(EvaluationError, match=r"did not start: .* No module named no_such_module"),
        serving(site),
    ):
        pass


def test_a_build_that_fails_is_told_by_its_last_words(site: Site) -> None:
    add_document(site, "one")
    build_index(site.documents, site.index, model="fake", open_embedder=FakeEmbedder)
    add_document(site, "two")
    # No model is named "fake" outside of tests.
    built = build(site)
    assert not built.published
    assert built.words.startswith("error: ")
    assert built.seconds > 0
    assert current_name(site.index) == "gen-000001"


def test_a_build_goes_on_from_another(site: Site) -> None:
    with pytest.raises(IndexNotFound):
        build(site)
