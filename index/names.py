"""Which names of a thing the documents have, by the program's list and by what they teach."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from index.aliases import Named, alias_groups
from index.ordinary import is_ordinary
from index.spelling import Near, Spelling
from index.stopwords import STOP_WORDS
from index.terms import KAZAKH, Term, stem
from index.vocabulary import ENGLISH, RUSSIAN, Alias, Vocabulary, folded_words
from ingest.alphabets import is_cyrillic

Form = tuple[str, ...]
"""One or more folded words that stand one after the other."""
Relation = Literal["alias", "initials", "joined", "relative", "metonym"]

MAX_NAME_WORDS = 10
MAX_SINGLE_INITIALS = 150  # of three letters; above, a name must stand in two chunks and more
_LIKELY_LETTERS = 12  # that names begin with
MAX_FAMILY = 12  # of the endings that a name stands with, the most frequent ones
PRONOUNS = STOP_WORDS | {"us"}
"""Words that are names in capitals only."""

_KAZAKH_LETTERS = re.compile("[әғқңөұүһі]")
_ORDER: tuple[Relation, ...] = ("alias", "initials", "joined", "relative", "metonym")


@dataclass(frozen=True, slots=True)
class Other:
    """Another name that the documents have for what a question names.

    :param form: its words, as they stand there.
    :param relation: what it is to the question's name.
    """

    form: Form
    relation: Relation


@dataclass(frozen=True, slots=True)
class _Entry:
    """A name that can be asked for.

    :param member: the name.
    :param targets: the names it can stand for.
    :param relation: what a target is to it; a relative or metonym is that all the same.
    :param own: it comes from the program's list, not from the documents.
    :param joined: it is asked for without its hyphen or space.
    """

    member: Named
    targets: tuple[Named, ...]
    relation: Relation
    own: bool
    joined: bool = False


class Names:
    """Looks up names; safe to share between threads.

    :param vocabulary: the words of the documents.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._entries: defaultdict[Form, list[_Entry]] = defaultdict(list)
        self._texts: dict[Form, str] = {}
        for group in alias_groups():
            for member in group.members:
                self._enter(_Entry(member, group.members, "alias", own=True))
        least = _least_chunks(vocabulary.aliases)
        for alias in vocabulary.aliases:
            if alias.taught != "initials" or alias.chunks >= least[len(alias.short)]:
                self._learn(alias)

    def span(self, words: Sequence[Term], start: int) -> int:
        """Return how many of a question's words, from ``start`` on, are one name; 0 for none."""
        for count in range(min(MAX_NAME_WORDS, len(words) - start), 1, -1):
            form = tuple(word.text for word in words[start : start + count])
            if any(self._is_settled(entry) for entry in self._found(form)):
                return count
        return 0

    def knows(self, word: str) -> bool:
        """Tell whether a folded word is a name of the program's own list."""
        return any(entry.own for entry in self._found((word,)))

    def near(self, word: str) -> tuple[Near, ...]:
        """Return the names of one word that are one typing error from a folded word."""
        return self._spelling.near(word, 1)

    def phrase(self, form: Form) -> Form:
        """Return a name of several words as the documents have it; empty where they do not."""
        entries = self._found(form)
        return next((self._words_of(form) for entry in entries if self._stands(entry)), ())

    def others(self, form: Form, surface: str) -> tuple[Other, ...]:
        """Return the other names that the documents have, the surest first.

        :param form: the question's name, folded.
        :param surface: as the question spells it.
        """
        best: dict[Form, Other] = {}
        for entry in self._found(form):
            if self._reads_so(entry, form, surface):
                for other in self._others(entry):
                    held = best.get(other.form)
                    if held is None or _rank(other) < _rank(held):
                        best[other.form] = other
        return tuple(sorted(best.values(), key=_rank))

    def written(self, form: Form) -> str:
        """Return a form as it is usually written."""
        known = self._texts.get(form, "")
        if len(form) > 1 or known.isupper():
            return known or " ".join(map(self._vocabulary.written, form))
        return self._vocabulary.written(form[0])

    def _enter(self, entry: _Entry) -> None:
        form = folded_words(entry.member.text)
        keys = {name_key(form, RUSSIAN), name_key(form, KAZAKH)}
        for key in keys:
            self._entries[key].append(entry)
        if len(form) == 2 and entry.own:
            together = "".join(form)
            for key in {name_key((together,), RUSSIAN), name_key((together,), KAZAKH)}:
                self._entries[key].append(replace(entry, joined=True))
        self._texts.setdefault(form, entry.member.text)

    def _learn(self, alias: Alias) -> None:
        short, long = Named(alias.short.upper(), "name"), Named(alias.long, "name")
        relation: Relation = "alias" if alias.taught == "defined" else alias.taught
        self._enter(_Entry(short, (long,), relation, own=False))
        if alias.taught == "defined":
            self._enter(_Entry(long, (short,), relation, own=False))
        self._texts.setdefault(folded_words(alias.long), alias.long)

    def _found(self, form: Form) -> list[_Entry]:
        found = (
            entry
            for cut in (RUSSIAN, KAZAKH)
            for entry in self._entries.get(name_key(form, cut), ())
            if are_inflected(folded_words(entry.member.text), form, cut)
        )
        return list(dict.fromkeys(found))

    def _reads_so(self, entry: _Entry, form: Form, surface: str) -> bool:
        """Tell whether a word is this name, where it could as well be another word: "us", "who"."""
        if len(form) > 1 or surface.isupper() or not entry.member.text.isupper():
            return True
        return form[0] not in PRONOUNS and (entry.own or not is_ordinary(form[0]))

    def _others(self, entry: _Entry) -> Iterator[Other]:
        for target in entry.targets:
            itself = target == entry.member
            relation = "joined" if itself and entry.joined else _relation(entry, target)
            if relation is not None and (entry.joined or not itself):
                for form in self._forms(target, entry.own):
                    yield Other(form, relation)

    def _forms(self, target: Named, own: bool) -> Iterator[Form]:
        """Yield how a name stands in the documents; nothing where it does not."""
        parts = folded_words(target.text)
        if len(parts) > 1:
            if not own or self._vocabulary.phrase_chunks(" ".join(parts)):
                yield self._words_of(parts)
        elif parts and target.text.isupper():
            if self._vocabulary.capitals(parts[0]):
                yield parts
        elif parts:
            for word in self._family(parts[0]):
                yield (word,)

    def _family(self, word: str) -> list[str]:
        found = (
            each
            for cut in cuts(word, kazakh=True)
            for each in self._vocabulary.family(word, cut)
            if are_inflected((word,), (each,), cut)
        )
        return list(dict.fromkeys(found))[:MAX_FAMILY]

    def _words_of(self, parts: Form) -> Form:
        return tuple(next(iter(self._family(part)), part) for part in parts)

    def _is_settled(self, entry: _Entry) -> bool:
        """Tell whether it is known that a name stands in the documents, or that it does not."""
        form = folded_words(entry.member.text)
        return not entry.own or self._vocabulary.phrase_chunks(" ".join(form)) is not None

    def _stands(self, entry: _Entry) -> bool:
        form = folded_words(entry.member.text)
        return not entry.own or bool(self._vocabulary.phrase_chunks(" ".join(form)))

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling(
            {form[0] for form, text in self._texts.items() if len(form) == 1 and not text.isupper()}
        )


