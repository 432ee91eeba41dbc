"""Drafted sentences out of tagged lines: ``SENTENCE: …``, ``QUOTE [1]: …``, ``NO ANSWER``."""

from __future__ import annotations

import re

from assistant.generative.models import Draft, Quotation

_LINE = re.compile(
    r"^[ \t>#*\-\d.]*(?P<tag>SENTENCE|QUOTE|NO[ _]ANSWER)\b[ \t*]*"
    r"(?:[\[(#]*[ \t]*(?:excerpt[ \t]*)?(?P<number>\d{1,6})[ \t]*[\])]*)?[ \t*]*[:.–—-]*[ \t*]*"
    r"(?P<rest>.*)$",
    re.IGNORECASE,
)
_PAIRS = ('""', "“”", "«»", "„“", "''", "‘’", "``")


class TaggedDrafts:
    """Finds each sentence, as soon as the next one begins or the reply ends."""

    def __init__(self) -> None:
        self._rest = ""
        self._sentence: str | None = None
        self._quotes: list[tuple[int | None, str]] = []
        self._given = 0
        self.says_no = False  # there was a line NO ANSWER, and no sentence before it
        self.is_closed = False  # nothing tells that no further line will come

    def feed(self, text: str, *, last: bool) -> list[Draft]:
        """Take more text, and return the sentences that it completes.

        :param text: what follows.
        :param last: nothing will.
        """
        *lines, self._rest = (self._rest + text).split("\n")
        if last:
            lines.append(self._rest)
        found = [draft for line in lines for draft in self._take(line)]
        return found + self._complete() if last else found

    def _take(self, line: str) -> list[Draft]:
        if self.says_no:
            return []
        match = _LINE.match(line)
        if match is None:
            self._go_on(line.strip())
            return []
        tag, rest = match["tag"].upper(), match["rest"].strip()
        if tag == "QUOTE":
            number = match["number"]
            self._quotes.append((int(number) if number else None, rest))
            return []
        done = self._complete()
        if tag == "SENTENCE":
            self._sentence = rest
        elif not self._given:
            self.says_no = True
        return done

    def _go_on(self, line: str) -> None:
        """Add a line without a tag to what it goes on from."""
        if not line or line.startswith("```"):
            return
        if self._quotes:
            number, words = self._quotes[-1]
            self._quotes[-1] = (number, f"{words} {line}".strip())
        elif self._sentence is not None:
            self._sentence = f"{self._sentence} {line}".strip()

    def _complete(self) -> list[Draft]:
        sentence, quotes = self._sentence, self._quotes
        self._sentence, self._quotes = None, []
        if sentence is None:
            return []
        self._given += 1
        return [Draft(_bare(sentence), tuple(Quotation(n, _bare(w)) for n, w in quotes))]


def _bare(words: str) -> str:
    """Return words without the quotation marks or stars around the whole of them."""
    words = words.strip().strip("*").strip()
    for pair in _PAIRS:
        inside = words[1:-1]
        if len(words) > 1 and words[0] + words[-1] == pair and not set(pair) & set(inside):
            return inside.strip()
    return words
