from __future__ import annotations

import json
from dataclasses import replace

import pytest

from eval.bench import Bench, bench_json, render_bench, run_bench
from tests.eval.load_samples import load
from tests.fakes import FakeEmbedder

PAPER = "# Tea\n\nThe oldest teahouse of the town was opened by Marta Lind in 1871.\n"


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    folder = tmp_path_factory.mktemp("documents")
    (folder / "tea.md").write_text(PAPER, encoding="utf-8")
    questions = folder.parent / "questions.jsonl"
    lines = ({"id": n, "question": f"Who opened house {n}?", "evidence": []} for n in range(130))
    questions.write_text("\n".join(json.dumps(line) for line in lines))
    return run_bench(folder, model="fake", questions_file=questions, open_embedder=FakeEmbedder)


def test_everything_is_timed(figures: Bench) -> None:
    assert (figures.model, figures.documents, figures.chunks) == ("fake", 1, 1)
    assert min(figures.build_seconds, figures.embed_seconds, figures.rebuild_seconds) > 0
    assert [latency.name for latency in figures.latencies][:3] == [
        "ask",
        "ask, nothing kept",
        "search",
    ]
    for latency in figures.latencies:
        assert 0 < latency.median_ms <= latency.p95_ms
        assert latency.count == 44  # every third of 130: sixty at the most


def test_the_figures_can_be_read_by_people_and_programs(figures: Bench) -> None:
    text = render_bench(figures)
    assert f"{figures.build_ratio:.2f} of embedding alone" in text
    assert "cores" in text
    data = json.loads(json.dumps(bench_json(figures)))
    assert data["build_ratio"] == pytest.approx(figures.build_seconds / figures.embed_seconds)
    assert data["environment"]["python"]
    assert data["load"] is None


def test_figures_of_many_asking_stand_below_where_they_were_measured(figures: Bench) -> None:
    whole = replace(figures, load=load())
    assert "people at once" not in render_bench(figures)
    assert render_bench(whole).startswith(f"{render_bench(figures)}\n50 people at once")
    assert json.loads(json.dumps(bench_json(whole)))["load"]["people"] == 50
