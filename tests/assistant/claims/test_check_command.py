"""``python -m assistant check`` on a real index of small documents, with a fake model."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from assistant.__main__ import main
from index.build import build_index
from index.search import Index
from tests.assistant.claims.sources import HIVES, PAPER
from tests.fakes import FakeEmbedder


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    documents, root = tmp_path / "documents", tmp_path / "index"
    documents.mkdir()
    marked = PAPER.replace("in 2019. Honey", "in 2019.[1] Honey")
    (documents / "hives-paper.md").write_text(marked, encoding="utf-8")
    (documents / "count.txt").write_text(HIVES, encoding="utf-8")
    (documents / "count.txt.footnote.json").write_text(
        json.dumps({"source_of": ["hives-paper.md:1"]}), encoding="utf-8"
    )
    (documents / "empty.txt").write_text("Қысқа мәтін.", encoding="utf-8")
    build_index(documents, root, model="fake", open_embedder=FakeEmbedder)
    monkeypatch.setattr("index.search.Index", lambda folder: Index(folder, FakeEmbedder))
    return str(root)


def test_the_report_is_printed_by_reference(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "hives-paper.md", "--index", index]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "[1] Berg (2020) · held: count.txt" in out
    assert "2019 ≠ 2018" in out
    assert "[2] Ivy (2001) · source not held" in out
    assert "3 claims: " in out and "python -m ingest fetch hives-paper.md" in out


def test_csv_and_markdown_and_json(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "hives-paper.md", "--index", index, "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["reference"] for row in rows] == ["1", "1", "2"]
    assert main(["check", "hives-paper.md", "--index", index, "--format", "markdown"]) == 0
    assert capsys.readouterr().out.startswith("# Claims of ")
    assert main(["check", "hives-paper.md", "--index", index, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["summary"]["claims"] == 3
    passage = found["rows"][0]["passage"]
    assert HIVES.find(passage["quote"]) >= 0


def test_a_document_without_references_is_no_error(
    index: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "empty.txt", "--index", index]) == 0
    assert "No sentence of this document is backed by a marker" in capsys.readouterr().out


def test_a_document_that_is_not_held_is_told_with_a_near_one(
    index: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "hive-paper.md", "--index", index]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("error: hive-paper.md: ") and "hives-paper.md" in err


def test_no_index_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "a.md", "--index", str(tmp_path / "none")]) == 2
    assert "python -m index build" in capsys.readouterr().err
