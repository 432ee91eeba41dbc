"""From the public data to a reader: ``python -m assistant.reader train --data DIR``."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from assistant.reader.corpora import FILES, Passage, read_passages
from assistant.reader.examples import Cutter, Lessons
from assistant.reader.measure import Figures, Found, Read, measure, table
from assistant.reader.model import Collator, ReaderModel
from assistant.reader.neighbourhood import near_words, nearby_passages
from assistant.reader.reading import PassageReader
from assistant.reader.settings import ReaderSettings
from assistant.reader.switched import switch_of
from assistant.reader.training import Training
from assistant.reader.weights import WEIGHTS_FILE, read_weights, write_weights
from index.embedder import DEFAULT_MODEL, SentenceEmbedder, locate_model
from index.models import Progress

logger = logging.getLogger(__name__)
# The seed of the network that every training begins at, so that their mean is one.
HEADS = 0


@dataclass(frozen=True, slots=True)
class Task:
    """What is trained, from where to where.

    :param data: the folder of the public data.
    :param work: for what is kept from one run to the next.
    :param out: the file that is written.
    :param device: of PyTorch.
    """

    data: Path
    work: Path
    out: Path
    device: str = "cpu"


def train(task: Task, settings: ReaderSettings, progress: Progress) -> str:
    """Train from the data to the file, which is written anew at each checkpoint.

    :param task: what is trained.
    :param settings: how.
    :param progress: told of each phase.
    :return: the file's SHA-256.
    :raises DataError: when the data, or what was kept, is not what it should be.
    """
    passages = read_passages(task.data)
    learnt = [passage for passage in passages if not passage.held_out]
    switch = switch_of(_english(learnt), task.data, settings.seed)
    task.work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(HEADS)
    embedder = SentenceEmbedder(locate_model(DEFAULT_MODEL))
    parts = embedder.parts()
    lessons = Lessons(
        learnt,
        nearby_passages(learnt, embedder, task.work, progress),
        Cutter(parts.tokenizer),
        settings,
        near_words(parts),
        switch,
    )
    logger.info("%d passages, %d held out", len(learnt), len(passages) - len(learnt))
    model = ReaderModel(parts, settings.dropout).to(task.device)
    read = reader_of(PassageReader(model, parts))
    held_out = [p for p in passages if p.held_out and p.source == "squad"]

    def watch(step: int) -> None:
        write_weights(model, task.out)
        logger.info("%d: %s", step, measure("squad", held_out, read))

    collator = Collator(parts)
    Training(model, lessons, collator, settings, task.work).run(progress, watch)
    return write_weights(model, task.out)


def average(files: Sequence[Path], out: Path) -> str:
    """Write the mean of several trainings' weights as one reader.

    Such a mean reads better than each of them, if all began at the same network (Wortsman et al.
    2022, arXiv 2203.05482): trainings that differ by their seed do.

    :param files: that :func:`train` has written, two at least.
    :param out: the file to write.
    :return: its SHA-256.
    :raises WeightsMismatch: when one cannot be read or fits no embedder of ours.
    """
    parts = SentenceEmbedder(locate_model(DEFAULT_MODEL)).parts()
    model, *others = (read_weights(parts, path, "") for path in files)
    state = model.state_dict()
    for other in others:
        for name, value in other.state_dict().items():
            state[name] += value
    model.load_state_dict({name: value / len(files) for name, value in state.items()})
    return write_weights(model, out)


def figures(data: Path, path: Path = WEIGHTS_FILE) -> list[Figures]:
    """Measure a reader on what is held out of each set.

    :param data: the folder of the public data.
    :param path: its file.
    :raises DataError: when a set is missing or not of its form.
    :raises WeightsMismatch: when the file cannot be read or fits no embedder of ours.
    """
    held_out = [passage for passage in read_passages(data) if passage.held_out]
    parts = SentenceEmbedder(locate_model(DEFAULT_MODEL)).parts()
    read = reader_of(PassageReader(read_weights(parts, path, ""), parts))
    return [measure(source, [p for p in held_out if p.source == source], read) for source in FILES]


def figures_table(data: Path, path: Path = WEIGHTS_FILE) -> str:
    """Return what :func:`figures` measures as a Markdown table."""
    return table(figures(data, path))


def reader_of(reader: PassageReader) -> Read:
    """Return a reader as what :mod:`assistant.reader.measure` measures."""

    def read(pairs: Sequence[tuple[str, Passage]]) -> list[Found]:
        readings = reader.read([(asked, p.text, p.sentences) for asked, p in pairs])
        return [
            Found(
                reading.spans[int(reading.span_scores.argmax())],
                int(reading.scores.argmax()),
                reading.answerable,
            )
            for reading in readings
        ]

    return read


def _english(passages: Sequence[Passage]) -> list[str]:
    return [asked.text for p in passages if p.language == "en" for asked in p.questions]
