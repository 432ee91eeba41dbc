"""What a model writes, piece by piece -> its sentences, each as soon as it is complete.

Asked for JSON or for tagged lines, a model writes either, in code fences, after a greeting, after
pages of thought, or breaks off: what is complete counts.
"""

from __future__ import annotations

import re

from assistant.generative.json_drafts import JsonDrafts
from assistant.generative.models import Draft
from assistant.generative.tagged_drafts import TaggedDrafts
from assistant.generative.thoughts import Thoughts

MOST_DRAFTS = 24
_JSON = re.compile(r"[\[{]\s*[\[{\"}\]]")
_TAGGED = re.compile(r"^[ \t>#*\-\d.]*(?:SENTENCE|NO[ _]ANSWER)\b", re.IGNORECASE | re.MULTILINE)
_WORTH_A_LOOK = re.compile(r"[}\],\n>]")
_FENCE = re.compile(r"`{3,}\w*")


class DraftParser:
    """Reads one reply; pieces go in, drafts come out.

    What is written before the form begins is passed over. It may be the beginning of a thought
    which the chat template opened, so that the drafts behind it may be thought only: they are held
    back until a thought has ended or the reply has.
    """

    def __init__(self) -> None:
        self._thoughts = Thoughts()
        self._text = ""
        self._parser: JsonDrafts | TaggedDrafts | None = None
        self._held: list[Draft] = []
        self._holds = False
        self._given = 0

    @property
    def restarts(self) -> int:
        """How often all that was given until then turned out to be a thought."""
        return self._thoughts.restarts

    @property
    def is_form(self) -> bool:
        """The reply has the form asked for, as far as it was read."""
        return self._parser is not None and (self._given > 0 or self.says_no)

    @property
    def says_no(self) -> bool:
        """The model says that the excerpts do not answer."""
        return self._parser is not None and self._parser.says_no and not self._holds

    @property
    def is_full(self) -> bool:
        """As many sentences came as are taken."""
        return self._given >= MOST_DRAFTS

    @property
    def has_all(self) -> bool:
        """All that was asked for is there, unless it turns out to be a thought."""
        return self.says_no or self.is_full or self._is_closed

    @property
    def _is_closed(self) -> bool:
        return self._parser is not None and self._parser.is_closed and not self._holds

    def feed(self, piece: str) -> list[Draft]:
        """Take a piece of the reply, and return the sentences that it completes.

        Where ``restarts`` rises, those that were returned before count no more.
        """
        self._take(piece, last=False)
        return self._read(last=False) if _WORTH_A_LOOK.search(piece) else []

    def end(self) -> list[Draft]:
        """Return what is left once the reply has ended."""
        self._take("", last=True)
        return self._read(last=True)

    def _take(self, piece: str, *, last: bool) -> None:
        before = self._thoughts.restarts
        text = self._thoughts.feed(piece, last=last)
        if self._thoughts.restarts > before:
            self._text, self._parser, self._held, self._holds = "", None, [], False
            self._given = 0
        self._text += text

    def _read(self, *, last: bool) -> list[Draft]:
        if self._parser is None:
            self._parser, at = _form_of(self._text)
            if self._parser is None:
                return []
            before = _FENCE.sub("", self._text[:at])
            self._holds = not self._thoughts.ended and any(map(str.isalnum, before))
            self._text = self._text[at:]
        text, self._text = self._text, ""
        self._held += self._parser.feed(text, last=last)
        self._holds = self._holds and not last and not self._thoughts.ended
        if self._holds:
            return []
        found, self._held = self._held[: MOST_DRAFTS - self._given], []
        self._given += len(found)
        return found


def _form_of(text: str) -> tuple[JsonDrafts | TaggedDrafts | None, int]:
    """Return a parser for what begins first, and where it begins."""
    found, tagged = _JSON.search(text), _TAGGED.search(text)
    if found is not None and (tagged is None or found.start() < tagged.start()):
        return JsonDrafts(), found.start()
    return (None, 0) if tagged is None else (TaggedDrafts(), tagged.start())
