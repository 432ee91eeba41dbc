"""The authors that an entry begins with.

Styles differ in where names end: at the initials (GOST, Vancouver, IEEE), at the year (APA,
Harvard, Chicago), at a full stop (MLA, and names written out). They are tried in that order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.bibliography.patterns import (
    CAPITAL,
    GIVEN,
    INITIAL,
    INITIALS,
    NO_DATE,
    PARTICLE,
    SURNAME,
    WORD,
    YEAR_LETTER,
)
from ingest.bibliography.people import is_institution

_AND = r"(?:and|und|и|және|мен|&)"
_BETWEEN = re.compile(
    rf"\s*(?:,?\s*(?:\.\s?\.\s?\.|…),?\s*(?:{_AND}\s+)?|[,;]\s*(?:{_AND}\s+)?|{_AND}\s+)(?=\S)"
)
_ALIKE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{SURNAME}(?:\s{WORD})?,\s?{INITIALS}(?:\s?(?:{PARTICLE})+)?",  # Nye, J. S.
        rf"{SURNAME}\s{INITIALS}",  # Най Дж. С.
        rf"{INITIALS}\s?{SURNAME}",  # J. S. Nye
        rf"{SURNAME}\s{CAPITAL}{{1,3}}(?!\w)(?=\s?[,.;:(]|\s{_AND}\s)",  # Nye JS
    )
)
# After "Nye, J." the others may come the other way round: "and R. Keohane".
_TURNED = {0: (0, 2), 1: (1, 2), 2: (2,), 3: (3,)}
_OTHERS = re.compile(
    rf"[,;]?\s*(?:{_AND}\s+)?(?:et\s+al\b\.?|\[?и\s+др\b\.?\]?|және\s+т\.\s?б\.|т\.\s?б\.|"
    r"(?:\d+\s+)?others\b\.?)",
    re.IGNORECASE,
)
_EDITORS = re.compile(
    r"[,.]?\s*\(?(?:eds?\.|editors?|ред\.|отв\. ред\.|сост\.|құраст\.)\)?,?", re.IGNORECASE
)
_BRACKETED_YEAR = re.compile(
    rf"[.,]?\s*[(\[](?:c(?:a|irca)?\.\s?)?(?P<year>{YEAR_LETTER}|{NO_DATE})"
    r"(?:[,\s][^()\[\]]{0,40})?[)\]]"
    r"[.,:]?\s*",
    re.IGNORECASE,
)
_BARE_YEAR = re.compile(
    rf"(?:[.,]|(?<=\.))\s+(?P<year>{YEAR_LETTER}|{NO_DATE})[.,:]\s+", re.IGNORECASE
)
_NAME_ENDS = rf"(?=\s?[.,;:(]|\s{_AND}\s|$)|(?<=\.)(?=\s)"
_SURNAME_GIVEN = re.compile(rf"{SURNAME}(?:\s{WORD})?,\s{GIVEN}(?:{_NAME_ENDS})")
_GIVEN_SURNAME = re.compile(rf"(?:{GIVEN}\s?(?:{PARTICLE})*{WORD}|{WORD}\s{WORD})(?:{_NAME_ENDS})")
_NEXT_NAME = re.compile(rf"[,;]?\s+{_AND}\s+|;\s*|,\s+")
_WRITTEN_OUT = re.compile(
    rf"{CAPITAL}[\w'’ʼ-]*\.?(?:\s\([\w ]{{1,20}}\))?"
    rf"(?:\s(?:{PARTICLE})*{CAPITAL}[\w'’ʼ-]*\.?){{1,4}}"
)
# "Ann Lee, The Harbour Lights (London: Routledge, 2009), 45." is how a note names a book.
_NOTE = re.compile(
    rf"(?P<names>{GIVEN}(?:\s{_AND}\s{GIVEN})?),\s"
    r"(?=[^.()\n]{3,200}\([^()\n]{0,80}(?:19|20)\d\d\))"
)
_PLACE_FOLLOWS = re.compile(rf"\s*{WORD}(?:[\s-]{WORD})?\s?(?::|,\s(?:19|20)\d\d)")
_SENTENCE_END = re.compile(r"(?<![^\W\d_]\b[^\W\d_])(?<!\s[^\W\d_])\.\s+(?=\S)")
_LIST_END = re.compile(r"[\s.,:;]*")
_REACH = 1_500  # characters within which the names of one work end
_CORPORATE_WORDS = 8
_MOST_NAMES = 200


@dataclass(frozen=True, slots=True)
class Authors:
    """The authors of an entry.

    :param names: as they are written.
    :param year: that stood behind them, lower case; None where none did, or it says "no date".
    :param end: offset of the entry's first character after them, and after the year.
    """

    names: tuple[str, ...] = ()
    year: str | None = None
    end: int = 0


def authors_of(text: str) -> Authors:
    """Read the names at the beginning of an entry.

    :param text: the entry on one line, without its addresses.
    """
    names, end = _initialled(text)
    if names:
        return _with_year(text, names, end)
    return (
        _before_year(text, _BRACKETED_YEAR)
        or _before_year(text, _BARE_YEAR)
        or _note(text)
        or _surname_first(text)
        or _first_sentence(text)
        or Authors()
    )


def names_in(text: str) -> tuple[str, ...]:
    """Return the names of a list that is known to be one, as the words before a quoted title.

    :param text: names parted by commas, semicolons or "and"; empty gives none.
    """
    text = _without_last_stop(_EDITORS.sub("", _OTHERS.sub("", text)).strip(" ,;:"))
    if not text:
        return ()
    names, end = _initialled(text + " ")
    if names and not text[end:].strip(" ,.;:"):
        return names
    if found := _surname_first(f"{text}. "):
        return found.names
    if is_institution(text):
        return (text,)
    parts = re.split(rf";|,(?!\s?(?:Jr|Sr|Inc|Ltd)\b)|\s{_AND}\s", text)
    return tuple(name for part in parts if (name := part.strip(" ,;")))


def _initialled(text: str) -> tuple[tuple[str, ...], int]:
    """Read names that have initials, all in the way of the first.

    :return: them, and the offset after the last.
    """
    for way, pattern in enumerate(_ALIKE):
        if match := pattern.match(text):
            names, end = [match[0]], match.end()
            while len(names) < _MOST_NAMES and (between := _BETWEEN.match(text, end)):
                following = (_ALIKE[turned].match(text, between.end()) for turned in _TURNED[way])
                following_name = next(filter(None, following), None)
                if following_name is None:
                    break
                names.append(following_name[0])
                end = following_name.end()
            return tuple(names), end
    return (), 0


def _with_year(text: str, names: tuple[str, ...], end: int) -> Authors:
    """Go on behind names with initials: over "et al.", "(eds.)" and a year."""
    for pattern in (_OTHERS, _EDITORS):
        if match := pattern.match(text, end):
            end = match.end()
    year = _BRACKETED_YEAR.match(text, end) or _BARE_YEAR.match(text, end)
    if year:
        return Authors(names, _year(year["year"]), year.end())
    rest = _LIST_END.match(text, end)
    return Authors(names, None, rest.end() if rest else end)


def _before_year(text: str, pattern: re.Pattern[str]) -> Authors | None:
    """Read authors written out that a year follows: "World Bank. (2019).", "Ann Lee. 2024."."""
    match = pattern.search(text, 1, _REACH)
    if match is None:
        return None
    before = text[: match.start()].strip()
    names = _name_list(before)
    if not names or not text[match.end() :].strip():
        return None
    return Authors(names, _year(match["year"]), match.end())


def _note(text: str) -> Authors | None:
    """Read the names of a note: "Ann Lee and Bo Kim, Ports (London: Pier, 2009)"."""
    match = _NOTE.match(text)
    if match is None or " " not in match["names"]:
        return None
    names = re.split(rf"\s{_AND}\s", match["names"])
    return Authors(tuple(names), None, match.end())


def _name_list(text: str) -> tuple[str, ...]:
    """Return the names of a list; empty where it reads like anything else, such as a title."""
    text = _EDITORS.sub("", text).strip()
    bare = _OTHERS.sub("", text).strip(" ,.;:")
    if not bare or any(sign in text for sign in '“”«»"/:?!'):
        return ()
    parts = [part.strip(" ,;") for part in re.split(rf"[,;]|\s{_AND}\s", bare)]
    parts = [part for part in parts if part]
    if len(parts) == 2 and (match := _SURNAME_GIVEN.fullmatch(bare)):
        return (match[0],)
    if parts and all(map(_is_written_out, parts)):
        return tuple(parts)
    if found := _surname_first(f"{bare}. "):
        return found.names if found.end >= len(bare) else ()
    if ". " in bare or len(bare.split()) > _CORPORATE_WORDS:
        return ()
    if _is_capitalised(bare) or is_institution(bare):
        return (bare,)
    return ()


def _is_written_out(name: str) -> bool:
    return bool(_WRITTEN_OUT.fullmatch(name)) or name in ("Jr.", "Jr")


def _is_capitalised(text: str) -> bool:
    words = [word for word in text.split() if len(word) > 3]
    return bool(words) and all(not word[0].islower() for word in words)


def _surname_first(text: str) -> Authors | None:
    """Read "Nye, Joseph S., and Robert Keohane.", "Най, Джозеф."."""
    match = _SURNAME_GIVEN.match(text)
    if match is None:
        return None
    names, end = [match[0]], match.end()
    while len(names) < _MOST_NAMES and (between := _NEXT_NAME.match(text, end)):
        start = between.end()
        following = _SURNAME_GIVEN.match(text, start) or _GIVEN_SURNAME.match(text, start)
        if following is None:
            break
        names.append(following[0])
        end = following.end()
    if others := _OTHERS.match(text, end):
        end = others.end()
    if not text[:end].endswith(".") and not re.compile(r"\s*(?:[.:(]|$)").match(text, end):
        return None
    return _with_year(text, tuple(names), end)


def _first_sentence(text: str) -> Authors | None:
    """Read authors written out that a full stop ends: "Pier Paolo Raimondi.", "World Bank."."""
    stop = _SENTENCE_END.search(text, 0, _REACH)
    if stop is None:
        return None
    first, rest = text[: stop.start()], text[stop.end() :]
    if _PLACE_FOLLOWS.match(rest) or len(rest.split()) < 2 or rest[0].isdigit():
        return None
    if any(sign in first for sign in '“”«»"/:?!') or re.search(r"\d", first):
        return None
    names = tuple(part.strip() for part in re.split(rf",|;|\s{_AND}\s", first))
    if all(_WRITTEN_OUT.fullmatch(name) and not name.isupper() for name in names):
        return Authors(names, None, stop.end())
    if is_institution(first) and len(first.split()) <= _CORPORATE_WORDS:
        return Authors((first.strip(),), None, stop.end())
    return None


def _without_last_stop(text: str) -> str:
    """Return names without the full stop of their sentence; that of an initial is kept."""
    return text if re.search(rf"(?<!\w){INITIAL}$", text) else text.rstrip(".")


def _year(written: str) -> str | None:
    return written.lower() if written[0].isdigit() else None
