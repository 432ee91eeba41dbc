"""Public questions to fit the choice of sentences on, and unanswerable ones made of them.

Each corpus is some texts with questions about them. What SQuAD 2.0 has of unanswerable questions
is adversarial; those that people ask are made by rule from answerable ones:

- removed: the question stays and the passages that hold its answer go;
- swapped: a name or number of the question gives way to another of its kind;
- attribute: something no text says of a name is asked of it ("When was X born?");
- far: a question about another corpus.

The reader of :mod:`assistant.reader` learns from these sets too. Where what it says counts among
the signals, only texts that it never learns from can be fitted on; no corpus has both.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any, Literal

from assistant.reader.corpora import article_name, is_held_out
from assistant.reader.unanswerable import NAME, YEAR
from index.sampling import stable_order
from index.terms import analyze
from ingest.errors import QuestionsInvalid
from ingest.models import Span

Sort = Literal["answerable", "adversarial", "removed", "swapped", "attribute", "far"]

# Of one corpus, so that none outweighs the others.
MOST_QUESTIONS = 160
POOL = 60  # texts that make a corpus where a set has single paragraphs
POOLS = 6
FEWEST = 20  # texts of such a corpus, where a set has few
MOST_ARTICLES = 36
SWAPPED, ATTRIBUTES, FAR = 24, 24, 10

# What is asked of a name, and the words one of which a text that answers would have.
_ATTRIBUTES = (
    ("When was {} born?", "born birth"),
    ("How old is {}?", "old age aged"),
    ("What is the population of {}?", "population inhabitants residents people"),
    ("How much did {} cost?", "cost price paid million dollars"),
    ("Who is the president of {}?", "president head chief"),
    ("What is the e-mail address of {}?", "email mail address"),
    ("How many people work for {}?", "employees staff work workers"),
    ("How tall is {}?", "tall height high metres meters feet"),
    ("What is the title of {}'s best-known book?", "book wrote author published"),
    ("Which scholarships does {} give?", "scholarship scholarships grant"),
    ("Who is {} married to?", "married wife husband"),
    ("In which year was {} founded?", "founded established created founding"),
    ("What percentage of people trust {}?", "percent percentage poll survey trust"),
    ("Which hotels are there in {}?", "hotel hotels"),
    ("How many kilometres long is {}?", "kilometres km miles length long"),
    ("What does {} say about climate change?", "climate warming"),
    ("Which prize did {} win?", "prize award won medal"),
    ("What is the yearly budget of {}?", "budget yearly annual revenue"),
    ("Which films have been made about {}?", "film films movie"),
    ("Who criticised {} in public?", "criticised criticized criticism critics"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer stands.

    :param text: number of the text, from 0.
    :param span: its stretch there.
    """

    text: int
    span: Span


@dataclass(frozen=True, slots=True)
class FitQuestion:
    """A question of a corpus.

    :param text: the question.
    :param sort: answerable, or in which way it is not.
    :param gold: where its answers stand; where they stood, of a removed one.
    """

    text: str
    sort: Sort
    gold: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class FitCorpus:
    """Texts and what is asked of them.

    :param source: the set it is of.
    :param name: of the corpus, unique.
    :param texts: each becomes a document.
    :param questions: what is asked.
    :param learnt: the reader learns from its texts.
    """

    source: str
    name: str
    texts: tuple[str, ...]
    questions: tuple[FitQuestion, ...]
    learnt: bool = False


LICENCES = {
    "squad": "SQuAD 2.0, CC BY-SA 4.0",
    "covidqa": "COVID-QA, Apache-2.0",
    "selqa": "SelQA, Apache-2.0",
    "tydiqa": "TyDi QA, Apache-2.0, passages CC BY-SA 3.0",
}
FILES = {
    "squad": "squad2-dev.json",
    "covidqa": "covidqa.json",
    "selqa": "selqa-dev.json",
    "tydiqa": "tydiqa.goldp.en.train.json",
}


