"""English questions in Russian or Kazakh words: the question word put right, the others looked up.

What such a question lacks of grammar it has of meaning: a reader that has to go by it learns to
hold a Russian question against an English passage.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from index.cyrillic.corpora import CORPORA, read_corpus
from index.cyrillic.lexicon import lexicon_of
from index.cyrillic.switching import Switcher
from index.stopwords import STOP_WORDS

SWITCHED_WORDS = 0.85  # share of the words that can be looked up
# Fewer Kazakh words can be.
_LANGUAGES = ("ru", "ru", "kk")
# Longer ones first.
_QUESTION_WORDS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "ru": {
        "how many": ("сколько",),
        "how much": ("сколько",),
        "what year": ("в каком году",),
        "which year": ("в каком году",),
        "what kind of": ("какой", "какие"),
        "what type of": ("какой", "какие"),
        "what": ("что", "какой", "какие", "чем"),
        "who": ("кто",),
        "whom": ("кого",),
        "whose": ("чей",),
        "when": ("когда",),
        "where": ("где", "куда"),
        "why": ("почему", "зачем"),
        "which": ("какой", "какая", "какие"),
        "how": ("как", "каким образом"),
    },
    "kk": {
        "how many": ("қанша", "неше"),
        "how much": ("қанша",),
        "what year": ("қай жылы",),
        "which year": ("қай жылы",),
        "what kind of": ("қандай",),
        "what type of": ("қандай",),
        "what": ("не", "қандай"),
        "who": ("кім",),
        "whom": ("кімді",),
        "whose": ("кімнің",),
        "when": ("қашан",),
        "where": ("қайда", "қай жерде"),
        "why": ("неге", "неліктен"),
        "which": ("қай", "қандай"),
        "how": ("қалай",),
    },
}
_QUESTION_WORD = re.compile(rf"\b(?:{'|'.join(_QUESTION_WORDS['ru'])})\b", re.IGNORECASE)
_WORDS = re.compile(r"[\w'’.-]*\w|[^\w\s]")


def switch_of(
    questions: Iterable[str], data: Path, seed: int
) -> Callable[[str, random.Random], str]:
    """Return what gives an English question back in Russian or in Kazakh words.

    Words are learnt from nothing under the GPL or LGPL: the reader's own licence is another.

    :param questions: in English; any other text is given back as it is.
    :param data: the folder of the public data.
    :param seed: of every choice.
    :raises DataError: when a file is missing or not of its form.
    """
    free = (corpus for corpus in CORPORA if "GPL" not in corpus.licence)
    pairs = [pair for corpus in free for pair in read_corpus(corpus, data)]
    switcher, chance = Switcher(lexicon_of(pairs), seed), random.Random(seed)
    made = {
        text: tuple(_switched(text, language, switcher, chance) for language in _LANGUAGES)
        for text in dict.fromkeys(questions)
    }
    return lambda text, chance: chance.choice(made.get(text, (text,)))


def _switched(text: str, language: str, switcher: Switcher, chance: random.Random) -> str:
    asking = _QUESTION_WORDS[language]
    parts: list[str] = []
    end = 0
    for match in _QUESTION_WORD.finditer(text):
        parts.append(_plainly(text[end : match.start()], language, switcher))
        parts.append(chance.choice(asking[match.group().casefold()]))
        end = match.end()
    parts.append(_plainly(text[end:], language, switcher))
    return " ".join(part for part in parts if part)


def _plainly(text: str, language: str, switcher: Switcher) -> str:
    """Return words with content in another language, the others left out as it would."""
    words = (word.removesuffix("'s").removesuffix("’s") for word in _WORDS.findall(text))
    kept = [word for word in words if word.casefold() not in STOP_WORDS]
    return switcher.switched(" ".join(kept), language, SWITCHED_WORDS)
