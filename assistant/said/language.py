"""Which language a question is answered in: its own, or its conversation's where it has none.

A name alone ("NATO?", "Алматы?") or a year is of no language, and a person who asks one in a
conversation goes on in its language. :func:`ingest.language.question_language`, by which the
search goes, names a language for every text; here a text may tell nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.dictionary import ENGLISH
from assistant.function_words import FUNCTION_WORDS
from assistant.ways.greeting import courtesy_of
from ingest.language import question_language

RUSSIAN, KAZAKH = "ru", "kk"
_MOST_READ = 2_000  # characters of a message
_MOST_BACK = 20  # questions
_LEAST_WORDS = 4  # a text of so many is more than a name

_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|„[^“”]*[“”]|\"[^\"]*\"")
_INITIAL = re.compile(r"\b[^\W\d_]\.")  # "С." is no preposition
_KAZAKH_LETTER = re.compile(r"[әғқңөұүһі]", re.IGNORECASE)
_OTHER_SLAVIC = re.compile(r"[їєґў]", re.IGNORECASE)  # beside these "і" is not Kazakh
# Words that one language has and the other lacks; those that both have ("не", "да", "он", "от")
# and those that are names too ("Ким", "Пен") tell nothing.
_RUSSIAN_WORDS = frozenset(
    """
    что чего чему чём чем кто кого кому кем какой какая какое какие какую каких каким какими какова
    каково каков каковы где когда куда откуда почему зачем отчего как сколько чей чья чьё чье чьи
    который которая которое которые ли в во на с со из до по за о об обо к ко у и а но или же бы
    для про это этот эта эти этого этой этом эту был была было были есть его её ее их она оно они
    мне мы вы вас нас там тут здесь тогда ещё еще нет можно нужно назови назовите расскажи
    расскажите перечисли перечислите объясни объясните сравни сравните покажи покажите опиши
    опишите перескажи перескажите привет здравствуйте спасибо благодарю пожалуйста хорошо ладно
    понятно ясно помощь помоги помогите пока
    """.split()
)
_KAZAKH_WORDS = frozenset(
    """
    туралы деген дегенде дегеніміз дейді дейди дейт қандай калай кандай неге нени нелер неше канша
    кашан кайда кайсы ма ме ба бе бар болды болады болып болган екен айтады айтылады айтылган айт
    айтыныз жазды жазган жайлы жайында кимдер менен бул булар осы онын ол олар олардын сендер сиз
    сизге маган керек мынау рахмет салем салеметсиз керемет тамаша армысыз сау жок жаксы
    """.split()
)


def language_of(question: str, earlier: Sequence[str] = ()) -> str:
    """Return the language that a question is to be answered in.

    A question in Cyrillic letters is never answered in English.

    :param question: as the person asked it.
    :param earlier: what the person asked before in the conversation, oldest first.
    :return: ``en``, ``ru`` or ``kk``, English for any other; ``und`` where nothing tells.
    """
    question = question[:_MOST_READ]
    own = told(question)
    if own is not None:
        return own
    before = (told(text[:_MOST_READ]) for text in reversed(earlier[-_MOST_BACK:]))
    known = next((language for language in before if language is not None), None)
    if _CYRILLIC.search(question):
        return known if known in (RUSSIAN, KAZAKH) else RUSSIAN
    return known or question_language(question)


def told(text: str) -> str | None:
    """Return the language that a text's own words tell; None where they tell none.

    What is quoted may be in any language, and so may names: "What does Әуезов say?" is English,
    "Что такое soft power?" Russian.
    """
    frame = _INITIAL.sub(" ", _QUOTED.sub(" ", text))
    if not _LETTER.search(frame):
        frame = text
    spelled = _WORD.findall(frame)
    words = [word.casefold() for word in spelled]
    if not _CYRILLIC.search(frame):
        return _told_in_latin(text, words)
    if not _RUSSIAN_WORDS.isdisjoint(words):
        return RUSSIAN
    if not _KAZAKH_WORDS.isdisjoint(words):
        return KAZAKH
    return ENGLISH if _is_english(spelled) else _told_in_cyrillic(frame, words)


def _told_in_latin(text: str, words: Sequence[str]) -> str | None:
    if not words:
        return None
    says_something = len(words) >= _LEAST_WORDS or not FUNCTION_WORDS.isdisjoint(words)
    # "OK" is said in every language, "thanks" in English.
    return ENGLISH if says_something or courtesy_of(text) not in (None, "agreement") else None


def _is_english(spelled: Sequence[str]) -> bool:
    """Tell whether words of both scripts are an English question with a name in Cyrillic letters.

    "What is мягкая сила?" is, by its first word; "Summarise Әуезов's book", for nothing but a name
    is Cyrillic; "Nye Bound to Lead кітабында" is not.
    """
    latin = [word.casefold() for word in spelled if word.isascii()]
    if not spelled[0].isascii():
        return False
    if latin[0] in FUNCTION_WORDS:
        return True
    names_alone = all(word.isascii() or word[0].isupper() for word in spelled)
    return names_alone and (spelled[-1].isascii() or not FUNCTION_WORDS.isdisjoint(latin))


def _told_in_cyrillic(frame: str, words: Sequence[str]) -> str | None:
    if _KAZAKH_LETTER.search(frame):
        return RUSSIAN if _OTHER_SLAVIC.search(frame) else KAZAKH
    if len(words) < _LEAST_WORDS - 1:
        return None
    return KAZAKH if question_language(frame) == KAZAKH else RUSSIAN
