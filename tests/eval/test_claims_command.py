from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.__main__ import main
from ingest.command_line import COULD_NOT, DONE
from tests.fakes import FakeEmbedder


@pytest.fixture(autouse=True)
def fake_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "index.embedder.open_embedder",
        lambda name="fake": FakeEmbedder(name, languages=frozenset({"en"})),
    )


def test_our_claims_are_judged_and_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["claims", "--split", "report", "--model", "fake"]) == DONE
    out = capsys.readouterr().out
    assert out.startswith("fake; 95 % bootstrap intervals")
    assert "strangers" in out and "ru-kk" in out
    assert "tune" not in out


def test_json_has_every_pair(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["claims", "--split", "tune", "--json"]) == DONE
    found = json.loads(capsys.readouterr().out)
    assert {row["split"] for row in found["rows"]} == {"tune"}
    contradicted = [row for row in found["rows"] if row["label"] == "contradicted"]
    # Where only words, figures and names count, the fake model is as good as the real one.
    words = [row for row in contradicted if row["basis"] == "words, figures and names"]
    assert words and all(row["correct"] for row in words)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (["--split", "tset"], "no pair is of the split 'tset'"),
        (["--claims", "absent.jsonl"], "absent.jsonl: cannot be read"),
    ],
)
def test_what_cannot_be_is_told(
    more: list[str], message: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["claims", *more]) == COULD_NOT
    assert message in capsys.readouterr().err
