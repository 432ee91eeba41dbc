"""The words of the page, in one dictionary a language: ``words/<language>.toml``.

A key names where its words stand, ``ask.placeholder``. Another language is another file with the
same keys; ``tests/assistant/page/test_words.py`` names those that are missing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

LANGUAGE = "en"
FOLDER = Path(__file__).with_name("words")
SCRIPT = "script."


def say(key: str, **values: object) -> str:
    """Return the words of a key; not escaped, for values may come from anywhere.

    :param key: as the dictionary has it.
    :param values: put in place of the names in braces.
    :raises KeyError: when the dictionary has no such key.
    """
    words = dictionary()[key]
    return words.format(**values) if values else words


def say_count(key: str, count: int) -> str:
    """Return the words of a key for one or for several things, the number put in for ``{n}``.

    :param key: of a pair, ``<key>.one`` and ``<key>.many``.
    """
    return say(f"{key}.{'one' if count == 1 else 'many'}", n=f"{count:,}")


@cache
def dictionary(language: str = LANGUAGE) -> Mapping[str, str]:
    """Return every key with its words."""
    text = (FOLDER / f"{language}.toml").read_text(encoding="utf-8")
    return dict(_flat(tomllib.loads(text)))


def script_words() -> dict[str, str]:
    """Return the words that the page's script says, by their keys without ``script.``."""
    return {
        key.removeprefix(SCRIPT): words
        for key, words in dictionary().items()
        if key.startswith(SCRIPT)
    }


def _flat(table: Mapping[str, object], before: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", str(value)
