"""Which language a person is answered in, and where the page stands in it.

English is served at the top, each other language under a path of its own, ``/ru``. What a person
chose is kept in a cookie; without one the browser's wish counts (``Accept-Language``, RFC 9110).
"""

from __future__ import annotations

from assistant.dictionary import ENGLISH, LANGUAGES

COOKIE = "footnote-language"
OWN_NAMES = {"en": "English", "ru": "Русский", "kk": "Қазақша"}
CHOICE_PATH = "language"


def prefix_of(language: str) -> str:
    """Return the path that the page stands under in a language; empty for the top."""
    return "" if language == ENGLISH else f"/{language}"


def without_prefix(path: str) -> str:
    """Return a path as the page of its language knows it: ``/ru/status`` is ``/status``."""
    for language in LANGUAGES:
        prefix = prefix_of(language)
        if prefix and (path == prefix or path.startswith(f"{prefix}/")):
            return path[len(prefix) :] or "/"
    return path


def language_for(chosen: str, accepted: str) -> str:
    """Return the language that a person chose, or else the one that the browser wishes for.

    :param chosen: what the cookie holds; empty for none.
    :param accepted: ``Accept-Language``.
    """
    return chosen if chosen in LANGUAGES else wished(accepted)


def wished(header: str) -> str:
    """Return the language of ours that ``Accept-Language`` prefers, English where it names none.

    :param header: language ranges with their weights, for instance ``kk-KZ,ru;q=0.8,en;q=0.5``.
    """
    best, weight = ENGLISH, 0.0
    for each in header.split(","):
        name, _, parameters = each.partition(";")
        language = name.strip().partition("-")[0].lower()
        asked = _weight(parameters)
        if language in LANGUAGES and asked > weight:
            best, weight = language, asked
    return best


def _weight(parameters: str) -> float:
    """Return the weight of a language range, 0 to 1; 0 for what is no weight."""
    name, _, value = parameters.strip().partition("=")
    if not name:
        return 1.0
    try:
        weight = float(value) if name.strip().lower() == "q" else 0.0
    except ValueError:
        return 0.0
    return weight if 0.0 <= weight <= 1.0 else 0.0
