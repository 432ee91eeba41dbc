"""Whether a question asks what a document is about as a whole, or only what it concludes.

As in :mod:`assistant.ways.topics` the whole question has to: "Summarise the paper" does,
"Summarise China's policy in Xinjiang" asks for something narrower.
"""

from __future__ import annotations

import re

from assistant.ways.gist_words import overview_by_words
from assistant.ways.word_rules import words_of
from assistant.ways.wording import DOCUMENT_EN, DOCUMENT_KK, DOCUMENT_RU, MOST_CHARACTERS

_ABOUT_EN = rf"(?:it|this|that|these|them|everything|{DOCUMENT_EN})"
_ABOUT_RU = rf"(?:это|всё|все|её|его|их|{DOCUMENT_RU})"
_SHORT_EN = r"(?:(?:short|brief|quick|concise|one-\w+|\w+-sentence|general|high-level|overall) )?"
_POINTS_EN = (
    r"(?:main|key|central|principal|core|overall|most important|general|basic|essential) "
    r"(?:idea|point|topic|theme|argument|message|thesis|conclusion|claim|finding|takeaway|subject"
    r"|content|result|purpose|aim)s?"
)
_SUMMARY_EN = (
    rf"(?:{_SHORT_EN}(?:summary|summaries|overview|abstract|synopsis|gist|outline|tl;?dr|recap)"
    rf"|(?:key )?takeaways?|highlights|{_POINTS_EN}|conclusions?|bottom line|big picture)"
)
_BRIEFLY_EN = (
    r"(?:[ ,]+(?:briefly|shortly|in short|in brief|in a nutshell|in general|overall"
    r"|in your own words|broadly|broadly speaking|generally speaking|roughly|essentially|mainly"
    r"|in (?:\w+ ){1,3}(?:sentences?|words|lines|points|paragraphs?)|as a whole))?"
)
_POINTS_RU = (
    r"(?:(?:главн|основн|ключев|центральн|общ)\w{2,3} (?:иде|мысл|тем|тезис|вывод|положени|момент"
    r"|смысл|содержани|пункт)\w{0,3}|вывод\w{0,3}|суть|смысл|краткое содержание|содержание"
    r"|(?:краткое )?резюме|(?:краткий )?(?:обзор|пересказ)|аннотаци\w)"
)
_POINTS_KK = (
    r"(?:(?:негізгі|басты|қысқаша|жалпы) (?:ой|идея|тақырып|мазмұн|түйін|мәселе|тұжырым"
    r"|қорытынды)[а-яәғқңөұүһі]*|мазмұны?н?|түйіні|мәні|түйіндемесі?н?|қорытындысы"
    r"|қорытындылары)"
)

