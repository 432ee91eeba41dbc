"""How questions are worded around what they ask: courtesies, and the names of a document."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Questions longer than this are never about a document alone; it also bounds the matching.
MOST_CHARACTERS = 200

_LEAST_TITLE_WORDS = 3  # a shorter title is too likely a subject: "Soft power", "Dogs"
_SPACE = re.compile(r"\s+")
_EDGES = re.compile(r"^[\s\"'«“”„‘’(\[]+|[\s\"'»“”’)\].?!…;:,]+$")
_POLITE = re.compile(
    r"^(?:(?:so|and|but|well|then|ok|please|kindly|and so|а|и|ну|ал|өтінемін|өтінем|пожалуйста)"
    r"[\s,]+)*"
    r"(?:(?:can|could|would|will) (?:you|u) (?:please |kindly )?"
    r"(?=(?:tell|give|show|list|name|say|explain|summari\w+|compare|describe|enumerate|provide"
    r"|write|make|sum|outline|recap|introduce|count)\b)"
    r"|(?:do you know|i (?:want|need|would like|d like|'d like) to know|i wonder|i am wondering"
    r"|tell me|please tell me|say|let me know) (?=(?:who|whom|whose|what|which|where|when|how|why"
    r"|if|whether|(?:in|on|at|by) (?:which|what|whom))\b)"
    r"|(?:(?:не )?(?:можешь|можете|могли бы вы|мог бы ты)(?: ли)?(?: вы| ты)? )?"
    r"(?:скажи|скажите|подскажи|подскажите|расскажи|расскажите|ответь|ответьте)(?: мне)?[,]? "
    r"(?:пожалуйста[,]? )?(?=(?:кто|кого|что|как|каки\w+|како\w+|где|когда|почему|сколько|в|на"
    r"|чем|о|есть|правда)\b)"
    r"|(?:хочу|хотел бы|хотела бы|хотелось бы) (?:узнать|знать)[,]? )?(?:please |пожалуйста )?"
)
_POLITE_END = re.compile(
    r"[\s,]+(?:please|pls|plz|thanks|thank you|for me|пожалуйста|спасибо|айтшы|айтыңызшы|өтінемін"
    r"|рахмет)$"
)

_FILE = r"\S{1,80}\.(?:pdf|md|markdown|docx?|html?|txt)"
_NOUN = (
    r"(?:paper|article|document|doc|text|file|study|report|book|essay|thesis|dissertation"
    r"|publication|manuscript|work|pdf|page|source)(?:s|es)?"
)
DOCUMENT_EN = (
    r"(?:(?:(?:this|the|that|these|those|your|my|our|each|every|all|of|both|uploaded|added|indexed"
    r"|whole|entire|current|same|here|research|scientific|academic|journal|conference) ){0,4}"
    rf"(?:{_NOUN}|theses|studies)|(?:(?:this|the) (?:file |document )?)?{_FILE})"
)
DOCUMENT_RU = (
    r"(?:(?:(?:эт\w{1,3}|данн\w{2,3}|сам\w{1,3}|всех|все|всего|кажд\w{2,3}|ваш\w{0,3}|мо\w{1,3}"
    r"|твой|твоих|загруженн\w{2,3}|добавленн\w{2,3}|научн\w{2,3}|цел\w{2,3}|имеющ\w+ся) ){0,3}"
    r"(?:стат(?:ь\w{1,3}|ей)|документ\w{0,3}|файл\w{0,3}|работ\w{0,3}|текст\w{0,3}"
    r"|исследовани\w{1,3}|отч[её]т\w{0,3}|книг\w{0,3}|диссертаци\w{1,3}|публикаци\w{1,3}"
    rf"|доклад\w{{0,3}}|материал\w{{0,3}}|эссе|pdf)|(?:файл\w{{0,2}} )?{_FILE})"
)
DOCUMENT_KK = (
    r"(?:(?:(?:бұл|осы|сол|мына|барлық|аталған|жүктелген|қосылған|әр|әрбір|ғылыми) ){0,3}"
    r"(?:мақала|құжат|файл|жұмыс|мәтін|зерттеу|кітап|еңбек|баяндама|диссертация|pdf)[а-яәғқңөұүһі]*"
    rf"|{_FILE})"
)


def prepared(question: str, titles: Sequence[str] = ()) -> str:
    """Return a question as the patterns of this package read it.

    Lower case, on one line, without courtesies and the marks around it; a document's title in it
    is "this document".

    :param question: without the greeting before it.
    :param titles: the documents' titles, as far as they are known.
    """
    text = _SPACE.sub(" ", question).strip().casefold().replace("’", "'")
    for title in titles:
        text = _without_title(text, _SPACE.sub(" ", title).strip().casefold().replace("’", "'"))
    for _ in range(2):  # "can you tell me" is two of them
        text = _POLITE.sub("", _EDGES.sub("", text))
    return _EDGES.sub("", _POLITE_END.sub("", text))


def _without_title(text: str, title: str) -> str:
    if len(title.split()) < _LEAST_TITLE_WORDS or title not in text:
        return text
    pattern = rf"(?:(?:this|the) \w+ )?[\"'«“„]?(?<!\w){re.escape(title)}(?!\w)[\"'»”“]?"
    return re.sub(pattern, "this document", text)
