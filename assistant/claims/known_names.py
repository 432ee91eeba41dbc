"""Names that the program knows in three languages, found in a text: China, Китай, Қытайдың."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from index.aliases import Named, alias_groups
from index.names import Form, are_inflected, name_key
from index.terms import KAZAKH, Term
from index.vocabulary import RUSSIAN, folded_words
from ingest.alphabets import is_cyrillic

_CUTS = (RUSSIAN, KAZAKH)


@dataclass(frozen=True, slots=True)
class Known:
    """A known name in a text.

    :param count: how many words it is.
    :param groups: the things that it names or is the adjective of, by their place in the list.
    """

    count: int
    groups: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Entry:
    group: int
    member: Named
    form: Form


def known_at(text: str, words: Sequence[Term], at: int) -> Known | None:
    """Return the longest known name that begins at a word; None where none does.

    :param text: that the words are of.
    :param words: what ``index.terms.words`` gives for the text.
    :param at: index of the word.
    """
    entries, longest = _entries()
    for count in range(min(longest.get(words[at].text[:2], 0), len(words) - at), 0, -1):
        part = words[at : at + count]
        form = tuple(word.text for word in part)
        surface = text[part[0].start : part[-1].end]
        groups = frozenset(
            entry.group
            for cut in _CUTS
            for entry in entries.get(name_key(form, cut), ())
            if _reads_so(entry, form, surface, cut)
        )
        if groups:
            return Known(count, groups)
    return None


def _reads_so(entry: _Entry, form: Form, surface: str, cut: str) -> bool:
    written = entry.member.text
    if written.isupper() and len(form) == 1:
        return surface.isupper()
    # "институт Конфуция": in running Russian not each word of a name has its capital.
    capitals = surface if len(form) > 1 and is_cyrillic(written) else surface[0]
    if written[0].isupper() and entry.member.role == "name" and not any(map(str.isupper, capitals)):
        return False
    if not is_cyrillic(written) and written[0].isupper() and not surface[0].isupper():
        return False
    return are_inflected(entry.form, form, cut)


@cache
def _entries() -> tuple[dict[Form, list[_Entry]], dict[str, int]]:
    """Return the entries by their stems, and the length of the longest by its first letters."""
    entries: defaultdict[Form, list[_Entry]] = defaultdict(list)
    longest: defaultdict[str, int] = defaultdict(int)
    for number, group in enumerate(alias_groups()):
        for member in group.members:
            form = folded_words(member.text)
            if member.role == "metonym" or not form:
                continue
            for cut in _CUTS:
                entry = _Entry(number, member, form)
                if entry not in entries[name_key(form, cut)]:
                    entries[name_key(form, cut)].append(entry)
            longest[form[0][:2]] = max(longest[form[0][:2]], len(form))
    return dict(entries), dict(longest)
