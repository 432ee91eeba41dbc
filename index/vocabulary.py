"""The words that the documents' bodies hold, and the abbreviations that they teach.

Gathered once at a build, of every passage that can be found: what stands only in a list of
references is no word of the documents.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from index.abbreviations import MAX_LONG, Abbreviation, Taught, abbreviations
from index.aliases import alias_groups
from index.terms import KAZAKH, MAX_TERM, Term, stem, words
from ingest.alphabets import is_cyrillic
from ingest.models import Chunk

RUSSIAN = "ru"
ENGLISH = "en"
MAX_LONG_FORMS = 4  # of one short form, the most frequent ones
# A text made to fill the disk must not: no real collection defines as many.
MAX_ABBREVIATIONS = 200_000

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d"))


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the documents.

    :param text: as ``index.terms.words`` folds it.
    :param chunks: in how many chunks it stands.
    :param capitals: in how many it stands all in capitals.
    :param written: its spelling with the fewest capitals, for instance ``Kazakhstan``.
    """

    text: str
    chunks: int
    capitals: int
    written: str


@dataclass(frozen=True, slots=True)
class Alias:
    """A short form that the documents teach.

    :param short: its folded words, parted by spaces.
    :param long: its long form, as a document writes it.
    :param taught: how they teach it.
    :param chunks: in how many chunks they do.
    """

    short: str
    long: str
    taught: Taught
    chunks: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """A name of several words from the program's own list of aliases.

    :param text: its folded words, parted by spaces.
    :param chunks: in how many chunks it stands; 0 says that it was looked for.
    """

    text: str
    chunks: int


@dataclass(frozen=True, slots=True)
class Contents:
    """What a generation stores of its words."""

    words: tuple[Word, ...]
    aliases: tuple[Alias, ...]
    phrases: tuple[Phrase, ...]


def folded_words(text: str) -> tuple[str, ...]:
    """Return the folded words of a text."""
    return tuple(word.text for word in words(text))


class Gatherer:
    """Gathers the words of passages, one after the other."""

    def __init__(self) -> None:
        self._chunks: Counter[str] = Counter()
        self._capitals: Counter[str] = Counter()
        self._written: dict[str, str] = {}
        self._aliases: Counter[Abbreviation] = Counter()
        self._found: Counter[str] = Counter()

    def add(self, text: str, language: str) -> None:
        """Take in a passage.

        :param text: the passage.
        :param language: ISO 639-1 code of its document; it decides how Cyrillic words are cut.
        """
        found = [word for word in words(text) if len(word.text) <= MAX_TERM]
        self._chunks.update({word.text for word in found})
        capitals = set()
        for word in found:
            surface = text[word.start : word.end]
            if surface.isupper() and len(word.text) > 1:
                capitals.add(word.text)
            held = self._written.get(word.text)
            if held is None or (held != surface and _plainness(surface) < _plainness(held)):
                self._written[word.text] = surface
        self._capitals.update(capitals)
        if len(self._aliases) < MAX_ABBREVIATIONS:
            self._aliases.update(set(abbreviations(text, found)))
        cut = KAZAKH if language == KAZAKH else RUSSIAN
        self._found.update(_phrase_finder(cut).find(found))

    def contents(self) -> Contents:
        """Return what was gathered, each table in its order."""
        every = tuple(
            Word(word, count, self._capitals[word], _shown(self._written[word]))
            for word, count in sorted(self._chunks.items())
        )
        names = (" ".join(parts) for parts in _phrases())
        phrases = tuple(Phrase(name, self._found[name]) for name in names)
        return Contents(every, tuple(self._best_aliases()), phrases)

    def _best_aliases(self) -> Iterator[Alias]:
        counts: defaultdict[str, Counter[tuple[str, Taught]]] = defaultdict(Counter)
        for alias, count in self._aliases.items():
            short = " ".join(folded_words(alias.short))
            if short and len(alias.long) <= MAX_LONG:
                counts[short][alias.long, alias.taught] += count
        for short, longs in sorted(counts.items()):
            # A definition says it; initials only suggest it.
            best = sorted(
                longs.items(), key=lambda item: (item[0][1] != "defined", -item[1], item[0])
            )
            for (long, taught), count in best[:MAX_LONG_FORMS]:
                yield Alias(short, long, taught, count)


def gather(chunks: Iterable[Chunk], languages: Mapping[str, str]) -> Contents:
    """Return the words of all chunks.

    :param chunks: those that can be found; one of a reference list is left out.
    :param languages: each document's language, by its id.
    """
    gatherer = Gatherer()
    for chunk in chunks:
        if not chunk.is_reference:
            gatherer.add(chunk.text, languages.get(chunk.doc_id, ENGLISH))
    return gatherer.contents()


