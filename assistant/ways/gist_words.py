"""By which words a question for the gist of a document is told, in whatever order they come."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.ways.plain_words import (
    AUTHOR_WORDS_EN,
    AUTHOR_WORDS_KK,
    AUTHOR_WORDS_RU,
    DOCUMENT_WORDS_EN,
    DOCUMENT_WORDS_KK,
    DOCUMENT_WORDS_RU,
    EN,
    KK,
    PLAIN_EN,
    RU,
)
from assistant.ways.word_rules import rule

_OF_EN = f"{AUTHOR_WORDS_EN} {DOCUMENT_WORDS_EN}"
# How long or how plain the gist is to be.
_MANNER = """
short brief briefly quick quickly concise simple simply plain terms english few couple one two three
four five six ten sentence sentences word words line lines paragraph paragraphs bullet bullets point
points minute nutshell general overall basically essentially main mainly key like kid child old
understand i've read reading haven't not time too long before without all as up down into out own
rundown version summary overview make write provide create help looking good main most important
there here thing things okay ahead everything executive provide interested into busy detailed sort
kind
"""
_SUMMARY = """
resume summary summaries overview gist abstract synopsis outline recap tldr rundown takeaway
takeaways
highlights essence digest summarize summarise summarizing summarising summarized summarised condense
shorten nutshell
"""
_POINTS = """
idea ideas point points argument arguments claim claims thesis message topic topics theme themes
finding findings result results conclusion conclusions content contents focus subject subjects
takeaway takeaways statement insight insights matter lesson lessons issue issues thought thoughts
view
"""
_MAIN = (
    "main major chief key central big general core principal overall most important basic primary "
    "essential"
)
_AIMS = """
aim aims goal goals purpose objective objectives focus thesis problem question questions hypothesis
essence topic topics theme themes subject subjects content contents issue issues
point points matter statement significance importance relevance story opinion opinions view
views viewpoint
stance idea
devoted dedicated
"""
_SAYS = """
believe believes think thinks
say says saying said argue argues arguing prove proves conclude concludes concluded convey tell find
found learn discover discovered show shows claim claims discuss discusses cover covers covered
covering deal deals mean means teach explain explains describe describes focus focuses contain
contains answer address addresses explore explores examine examines investigate demonstrate suggest
message talk talks talking discussed inside expect present get point
"""
_TO = "wants want trying try tries tried hopes attempt attempts does do did is what"

_RULES = (
    rule(
        "points issues questions topics problems arguments",
        "raised raise raises made make makes",
        f"{_OF_EN}",
        allowed=f"{EN} {_MANNER} {_POINTS}",
        never="many when where who how",
    ),
    rule(
        "know important interesting",
        "what",
        DOCUMENT_WORDS_EN,
        "about in",
        "i we you is important",
        allowed=f"{PLAIN_EN} about most {DOCUMENT_WORDS_EN}",
        never="many report work works you study",
    ),
    rule("version", "short brief shorter", allowed=EN),
    rule("tell", "everything all", "about", DOCUMENT_WORDS_EN, allowed=EN),
    rule(
        _SUMMARY,
        allowed=f"{EN} {_MANNER} {_SUMMARY} about says content contents",
        never="when where who",
    ),
    rule(
        "explain describe brief walk boil sum break condense shorten present introduce description",
        f"{DOCUMENT_WORDS_EN} down up",
        allowed=f"""{EN} {_MANNER} {_SAYS} through content contents
         about""",
        never="when where who what why how",
    ),
    rule(
        _MAIN,
        _POINTS,
        allowed=f"""{EN} {_MANNER} {_POINTS} {_MAIN} {_SAYS} {_TO} {_SUMMARY} he she made
         makes about""",
        never="when where who many your how",
    ),
    rule("bullet bullets", "points point", allowed=f"{EN} {_MANNER} key", never="many"),
    rule(
        _AIMS,
        f"{DOCUMENT_WORDS_EN}",
        allowed=f"""{EN} {_MANNER} {_AIMS} {_SAYS} {_TO} main behind
         about""",
        never="when where who was were many your how",
    ),
    rule(
        "topics topic themes theme subjects issues",
        "covered discussed addressed here",
        allowed=f"{EN} {_MANNER} {_SAYS} addressed treated",
    ),
    rule(
        "what which",
        AUTHOR_WORDS_EN,
        f"{_SAYS} {_AIMS}",
        allowed=f"""{EN} {_MANNER} {_SAYS} {_TO}
         {_AIMS} {_POINTS} overall here draw reach reached drew come make""",
        never="many highlighted with",
    ),
    rule(
        "what",
        "conclude learn",
        "i we they it you author authors can",
        """conclude concluded
         learn""",
        allowed=f"{EN} {_MANNER}",
        never="you your",
    ),
    rule(
        "what which",
        DOCUMENT_WORDS_EN,
        _SAYS,
        allowed=f"""{EN} {_MANNER} {_SAYS} {_TO} {_POINTS}
         should reader readers""",
        never="many report found when where did with was who",
    ),
    rule(
        "what",
        "about",
        DOCUMENT_WORDS_EN,
        allowed=f"{EN} {_MANNER} {_SAYS} about",
        never="many who found say know",
    ),
    rule("what", "about", "all this it", "here", allowed=f"{PLAIN_EN} {_MANNER} about"),
    rule("what", "this it", "about", "all", allowed=PLAIN_EN),
    rule(
        "what",
        "in inside",
        DOCUMENT_WORDS_EN,
        "is are",
        allowed="the this these those all my your",
        never="study report research work works",
    ),
    rule("away takeaway take", DOCUMENT_WORDS_EN, "what", allowed=f"{EN} away"),
    rule(
        "how",
        "conclude end concludes ends",
        f"{DOCUMENT_WORDS_EN} author authors",
        allowed="the this does do did it its their s",
    ),
    rule(
        "conclusion conclusions findings results outcome outcomes",
        f"{DOCUMENT_WORDS_EN} author authors they",
        "what which give show tell list of the",
        allowed=f"""{EN} {_MANNER} overall final end presented stated reach reached
         draw drawn drew come came make made find found finding findings""",
        never="how who where when was were many",
    ),
    rule("tell", "about", DOCUMENT_WORDS_EN, allowed=f"{PLAIN_EN} {_MANNER} more something about"),
    rule("idea ideas", "big general main", allowed=f"{PLAIN_EN} behind here"),
    rule(
        "чем ком",
        "о об про",
        f"{DOCUMENT_WORDS_RU} речь говорится",
        allowed=f"{RU} про речь ид* говор* рассказ* коротко кратко вкратце повеств* пишет",
        never="автор*",
    ),
    rule("что", "про", DOCUMENT_WORDS_RU, allowed=f"{RU} про рассказ* говор* эта"),
    rule(
        "содержание содержания саммари резюме конспект* пересказ* перескаж* обзор* аннотаци* "
        "кратко вкратце коротко суммир* обобщ* резюмир* суть сути смысл*",
        allowed=f"""{RU} сделай* состав* дай* своими словами кратк* коротк* нескольк* предложени*
         двух трех трёх расскажи* опиши* об чем чём говор* изложи* объясни* общее основное главн*
         содержание пересказ* заключается состоит основн* приведи* хоч* вкратце слов* простыми
         эт*""",
    ),
    rule(
        "главн* основн* ключев* центральн* общ*",
        """мысл* иде* тем* тезис* вывод* положени* момент*
         содержани* аргумент* вопрос* проблем* результат* посыл* цел*""",
        allowed=f"{RU} {AUTHOR_WORDS_RU} чем заключ* состоит хо* донести сказать",
    ),
    rule(
        "цел* проблем* тема тему тематик* вопрос* задач* результат* вывод* итог* заключени* "
        "посвящен* посвящён* предмет* гипотез*",
        f"{DOCUMENT_WORDS_RU} {AUTHOR_WORDS_RU}",
        allowed=f"""{RU} рассматрив* подним* обсужд* дела* приход* пришел пришёл чему ставит получ*
         исследу* решает каким к затраг* освещ* изуч* основн* главн* сдел* став*""",
    ),
    rule(
        AUTHOR_WORDS_RU,
        "что",
        """хо* доказыва* утвержда* пыта* говорит пишет считает показыва*
         исследу* изуча* рассматрива*""",
        allowed=f"{RU} сказать доказать показать донести нам в",
    ),
    rule(
        "что",
        DOCUMENT_WORDS_RU,
        "говор* рассказ* опис* обсужд* доказ* показ* изуч* исследу* узна*",
        allowed=f"{RU} рассматрива*",
    ),
    rule(
        "қысқаша жалпы",
        allowed=f"""{KK} мазмұн* түсіндір* баянда* қорыт* айтып туралы сипатта*
         тұжырым*""",
        most=8,
    ),
    rule(
        "не неде неге нені жайлы жайында жөнінде туралы",
        DOCUMENT_WORDS_KK,
        """туралы жайлы жайында жөнінде арналған айтыл* жазыл* қарастыр* көрсет* зерттел* баянда*
         дәлелде*""",
        allowed=f"{KK} айтыл* туралы",
        never="автор* біл*",
    ),
    rule(
        "мақсат* нәтиже* мәселе* тақырып* мазмұн* түйін* мәні идея* қорытынды* тұжырым* қорыт*",
        f"{DOCUMENT_WORDS_KK} {AUTHOR_WORDS_KK}",
        allowed=f"""{KK} негізгі басты қарастыр* көтер*
         келді келеді жаса* шығар* қойған қысқаша айтыл*""",
    ),
    rule(
        "негізгі басты",
        "ой* пікір* идея* мәселе* түйін* тақырып* мазмұн* тұжырым* қорытынды*",
        allowed=f"{KK} {AUTHOR_WORDS_KK} айтқысы",
    ),
    rule(
        "автор*",
        "не нені",
        "айтқысы айтпақ дәлелде* көрсеткісі",
        allowed=f"{KK} келеді келді болған",
    ),
)


def overview_by_words(words: Sequence[str]) -> bool:
    """Tell whether a question asks for a document's gist, as far as its words tell.

    :param words: as :func:`assistant.ways.word_rules.words_of` gives them.
    """
    return any(each.holds(words) for each in _RULES)
