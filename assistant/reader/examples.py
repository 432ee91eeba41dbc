"""Passages and questions -> what the reader sees: token ids, and where the answer stands."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from assistant.reader.cloze import Near, ask_for
from assistant.reader.corpora import Asked, Passage
from assistant.reader.settings import ReaderSettings
from assistant.reader.unanswerable import Swapper, holding
from index.models import IntArray
from ingest.models import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LONGEST = 320  # tokens of question and passage together
LONGEST_QUESTION = 64
NOWHERE = -1
# How often a set's questions are seen in an epoch. SQuAD's are few and the most like what is asked
# of a paper; PolicyQA's are many, and of one kind.
TIMES = {"squad": 2.0, "policyqa": 0.4}
SHORTER, MOST_SHORTER = 0.4, 5  # chance that a passage is cut, and to how many sentences at most
REMOVED, NEARBY = 0.35, 0.45  # kinds of what is made unanswerable; the others are swapped


@dataclass(frozen=True, slots=True)
class Tokens:
    """A passage's tokens.

    :param ids: int64 (n,).
    :param starts: int64 (n,), offsets in characters in the passage.
    :param ends: int64 (n,), the same, exclusive.
    :param sentences: int64 (n,), the sentence each is of.
    """

    ids: IntArray
    starts: IntArray
    ends: IntArray
    sentences: IntArray


@dataclass(frozen=True, slots=True)
class Example:
    """A question and a passage.

    :param question: token ids, no special ones.
    :param passage: token ids, no special ones.
    :param sentences: of each token of the passage, its sentence, from 0 and without a gap.
    :param start: first token of the answer, counted within the passage; ``NOWHERE`` without one,
        or where only its sentences are known.
    :param end: last token of the answer, that one included.
    :param gold: sentences that answer; none where the passage does not.
    """

    question: Sequence[int]
    passage: IntArray
    sentences: IntArray
    start: int = NOWHERE
    end: int = NOWHERE
    gold: tuple[int, ...] = ()

    @property
    def length(self) -> int:
        """Tokens with the three special ones."""
        return len(self.question) + len(self.passage) + 3


class Cutter:
    """Cuts questions and passages into tokens.

    :param tokenizer: neither pads nor truncates.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer

    def question(self, text: str) -> list[int]:
        """Return a question's ids, its first ones where it is long."""
        ids = self._tokenizer.encode(text, add_special_tokens=False).ids
        return list(ids[:LONGEST_QUESTION])

    def passages(self, passages: Sequence[tuple[str, Sequence[Span]]]) -> list[Tokens]:
        """Return the tokens of texts with their sentences."""
        texts = [text for text, _ in passages]
        encoded = self._tokenizer.encode_batch(texts, add_special_tokens=False)
        found = []
        for (_, sentences), encoding in zip(passages, encoded, strict=True):
            offsets = np.asarray(encoding.offsets, dtype=np.int64).reshape(-1, 2)
            ends = np.asarray([sentence.end for sentence in sentences], dtype=np.int64)
            # Each token is of the first sentence that ends behind its start.
            owner = np.minimum(np.searchsorted(ends, offsets[:, 0], side="right"), len(ends) - 1)
            ids = np.asarray(encoding.ids, dtype=np.int64)
            found.append(Tokens(ids, offsets[:, 0], offsets[:, 1], owner))
        return found