class _PhraseFinder:
    """Finds given sequences of words, whatever endings they stand with."""

    def __init__(self, phrases: Iterable[Sequence[str]], language: str) -> None:
        self._language = language
        self._by_first: defaultdict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for parts in phrases:
            stems = tuple(stem(part, language) for part in parts)
            self._by_first[stems[0]].append((stems, " ".join(parts)))

    def find(self, found: Sequence[Term]) -> set[str]:
        """Return the phrases, folded, that stand among the words of a passage.

        None counts that begins within another: the People's Republic of China is not the
        Republic of China, though the United States of America are the United States.
        """
        stems = tuple(stem(word.text, self._language) for word in found)
        phrases: set[str] = set()
        start = 0
        while start < len(stems):
            here = [
                (len(parts), phrase)
                for parts, phrase in self._by_first.get(stems[start], ())
                if stems[start : start + len(parts)] == parts
            ]
            phrases.update(phrase for _, phrase in here)
            start += max(here, default=(1, ""))[0]
        return phrases


@cache
def _phrases() -> tuple[tuple[str, ...], ...]:
    """Return the folded words of each name of several words in the list of aliases."""
    names = (member.text for group in alias_groups() for member in group.members)
    return tuple(sorted({parts for name in names if len(parts := folded_words(name)) > 1}))


@cache
def _phrase_finder(language: str) -> _PhraseFinder:
    return _PhraseFinder(_phrases(), language)


class Vocabulary:
    """The words of one generation; safe to share between threads.

    :param contents: what the generation stores of them.
    """

    def __init__(self, contents: Contents) -> None:
        self._counts = {word.text: word.chunks for word in contents.words}
        self._capitals = {word.text: word.capitals for word in contents.words if word.capitals}
        self._written = {
            word.text: word.written for word in contents.words if word.written != word.text
        }
        self._phrases = {phrase.text: phrase.chunks for phrase in contents.phrases}
        self.aliases = contents.aliases

    def __contains__(self, word: str) -> bool:
        return word in self._counts

    def __iter__(self) -> Iterator[str]:
        return iter(self._counts)

    def __len__(self) -> int:
        return len(self._counts)

    def chunks(self, word: str) -> int:
        """Return in how many chunks a folded word stands."""
        return self._counts.get(word, 0)

    def capitals(self, word: str) -> int:
        """Return in how many chunks a folded word stands all in capitals."""
        return self._capitals.get(word, 0)

    def written(self, word: str) -> str:
        """Return the plainest spelling that the documents have of a folded word."""
        return self._written.get(word, word)

    def is_name(self, word: str) -> bool:
        """Tell whether a folded word never stands in lower case."""
        return any(map(str.isupper, self.written(word)[:1]))

    def phrase_chunks(self, phrase: str) -> int | None:
        """Return in how many chunks a name of several words stands.

        :param phrase: a name from the program's list of aliases, its folded words.
        :return: None where the build did not look for it.
        """
        return self._phrases.get(phrase)

    def family(self, word: str, language: str) -> tuple[str, ...]:
        """Return the words that share a folded word's stem, itself first, frequent ones next.

        :param language: decides how a Cyrillic word is cut, as in ``index.terms.stem``.
        """
        table = self._families(word, language)
        found = table.get(stem(word, language), ())
        return tuple(sorted(found, key=lambda each: (each != word, -self._counts[each], each)))

    def _families(self, word: str, language: str) -> Mapping[str, Sequence[str]]:
        if not is_cyrillic(word):
            return self._latin
        return self._kazakh if language == KAZAKH else self._russian

    # Each is made when the first word of its kind is asked for: stemming many words takes a while.
    @cached_property
    def _latin(self) -> Mapping[str, Sequence[str]]:
        return self._table(ENGLISH, self._counts.keys() - self._cyrillic)

    @cached_property
    def _russian(self) -> Mapping[str, Sequence[str]]:
        return self._table(RUSSIAN, self._cyrillic)

    @cached_property
    def _kazakh(self) -> Mapping[str, Sequence[str]]:
        return self._table(KAZAKH, self._cyrillic)

    @cached_property
    def _cyrillic(self) -> frozenset[str]:
        return frozenset(filter(is_cyrillic, self._counts))

    def _table(self, language: str, chosen: Iterable[str]) -> Mapping[str, Sequence[str]]:
        table: defaultdict[str, list[str]] = defaultdict(list)
        for word in chosen:
            table[stem(word, language)].append(word)
        return dict(table)


def _shown(surface: str) -> str:
    """Return a spelling without ligatures and without the hyphens of a line's end."""
    return unicodedata.normalize("NFKC", surface).translate(_INVISIBLE)


def _plainness(surface: str) -> tuple[int, int]:
    """Order spellings of one word: the shortest first, which has no ``'s``, then few capitals."""
    return len(surface), sum(map(str.isupper, surface))
