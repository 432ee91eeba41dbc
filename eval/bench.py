"""How long things take, measured side by side in one run: ratios carry over between machines."""

from __future__ import annotations

import os
import platform
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

from assistant.ask import Assistant
from eval.load_figures import load_json, render_load
from eval.load_models import Load
from eval.questions import DEFAULT_QUESTIONS, load_questions
from index.build import build_index
from index.embedder import DEFAULT_MODEL, open_embedder
from index.models import Embedder, Progress
from index.search import Index, Searcher
from ingest.chunking import contextual_text

LIBRARIES = ("torch", "sentence-transformers", "faiss-cpu", "tantivy", "numpy")
ROUNDS = 3
WARM_UP = 3  # first questions pay for caches that later ones find filled
MOST_QUESTIONS = 60


@dataclass(frozen=True, slots=True)
class Latency:
    """How long one thing takes, asked many times.

    :param name: what was timed.
    :param median_ms: milliseconds.
    :param p95_ms: milliseconds.
    :param count: how many times.
    """

    name: str
    median_ms: float
    p95_ms: float
    count: int


@dataclass(frozen=True, slots=True)
class Bench:
    """The figures of a bench; seconds are the median of :data:`ROUNDS` rounds.

    :param environment: (name, value): machine, Python and library versions.
    :param model: the embedding model.
    :param documents: how many were indexed.
    :param chunks: how many chunks they gave.
    :param build_seconds: a build from nothing, the model loaded already.
    :param embed_seconds: embedding the same chunks, and nothing else.
    :param rebuild_seconds: a build where nothing has changed.
    :param latencies: of a question, and of its parts.
    :param load: of many people asking at once; None where that was not measured.
    """

    environment: tuple[tuple[str, str], ...]
    model: str
    documents: int
    chunks: int
    build_seconds: float
    embed_seconds: float
    rebuild_seconds: float
    latencies: tuple[Latency, ...]
    load: Load | None = None

    @property
    def build_ratio(self) -> float:
        """A build from nothing, against embedding the same chunks."""
        return self.build_seconds / self.embed_seconds


def run_bench(
    documents: Path,
    *,
    model: str = DEFAULT_MODEL,
    questions_file: Path = DEFAULT_QUESTIONS,
    open_embedder: Callable[[str], Embedder] = open_embedder,
    progress: Progress | None = None,
) -> Bench:
    """Time builds and questions against the bare model.

    :param documents: the documents folder; it is only read.
    :param model: the embedding model.
    :param questions_file: some of its questions are asked, evenly chosen.
    :param open_embedder: turns a model's name into an embedder.
    :param progress: told how many rounds of building are done.
    :raises FootnoteError: when the documents cannot be indexed or asked.
    """
    embedder = open_embedder(model)
    embedder.encode(["warm up"], "passage")
    builds, embeds, rebuilds = [], [], []
    with tempfile.TemporaryDirectory(prefix="footnote-bench-") as folder:
        for turn in range(ROUNDS):
            root = Path(folder) / str(turn)
            build = partial(build_index, documents, root, open_embedder=lambda _: embedder)
            builds.append(_seconds(build))
            searcher = Index(root, lambda _: embedder).current()
            texts = _embedded_texts(searcher)
            embeds.append(_seconds(partial(embedder.encode, texts, "passage")))
            rebuilds.append(_seconds(build))
            if progress:
                progress("building", turn + 1, ROUNDS)
        index = Index(root, lambda _: embedder)
        asked = _sample([q.question for q in load_questions(questions_file)])
        return Bench(
            environment=environment(),
            model=model,
            documents=len(searcher.generation.manifest.documents),
            chunks=len(texts),
            build_seconds=median(builds),
            embed_seconds=median(embeds),
            rebuild_seconds=median(rebuilds),
            latencies=_latencies(index, asked),
        )


def environment() -> tuple[tuple[str, str], ...]:
    """Return what the figures depend on: cores, system and versions."""
    return (
        ("cores", str(os.cpu_count())),
        ("machine", f"{platform.system()} {platform.machine()}"),
        ("python", platform.python_version()),
        *[(library, version(library)) for library in LIBRARIES],
    )


def render_bench(bench: Bench) -> str:
    """Return the figures as plain text for the terminal."""
    ratio, rebuild = bench.build_ratio, bench.rebuild_seconds / bench.build_seconds
    return "\n".join(
        [
            ", ".join(f"{name} {value}" for name, value in bench.environment),
            f"{bench.model}: {bench.documents} documents, {bench.chunks} chunks",
            f"build from nothing   {bench.build_seconds:8.3f} s  {ratio:.2f} of embedding alone",
            f"embedding alone      {bench.embed_seconds:8.3f} s  1.00",
            f"nothing changed      {bench.rebuild_seconds:8.3f} s  {rebuild:.2f} of that build",
            *[
                f"{latency.name:<20} {latency.median_ms:8.2f} ms median, "
                f"{latency.p95_ms:.2f} ms p95 of {latency.count}"
                for latency in bench.latencies
            ],
            *([render_load(bench.load)] if bench.load else []),
        ]
    )


def bench_json(bench: Bench) -> dict[str, Any]:
    """Return the figures as JSON."""
    return asdict(bench) | {
        "environment": dict(bench.environment),
        "build_ratio": bench.build_ratio,
        "load": load_json(bench.load) if bench.load else None,
    }


def _sample(questions: Sequence[str]) -> Sequence[str]:
    # A file is ordered by language and kind: steps through it meet all of them.
    return questions[:: -(-len(questions) // MOST_QUESTIONS)]


def _embedded_texts(searcher: Searcher) -> list[str]:
    generation = searcher.generation
    titles = {document.doc_id: document.title for document in generation.documents()}
    chunks = (generation.chunk(row) for row in range(generation.manifest.chunks))
    return [contextual_text(titles[chunk.doc_id], chunk) for chunk in chunks]


def _latencies(index: Index, questions: Sequence[str]) -> tuple[Latency, ...]:
    searcher, ask = index.current(), Assistant(index).ask
    lexical, dense = searcher.generation.lexical, searcher.generation.dense
    queries = {q: searcher.embedder.encode([q], "query")[0] for q in questions}
    return (
        _latency("ask", ask, questions),
        # As of a large collection, whose passages were hardly asked about before.
        _latency("ask, nothing kept", lambda q: Assistant(index).ask(q), questions),
        _latency("search", searcher.search, questions),
        _latency("embed the question", lambda q: searcher.embedder.encode([q], "query"), questions),
        _latency("dense alone", lambda q: dense.search(queries[q], 100), questions),
        _latency("lexical alone", lambda q: lexical.search(q, 100), questions),
    )


def _latency(name: str, ask: Callable[[str], object], questions: Sequence[str]) -> Latency:
    import numpy as np

    for question in questions[:WARM_UP]:
        ask(question)
    taken = [_seconds(partial(ask, question)) * 1000 for question in questions]
    return Latency(name, median(taken), float(np.percentile(taken, 95)), len(taken))


def _seconds(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started