class Lessons:
    """What is learnt, anew in each epoch: the same questions over other stretches of text.

    :param passages: to learn from.
    :param nearby: for each passage, others that are about nearly the same.
    :param cutter: cuts them.
    :param settings: how much of what.
    :param near: words that mean nearly the same.
    :param switch: puts an English question into another language, by a seed.
    """

    def __init__(
        self,
        passages: Sequence[Passage],
        nearby: Sequence[Sequence[int]],
        cutter: Cutter,
        settings: ReaderSettings,
        near: Near,
        switch: Callable[[str, random.Random], str],
    ) -> None:
        self._passages = passages
        self._nearby = nearby
        self._cutter = cutter
        self._settings = settings
        self._near = near
        self._switch = switch
        self._tokens = cutter.passages([(p.text, p.sentences) for p in passages])
        self._swapper = Swapper(passages)
        self._asked = [i for i, passage in enumerate(passages) if passage.questions]
        self._english = [i for i, passage in enumerate(passages) if passage.language == "en"]

    def __len__(self) -> int:
        """Return how many passages there are."""
        return len(self._passages)

    def questions(self, chance: random.Random) -> Iterator[Example]:
        """Yield an epoch's examples of real questions, in no order."""
        for number in self._asked:
            passage = self._passages[number]
            times = TIMES.get(passage.source, 1.0)
            for asked in passage.questions:
                for _ in range(int(times) + (chance.random() < times % 1)):
                    yield from self._both(number, asked, chance)

    def clozes(self, count: int, chance: random.Random) -> Iterator[Example]:
        """Yield about so many examples of questions made by rule, in no order."""
        for number in chance.choices(self._english, k=count):
            passage = self._passages[number]
            asked = ask_for(passage.text, chance.choice(passage.sentences), self._near, chance)
            if asked is not None:
                kinds = (self._answered, self._answered, self._unanswered)
                example = chance.choice(kinds)(number, asked, chance)
                if example is not None:
                    yield example

    def _both(self, number: int, asked: Asked, chance: random.Random) -> Iterator[Example]:
        if not asked.answers:
            every = range(len(self._passages[number].sentences))
            found = [self._of(number, asked.text, (), every)]
        else:
            found = [self._answered(number, asked, chance)]
        if asked.answers and chance.random() < self._settings.unanswerable:
            found.append(self._unanswered(number, asked, chance))
        yield from (example for example in found if example is not None)

    def _answered(self, number: int, asked: Asked, chance: random.Random) -> Example | None:
        passage = self._passages[number]
        gold = holding(passage.sentences, asked.answers[:1])
        first, last = 0, len(passage.sentences)
        if chance.random() < SHORTER and 0 < len(gold) < MOST_SHORTER:
            wanted = chance.randint(len(gold), MOST_SHORTER)
            before = chance.randint(0, wanted - len(gold))
            first = max(0, gold[0] - before)
            last = min(last, max(gold[-1] + 1, first + wanted))
        text = asked.text
        if passage.language == "en" and chance.random() < self._settings.switched:
            text = self._switch(text, chance)
        return self._of(number, text, asked.answers, range(first, last))

    def _unanswered(self, number: int, asked: Asked, chance: random.Random) -> Example | None:
        passage, kind = self._passages[number], chance.random()
        every = range(len(passage.sentences))
        if kind < REMOVED:
            gold = holding(passage.sentences, asked.answers)
            kept = [i for i in every if i not in gold]
            return self._of(number, asked.text, (), kept) if kept else None
        swapped = self._swapper.swapped(asked, passage.text, chance)
        if kind > REMOVED + NEARBY and swapped is not None:
            return self._of(number, swapped, (), every)
        said = {passage.text[span.start : span.end].casefold() for span in asked.answers}
        others = [
            other
            for other in self._nearby[number]
            if not any(answer in self._passages[other].text.casefold() for answer in said)
        ]
        if not others:
            return None
        other = chance.choice(others)
        return self._of(other, asked.text, (), range(len(self._passages[other].sentences)))

    def _of(
        self, number: int, question: str, answers: Sequence[Span], kept: Sequence[int]
    ) -> Example | None:
        passage = self._passages[number]
        return example(
            self._cutter.question(question),
            self._tokens[number],
            kept,
            answers,
            holding(passage.sentences, answers),
            whole=passage.whole,
        )


def example(
    question: Sequence[int],
    tokens: Tokens,
    kept: Sequence[int],
    answers: Sequence[Span] = (),
    gold: Sequence[int] = (),
    *,
    whole: bool = False,
) -> Example | None:
    """Return a question with those sentences of a passage that are kept.

    :param question: token ids.
    :param tokens: the passage's.
    :param kept: positions of sentences.
    :param answers: the first one's stretch is learnt; none where the passage does not answer.
    :param gold: the sentences that answer.
    :param whole: an answer's sentences are known, not which stretch of them answers.
    :return: None where the answer lies beyond ``LONGEST`` or has no token.
    """
    taken = np.flatnonzero(np.isin(tokens.sentences, list(kept)))
    taken = taken[: LONGEST - len(question) - 3]
    if not len(taken):
        return None
    held, renumbered = np.unique(tokens.sentences[taken], return_inverse=True)
    right = tuple(int(i) for i, sentence in enumerate(held) if sentence in set(gold))
    start = end = NOWHERE
    if answers:
        inside = (tokens.starts[taken] < answers[0].end) & (tokens.ends[taken] > answers[0].start)
        places = np.flatnonzero(inside)
        if not len(places) or not right or tokens.ends[taken[-1]] < answers[0].end:
            return None
        if not whole:
            start, end = int(places[0]), int(places[-1])
    return Example(question, tokens.ids[taken], renumbered, start, end, right)