def read_corpora(data: Path) -> tuple[FitCorpus, ...]:
    """Read every known English set that lies in a folder, unanswerable questions added.

    :param data: the folder.
    :raises QuestionsInvalid: when no set is there, or one is not of its form.
    """
    present = {source: data / file for source, file in FILES.items() if (data / file).is_file()}
    if not present:
        raise QuestionsInvalid(
            f"{data}: holds none of the sets to fit on; put at least one of "
            f"{', '.join(FILES.values())} there."
        )
    corpora: list[FitCorpus] = []
    for source, path in present.items():
        try:
            corpora += _READERS[source](json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError) as exc:
            raise QuestionsInvalid(
                f"{path}: expected {source} in its public form ({type(exc).__name__}: {exc}); "
                "fetch the file again, or take it away to leave the set out."
            ) from exc
    return tuple(_with_unanswerable(number, corpora) for number in range(len(corpora)))


def _squad(data: dict[str, Any]) -> Iterator[FitCorpus]:
    for article in data["data"]:
        title = article_name(article)
        learnt = not is_held_out("squad", title, "")
        yield _article("squad", title, article["paragraphs"], learnt=learnt)


def _covidqa(data: dict[str, Any]) -> Iterator[FitCorpus]:
    articles = sorted(data["data"], key=lambda article: len(article["paragraphs"][0]["context"]))
    for learnt, side in _sides(articles, lambda a: is_held_out("covidqa", article_name(a), "")):
        for article in side[:MOST_ARTICLES]:
            name = f"covidqa-{article_name(article)}"
            yield _article("covidqa", name, article["paragraphs"], learnt=learnt)


def _tydiqa(data: dict[str, Any]) -> Iterator[FitCorpus]:
    paragraphs = [p for article in data["data"] for p in article["paragraphs"]]
    paragraphs.sort(key=lambda paragraph: stable_order(paragraph["context"]))
    for learnt, side in _sides(paragraphs, lambda p: is_held_out("tydiqa-en", "", p["context"])):
        yield from _pooled("tydiqa", side, learnt=learnt)


def _selqa(data: list[dict[str, Any]]) -> Iterator[FitCorpus]:
    rows = sorted(data, key=lambda row: stable_order(row["article"] + row["section"]))
    sections = [_section(row) for row in rows]
    for learnt, side in _sides(sections, lambda s: is_held_out("selqa", "", s["context"])):
        yield from _pooled("selqa", side, learnt=learnt)


def _sides(
    items: Sequence[dict[str, Any]], held_out: Callable[[dict[str, Any]], bool]
) -> Iterator[tuple[bool, Sequence[dict[str, Any]]]]:
    """Yield what the reader never learns from, and what it does, each with whether it does."""
    for learnt in (False, True):
        yield learnt, [item for item in items if held_out(item) != learnt]


