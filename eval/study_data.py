"""Public question sets as the study takes them: corpora of passages, questions with gold rows.

A set is known by its file's name in one folder; those that are missing are left out. All but
KazQAD are in SQuAD's form, ``{"data": [{"paragraphs": [{"context", "qas": [...]}]}]}``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, Literal

from index.lexical import LexicalRow
from index.sampling import stable_order
from ingest.chunking import ChunkSettings, CountTokens, chunk_document
from ingest.errors import QuestionsInvalid
from ingest.models import Document, Span

Shape = Literal["paragraphs", "articles", "chunked articles", "lines"]


@dataclass(frozen=True, slots=True)
class Source:
    """A public set.

    :param name: as the table has it.
    :param file: its file's name.
    :param language: ISO 639-1 code of its questions and passages.
    :param shape: ``paragraphs`` puts every paragraph into one corpus; ``articles`` makes each
        article a corpus of its own, for its questions do not say which article they mean;
        ``chunked articles`` cuts the articles first; ``lines`` is one corpus of JSON lines.
    """

    name: str
    file: str
    language: str
    shape: Shape


SOURCES = (
    Source("squad", "squad2-dev.json", "en", "paragraphs"),
    Source("covidqa", "covidqa.json", "en", "chunked articles"),
    Source("policyqa", "policyqa-dev.json", "en", "articles"),
    Source("tydiqa-en", "tydiqa.goldp.en.train.json", "en", "paragraphs"),
    Source("tydiqa-ru", "tydiqa.goldp.ru.dev.json", "ru", "paragraphs"),
    Source("kazqad", "kazqad-dev.jsonl", "kk", "lines"),
)


@dataclass(frozen=True, slots=True)
class StudySettings:
    """How much of each set is taken, and how passages are cut.

    :param questions: at most so many a set.
    :param articles: at most so many of a set that is cut into chunks.
    :param paragraphs: at most so many of a set of paragraphs.
    :param few: passages of a language that stand beside all of the others.
    :param samples: of so many passages, at most so many a language.
    :param resamples: of the bootstrap.
    :param seed: of the bootstrap.
    :param chunks: how articles are cut.
    """

    questions: int = 600
    articles: int = 60
    paragraphs: int = 1_200
    few: int = 60
    samples: int = 6
    resamples: int = 1_000
    seed: int = 7
    chunks: ChunkSettings = field(default_factory=ChunkSettings)


@dataclass(frozen=True, slots=True)
class StudyQuestion:
    """A question and the rows of its corpus that answer it, any one of which suffices."""

    text: str
    gold: frozenset[int]


@dataclass(frozen=True, slots=True)
class Corpus:
    """What one question is searched in."""

    passages: tuple[LexicalRow, ...]
    questions: tuple[StudyQuestion, ...]


@dataclass(frozen=True, slots=True)
class StudySet:
    """One line of the study.

    :param name: as the table has it.
    :param language: ISO 639-1 code of the questions.
    :param corpora: each searched alone.
    """

    name: str
    language: str
    corpora: tuple[Corpus, ...]


@dataclass(frozen=True, slots=True)
class _Passage:
    """A passage and the questions it answers, each with its answer's place in the text."""

    text: str
    questions: tuple[tuple[str, Span], ...]


Cut = Callable[[str], list[Span]]


def read_sets(
    data: Path, settings: StudySettings, count_tokens: CountTokens, max_tokens: int
) -> tuple[StudySet, ...]:
    """Read every known set that lies in a folder.

    :param data: the folder.
    :param settings: how much is taken.
    :param count_tokens: of the embedding model; articles are cut by it.
    :param max_tokens: the model's limit.
    :raises QuestionsInvalid: when no set is there, or one is not of its form.
    """

    def cut(text: str) -> list[Span]:
        document = Document("study", "", (), "en", text, "", "text/plain", "text/1")
        chunks = chunk_document(document, settings.chunks, count_tokens, max_tokens)
        return [Span(chunk.start, chunk.end) for chunk in chunks]

    present = [source for source in SOURCES if (data / source.file).is_file()]
    if not present:
        raise QuestionsInvalid(
            f"{data}: holds none of the sets that the study knows; put at least one of "
            f"{', '.join(source.file for source in SOURCES)} there."
        )
    return tuple(_read(data / source.file, source, settings, cut) for source in present)


