"""What languages are called in English."""

from __future__ import annotations

from ingest.models import UNDETERMINED

_NAMES = {
    "en": "English",
    "ru": "Russian",
    "kk": "Kazakh",
    "uk": "Ukrainian",
    "ky": "Kyrgyz",
    "uz": "Uzbek",
    "tg": "Tajik",
    "tk": "Turkmen",
    "tr": "Turkish",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "pt": "Portuguese",
    "pl": "Polish",
    "ar": "Arabic",
    "fa": "Persian",
    "hi": "Hindi",
    "zh": "Chinese",
    "ja": "Japanese",
    "ko": "Korean",
}


def language_name(code: str) -> str:
    """Return a language's name.

    :param code: ISO 639-1.
    :return: the code itself where we have no name, empty for ``und``.
    """
    return "" if code == UNDETERMINED else _NAMES.get(code, code)
