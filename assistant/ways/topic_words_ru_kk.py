"""By which words a Russian or Kazakh question about the documents themselves is told."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.ways.plain_words import (
    AUTHOR_WORDS_EN,
    AUTHOR_WORDS_KK,
    AUTHOR_WORDS_RU,
    DOCUMENT_WORDS_KK,
    DOCUMENT_WORDS_RU,
    EN,
    KK,
    RU,
)
from assistant.ways.topic import Topic
from assistant.ways.word_rules import WordRule, rule

# Those that tell most stand first, for the first that holds counts.
RULES: Sequence[tuple[Topic, Sequence[WordRule]]] = (
    (
        "contact",
        (
            rule("связаться написать", AUTHOR_WORDS_RU, allowed=f"{RU} письмо", never="что"),
            rule(
                "почт* email e-mail мейл имейл емейл адрес* контакт* телефон*",
                allowed=f"{RU} электронн*",
            ),
            rule("байланыс* хабарлас*", AUTHOR_WORDS_KK, allowed=f"{KK} жол*"),
            rule(
                "пошта* email e-mail мекенжай* байланыс*", allowed=f"{KK} электрон* дерек* нөмір*"
            ),
        ),
    ),
    (
        "supervisor",
        (
            rule("руководител* руководил* руководств*", allowed=f"{RU} чьим кем под имя зовут"),
            rule("жетекші*", allowed=f"{KK} аты есімі"),
        ),
    ),
    (
        "references",
        (
            rule(
                "источник* литератур* ссыл* библиографи* цитир* процитир*",
                allowed=f"""{RU} спис*
                использ* указан* приведен* приведён* количеств* числ* в конце упомина* кого
                опира* ссыл*""",
                never="ты вы тебя вас",
            ),
            rule(
                "әдебиет* дереккөз* сілтеме* библиография* дәйексөз*",
                allowed=f"{KK} тізім* пайдалан* қолдан* келтір* көрсет* сан* жаса*",
                never="сен сіз сенде сізде",
            ),
        ),
    ),
    (
        "university",
        (
            rule("where откуда", "study work come from учится", AUTHOR_WORDS_EN, allowed=EN),
            rule(
                "где откуда университет* вуз* вузе институт* факультет* город* стран* студент* "
                "аффилиаци* организаци*",
                AUTHOR_WORDS_RU,
                allowed=f"{RU} уч* работает жив* родом",
            ),
            rule(
                "қайда университет* қала* институт* факультет* студент* елден қайдан",
                AUTHOR_WORDS_KK,
                allowed=f"{KK} оқи* оқы* істейді жұмыс* тұра* келген",
            ),
        ),
    ),
    (
        "journal",
        (
            rule(
                "журнал* издательств* издател* сборник* конференци* где",
                "опубликован* издан* напечатан* вышла вышел",
                allowed=f"{RU} впервые",
            ),
            rule("журнал* издательств*", DOCUMENT_WORDS_RU, allowed=RU),
            rule(
                "журнал* баспа* конференция* қайда", "жарияла* шық* басыл*", allowed=f"{KK} журнал*"
            ),
        ),
    ),
    (
        "language",
        (
            rule("язык*", DOCUMENT_WORDS_RU, allowed=f"{RU} написан*"),
            rule("тіл*", DOCUMENT_WORDS_KK, allowed=f"{KK} жазыл*"),
        ),
    ),
    (
        "date",
        (
            rule(
                "когда году год дата",
                DOCUMENT_WORDS_RU,
                allowed=f"""{RU} написан* опубликован*
                вышл* вышел издан* публикации написания выпущен*""",
            ),
            rule(
                "қашан жылы күні", DOCUMENT_WORDS_KK, allowed=f"{KK} жазыл* жариялан* шық* басыл*"
            ),
        ),
    ),
    (
        "length",
        (
            rule(
                "страниц* слов знаков объем* объём* длина длинн*",
                DOCUMENT_WORDS_RU,
                allowed=f"{RU} количеств* число занима* содерж* насколько",
            ),
            rule("бет* көлем* сөз", DOCUMENT_WORDS_KK, allowed=f"{KK} сан* тұрады"),
        ),
    ),
    (
        "which",
        (
            rule(
                "документ* файл* стать* статей источник* материал* книг* текст*",
                "ты вы тебя вас загружен* доступн* базе библиотек* здесь тут",
                allowed=f"{RU} зна* использ* пользу* загруж* другие ещё еще добавлен* имеется",
                never="автор*",
            ),
            rule(
                "құжат* файл* мақала* дереккөз* кітап*",
                "сен сенде сізде сіз жүктел* мұнда базада",
                allowed=f"{KK} жүктел* қосыл* біл* пайдалан*",
                never="автор*",
            ),
        ),
    ),
    (
        "format",
        (
            rule("формат*", allowed=RU),
            rule("формат*", DOCUMENT_WORDS_KK, allowed=KK),
        ),
    ),
    (
        "title",
        (
            rule("называ* назван* заголов* заглави* озаглавлен*", allowed=RU, never="автор*"),
            rule(
                "аты атауы аталады атаулары тақырыбы",
                DOCUMENT_WORDS_KK,
                "не қалай қандай ата айт*",
                allowed=KK,
                never="автор*",
            ),
        ),
    ),
    (
        "authors",
        (
            rule(
                "кто чья чей чьё чье чьи кем автор* фамили* имя имена зовут",
                f"автор* {DOCUMENT_WORDS_RU}",
                allowed=f"""{RU} написал* писал* сочинил* создал* составил* подготовил* имя имена
                 фамили* зовут полное написан* сделал* человек люди""",
                never="о об что где когда какие какой",
            ),
            rule(AUTHOR_WORDS_RU, "имя имена фамили* зовут", allowed=f"{RU} полное"),
            rule(
                "кім кімдер кімнің аты-жөні есімі аты тегі",
                f"{DOCUMENT_WORDS_KK} автор*",
                allowed=f"{KK} жаз* есімі аты тегі аты-жөні",
                never="туралы үшін не",
            ),
            rule("аты-жөні есімі аты тегі есімдері", AUTHOR_WORDS_KK, allowed=f"{KK} кім"),
        ),
    ),
)
