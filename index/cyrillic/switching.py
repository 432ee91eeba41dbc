"""Made-up translations: an English text whose words are replaced one by one from a lexicon.

Code-switched text teaches words in contexts for which there is no translation (Qin et al. 2020,
CoSDA-ML). The words' order stays the English one, their forms are those that occur in the pairs; a
name without a translation is written as it sounds.
"""

from __future__ import annotations

import random
import re

from index.cyrillic.lexicon import Choices, Lexicon

_PIECES = re.compile(r"[^\W\d_][\w'’-]*|[^\w\s]+|\s+|\w+")
_ARTICLES = frozenset({"the", "a", "an"})
# Longer spellings first.
_SOUNDS = (
    ("shch", "щ"), ("sch", "ш"), ("tch", "ч"), ("ough", "о"), ("sh", "ш"), ("ch", "ч"),
    ("zh", "ж"), ("kh", "х"), ("ph", "ф"), ("th", "т"), ("ck", "к"), ("qu", "кв"), ("oo", "у"),
    ("ee", "и"), ("ea", "и"), ("ya", "я"), ("yu", "ю"), ("yo", "ё"), ("ia", "ия"), ("ts", "ц"),
    ("ie", "и"), ("x", "кс"), ("w", "в"), ("j", "дж"), ("a", "а"), ("b", "б"), ("c", "к"),
    ("d", "д"), ("e", "е"), ("f", "ф"), ("g", "г"), ("h", "х"), ("i", "и"), ("k", "к"),
    ("l", "л"), ("m", "м"), ("n", "н"), ("o", "о"), ("p", "п"), ("q", "к"), ("r", "р"),
    ("s", "с"), ("t", "т"), ("u", "у"), ("v", "в"), ("y", "и"), ("z", "з"),
)  # fmt: skip
_LETTERS = dict(_SOUNDS)
_SOUND = re.compile("|".join(_LETTERS))
_ENDINGS = (
    ("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""),
    ("ing", "e"), ("ly", ""),
)  # fmt: skip


class Switcher:
    """Makes up translations, always the same ones for a seed.

    :param lexicon: which words translate which.
    :param seed: of its choices.
    """

    def __init__(self, lexicon: Lexicon, seed: int = 0) -> None:
        self._words = {"ru": lexicon.russian, "kk": lexicon.kazakh}
        self._random = random.Random(seed)

    def switched(self, text: str, language: str, share: float) -> str:
        """Return an English text with words in Russian or Kazakh.

        :param text: one or more sentences.
        :param language: ``ru`` or ``kk``.
        :param share: the chance, 0 to 1, that a word that can be replaced is.
        """
        words = self._words[language]
        made = []
        for piece in _PIECES.findall(text):
            if not piece[0].isalpha() or self._random.random() > share:
                made.append(piece)
            elif piece.casefold() not in _ARTICLES:
                made.append(self._word(piece, words))
        return " ".join("".join(made).split())

    def _word(self, word: str, words: Choices) -> str:
        low = word.casefold().replace("’", "'").removesuffix("'s")
        for form in _may_be_forms_of(low):
            if form in words:
                translations, counts = words[form]
                return self._random.choices(translations, counts)[0]
        return sounded(word) if word[0].isupper() else word


def sounded(name: str) -> str:
    """Return a Latin name in Cyrillic letters, roughly as it sounds."""
    return _SOUND.sub(lambda match: _LETTERS[match.group()], name.casefold())


def _may_be_forms_of(word: str) -> list[str]:
    """Return what an English word may be a form of, itself first."""
    return [word] + [
        word.removesuffix(ending) + instead
        for ending, instead in _ENDINGS
        if word.endswith(ending) and len(word) > len(ending) + 2
    ]
