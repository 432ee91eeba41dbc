"""Which language a text is in: of a whole document, and of a short question.

py3langid knows 140 languages and is sure of itself even on three words, so each of the two
questions here is asked of a list of candidates: a broad one for documents, three for questions.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.alphabets import cyrillic_letters, is_cyrillic, is_latin, latin_letters
from ingest.models import UNDETERMINED

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

QUESTION_LANGUAGES = ("en", "ru", "kk")

_DOCUMENT_LANGUAGES = frozenset(
    "en ru kk uk be bg sr mk mn ky tg tt ba de fr es it pt nl pl cs sk sl hr ro hu tr az uz tk "
    "sv da no fi et lv lt el he ar fa ur hi bn ta te th vi id ms zh ja ko ka hy ca sq".split()
)
# On a line or two (a title, a caption, a list of names) only the likely ones are offered.
_SHORT_TEXT_LANGUAGES = frozenset(
    "en ru kk uk de fr es it pt pl tr el he ar fa hi th zh ja ko ka hy".split()
)
_SHORT_LETTERS = 200
_VERY_SHORT_LETTERS = 40  # below this, Latin letters are taken for English
_STRETCHES = 9  # of a long text this many are looked at, and the majority decides:
_STRETCH_CHARS = 2_000  # an abstract or a reference list in another language must not

_LETTERS = re.compile(r"[^\W\d_]")
_KAZAKH = re.compile(r"[әғқңөұүһі]", re.IGNORECASE)
_ADDRESSES = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")
_ENGLISH_FRAME = re.compile(
    r"\b(?:what|who|whom|whose|when|where|which|why|how|is|are|was|were|does|did|do|has|have|had|"
    r"can|could|will|would|should|explain|describe|list|name|tell)\b",
    re.IGNORECASE,
)


def detect_language(text: str) -> str:
    """Return the main language of a document's text.

    :param text: any length; of a long text some stretches are looked at.
    :return: an ISO 639-1 code, or ``und`` where the text holds no letters.
    """
    votes: Counter[str] = Counter()
    for stretch in _stretches(text):
        sample = _ADDRESSES.sub(" ", stretch)
        letters = len(_LETTERS.findall(sample))
        if letters:
            votes[_language_of(sample, letters)] += letters
    return votes.most_common(1)[0][0] if votes else UNDETERMINED


def _language_of(sample: str, letters: int) -> str:
    """Return the language of a sample that holds ``letters`` letters."""
    if letters < _VERY_SHORT_LETTERS:
        latin, cyrillic = latin_letters(sample), cyrillic_letters(sample)
        if latin * 2 > letters:
            return "en"
        if cyrillic * 2 > letters:
            return _russian_or_kazakh(sample)
    candidates = _SHORT_TEXT_LANGUAGES if letters < _SHORT_LETTERS else _DOCUMENT_LANGUAGES
    return _classify(sample, candidates)


def question_language(text: str) -> str:
    """Return the language a question is asked in, one of English, Russian and Kazakh.

    The script decides first; where both stand in one question ("Что такое soft power?"), the
    words that frame it do, for what is quoted or named may be in any language.

    :param text: the question.
    :return: ``en``, ``ru`` or ``kk``; ``und`` where the text holds no letters.
    """
    if not _LETTERS.search(text):
        return UNDETERMINED
    if not is_cyrillic(text):
        return "en"
    frame = _QUOTED.sub(" ", text)
    if not _LETTERS.search(frame):
        frame = text
    if is_latin(frame) and (not is_cyrillic(frame) or _ENGLISH_FRAME.search(frame)):
        return "en"
    return _russian_or_kazakh(frame)


def _russian_or_kazakh(text: str) -> str:
    """Tell Kazakh from Russian; one letter that Russian lacks is proof enough."""
    if _KAZAKH.search(text):
        return "kk"
    return _classify(text, frozenset({"ru", "kk"}))


def _stretches(text: str) -> list[str]:
    """Return the text, or stretches of a long one, evenly spread."""
    if len(text) <= _STRETCHES * _STRETCH_CHARS:
        return [text]
    step = (len(text) - _STRETCH_CHARS) // (_STRETCHES - 1)
    return [text[i * step : i * step + _STRETCH_CHARS] for i in range(_STRETCHES)]


def _classify(text: str, candidates: frozenset[str]) -> str:
    """Return the likeliest of the candidates."""
    for language, _ in _identifier().rank(text):
        if language in candidates:
            return str(language)
    return UNDETERMINED


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    """Load the model, once, when the first text comes."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)
