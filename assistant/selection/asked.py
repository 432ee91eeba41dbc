"""A question as the signals take it: its content words, what they stand for, what it asks for."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.function_words import FUNCTION_WORDS
from assistant.selection.expected import Sort, expected_sort
from assistant.spellings import are_alike
from index.generation import Generation
from index.models import Embedder, FloatArray, IntArray, TokenVectors
from index.ordinary import is_verb
from index.terms import KAZAKH, analyze, stem, words
from index.variants import Reading, respelt
from index.vocabulary import Vocabulary
from ingest.alphabets import is_cyrillic
from ingest.language import question_language

# How a Cyrillic word is cut depends on its language, which a question need not tell.
_LANGUAGES = ("en", "kk")
_OPENS_HEAD = re.compile(
    r"\b(?:how (?:many|much)|(?:what|who) (?:is|are|was|were) the|сколько|каков[аоы]?|қанша"
    r"|как(?:ое|ая|ой|ов[аоы]?) (?=населен|числен|количеств|площад|протяж|объ[её]м)"
    r"|неше|кто(?: (?:такой|такая|такие|был|была|были|сейчас|теперь))*)\b",
    re.IGNORECASE,
)
# In Kazakh what is told may come before the question's word: "халқы қанша?", "президенті кім?".
_CLOSES_HEAD = re.compile(
    r" (?:қанша|неше|кім|қандай)(?: (?:еді|болды|болған))?[\s?!.]*$", re.IGNORECASE
)
_BESIDE_A_NAME = 2  # letters that may differ; elsewhere 1
_HEADLINE = 0.7  # share of its words that begin with a capital; "Who is Joseph Nye?" has less


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A content word of a question, or a name of several words.

    :param text: as the question spells it.
    :param forms: what covers it: each a set of stems that must all be there.
    :param weight: inverse document frequency of the form that most passages hold.
    :param is_name: it is a name or a number.
    :param is_held: the documents have it, or a name, spelling or ending that stands for it.
    :param is_listed: it is a name of the program's own list, which has it in each language.
    """

    text: str
    forms: tuple[frozenset[str], ...]
    weight: float
    is_name: bool
    is_held: bool
    is_listed: bool = False

    def covered_by(self, stems: frozenset[str]) -> bool:
        """Tell whether a text with these stems has the word or what stands for it."""
        return any(form <= stems for form in self.forms)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, understood.

    :param text: the question as it is searched: typing errors mended, names written out.
    :param words: its content words.
    :param places: (w, 2) int64, where each of them stands in ``text``.
    :param sort: what sort of thing it asks for; None for nothing of a known form.
    """

    text: str
    words: tuple[AskedWord, ...]
    places: IntArray
    sort: Sort | None

    def stands_in(self, text: str, language: str) -> bool:
        """Tell whether a text has every content word, or what stands for it.

        :param text: a sentence.
        :param language: of its document.
        """
        stems = frozenset(analyze(text, language))
        return bool(self.words) and all(word.covered_by(stems) for word in self.words)

    @property
    def spellings(self) -> tuple[tuple[str, tuple[frozenset[str], ...]], ...]:
        """Its content words, each with the sets of stems that stand for it."""
        return tuple((word.text, word.forms) for word in self.words)

    @property
    def heads(self) -> tuple[int, ...]:
        """Positions of the words for what is counted or told of something.

        They stand side by side right behind "how many" or "what is the": of "How many Russian
        students study there?" the two first, of "What is the population of Peru?" the first. In
        Kazakh one may stand right before the question's word, at the end: "Перудің халқы қанша?".
        """
        closing = _CLOSES_HEAD.search(self.text) if self.language == KAZAKH else None
        if closing is not None:
            return self._heads_before(closing.start())
        opening = _OPENS_HEAD.search(self.text)
        heads: list[int] = []
        if opening is None:
            return ()
        end = opening.end()
        for position, (start, stop) in enumerate(self.places.tolist()):
            if 0 <= start - end <= 1 and not self._is_verb(position):
                heads.append(position)
                end = stop
        return tuple(heads)

    def _heads_before(self, end: int) -> tuple[int, ...]:
        """Return the word that ends there, which is what is told, where it is one of content."""
        return tuple(i for i, (_, stop) in enumerate(self.places.tolist()) if stop == end)

    def _is_verb(self, position: int) -> bool:
        # "Who opened it?" is "Кто открыл?", with nothing between the two.
        return is_verb(self.words[position].text.casefold(), self.language)

    @property
    def head(self) -> int | None:
        """Position of the one word for what is counted or told: "students", "population".

        What follows it side by side may be a verb already.
        """
        heads = self.heads
        return next((i for i in heads if not self.words[i].is_name), heads[-1] if heads else None)

    @property
    def language(self) -> str:
        """The question's language: ``en``, ``ru`` or ``kk``; ``und`` where it has no letters."""
        return question_language(self.text)

    @property
    def shares(self) -> FloatArray:
        """The words' shares of the question's weight, (w,) float32, their sum 1 or 0."""
        weights = np.asarray([word.weight for word in self.words], dtype=np.float32)
        total = float(weights.sum())
        return weights / total if total else weights


@dataclass(frozen=True, slots=True)
class AskedVectors:
    """A question's vectors.

    :param whole: (dim,) float32, unit length.
    :param tokens: those of its content words.
    :param owners: (n,) int64, the word that each of them belongs to.
    """

    whole: FloatArray
    tokens: TokenVectors
    owners: IntArray


