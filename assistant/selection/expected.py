"""What sort of thing a question asks for, and where a sentence has one.

A question that asks how many is not answered by a sentence without a number. Only sorts that can
be told by their form are known; every other question expects nothing in particular.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal

from assistant.function_words import FUNCTION_WORDS
from assistant.nations import NATION
from index.aliases import alias_groups
from index.terms import words
from ingest.models import Span
from ingest.months import ENGLISH, KAZAKH

Sort = Literal["count", "money", "share", "date", "duration", "person", "place", "name", "reason"]

# In this order: the first that fits decides.
_FORMS: tuple[tuple[Sort, str], ...] = (
    (
        "share",
        r"what (?:percentage|percent|share|proportion)|how many per ?cent|(?:as|in) percent"
        r"|какой процент|какая доля|сколько процентов|қанша пайыз|неше пайыз",
    ),
    (
        "money",
        r"how much (?:money|did \w+(?: \w+){0,4} (?:cost|pay|spend)|does \w+(?: \w+){0,4} cost)"
        r"|how many (?:us )?(?:dollars|euros?|tenge|roubles|rubles|yuan)"
        r"|what (?:is|was|were|are) the (?:\w+ )?(?:price|cost|budget|salary|revenue)"
        r"|сколько (?:стоит|стоил|долларов|денег|тенге|рублей)|қанша (?:доллар|теңге|ақша)",
    ),
    (
        "duration",
        r"how (?:long|quickly|fast|soon|old)\b|for how many (?:years|months|weeks|days|hours)"
        r"|how many (?:years|months|weeks|days|hours|minutes)"
        r"|сколько (?:лет|времени|месяцев|дней)|как (?:долго|быстро)|қанша (?:уақыт|жыл)",
    ),
    (
        "count",
        r"how many|how much|what (?:is|was|were|are) the (?:\w+ )?(?:number|amount|population"
        r"|total|size|height|length|area|value|rate)|what number|сколько|скольких"
        r"|как(?:ов\w*|ое|ая|ой) (?:числ|количеств|населен|протяж|площад|объ[её]м)"
        r"|қанша|неше|саны қандай",
    ),
    (
        "date",
        r"when\b|(?:what|which) (?:year|date|day|month|century|decade|time)|since what"
        r"|когда|како[мй] (?:году|год|день|веке|месяце)|с какого года|қашан"
        r"|қай (?:жыл|кезде|күн)",
    ),
    (
        "reason",
        r"why\b|for what (?:reason|purpose)|what (?:cause|made|makes|led|forced)"
        r"|почему|зачем|отчего|из-за чего|неге|неліктен|не үшін|не себепті",
    ),
    (
        "place",
        r"where\b|(?:what|which) (?:country|countries|city|cities|state|town|region|place"
        r"|continent|island|river|province|university|capital)|где\b|куда\b|откуда\b"
        r"|как(?:ой|ая|ую|ом|их) (?:стран|город|государств|регион|университет)"
        r"|қайда|қай (?:ел|қала|мемлекет|университет|жерде)|қандай (?:ел|мемлекет|қала)",
    ),
    ("person", r"who\b|whom\b|whose\b|кто\b|кого\b|кому\b|кем\b|чь[яеи]\b|чей\b|кім"),
    (
        "name",
        r"what (?:is|was|were|are) (?:the |its |his |her |their )?(?:\w+ )?(?:names?|titles?)\b"
        r"|(?:is|was|are|were) \w+(?: \w+){0,5} (?:called|named|titled)\b"
        r"|what\b.{0,60} called\b"
        r"|как (?:называ|зовут|озаглавл)|аталады|аты қалай",
    ),
)
_ASKED = [(sort, re.compile(rf"\b(?:{forms})", re.IGNORECASE)) for sort, forms in _FORMS]
# These also join a clause: "learners who have travelled there".
_RELATIVES = re.compile(
    r"who|whom|whose|where|when|why|кто|кого|кому|кем|где|куда|откуда|когда", re.IGNORECASE
)
_OPENS = re.compile(r"[,;:.?!] |\b(?:and|or|и|а) ", re.IGNORECASE)
_CLAUSE = re.compile(
    r"\s*(?:\w+ )?(?:what|which|how|что|чего|как\w{0,3}|сколько)\b(?!.*[;.!])", re.IGNORECASE
)
_WORDS_BEFORE = 2  # "and for whom" has two before it, "at the university where" has three
_WHO_IS = re.compile(
    r"\s*(?:who (?:is|was|are|were)|кто (?:так\w+|был\w*)) (?P<next>[^\W\d_])",
    re.IGNORECASE,
)

_NUMBER_WORDS = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    r"|hundreds?|thousands?|millions?|billions?|trillions?|dozens?|tens|half|several|both|twice"
    r"|один|одна|два|две|три|четыре|пять|шесть|семь|восемь|девять|десять|сто|сотн\w+|двадцать"
    r"|тысяч\w*|миллион\w*|миллиард\w*|несколько|половин\w+|десятк\w+"
    r"|бір|екі|үш|төрт|бес|алты|жеті|сегіз|тоғыз|он|жүз|мың|миллион|миллиард|бірнеше|жарты|жиырма"
)
_SCALE = (
    r"(?:\s?(?:hundred|thousand|million|billion|trillion|bn|тыс\.?|млн|млрд|тысяч\w*|миллион\w*"
    r"|миллиард\w*|мың|миллион|миллиард))?"
)
_FIGURE = rf"\d+(?:[.,\u00a0 ]\d{{3}}){{0,6}}(?:[.,]\d+)?{_SCALE}"
_YEAR = r"\b(?:1[0-9]\d\d|20\d\d)\b"
_MONTHS = (
    rf"(?:{'|'.join((*ENGLISH, *KAZAKH))}"
    r"|январ\w+|феврал\w+|март\w*|апрел\w+|июн\w+|июл\w+|август\w*|сентябр\w+|октябр\w+|ноябр\w+"
    r"|декабр\w+)"
)
_TIME_UNITS = (
    r"(?:years?|months?|weeks?|days?|hours?|minutes?|decades?|centur(?:y|ies)|лет|год\w*|месяц\w*"
    r"|недел\w+|дн\w+|час\w*|жыл\w*|ай|күн|апта|сағат)"
)
CAPITAL = r"[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]"
_NAME_WORD = rf"{CAPITAL}[\w'’.-]*\w|{CAPITAL}\.(?:{CAPITAL}\.)*"
_WITHIN_NAMES = r"of|de|von|van|al|bin"
_NAME = rf"(?<![\w])(?:{_NAME_WORD})(?:\s(?:{_NAME_WORD}|{_WITHIN_NAMES})(?=\s|\W|$))*"
_QUOTED = rf"[\"“«„]{CAPITAL}[^\"“”«»„]{{2,120}}[\"”»“]"
_CURRENCIES = (
    r"(?:dollars?|euros?|pounds?|yuan|tenge|rou?bles?|доллар\w*|евро|рубл\w+|тенге|теңге|usd|eur)"
)
_CAUSES = (
    r"because|due to|owing to|thanks to|since|as a result|given|in order to|so that|so as to"
    r"|therefore|caused?|leads? to|led to|result(?:s|ed)? (?:in|from)|for this reason|why|forced"
    r"|allow(?:s|ed)|потому что|так как|поскольку|из-за|вследствие|благодаря|чтобы|поэтому"
    r"|өйткені|себебі|сондықтан|үшін|салдарынан"
)
_THINGS: Mapping[Sort, str] = {
    "count": rf"\b(?:{_FIGURE}|(?:{_NUMBER_WORDS})(?:[\s-](?:of\s)?(?:{_NUMBER_WORDS}))*)\b",
    "money": rf"[$€£¥₸₽]\s?{_FIGURE}|\b{_FIGURE}\s(?:\w+\s)?{_CURRENCIES}\b",
    "share": rf"\b{_FIGURE}\s?(?:%|per\s?cent|percent|процент\w*|пайыз\w*)"
    r"|\b(?:half|third|quarter|majority|most)\b",
    "date": rf"{_YEAR}(?:[-–]\d{{2,4}})?|\b\d{{1,2}}\s{_MONTHS}\b|\b{_MONTHS}\s\d{{1,2}}\b"
    rf"|\b{_MONTHS}\s(?:of\s)?{_YEAR}|\b(?:\d{{1,2}}(?:st|nd|rd|th)|[XVI]+)\s"
    r"(?:century|век\w*|ғасыр\w*)|\b\d{2,4}s\b",
    "duration": rf"\b(?:(?:less|more|fewer)\sthan\s)?(?:{_FIGURE}|{_NUMBER_WORDS})"
    rf"(?:[\s-]\w+)?[\s-]{_TIME_UNITS}\b",
    "person": _NAME,
    "place": _NAME,
    "name": rf"{_QUOTED}|{_NAME}",
    "reason": rf"\b(?:{_CAUSES})\b",
}
# What a country or an organisation counts where a person is asked for.
NO_PERSON = 0.5
NAMES: frozenset[Sort] = frozenset({"person", "place", "name"})
_FOUND = {
    sort: re.compile(pattern, 0 if sort in NAMES else re.IGNORECASE)
    for sort, pattern in _THINGS.items()
}
_IS_YEAR = re.compile(rf"{_YEAR}$")
_NATION = re.compile(rf"{NATION}|Uzbek|Kazakh|Kyrgyz|Tajik|Turkmen")
_ORGANISATION = re.compile(
    r"\b(?:Department|Universit|Institut|Ministr|Organi[sz]ation|Initiative|Union|Council|Committee"
    r"|Bank|Agency|Company|Republic|School|Academy|Association)"
)
_ROMAN = re.compile(r"[IVXLC]+")
_JOINS_ON = re.compile(rf"(?:\s(?:{_WITHIN_NAMES}))+$")
_PART_OF = re.compile(r"(?:The|(?:North|South|East|West)(?:ern)?|Central) ")  # "Western Europe"


def expected_sort(question: str) -> Sort | None:
    """Return what a question asks for; None where it asks for nothing of a known form."""
    who = _WHO_IS.match(question)
    if who and who["next"].isupper():
        # "Who is Joseph Nye?" asks what he is, "Who is the mayor of Oral?" for a name.
        return None
    return next((sort for sort, pattern in _ASKED if _asks(pattern, question)), None)


def find_sort(sort: Sort, text: str, question: str) -> list[Span]:
    """Return where a text has a thing of a sort that the question itself does not name.

    :param sort: what is looked for.
    :param text: a sentence.
    :param question: whose own names and numbers answer nothing.
    :return: the stretches, in order, offsets in ``text``; of "who", organisations and countries
        where no person is named.
    """
    found = _not_asked(sort, text, question)
    if sort != "person":
        return found
    return [span for span in found if _is_person(text[span.start : span.end])] or found


def fit_of(sort: Sort, text: str, question: str) -> float:
    """Return how well what a text has fits a sort: 1, 0 where it has nothing of it, or between.

    "Who" may be a country ("Who founded the alliance?"), but seldom is.
    """
    found = find_sort(sort, text, question)
    if not found:
        return 0.0
    named = sort != "person" or _is_person(text[found[0].start : found[0].end])
    return 1.0 if named else NO_PERSON


def _not_asked(sort: Sort, text: str, question: str) -> list[Span]:
    asked = {word.text for word in words(question)}
    return [
        span
        for span in _matches(sort, text)
        if sort == "reason" or not {w.text for w in words(text[span.start : span.end])} <= asked
    ]


def _asks(pattern: re.Pattern[str], question: str) -> bool:
    """Tell whether a question has one of a sort's words as what it asks with.

    "Who" and the like ask only near the beginning, or near that of what follows a comma or "and".
    """
    for match in pattern.finditer(question):
        if not _RELATIVES.fullmatch(match.group()):
            return True
        *earlier, before = _OPENS.split(question[: match.start()])
        # "On which island, where the lighthouse stands, ..." asks with its first word.
        if len(before.split()) <= _WORDS_BEFORE and not any(map(_CLAUSE.match, earlier)):
            return True
    return False


def _matches(sort: Sort, text: str) -> Iterator[Span]:
    for match in _FOUND[sort].finditer(text):
        span = Span(match.start(), match.end())
        # A year is a date and no count.
        if sort == "count" and _IS_YEAR.match(match.group()):
            continue
        if sort not in NAMES:
            yield span
            continue
        name = _name_at(span, text)
        if name is not None:
            yield name


def _name_at(span: Span, text: str) -> Span | None:
    """Return what of a match is a name; None where nothing is.

    A sentence's first word is capitalised whatever it is, "Chinese" is nobody and no place, and of
    "the XX century" the number is neither.
    """
    start = span.start
    first, space, _ = text[start : span.end].partition(" ")
    if start == 0:
        if not space:
            return None
        if first.casefold() in FUNCTION_WORDS:
            start += len(first) + 1
    end = start + len(_JOINS_ON.sub("", text[start : span.end]))
    name = text[start:end]
    if _ROMAN.fullmatch(name) or _NATION.fullmatch(_PART_OF.sub("", name, count=1)):
        return None
    return Span(start, end)


def _is_person(name: str) -> bool:
    """Tell whether a name can be a person's by its look, and is not listed as another thing's."""
    known = (name.casefold(), _PART_OF.sub("", name, count=1).casefold())
    return not _ORGANISATION.search(name) and not _listed().intersection(known)


@cache
def _listed() -> frozenset[str]:
    """Return the names of countries, cities and organisations that the program has a list of."""
    others = (group for group in alias_groups() if group.thing != "person")
    return frozenset(name.text.casefold() for group in others for name in group.members)