def _read(path: Path, source: Source, settings: StudySettings, cut: Cut) -> StudySet:
    try:
        articles = list(_lines(path) if source.shape == "lines" else _squad(path))
    except (OSError, ValueError, KeyError, IndexError, TypeError) as exc:
        raise QuestionsInvalid(
            f"{path}: expected {source.name} in its public form ({type(exc).__name__}: {exc}); "
            "fetch the file again, or take it away to leave the set out."
        ) from exc
    if source.shape == "chunked articles":
        articles = [[*_chunked(article, cut)] for article in articles[: settings.articles]]
    if source.shape in ("paragraphs", "lines"):
        together = sorted(chain(*articles), key=lambda passage: stable_order(passage.text))
        articles = [together[: settings.paragraphs]]
    corpora = [_corpus(article, source.language) for article in articles]
    sampled = _sampled(corpora, settings.questions)
    if not sampled:
        raise QuestionsInvalid(f"{path}: holds no question with an answer; take it away.")
    return StudySet(source.name, source.language, sampled)


def _squad(path: Path) -> Iterator[list[_Passage]]:
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        yield [
            _passage(paragraph["context"], paragraph["qas"]) for paragraph in article["paragraphs"]
        ]


def _lines(path: Path) -> Iterator[list[_Passage]]:
    """Yield one article of KazQAD's rows, whose answers are held by columns."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        texts, starts = row["answers"]["text"], row["answers"]["answer_start"]
        row["answers"] = [
            {"text": text, "answer_start": start} for text, start in zip(texts, starts, strict=True)
        ]
    yield [_passage(row["context"], [row]) for row in rows]


def _passage(text: str, rows: Iterable[dict[str, Any]]) -> _Passage:
    """Return a passage with those of the questions that have an answer."""
    found = []
    for row in rows:
        if row["answers"] and not row.get("is_impossible", False):
            start = int(row["answers"][0]["answer_start"])
            span = Span(start, start + len(row["answers"][0]["text"]))
            found.append((str(row["question"]), span))
    return _Passage(text, tuple(found))


def _chunked(article: Iterable[_Passage], cut: Cut) -> Iterator[_Passage]:
    """Yield an article's chunks; a question goes to the chunk that holds most of its answer."""
    for passage in article:
        spans = cut(passage.text)
        held: dict[Span, list[tuple[str, Span]]] = {span: [] for span in spans}
        for question, answer in passage.questions:
            best = max(
                spans, key=lambda span: min(span.end, answer.end) - max(span.start, answer.start)
            )
            held[best].append((question, answer))
        for span, questions in held.items():
            yield _Passage(passage.text[span.start : span.end], tuple(questions))


def _corpus(passages: Iterable[_Passage], language: str) -> Corpus:
    """Return a corpus in which each text and each question stands once."""
    rows: dict[str, int] = {}
    gold: dict[str, set[int]] = {}
    for passage in passages:
        row = rows.setdefault(passage.text, len(rows))
        for question, _ in passage.questions:
            gold.setdefault(question, set()).add(row)
    questions = (StudyQuestion(text, frozenset(found)) for text, found in gold.items())
    return Corpus(tuple(LexicalRow(text, language) for text in rows), tuple(questions))


def _sampled(corpora: Sequence[Corpus], count: int) -> tuple[Corpus, ...]:
    """Return the corpora with at most ``count`` questions in all, those without one left out."""
    every = [
        (question, number) for number, corpus in enumerate(corpora) for question in corpus.questions
    ]
    every.sort(key=lambda pair: stable_order(pair[0].text + str(pair[1])))
    kept = {
        number: tuple(question for question, place in every[:count] if place == number)
        for number in range(len(corpora))
    }
    return tuple(Corpus(corpora[number].passages, found) for number, found in kept.items() if found)