_OVERVIEW = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:what|who)(?:'s| is| are| was| were) {_ABOUT_EN} (?:mainly |mostly |really "
        rf"|all )?about"
        rf"{_BRIEFLY_EN}",
        rf"(?:in (?:short|brief|a nutshell|general)[, ]+)?what (?:does|do|did) {_ABOUT_EN} "
        rf"(?:discuss|cover|describe|deal with|talk about|say|tell(?: us)?|argue|conclude|show"
        rf"|contain|claim|investigate|examine|study|explore|address){_BRIEFLY_EN}",
        rf"what is (?:being )?(?:discussed|described|covered|said|studied) in {_ABOUT_EN}",
        r"(?:tell me|explain|describe)(?: to me)?(?: briefly| shortly)? (?:what )?(?:about )?"
        rf"{_ABOUT_EN}(?: is(?: all)? about| says?| discuss(?:es)?| covers?)?{_BRIEFLY_EN}",
        rf"(?:briefly |shortly )?(?:summari[sz]e|sum up|recap|outline|tl;?dr)(?: (?:up )?"
        rf"(?:for me )?{_ABOUT_EN})?(?: up)?(?: for me)?{_BRIEFLY_EN}",
        r"(?:(?:what(?:'s| is| are| was| were)|give|write|make|provide|produce|show|list|name"
        r"|i need"
        r"|i want|tell|explain|draw up) )?(?:me )?(?:us )?(?:the |a |an |its |their "
        r"|all )*(?:\w+'s )?"
        rf"{_SUMMARY_EN}(?: (?:of|in|from|for|about) (?:the )?{_ABOUT_EN})?{_BRIEFLY_EN}",
        rf"what (?:conclusions?|{_POINTS_EN}) (?:does|do|did|is|are|can be) (?:the authors? |they "
        rf"|{DOCUMENT_EN} )?(?:draw|drawn|come to|reach|reached|make|made|present|presented)"
        rf"(?: (?:in|by|from) {_ABOUT_EN})?",
        r"what (?:does|do|did) the authors? (?:conclude|argue|say)(?: in (?:the )?"
        rf"{DOCUMENT_EN})?{_BRIEFLY_EN}",
        rf"what(?:'s| is) the (?:point|topic|subject|theme|purpose|aim|goal|essence|thesis|argument"
        rf"|message|idea|content) of {_ABOUT_EN}",
        rf"(?:о|про) ч[её]м (?:говорится |рассказывается |идет речь |идёт речь |написано |пишет "
        rf"|рассказывает )?(?:в )?{_ABOUT_RU}",
        rf"(?:о|про) ч[её]м {_ABOUT_RU}(?: говорит| рассказывает)?",
        rf"чему посвящен\w? {_ABOUT_RU}|что (?:говорится|написано|обсуждается"
        rf"|описано) в {_ABOUT_RU}",
        r"(?:(?:кратко|коротко|вкратце) )?(?:перескажи|резюмируй|обобщи|суммируй|подытожь"
        r"|подведи итог"
        rf"|расскажи|опиши|изложи)(?:те)?(?: (?:мне|кратко|коротко|вкратце|о|об|про|содержание|суть"
        rf"|итог))* {_ABOUT_RU}(?: (?:кратко|коротко|вкратце))?",
        r"(?:(?:кратко|коротко|вкратце) )?(?:перескажи|резюмируй|обобщи|подытожь)(?:те)?"
        r"(?: (?:кратко|коротко|вкратце))?",
        r"(?:(?:каков\w?|как\w{2,3}|в ч[её]м|дай|дайте|напиши|напишите|сделай|сделайте|назови"
        r"|назовите"
        r"|изложи|изложите|перечисли|перечислите|составь|составьте|нужно|нужна) )?(?:мне )?"
        rf"{_POINTS_RU}(?: автора)?(?: (?:по |из |в )?{_ABOUT_RU})?"
        r"(?: (?:кратко|коротко|вкратце))?",
        rf"(?:к каким|какие) выводам?ы? (?:приходит|делает|пришел|сделал|сделаны в) "
        rf"(?:автор\w?|{DOCUMENT_RU})",
        rf"{DOCUMENT_KK} (?:не|нелер|неге|қандай тақырып) (?:туралы|жайлы|жайында|арналған"
        rf"|жөнінде)",
        rf"(?:бұл|ол) не (?:туралы|жайлы)|{DOCUMENT_KK} не (?:айтылған|айтылады|жазылған|делінген)",
        rf"(?:{DOCUMENT_KK} )?{_POINTS_KK}(?: (?:не|неде|қандай|қандай|айт|айтып бер|бер|жаз"
        r"|айтыңыз|айтып беріңіз|беріңіз))?",
        rf"(?:{DOCUMENT_KK} )(?:қысқаша )?(?:қорытындыла|түйінде|мазмұнда|баянда|сипатта)"
        r"[а-яәғқңөұүһі]*(?: бер\w*)?",
    )
)
_CONCLUSION = re.compile(r"\bconclu|\bвывод|\bзаключени|қорытынды|тұжырым")


def asks_for_overview(text: str) -> bool:
    """Tell whether a question asks for the gist of the documents or of one of them.

    :param text: as :func:`assistant.ways.wording.prepared` gives it.
    """
    if len(text) > MOST_CHARACTERS:
        return False
    by_form = any(pattern.fullmatch(text) for pattern in _OVERVIEW)
    return by_form or overview_by_words(words_of(text))


def asks_for_conclusion(text: str) -> bool:
    """Tell whether a question for an overview asks only for what is concluded.

    :param text: as for :func:`asks_for_overview`.
    """
    return _CONCLUSION.search(text) is not None