def understand(question: str, generation: Generation) -> Asked:
    """Read a question against the documents' own words.

    :param question: one that stands alone.
    :param generation: whose documents are asked.
    """
    readings = generation.variants.read(question)
    searched = respelt(question, readings)
    readings = _with_doubtful(readings, generation)
    chosen = [i for i, reading in enumerate(readings) if _is_content(reading)]
    chosen = chosen or list(range(len(readings)))
    capitals = not _mostly_capitals(question, readings, generation)
    return Asked(
        text=searched.text,
        words=tuple(_word(readings[i], generation, capitals=capitals) for i in chosen),
        places=np.asarray(
            [(searched.places[i].start, searched.places[i].end) for i in chosen], dtype=np.int64
        ).reshape(-1, 2),
        sort=expected_sort(searched.text),
    )


def _with_doubtful(readings: Sequence[Reading], generation: Generation) -> tuple[Reading, ...]:
    """Return readings in which names that only look mistyped stand for what they look like.

    "Josef" beside "Nye", or "Tadjikistan": the search does not change, but neither is missing. Nor
    is a name that the documents have in other letters: "Най" is Nye.
    """
    read = []
    for number, reading in enumerate(readings):
        if reading.how == "absent" and reading.word[0].isupper():
            forms = _in_other_letters(reading.word, generation.vocabulary)
            if not forms and reading.start > 0:
                beside = _is_beside_a_name(readings, number, generation)
                distance = _BESIDE_A_NAME if beside else 1
                forms = generation.variants.names_like(reading.word, distance)
            reading = replace(reading, forms=forms, how="spelling") if forms else reading
        read.append(reading)
    return tuple(read)


def _in_other_letters(name: str, vocabulary: Vocabulary) -> tuple[tuple[str, ...], ...]:
    """Return the documents' names that sound like one which is written in the other script."""
    folded = [word.text for word in words(name)]
    if len(folded) != 1:
        return ()
    other = (held for held in vocabulary if is_cyrillic(held) != is_cyrillic(folded[0]))
    return tuple(
        (held,)
        for held in other
        if vocabulary.is_name(held) and are_alike(folded[0], held, same_language=False)
    )


def _is_beside_a_name(readings: Sequence[Reading], number: int, generation: Generation) -> bool:
    own = readings[number]
    return any(
        other.forms
        and other.word[0].isupper()
        and all(map(generation.vocabulary.is_name, other.forms[0]))
        for other in (*readings[max(0, number - 1) : number], *readings[number + 1 : number + 2])
        if other.end + 1 == own.start or own.end + 1 == other.start
    )


def encode(asked: Asked, embedder: Embedder) -> AskedVectors:
    """Return a question's vectors.

    :param asked: the question.
    :param embedder: the index's model.
    """
    whole = embedder.encode([asked.text], "query")[0]
    tokens = embedder.encode_tokens([asked.text], "query")[0]
    owned = list(_owned(tokens.offsets, asked.places))
    rows = [row for row, _ in owned]
    owners = np.asarray([word for _, word in owned], dtype=np.int64)
    chosen = TokenVectors(tokens.offsets[rows], tokens.plain[rows], tokens.context[rows])
    return AskedVectors(whole, chosen, owners)


def rarity(holding: int, size: int) -> float:
    """Return log(1 + (N - n + .5) / (n + .5)), as in BM25.

    Robertson and Zaragoza 2009, doi:10.1561/1500000019.

    :param holding: how many passages hold it, n.
    :param size: how many there are, N.
    """
    return math.log(1 + (size - holding + 0.5) / (holding + 0.5))


def _is_content(reading: Reading) -> bool:
    return any(word.text not in FUNCTION_WORDS for word in words(reading.word))


def _word(reading: Reading, generation: Generation, *, capitals: bool) -> AskedWord:
    own = tuple(word.text for word in words(reading.word))
    spelt = [own, *reading.forms] if reading.how == "same" else reading.forms or [own]
    forms = dict.fromkeys(
        frozenset(stem(part, language) for part in form)
        for form in spelt
        for language in _LANGUAGES
    )
    lexical = generation.lexical
    holding = max(
        min(lexical.document_frequency(stem(part, language), language) for part in form)
        for form in spelt
        for language in _LANGUAGES
    )
    return AskedWord(
        text=reading.word,
        forms=tuple(forms),
        weight=rarity(holding, lexical.size),
        is_name=_is_name(reading, generation, capitals=capitals),
        is_held=reading.how != "absent",
        is_listed=generation.variants.is_listed(reading.word),
    )


def _mostly_capitals(question: str, readings: Sequence[Reading], generation: Generation) -> bool:
    """Tell whether a question is in capitals or a headline, so that capitals tell nothing."""
    begun = [word[0] for word in question.split() if word[0].isalpha()]
    if sum(map(str.isupper, begun)) <= _HEADLINE * len(begun):
        return False
    # "Did Marie Curie visit Paris?" has as many; but the documents write none of them small.
    is_name = generation.vocabulary.is_name
    return question.isupper() or any(
        reading.forms and not all(map(is_name, reading.forms[0]))
        for reading in readings
        if reading.start > 0 and reading.word[0].isupper()
    )


def _is_name(reading: Reading, generation: Generation, *, capitals: bool) -> bool:
    # Two words that are read together are a name, but for one that is written apart: "web site".
    together = " " in reading.word and reading.how != "spelling"
    if together or any(map(str.isdigit, reading.word)):
        return True
    # Any question's first word has a capital, and some questions have none.
    surely = reading.start > 0 or generation.variants.is_listed(reading.word)
    capital = capitals and surely and reading.word[0].isupper()
    return capital or any(
        all(map(generation.vocabulary.is_name, form)) for form in reading.forms[:1]
    )


def _owned(offsets: IntArray, places: IntArray) -> Iterator[tuple[int, int]]:
    for row, (start, end) in enumerate(offsets.tolist()):
        for word, (first, last) in enumerate(places.tolist()):
            if first <= start and end <= last:
                yield row, word
