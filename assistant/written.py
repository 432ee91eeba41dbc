"""What a language model had to do with an answer, in words, for every form that an answer takes."""

from __future__ import annotations

from assistant.answer_parts import snippet, words_for
from assistant.models import Answer, Dropped


def written_line(answer: Answer) -> str:
    """Return who wrote an answer and what became of its sentences; empty where nobody did."""
    writing, words = answer.writing, words_for(answer)
    if writing is None or not answer.is_written:
        return ""
    return words.say(
        "writing.by",
        model=writing.model,
        kept=words.number(writing.kept),
        repaired=words.number(writing.repaired),
        dropped=words.number(len(writing.dropped)),
    )


def unfinished_title(answer: Answer) -> str:
    """Return the heading of what was verified of a reply that broke off."""
    return words_for(answer).say("writing.unfinished-title")


def dropped_title(answer: Answer) -> str:
    """Return the heading of the sentences that are not shown."""
    return words_for(answer).say("writing.dropped-title")


def dropped_words(answer: Answer) -> list[tuple[str, str]]:
    """Return each sentence of a model that is not shown, on one line, and why it is not."""
    if answer.writing is None:
        return []
    return [(snippet(each.text), _why(answer, each)) for each in answer.writing.dropped]


def _why(answer: Answer, dropped: Dropped) -> str:
    why = words_for(answer).say(f"writing.dropped.{dropped.reason}")
    return f"{why}: {snippet(dropped.detail)}" if dropped.detail else why
