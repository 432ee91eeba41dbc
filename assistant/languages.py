"""What languages are called."""

from __future__ import annotations

from assistant import dictionary
from ingest.models import UNDETERMINED


def language_name(code: str, language: str = dictionary.ENGLISH) -> str:
    """Return a language's name.

    :param code: ISO 639-1.
    :param language: in which it is named; one of ``dictionary.LANGUAGES``.
    :return: the code itself where it has no name, empty for ``und``.
    """
    return "" if code == UNDETERMINED else dictionary.language_name(code, language)
