"""Initials beside a name, and whether a given name may be theirs: "Дж. Най", "Joseph Nye"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.claims.names import Name
from assistant.followups.names import TITLES
from ingest.alphabets import is_cyrillic

_INITIAL = r"(?:[^\W\d_]|Дж|Ch|Kh|Ph|Sh|Th|Ts|Ya|Ye|Yu|Zh)"
_BEFORE = re.compile(rf"(?<![\w.])(?:{_INITIAL}\.[ \u00a0]?)+$")
_WITHIN = re.compile(rf"(?<![\w'’]){_INITIAL}(?![\w'’])")
_ALONE = re.compile(rf"{_INITIAL}(?:\.{_INITIAL})*")
_LOOK_BACK = 16  # characters
# The Latin letters that a name may begin with which in Cyrillic begins with this one, whichever
# language it is of: Генри and Henry, Хосе and José, Чжао and Zhao, Жорж and George.
_LATIN = {
    "а": "aeho", "ә": "ae", "б": "b", "в": "vw", "г": "gh", "ғ": "g", "д": "djg", "е": "eyj",
    "ж": "jgz", "з": "zs", "и": "iyejh", "й": "yji", "і": "iy", "к": "kcqg", "қ": "kqc", "л": "l",
    "м": "m", "н": "nk", "о": "oah", "ө": "o", "п": "p", "р": "rw", "с": "sczx", "т": "t",
    "у": "uwvho", "ұ": "u", "ү": "u", "ф": "fpvt", "х": "hkcjx", "һ": "h", "ц": "czjqt",
    "ч": "czt", "ш": "scx", "щ": "s", "э": "eahi", "ю": "yuejh", "я": "yjia",
}  # fmt: skip


def with_initials(name: Name, text: str) -> str:
    """Return a name as it stands in its text, with the initials before it.

    :param name: of the text.
    :param text: a sentence.
    """
    start = max(0, name.start - _LOOK_BACK)
    before = _BEFORE.search(text[start : name.start])
    return f"{before[0] if before else ''}{name.text}"


def initials_of(name: Name, text: str) -> tuple[str, ...]:
    """Return the initials before a name and in it, folded, in their order.

    :param name: of the text.
    :param text: a sentence.
    """
    found = _WITHIN.findall(with_initials(name, text))
    return tuple(each.casefold() for each in found if each[0].isupper())


def are_initials(name: Name, text: str) -> bool:
    """Tell whether what was taken for a name is the initials of the one behind it: "J.S. Nye"."""
    rest = text[name.end :]
    follows = rest.startswith(".") and rest.lstrip(". \u00a0")[:1].isupper()
    return follows and _ALONE.fullmatch(name.text) is not None


def contradicts(initials: Sequence[str], given: Sequence[str]) -> bool:
    """Tell whether the first of some initials is that of none of a person's given names.

    :param initials: of the person who is named, as :func:`initials_of` gives them.
    :param given: what may be given names or initials of the person who is meant; titles among them
        say nothing, nor does it if there is none.
    """
    names = [each for each in given if each not in TITLES]
    return bool(names) and not any(_may_be_of(initials[0], each) for each in names)


def _may_be_of(initial: str, given: str) -> bool:
    """Tell whether an initial may be that of a given name, or of one that is an initial itself.

    :param initial: folded, in either script.
    :param given: the same.
    """
    if is_cyrillic(initial) == is_cyrillic(given):
        return initial.startswith(given) or given.startswith(initial)
    cyrillic, latin = (initial, given) if is_cyrillic(initial) else (given, initial)
    return latin[0] in _LATIN.get(cyrillic[0], "")
