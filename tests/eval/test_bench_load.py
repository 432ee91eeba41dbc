from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.bench_load import run_load
from eval.load_figures import render_load
from index.embedder import SentenceEmbedder
from ingest.errors import EvaluationError
from tests.fakes import FakeEmbedder

TEA = "# Tea\n\nThe oldest teahouse of the town was opened by Marta Lind in 1871.\n"
SUBJECTS = ("opened the oldest teahouse", "boils copper", "was Marta Lind", "saw the town")


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "questions.jsonl"
    lines = [
        {"id": n, "question": f"Who {each}?", "evidence": []} for n, each in enumerate(SUBJECTS)
    ]
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return path


def test_people_who_ask_at_once_get_what_they_get_alone_while_the_index_is_rebuilt(
    tmp_path: Path, questions: Path, real_embedder: SentenceEmbedder
) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "tea.md").write_text(TEA, encoding="utf-8")
    steps: list[tuple[str, int, int]] = []
    load = run_load(
        documents,
        3,
        questions_file=questions,
        open_embedder=lambda _: real_embedder,
        progress=lambda *step: steps.append(step),
    )
    assert (load.errors, load.mix_ups, load.log) == ((), (), ())
    assert load.is_clean
    assert load.people == 3
    # Three rounds of three at the least: one before the new generation, one after it.
    assert load.asked == load.together.count >= 18
    assert load.alone.count == 9
    assert {each.what for each in load.generations} == {"gen-000002", "gen-000003"}
    assert 0 < load.alone.median <= load.alone.longest
    assert load.rebuild.published
    assert steps[-1] == ("asking together", 6, 6)
    assert "errors: none" in render_load(load)
    assert sorted(path.name for path in documents.iterdir()) == ["tea.md"]


def test_documents_that_cannot_be_copied_are_named(tmp_path: Path, questions: Path) -> None:
    with pytest.raises(EvaluationError, match=r"absent: could not be copied .*expected a folder"):
        run_load(tmp_path / "absent", 1, questions_file=questions, open_embedder=FakeEmbedder)
