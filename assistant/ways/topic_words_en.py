"""By which words an English question is told that asks where a document comes from."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.ways.plain_words import (
    ANY_EN,
    AUTHOR_WORDS_EN,
    BELONGS,
    CITED,
    DOCUMENT_WORDS_EN,
    EN,
    KK,
    LISTS,
    MAIL,
    OFFICES,
    PLAIN_EN,
    PUBLISHED,
    REACHED,
    RU,
    THIS_EN,
    TONGUES,
)
from assistant.ways.topic import Topic
from assistant.ways.word_rules import WordRule, rule

# Those that tell most stand first, for the first that holds counts.
RULES: Sequence[tuple[Topic, Sequence[WordRule]]] = (
    (
        "contact",
        (
            rule(
                REACHED,
                f"{AUTHOR_WORDS_EN} their her his",
                allowed=f"""{EN} {REACHED} address
                addresses details information info send message write letter her his him she he
                number""",
            ),
            rule(
                MAIL,
                allowed=f"{EN} {REACHED} address addresses details information info",
                never="you your i",
                most=8,
            ),
            rule(
                "write message letter",
                "to",
                AUTHOR_WORDS_EN,
                "i can where how",
                allowed=f"{EN} send a",
                never="what did does",
            ),
            rule("contact contacts", DOCUMENT_WORDS_EN, allowed=f"{EN} details information info"),
            rule("address addresses", AUTHOR_WORDS_EN, allowed=EN, never="do does did"),
            rule(
                "contact contacts",
                allowed=f"{PLAIN_EN} details information info",
                most=4,
                never="you your",
            ),
        ),
    ),
    (
        "supervisor",
        (
            rule(
                "supervisor supervisors adviser advisor mentor tutor",
                allowed=f"{EN} her his academic thesis name names her him she he",
            ),
            rule(
                "supervised supervise supervises supervising supervision advised mentored guided "
                "guidance",
                ANY_EN,
                "who whom whose under",
                allowed=f"{EN} in during done written",
            ),
        ),
    ),
    (
        "code",
        (
            rule(
                "udc удк doi jel әож",
                allowed=f"{EN} {RU} {KK} code codes number index class "
                "classification identifier код* номер* индекс* коды нөмірі",
            ),
            rule("classification", "code codes number index", DOCUMENT_WORDS_EN, allowed=EN),
        ),
    ),
    (
        "references",
        (
            rule(
                CITED,
                allowed=f"{EN} {CITED} {LISTS} literature sources source her his name there",
                never="why said say",
            ),
            rule(
                "literature sources source",
                f"{ANY_EN} list number cited used show",
                allowed=f"{EN} {LISTS} {CITED} literature rely relies relied draw draws base "
                "based consulted behind sources source his her",
                never="you your i",
            ),
            rule(
                "based relies rely built draws",
                DOCUMENT_WORDS_EN,
                "what which",
                "on upon",
                allowed=f"{EN} sources source",
                never=AUTHOR_WORDS_EN,
            ),
            rule(
                "information facts data evidence material",
                "where",
                "get gets got take takes took taken come comes find",
                AUTHOR_WORDS_EN,
                allowed=EN,
            ),
        ),
    ),
    (
        "university",
        (
            rule(
                OFFICES,
                AUTHOR_WORDS_EN,
                allowed=f"{PLAIN_EN} {AUTHOR_WORDS_EN} {OFFICES} "
                f"{BELONGS} {DOCUMENT_WORDS_EN} name",
                never="published publish get find",
            ),
            rule(
                "university uni college institute school faculty where",
                "she he",
                "study studies studying enrolled student",
                allowed=f"{PLAIN_EN} {OFFICES} {BELONGS}",
                never="did was were",
            ),
        ),
    ),
    (
        "journal",
        (
            rule(
                "journal magazine publisher conference venue proceedings",
                f"{THIS_EN} name",
                allowed=f"{EN} {PUBLISHED} presented come came out in name",
            ),
            rule("where who", PUBLISHED, THIS_EN, allowed=f"{EN} first", never=AUTHOR_WORDS_EN),
        ),
    ),
    (
        "language",
        (
            rule(
                "language languages",
                DOCUMENT_WORDS_EN + " it",
                allowed=f"{EN} written wrote original used",
                never="author you",
            ),
            rule(
                TONGUES,
                f"{DOCUMENT_WORDS_EN} it",
                "is are was written",
                "in",
                allowed=f"{EN} written or",
                never="what who how about where why",
            ),
        ),
    ),
    (
        "date",
        (
            rule(
                "when year date",
                DOCUMENT_WORDS_EN,
                allowed=f"""{EN} {PUBLISHED} written write
                wrote come came out made created added appear""",
                never="many",
            ),
            rule("when", "publish write", AUTHOR_WORDS_EN, allowed=EN),
            rule("old recent new", "how is are", DOCUMENT_WORDS_EN, allowed=EN, never="many much"),
            rule(
                "published written publication",
                "when year date ago",
                allowed=f"{PLAIN_EN} out long ago",
                never="you many",
            ),
        ),
    ),
)
