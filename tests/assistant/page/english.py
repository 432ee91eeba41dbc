"""The page's words in English, which most of its tests read."""

from __future__ import annotations

from assistant.dictionary import ENGLISH
from assistant.page.words import page_words

EN = page_words(ENGLISH)