def _least_chunks(aliases: Sequence[Alias]) -> dict[int, int]:
    """Return in how many chunks a name must stand for its initials to be taken, by their number.

    The more names there are, the likelier any three letters are some name's initials; then only
    what the documents speak of often is meant.
    """
    counts = Counter(len(alias.short) for alias in aliases if alias.taught == "initials")
    room = {length: MAX_SINGLE_INITIALS * _LIKELY_LETTERS ** (length - 3) for length in counts}
    return {length: 1 + int(count / room[length]) for length, count in counts.items()}


def cuts(word: str, kazakh: bool) -> tuple[str, ...]:
    """Return the languages in which a folded word is to be stemmed.

    :param kazakh: it may be Kazakh though it has no letter that Russian lacks.
    """
    if not is_cyrillic(word):
        return (ENGLISH,)
    if _KAZAKH_LETTERS.search(word):
        return (KAZAKH,)
    return (RUSSIAN, KAZAKH) if kazakh else (RUSSIAN,)


def are_inflected(bases: Form, form: Form, cut: str) -> bool:
    """Tell whether Cyrillic words are a name with endings: a stem alone is too short to tell names.

    The last letters may change before an ending: Китай, Китая; қазақ, қазағы.
    """
    if len(bases) != len(form):
        bases, form = ("".join(bases),), ("".join(form),)
    least, changed = (4, 1) if cut == KAZAKH else (3, 2)
    return all(
        not is_cyrillic(base) or word.startswith(base[: max(least, len(base) - changed)])
        for base, word in zip(bases, form, strict=True)
    )


def name_key(form: Form, language: str) -> Form:
    """Return what the inflected forms of a name have in common: the stem of each word."""
    return tuple(stem(word, language) for word in form)


def _rank(other: Other) -> int:
    return _ORDER.index(other.relation)


def _relation(entry: _Entry, target: Named) -> Relation | None:
    roles = {entry.member.role, target.role}
    if "metonym" in roles:
        return "metonym" if len(roles) > 1 else None  # two capitals are not one city
    return "relative" if "relative" in roles else entry.relation
