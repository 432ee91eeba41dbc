"""By which words a question about the documents themselves is told, in whatever order they come."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.ways import topic_words_en, topic_words_en_files, topic_words_ru_kk
from assistant.ways.topic import Topic

_RULES = (*topic_words_en.RULES, *topic_words_en_files.RULES, *topic_words_ru_kk.RULES)


def topic_by_words(words: Sequence[str]) -> Topic | None:
    """Return what a question asks about the documents themselves, as far as its words tell.

    :param words: as :func:`assistant.ways.word_rules.words_of` gives them.
    """
    for topic, rules in _RULES:
        if any(each.holds(words) for each in rules):
            return topic
    return None
