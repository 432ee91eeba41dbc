"""The words of the page, in one dictionary a language: ``words/<language>.toml``.

A key names where its words stand, ``ask.placeholder``. Whatever says something is given the words
of its page; ``tests/assistant/page/test_words.py`` holds the dictionaries against one another.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from babel.dates import format_date
from babel.numbers import format_decimal

from assistant.dictionary import Words, language_name, words_of
from ingest.models import UNDETERMINED

FOLDER = Path(__file__).with_name("words")
SCRIPT, GRADIO = "script.", "gradio."


def page_words(language: str) -> Words:
    """Return the page's words in a language.

    :param language: ISO 639-1, one of ``assistant.dictionary.LANGUAGES``.
    """
    return words_of(FOLDER, language)


def script_words(words: Words) -> dict[str, str]:
    """Return the words that the page's script says, by their keys without ``script.``."""
    return _below(SCRIPT, words)


def gradio_words(words: Words) -> dict[str, str]:
    """Return what Gradio says of itself, by its own keys."""
    return _below(GRADIO, words)


def _below(prefix: str, words: Words) -> dict[str, str]:
    return {
        key.removeprefix(prefix): said
        for key, said in words.entries.items()
        if key.startswith(prefix)
    }


def moment(words: Words, iso: str) -> str:
    """Return a moment as the language writes it, to the minute: "Nov 25, 2026, 14:03 UTC".

    :param words: of the page.
    :param iso: ISO 8601, in UTC where it names no zone; what is none is returned as it is.
    """
    try:
        at = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    utc = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return f"{format_date(utc, 'medium', locale=words.language)}, {utc:%H:%M} UTC"


def decimal(words: Words, number: float) -> str:
    """Return a number with one decimal, as the language writes it: "1.5"."""
    return str(format_decimal(number, "#,##0.0", locale=words.language))


def language_of(words: Words, code: str) -> str:
    """Return what a document's language is called; empty where it is not known.

    :param words: of the page.
    :param code: ISO 639-1, or ``und``.
    """
    return "" if code == UNDETERMINED else language_name(code, words.language)
