from __future__ import annotations

from pathlib import Path

import pytest

from assistant.page.generations import OnDisk
from index import generation
from index.build import build_index
from index.lock import build_lock
from ingest.errors import IndexLocked, NothingToRollBack
from tests.fakes import FakeEmbedder


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """An index whose second generation answers."""
    documents, root = tmp_path / "documents", tmp_path / "index"
    documents.mkdir()
    for name in ("one", "two"):
        (documents / f"{name}.md").write_text(f"A fact of {name}.", encoding="utf-8")
        build_index(documents, root, open_embedder=lambda _: FakeEmbedder())
    return root


def test_the_generation_before_is_gone_back_to(two: Path) -> None:
    generations = OnDisk(two)
    assert generations.older() == "gen-000001"
    assert generations.roll_back() == "gen-000001" == generation.current_name(two)
    # The newer one is kept, and is not one to go back to.
    assert generation.names(two) == ["gen-000001", "gen-000002"]
    assert generations.older() == ""
    with pytest.raises(NothingToRollBack, match="no generation older"):
        generations.roll_back()


@pytest.mark.parametrize("name", ["empty", "missing"])
def test_where_nothing_was_built_there_is_none(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    assert OnDisk(tmp_path / name).older() == ""


def test_a_damaged_pointer_is_mended_by_going_back(two: Path) -> None:
    (two / generation.POINTER).write_text("../../etc\n", encoding="utf-8")
    generations = OnDisk(two)
    assert generations.older() == "gen-000002"
    assert generations.roll_back() == "gen-000002" == generation.current_name(two)


def test_a_first_build_that_was_cut_off_leaves_none_to_go_back_to(two: Path) -> None:
    (two / generation.POINTER).unlink()
    assert OnDisk(two).older() == ""


def test_a_build_at_work_is_not_disturbed(two: Path) -> None:
    with build_lock(two), pytest.raises(IndexLocked):
        OnDisk(two).roll_back()
    assert generation.current_name(two) == "gen-000002"
