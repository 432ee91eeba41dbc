"""The public sets that the reader learns from and is measured on, in one form.

A long text is cut into passages as long as an index's chunks. What is held out is chosen by what
the texts say, so that it is the same in every run: whole articles, never single questions of one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.sampling import stable_order
from ingest.errors import DataError
from ingest.models import Span
from ingest.sentences import sentence_spans

PASSAGE_CHARS = 1_000
# Of SQuAD's eight articles: one of history and places, as our paper is, and one of science.
HELD_OUT_ARTICLES = frozenset({"Warsaw", "Immune_system"})
MOST_OFF = 5  # characters by which a set may be wrong about where an answer stands
HELD_OUT_OF = 6  # one text of so many of the other sets


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a passage.

    :param text: the question.
    :param answers: where in the passage the answer stands, the first as good as the others; none
        where it does not say.
    """

    text: str
    answers: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text, and what is asked about it.

    :param source: the set it is of, a key of ``FILES``.
    :param article: passages of one article are about the same things.
    :param text: at most some ``PASSAGE_CHARS`` characters, but for one long sentence.
    :param language: ISO 639-1.
    :param sentences: of the text, in order.
    :param questions: about it.
    :param whole: its answers are whole sentences, no stretches of them.
    :param held_out: never learnt from.
    """

    source: str
    article: str
    text: str
    language: str
    sentences: tuple[Span, ...]
    questions: tuple[Asked, ...]
    whole: bool = False
    held_out: bool = False


@dataclass(frozen=True, slots=True)
class _Text:
    article: str
    text: str
    questions: tuple[Asked, ...]

    def __post_init__(self) -> None:
        # They come out of JSON, where anything may stand.
        if not all(
            isinstance(each, str) for each in (self.text, *(q.text for q in self.questions))
        ):
            raise TypeError("a text or a question is no string")


FILES: Mapping[str, tuple[str, str]] = {
    "squad": ("squad2-dev.json", "en"),
    "covidqa": ("covidqa.json", "en"),
    "policyqa": ("policyqa-dev.json", "en"),
    "tydiqa-en": ("tydiqa.goldp.en.train.json", "en"),
    "tydiqa-ru": ("tydiqa.goldp.ru.dev.json", "ru"),
    "kazqad": ("kazqad-dev.jsonl", "kk"),
    "selqa": ("selqa-dev.json", "en"),
}
"""The sets: file and language."""
BY_ARTICLE = frozenset({"covidqa", "policyqa", "kazqad"})
"""Those that have several texts an article; of the others each text stands by itself."""
WHOLE = frozenset({"selqa", "tydiqa-ru"})
"""Those whose answers are sentences or passages, no stretches of them."""


def read_passages(data: Path) -> list[Passage]:
    """Read every set.

    :param data: the folder of the public data.
    :raises DataError: when a file is missing or not of its form.
    """
    return [passage for source in FILES for passage in _read(source, data)]


def is_held_out(source: str, article: str, text: str) -> bool:
    """Tell whether a text is never learnt from.

    :param source: a key of ``FILES``.
    :param article: its title; what decides where a set has several texts an article.
    :param text: what decides where each text stands by itself.
    """
    if source == "squad":
        return article in HELD_OUT_ARTICLES
    decides = article if source in BY_ARTICLE else text
    return stable_order(decides) % HELD_OUT_OF == 0


def article_name(article: Mapping[str, Any]) -> str:
    """Return what an article of a set in SQuAD's form is called: by its title, or its number.

    COVID-QA has numbers alone, TyDi QA neither.
    """
    first: Mapping[str, Any] = next(iter(article["paragraphs"]), {})
    return str(article.get("title", first.get("document_id", "")))


def cut(text: str, language: str) -> list[tuple[Span, tuple[Span, ...]]]:
    """Cut a text into passages: each one's span, and its sentences by offsets within it."""
    found: list[tuple[Span, tuple[Span, ...]]] = []
    run: list[Span] = []
    for sentence in [*sentence_spans(text, language), None]:
        if run and (sentence is None or sentence.end - run[0].start > PASSAGE_CHARS):
            start = run[0].start
            inner = tuple(Span(each.start - start, each.end - start) for each in run)
            found.append((Span(start, run[-1].end), inner))
            run = []
        if sentence is not None:
            run.append(sentence)
    return found


