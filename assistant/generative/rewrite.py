"""A follow-up -> a question that stands alone, by the language model; checked, for it is hostile.

Whatever is odd about it, the rules of :mod:`assistant.conversation` are asked instead.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from contextlib import closing

from assistant.conversation import MOST_TURNS_BACK, Turn
from assistant.generative.models import LanguageModel, Stop
from assistant.generative.plain_text import has_markup, plain
from assistant.generative.prompt import rewrite_messages
from assistant.generative.support import Evidence
from assistant.generative.thoughts import without_thoughts
from assistant.languages import language_name
from assistant.said.language import told
from ingest.errors import LanguageModelError
from ingest.models import UNDETERMINED

logger = logging.getLogger(__name__)

_MOST_OF_A_TURN = 600  # characters
_LONGEST = 400  # characters of the question
_MOST_READ = 20_000  # characters of a reply, its thoughts included
_LABEL = re.compile(
    r"^(?:(?:stand-?alone |rewritten )?question|вопрос|сұрақ)\s*[:—–-]\s*", re.IGNORECASE
)
_QUOTED = re.compile(r"^[\"“«„'](.*)[\"”»“']$", re.DOTALL)


def rewritten(
    model: LanguageModel, question: str, history: Sequence[Turn], language: str, stop: Stop
) -> str | None:
    """Return a question that stands alone; None where the model gives none that can be used.

    :param model: that is asked.
    :param question: as the person asked it.
    :param history: the conversation so far, oldest first.
    :param language: of the question, ISO 639-1 or ``und``.
    :param stop: raises to stop.
    """
    turns = history[-2 * MOST_TURNS_BACK :]
    said = [f"{turn.role}: {_short(turn.content)}" for turn in turns]
    named = language_name(language) or "the one it is asked in"
    try:
        reply = _reply(model, question, "\n".join(said), named, stop)
    except LanguageModelError as exc:
        logger.warning("the follow-up was not rewritten by the model: %s", exc)
        return None
    found = _question_of(reply)
    return found if found and _is_sound(found, question, turns, language) else None


def _reply(
    model: LanguageModel, question: str, conversation: str, language: str, stop: Stop
) -> str:
    text = ""
    with closing(model.stream(rewrite_messages(question, conversation, language), None, stop)) as (
        reply
    ):
        for piece in reply:
            text += piece
            if len(text) > _MOST_READ:
                break
    return without_thoughts(text)


def _short(text: str) -> str:
    return " ".join(text.split())[:_MOST_OF_A_TURN]


def _question_of(reply: str) -> str:
    """Return the one line of a reply, without a label and quotation marks; empty for several."""
    lines = [line.strip() for line in reply.strip().splitlines() if line.strip()]
    if len(lines) != 1:
        return ""
    line = _LABEL.sub("", plain(lines[0]))
    return _QUOTED.sub(r"\1", line).strip()


def _is_sound(found: str, question: str, turns: Sequence[Turn], language: str) -> bool:
    """Tell whether a question is short, in its language, and of what the conversation holds."""
    if len(found) > _LONGEST or has_markup(found):
        return False
    if UNDETERMINED not in (language, told(found) or UNDETERMINED) and told(found) != language:
        return False
    texts = [(question, language), *((turn.content[:2_000], UNDETERMINED) for turn in turns)]
    return Evidence(texts, frozenset()).lack(found, language) is None
