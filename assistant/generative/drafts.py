"""What a model writes, piece by piece -> its sentences, each as soon as it is complete.

Asked for JSON or for tagged lines, a model writes either, in code fences, after a greeting, after
pages of thought, or breaks off: what is complete counts.
"""

from __future__ import annotations

import re

from assistant.generative.json_drafts import JsonDrafts
from assistant.generative.models import Draft
from assistant.generative.tagged_drafts import TaggedDrafts
from assistant.generative.thoughts import opens_thought, without_thoughts

MOST_DRAFTS = 24
_JSON = re.compile(r"[\[{]\s*[\[{\"}\]]")
_TAGGED = re.compile(r"^[ \t>#*\-\d.]*(?:SENTENCE|NO[ _]ANSWER)\b", re.IGNORECASE | re.MULTILINE)
_WORTH_A_LOOK = re.compile(r"[}\]\n>]")


class DraftParser:
    """Reads one reply; pieces go in, drafts come out.

    What is written before the form begins is passed over.
    """

    def __init__(self) -> None:
        self._text = ""
        self._parser: JsonDrafts | TaggedDrafts | None = None
        self._given = 0

    @property
    def is_form(self) -> bool:
        """The reply has the form asked for, as far as it was read."""
        return self._parser is not None and (self._given > 0 or self.says_no)

    @property
    def says_no(self) -> bool:
        """The model says that the excerpts do not answer."""
        return self._parser is not None and self._parser.says_no

    @property
    def is_full(self) -> bool:
        """As many sentences came as are taken."""
        return self._given >= MOST_DRAFTS

    def feed(self, piece: str) -> list[Draft]:
        """Take a piece of the reply, and return the sentences that it completes."""
        self._text += piece
        return self._read(last=False) if _WORTH_A_LOOK.search(piece) else []

    def end(self) -> list[Draft]:
        """Return what is left once the reply has ended."""
        return self._read(last=True)

    def _read(self, *, last: bool) -> list[Draft]:
        if self._parser is None:
            self._text = without_thoughts(self._text, last=last)
            self._parser, at = _form_of(self._text)
            if self._parser is None:
                return []
            self._text = self._text[at:]
        text, self._text = self._text, ""
        found = self._parser.feed(text, last=last)[: MOST_DRAFTS - self._given]
        self._given += len(found)
        return found


def _form_of(text: str) -> tuple[JsonDrafts | TaggedDrafts | None, int]:
    """Return a parser for what begins first, and where it begins."""
    if opens_thought(text):
        return None, 0
    found, tagged = _JSON.search(text), _TAGGED.search(text)
    if found is not None and (tagged is None or found.start() < tagged.start()):
        return JsonDrafts(), found.start()
    return (None, 0) if tagged is None else (TaggedDrafts(), tagged.start())