def _read(source: str, data: Path) -> Iterator[Passage]:
    name, language = FILES[source]
    path = data / name
    try:
        texts = list(_READERS.get(source, _squad)(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError) as exc:
        raise DataError(
            f"{path}: expected the set {source} in its public form ({type(exc).__name__}: {exc}); "
            "give the folder that holds it as --data."
        ) from exc
    for text in texts:
        yield from _passages(source, language, text)


def _passages(source: str, language: str, text: _Text) -> Iterator[Passage]:
    held_out = is_held_out(source, text.article, text.text)
    pieces = cut(text.text, language)
    for span, sentences in pieces:
        said = [_within(asked, span, alone=len(pieces) == 1) for asked in text.questions]
        yield Passage(
            source,
            text.article,
            text.text[span.start : span.end],
            language,
            sentences,
            tuple(asked for asked in said if asked is not None),
            whole=source in WHOLE,
            held_out=held_out,
        )


def _within(asked: Asked, span: Span, *, alone: bool) -> Asked | None:
    """Return a question with its answers by offsets within a passage; None where it has none there.

    One that the whole text does not answer is no question of its parts: each could be of anything.
    """
    inside = tuple(
        Span(each.start - span.start, each.end - span.start)
        for each in asked.answers
        if span.start <= each.start and each.end <= span.end
    )
    if inside or (alone and not asked.answers):
        return Asked(asked.text, inside)
    return None


def _squad(text: str) -> Iterator[_Text]:
    for article in json.loads(text)["data"]:
        title = article_name(article)
        for paragraph in article["paragraphs"]:
            said = paragraph["context"]
            asked = (_asked(row, said) for row in paragraph["qas"])
            yield _Text(title, said, tuple(each for each in asked if each is not None))


def _asked(row: dict[str, Any], said: str) -> Asked | None:
    """Return a question; None for one whose answers do not stand where the set says."""
    answers = dict.fromkeys((int(a["answer_start"]), str(a["text"])) for a in row["answers"])
    found = [_stands(said, start, text) for start, text in answers]
    spans = tuple(span for span in found if span is not None)
    return Asked(" ".join(row["question"].split()), spans) if spans or not answers else None


def _stands(said: str, start: int, text: str) -> Span | None:
    """Return where an answer stands: COVID-QA has one in six a few characters off."""
    if not text:
        # Russian TyDi QA as we have it names the passage that answers, and no stretch of it.
        return Span(0, len(said))
    place = said.find(text, max(0, start - MOST_OFF), start + len(text) + MOST_OFF)
    return Span(place, place + len(text)) if place >= 0 else None


def _kazqad(text: str) -> Iterator[_Text]:
    # Not by splitlines: a string in JSON may hold other ends of lines than this one.
    for row in map(json.loads, filter(str.strip, text.split("\n"))):
        answers = zip(row["answers"]["answer_start"], row["answers"]["text"], strict=True)
        spans = tuple(Span(int(start), int(start) + len(said)) for start, said in answers)
        yield _Text(str(row["title"]), row["context"], (Asked(row["question"], spans),))


def _selqa(text: str) -> Iterator[_Text]:
    for row in json.loads(text):
        sentences = [sentence.strip() for sentence in row["candidates"]]
        starts = _starts(sentences)
        spans = tuple(Span(starts[i], starts[i] + len(sentences[i])) for i in row["answers"])
        asked = Asked(row["question"].strip(), spans)
        yield _Text(f"{row['article']} {row['section']}", " ".join(sentences), (asked,))


def _starts(sentences: Iterable[str]) -> Sequence[int]:
    starts = [0]
    for sentence in sentences:
        starts.append(starts[-1] + len(sentence) + 1)
    return starts


_READERS: Mapping[str, Callable[[str], Iterator[_Text]]] = {"kazqad": _kazqad, "selqa": _selqa}
