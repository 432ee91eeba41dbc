"""By which words an English question is told that asks what a document or a file is."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.ways.plain_words import (
    AUTHOR_WORDS_EN,
    DOCUMENT_WORDS_EN,
    EN,
    PLAIN_EN,
    SEVERAL,
    STORE,
    THIS_EN,
)
from assistant.ways.topic import Topic
from assistant.ways.word_rules import WordRule, rule

# Those that tell most stand first, for the first that holds counts.
RULES: Sequence[tuple[Topic, Sequence[WordRule]]] = (
    (
        "length",
        (
            rule(
                "pages words page word",
                "many number count total amount",
                allowed=f"{EN} {'long total altogether contain contains number count amount'}",
                never="you your i",
            ),
            rule(
                "long big short large lengthy length size longer",
                DOCUMENT_WORDS_EN,
                allowed=f"{EN} very quite too",
                never=f"""{AUTHOR_WORDS_EN} do does did i you me
                 give tell need want was were what""",
            ),
        ),
    ),
    (
        "which",
        (
            rule(
                STORE,
                "your big large many you have contain contains size i we there",
                allowed=f"""{EN} knowledge big large contain contains inside stored size hold holds
                 {SEVERAL} loaded indexed""",
                never=AUTHOR_WORDS_EN,
            ),
            rule(
                SEVERAL,
                """you your i my we here loaded uploaded available indexed access other
                 else stored added""",
                "what which how list show any have do name are is can",
                allowed=f"""{PLAIN_EN} {SEVERAL} read see search use using know hold store stored
                 loaded added indexed available access other others else more name names titles
                 {STORE} contain searching based answer number count total upload add work
                 document""",
                never="author wrote about",
            ),
            rule(
                "list show name display enumerate",
                SEVERAL,
                allowed="""a the all me of your my
                 please every available list names titles here you have""",
                never="sources texts",
            ),
            rule(
                "your you",
                "answers answer information knowledge source sources data based",
                "from come based get where source sources",
                allowed=f"{PLAIN_EN} answers use answer take",
            ),
            rule("material materials", "you", "use have know", allowed=PLAIN_EN),
            rule("read", "here", "what can which", allowed=PLAIN_EN),
        ),
    ),
    (
        "format",
        (
            rule("format extension type", THIS_EN, allowed=f"{EN} kind", never="how author"),
            rule(
                "pdf docx html markdown word",
                "is",
                "it this file document",
                allowed=f"{EN} pdf docx",
                never="what who about where how when",
            ),
        ),
    ),
    (
        "title",
        (
            rule(
                "title titles titled entitled heading headline",
                allowed=f"{PLAIN_EN} {DOCUMENT_WORDS_EN} called named name original main "
                "carry carries bear bears",
            ),
            rule(
                "called named name",
                DOCUMENT_WORDS_EN,
                "what how name give tell",
                allowed=f"{PLAIN_EN} name",
                never="who whose",
            ),
        ),
    ),
    (
        "authors",
        (
            rule(
                "who whose whom",
                """wrote write writes written authored penned produced prepared
                 composed behind responsible did work came""",
                DOCUMENT_WORDS_EN,
                allowed=f"{EN} people person name names one credited guy up",
            ),
            rule("whose", DOCUMENT_WORDS_EN, "is are this", allowed=PLAIN_EN),
            rule(
                "who whom",
                "wrote written authored penned",
                "it this that these",
                allowed=f"{PLAIN_EN} person people",
            ),
            rule(
                "many people person persons name names",
                "wrote written authored write",
                THIS_EN,
                allowed=f"{EN} people person persons name",
                never="pages words",
            ),
            rule(
                AUTHOR_WORDS_EN,
                """who name names named surname list identity one several single
                 know credited whose called two person""",
                allowed=f"""{EN} more than first last name names surname surnames called people
                 person one""",
                never="say says said about wants where when",
            ),
            rule(
                AUTHOR_WORDS_EN,
                "know information info more tell details",
                "about",
                "what tell who",
                allowed=f"{PLAIN_EN} {DOCUMENT_WORDS_EN} about",
            ),
            rule(
                AUTHOR_WORDS_EN,
                allowed="the of this paper article document name file pdf a",
                most=5,
            ),
        ),
    ),
)
