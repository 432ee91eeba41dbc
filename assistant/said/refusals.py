"""Which message of a conversation is one of our refusals, in whichever language it was said."""

from __future__ import annotations

import re
from functools import cache

from assistant.dictionary import LANGUAGES
from assistant.said.words import said_in

# How the keys begin under which the reasons of refusals stand, as far as a message begins by them.
_REASONS = (
    "refusal.title",
    "refusal.no-document",
    "refusal.asked-of",
    "refusal.unknown-language",
    "refusal.left-out",
    "scope.no-",
    "scope.none",
    "overview.no-sentence",
    "catalogue.lack",
    "cited.none-named",
)
_NAME = re.compile(r"\{(\w+)\}")
_PUT_IN = ".{1,300}?"  # characters; titles and lists of words are cut long before


def is_refusal(text: str) -> bool:
    """Tell whether a message begins as a refusal of ours, in any of our languages."""
    return _pattern().match(text) is not None


@cache
def _pattern() -> re.Pattern[str]:
    reasons = {
        entry
        for language in LANGUAGES
        for key, entry in said_in(language).entries.items()
        if key.startswith(_REASONS)
    }
    return re.compile(rf"\s*(?:{'|'.join(map(_as_pattern, sorted(reasons)))})")


def _as_pattern(entry: str) -> str:
    """Return a pattern of what is said with an entry; titles stand in quotation marks."""
    parts = _NAME.split(entry)
    names, fixed = parts[1::2], parts[0::2]
    put_in = [f"[“«]{_PUT_IN}[”»]" if name == "title" else _PUT_IN for name in names]
    pairs = zip(map(re.escape, fixed), [*put_in, ""], strict=True)
    return "".join(fixed_part + name for fixed_part, name in pairs)
