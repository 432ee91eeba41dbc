from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import torch

from assistant.reader import weights
from assistant.reader.model import ReaderModel
from assistant.reader.packaged import PackagedReader
from assistant.reader.reading import PassageReader, Reading
from index.embedder import BASE_MODEL, DEFAULT_MODEL, Parts, SentenceEmbedder, locate_model
from index.models import ModelIdentity
from ingest.errors import WeightsMismatch
from ingest.sentences import sentence_spans
from tests.architecture import ROOT
from tests.assistant.reader import tiny
from tests.fakes import FakeEmbedder

if TYPE_CHECKING:
    from index.models import Embedder

TEXT = "Anna built the tower. Boris saw the bridge. The river was high."
PAIRS = [("Who built it?", TEXT, sentence_spans(TEXT, "en"))]


class Loading:
    """Stands for the files of the reader and of the embedder, and keeps what was loaded.

    :param before: called before the reader's file is read.
    """

    def __init__(self, before: Callable[[], None]) -> None:
        self.parts = tiny.parts()
        self.asked: list[SentenceEmbedder] = []
        self.read: list[Parts] = []
        self._before = before

    def parts_of(self, embedder: SentenceEmbedder) -> Parts:
        self.asked.append(embedder)
        return self.parts

    def read_weights(self, parts: Parts) -> ReaderModel:
        self._before()
        self.read.append(parts)
        return model(parts)


def model(parts: Parts) -> ReaderModel:
    torch.manual_seed(5)
    return ReaderModel(parts).eval().requires_grad_(False)


def nothing() -> None:
    """Do nothing before the file is read."""


def begin(patch: pytest.MonkeyPatch, before: Callable[[], None] = nothing) -> Loading:
    found = Loading(before)
    patch.setattr(SentenceEmbedder, "parts", lambda embedder: found.parts_of(embedder))
    patch.setattr(weights, "read_weights", found.read_weights)
    return found


def embedder(patch: pytest.MonkeyPatch, name: str) -> SentenceEmbedder:
    """Return a model that tells its name without loading anything."""
    identity = ModelIdentity(name=name, revision="1", dimension=32, weights_sha256="0" * 64)
    patch.setattr(SentenceEmbedder, "identity", identity)
    return SentenceEmbedder(locate_model(name))


def same(left: Reading, right: Reading) -> bool:
    scores = zip(
        (left.span_scores, left.sentences), (right.span_scores, right.sentences), strict=True
    )
    return left.spans == right.spans and all(a.tolist() == b.tolist() for a, b in scores)


def test_nothing_is_loaded_before_the_first_read(monkeypatch: pytest.MonkeyPatch) -> None:
    loading = begin(monkeypatch)
    reader = PackagedReader(FakeEmbedder())
    assert (loading.asked, loading.read) == ([], [])
    reader.read(PAIRS)
    assert (len(loading.asked), len(loading.read)) == (1, 1)


def test_it_reads_as_the_reader_of_the_file_does(monkeypatch: pytest.MonkeyPatch) -> None:
    loading = begin(monkeypatch)
    (found,) = PackagedReader(FakeEmbedder()).read(PAIRS)
    (expected,) = PassageReader(model(loading.parts), loading.parts).read(PAIRS)
    assert same(found, expected)
    assert len(found.spans) == 3


def test_what_was_loaded_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    loading = begin(monkeypatch)
    reader = PackagedReader(FakeEmbedder())
    (first,), (second,) = reader.read(PAIRS), reader.read(PAIRS)
    assert len(loading.read) == 1
    assert same(first, second)


def test_many_threads_load_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    many = 8
    arrived = threading.Semaphore(0)

    def until_all_have_come() -> None:
        for _ in range(many):
            assert arrived.acquire(timeout=60)

    loading = begin(monkeypatch, until_all_have_come)
    reader = PackagedReader(FakeEmbedder())

    def read(_: int) -> Reading:
        arrived.release()
        return reader.read(PAIRS)[0]

    with ThreadPoolExecutor(many) as threads:
        found = list(threads.map(read, range(many)))
    assert len(loading.read) == 1
    assert all(same(each, found[0]) for each in found)


def test_default_model_of_the_index_is_the_one_it_is_built_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    loading = begin(monkeypatch)
    own = embedder(monkeypatch, DEFAULT_MODEL)
    PackagedReader(own).read(PAIRS)
    assert loading.asked == [own]
    assert loading.read[0] is loading.parts


def of_the_base(patch: pytest.MonkeyPatch) -> Embedder:
    return embedder(patch, BASE_MODEL)


def that_only_says_so(patch: pytest.MonkeyPatch) -> Embedder:
    return FakeEmbedder(DEFAULT_MODEL)


@pytest.mark.parametrize("other", [of_the_base, that_only_says_so])
def test_beside_another_model_the_default_one_is_opened(
    monkeypatch: pytest.MonkeyPatch, other: Callable[[pytest.MonkeyPatch], Embedder]
) -> None:
    own = other(monkeypatch)
    opened: list[str] = []

    def located(name: str) -> object:
        opened.append(name)
        return locate_model(name)

    monkeypatch.setattr("assistant.reader.packaged.locate_model", located)
    loading = begin(monkeypatch)
    PackagedReader(own).read(PAIRS)
    assert opened == [DEFAULT_MODEL]
    assert len(loading.asked) == 1
    assert loading.asked[0] is not own


def test_file_that_is_not_right_is_said_and_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    failures = [WeightsMismatch("reader.safetensors cannot be read")]

    def fail_once() -> None:
        if failures:
            raise failures.pop()

    begin(monkeypatch, fail_once)
    reader = PackagedReader(FakeEmbedder())
    with pytest.raises(WeightsMismatch, match="cannot be read"):
        reader.read(PAIRS)
    assert len(reader.read(PAIRS)) == 1


def test_importing_it_loads_no_network(tmp_path: Path) -> None:
    said = "import sys, assistant.reader.packaged; print('torch' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-B", "-c", said],
        cwd=tmp_path,
        env={"HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.split() == ["False"]


@pytest.mark.model
def test_vocabulary_of_the_default_model_is_held_once(
    real_embedder: SentenceEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[ReaderModel] = []

    def read_weights(parts: Parts) -> ReaderModel:
        made.append(model(parts))
        return made[0]

    monkeypatch.setattr(weights, "read_weights", read_weights)
    (found,) = PackagedReader(real_embedder).read(PAIRS)
    assert len(found.spans) == 3
    assert made[0].rows.data_ptr() == real_embedder.parts().rows.data_ptr()


@pytest.mark.model
def test_reader_that_comes_with_the_program_finds_what_is_asked_for(
    real_embedder: SentenceEmbedder,
) -> None:
    asked = ("Who built the tower?", "Who saw the bridge?")
    found = PackagedReader(real_embedder).read([(text, *PAIRS[0][1:]) for text in asked])
    best = [int(each.scores.argmax()) for each in found]
    assert best == [0, 1]
    spans = [each.spans[row] for each, row in zip(found, best, strict=True)]
    assert [TEXT[span.start : span.end] for span in spans] == ["Anna", "Boris"]
