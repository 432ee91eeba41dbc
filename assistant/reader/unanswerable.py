"""Questions that a passage does not answer, made from those that it does.

What SQuAD 2.0 has of them was written to deceive; what people ask of a paper and it does not say
is of three other kinds: something near is there and its sentence is not, another passage is of the
same things, or the question names another than the one the passage tells of.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping, Sequence

from assistant.reader.corpora import Asked, Passage
from ingest.models import Span

NAME = re.compile(r"(?<=[a-z,] )(?:[A-Z][\w'-]+)(?: [A-Z][\w'-]+){0,3}")
YEAR = re.compile(r"\b1[0-9]{3}\b|\b20[0-2][0-9]\b")


def holding(sentences: Sequence[Span], answers: Iterable[Span]) -> list[int]:
    """Return the positions of the sentences in which an answer stands."""
    spans = list(answers)
    return [i for i, sentence in enumerate(sentences) if any(sentence.overlaps(s) for s in spans)]


class Swapper:
    """Puts another name or year into a question.

    :param passages: whose questions the names are of.
    """

    def __init__(self, passages: Sequence[Passage]) -> None:
        questions = [asked.text for passage in passages for asked in passage.questions]
        self._names = _by_words(m.group() for q in questions for m in NAME.finditer(q))
        self._years = sorted({m.group() for q in questions for m in YEAR.finditer(q)})

    def swapped(self, asked: Asked, text: str, chance: random.Random) -> str | None:
        """Return a question of another thing than its passage tells of.

        :param asked: the question.
        :param text: the passage; the other name stands nowhere in it.
        :param chance: decides which.
        :return: None where the question has no name and no year, or no other is found.
        """
        for pattern in (NAME, YEAR):
            found = list(pattern.finditer(asked.text))
            if not found:
                continue
            match = chance.choice(found)
            others = (
                self._years if pattern is YEAR else self._names.get(len(match.group().split()), ())
            )
            for other in chance.sample(others, min(5, len(others))):
                if other not in text and other not in asked.text:
                    return asked.text[: match.start()] + other + asked.text[match.end() :]
        return None


def _by_words(names: Iterable[str]) -> Mapping[int, Sequence[str]]:
    found: dict[int, set[str]] = {}
    for name in names:
        found.setdefault(len(name.split()), set()).add(name)
    return {words: sorted(group) for words, group in found.items()}
