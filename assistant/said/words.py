"""The assistant's own words in a language, and names joined in it.

Quotations are no words of ours: they stand as their document has them, whatever the language.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from assistant.dictionary import ENGLISH, LANGUAGES, Words, words_of
from ingest.bibliography.labels import Terms

FOLDER = Path(__file__).parent


def said_in(language: str) -> Words:
    """Return what we say in a language.

    :param language: ISO 639-1, or ``und``; it may come from anywhere.
    :return: the words of English where we have none in that language.
    """
    return words_of(FOLDER, language if language in LANGUAGES else ENGLISH)


def joined(names: Iterable[str], words: Words, by: Literal["and", "or"] = "and") -> str:
    """Return names as a list of words: "a, b and c".

    :param by: what stands before the last one.
    """
    *before, last = [*names] or [""]
    return words.say(f"join.{by}", before=", ".join(before), last=last) if before else last


def asked_words(found: Iterable[str], words: Words) -> list[str]:
    """Return words that a question has, made to stand in a sentence of ours as they are."""
    return [words.say("asked-words", text=each) for each in found]


def reference_terms(words: Words) -> Terms:
    """Return the words with which an entry of a reference list is named in a language.

    They are templates: what is put in, :mod:`ingest.bibliography.labels` has at hand.
    """
    return Terms(
        two=words.say("reference.pair"),
        several=words.say("reference.several"),
        accessed=words.say("reference.accessed"),
        title=words.say("reference.title"),
        page=words.say("reference.page"),
        pages=words.say("reference.pages"),
    )