def _pooled(
    source: str, paragraphs: Sequence[dict[str, Any]], *, learnt: bool
) -> Iterator[FitCorpus]:
    """Yield corpora of single paragraphs; few of them are spread over as many as can be."""
    taken = paragraphs[: POOL * POOLS]
    size = min(POOL, max(FEWEST, -(-len(taken) // POOLS)))
    for number, start in enumerate(range(0, len(taken), size)):
        name = f"{source}-{'learnt' if learnt else 'held-out'}-{number}"
        yield _article(source, name, taken[start : start + size], learnt=learnt)


def _section(row: dict[str, Any]) -> dict[str, Any]:
    """Return a section of SelQA as a paragraph of SQuAD: its sentences, those that answer."""
    sentences = [sentence.strip() for sentence in row["candidates"]]
    answers = [
        {
            "text": sentences[chosen],
            "answer_start": sum(len(sentence) + 1 for sentence in sentences[:chosen]),
        }
        for chosen in row["answers"]
    ]
    return {
        "context": " ".join(sentences),
        "qas": [{"question": row["question"], "answers": answers}],
    }


_READERS: Mapping[str, Callable[[Any], Iterator[FitCorpus]]] = {
    "squad": _squad,
    "covidqa": _covidqa,
    "selqa": _selqa,
    "tydiqa": _tydiqa,
}


def _article(
    source: str, name: str, paragraphs: Sequence[dict[str, Any]], *, learnt: bool
) -> FitCorpus:
    # Readers bring line ends to one form, and the places of answers with them.
    kept = [paragraph for paragraph in paragraphs if "\r" not in paragraph["context"]]
    texts = list(dict.fromkeys(paragraph["context"] for paragraph in kept))
    questions = [
        _question(row, texts.index(paragraph["context"]))
        for paragraph in kept
        for row in paragraph["qas"]
    ]
    questions.sort(key=lambda question: stable_order(question.text))
    return FitCorpus(source, name, tuple(texts), tuple(questions[:MOST_QUESTIONS]), learnt)


def _question(row: dict[str, Any], text: int) -> FitQuestion:
    places = tuple(
        Place(text, Span(start, start + len(answer["text"])))
        for answer in row["answers"]
        for start in [int(answer["answer_start"])]
    )
    if row.get("is_impossible", False) or not places:
        return FitQuestion(row["question"].strip(), "adversarial")
    return FitQuestion(row["question"].strip(), "answerable", places)


def _with_unanswerable(number: int, corpora: Sequence[FitCorpus]) -> FitCorpus:
    corpus = corpora[number]
    others = [corpora[(number + step) % len(corpora)] for step in range(1, min(4, len(corpora)))]
    answerable = [question for question in corpus.questions if question.sort == "answerable"]
    made = chain(
        (FitQuestion(q.text, "removed", q.gold) for q in answerable[::2]),
        islice(_swapped(answerable, corpus, others), SWAPPED),
        islice(_attributes(answerable, corpus), ATTRIBUTES),
        islice(_far(others), FAR),
    )
    return replace(corpus, questions=(*corpus.questions, *made))


def _swapped(
    questions: Sequence[FitQuestion], corpus: FitCorpus, others: Sequence[FitCorpus]
) -> Iterator[FitQuestion]:
    """Yield questions with a name or year of another question, in turn of this corpus and others.

    One that a text with the answer has in it could still be answered, and is passed over.
    """
    own = [question.text for question in questions]
    foreign = [q.text for other in others for q in other.questions if q.sort == "answerable"]
    for pattern in (NAME, YEAR):
        pools = [_found(pattern, own), _found(pattern, foreign)]
        for turn, question in enumerate(questions):
            match = pattern.search(question.text)
            if match is None:
                continue
            held = " ".join(corpus.texts[place.text] for place in question.gold)
            fits = [
                name
                for name in pools[turn % 2]
                if len(name.split()) == len(match.group().split()) and name not in held
            ]
            if fits:
                name = fits[stable_order(question.text) % len(fits)]
                text = question.text[: match.start()] + name + question.text[match.end() :]
                if text not in own:
                    yield FitQuestion(text, "swapped")


def _attributes(questions: Sequence[FitQuestion], corpus: FitCorpus) -> Iterator[FitQuestion]:
    """Yield questions after something that no text of the corpus says."""
    names = _found(NAME, [question.text for question in questions])
    for turn, name in enumerate(names):
        template, telling = _ATTRIBUTES[(turn + stable_order(corpus.name)) % len(_ATTRIBUTES)]
        named = [text for text in corpus.texts if name.removesuffix("'s") in text]
        said = set(chain.from_iterable(analyze(text, "en") for text in named))
        if not said & set(analyze(telling, "en")):
            yield FitQuestion(template.format(name.removesuffix("'s")), "attribute")


def _far(others: Sequence[FitCorpus]) -> Iterator[FitQuestion]:
    for other in others:
        for question in other.questions[:FAR]:
            if question.sort == "answerable":
                yield FitQuestion(question.text, "far")


def _found(pattern: re.Pattern[str], texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(match.group() for text in texts for match in pattern.finditer(text)))
