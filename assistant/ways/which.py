"""Which way a question is to be answered: told from how it is worded, in three languages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.models import Way
from assistant.ways.gist import asks_for_overview
from assistant.ways.greeting import courtesy_of, without_greeting
from assistant.ways.topics import topic_of
from assistant.ways.wording import prepared

_COMPARE = re.compile(
    r"^compar(?:e|ing|ison)\b|\bcomparison (?:of|between)\b|^how (?:do|does"
    r"|did) .{1,120}? compare\b"
    r"|\b(?:vs\.?|versus)(?=\s)|^what (?:do|does"
    r"|did) (?!.{0,120}?\bnot\b).{1,120}? have in common\b"
    r"|^what (?:distinguishes|differentiates|sets) .{1,120}? from\b|^contrast\b"
    r"|\b(?:differences?|similarit(?:y|ies)|distinctions?|contrasts?"
    r"|parallels?)(?: \w+){0,4}? between\b"
    r"|^how (?:do|does|did|is|are|was|were) .{1,200}?\b(?:differ|different|similar|alike|distinct)"
    r"(?: (?:from|to|in)\b|$)"
    r"|^what makes .{1,120} different\b"
    r"|^(?:сравни|сравните|сравнить|сопоставь|сопоставьте|сравнение)\b"
    r"|^чем .{0,120}?отлича[ею]тся\b"
    r"|\b(?:разниц|различи|отличи|сходств)\w{0,3}(?: \w+){0,3}? между\b"
    r"|^в ч[её]м (?:\w+ )?(?:разница|различи\w|отличи\w|сходств\w)\b|^что общего\b"
    r"|^как\w{2,3} (?:есть )?(?:разница|различия|отличия|сходства)\b|^чем (?:похожи|схожи)\b"
    r"|\bсалыстыр\w*$|^салыстыр|\bайырмашылы[ғқ]|\bайырмасы\b|\bұқсасты[ғқ]|несімен ерекшелен"
    r"|\bайырмашылығы\b"
)
_WHICH_OF = re.compile(
    r"(?:in |at |to )?(?:which|who|what|where)\b|(?:в |у )?(?:кто|что|где|как\w{2,3}|кого|чья"
    r"|чей)\b"
)
_MORE = re.compile(
    r"\b(?:more|less|fewer|better|worse|most|least|first|earlier|later|greater|larger|bigger"
    r"|smaller"
    r"|higher|lower|stronger|weaker|older|younger|longer|shorter|faster|cheaper|larger|closer"
    r"|\w{3,12}est|больше|меньше|лучше|хуже|раньше|позже|сильнее|слабее|выше|ниже|старше|важнее)\b"
)
_OR = re.compile(r"[,:–—-] .{1,120}?\b(?:or|или)\b")
_EITHER_KK = re.compile(
    r"\b(?:ма|ме|ба|бе|па|пе),? (?:әлде )?.{1,120}?\b(?:ма|ме|ба|бе|па|пе)$|\bқайсысы(?:нда|ның)?\b"
)

_EACH = re.compile(
    r"\b(?:each|every one|respectively|apiece)\b|\band how many\b|\b(?:в|у|для|из) кажд\w{2,3}\b"
    r"|\bкаждый из\b|\bи сколько\b|\bпо отдельности\b|\bәрқайсы|\bәр (?:елде|елдің|біреу)"
)
_HOW_EN = re.compile(
    r"^(?:and )?(?:in \w+ )?(?:how|what|which|who|where)\b|^сколько|^как|неше|қанша"
)
_LIST_START = re.compile(
    r"(?:list|enumerate|itemi[sz]e)\b|name (?!of\b)|(?:give|show|tell)(?: me| us)? (?:a list"
    r"|the list"
    r"|all|some examples|examples|every)\b|(?:what|who) (?:are|were)\b"
    r"|what (?:else )?(?:kinds|types|sorts|forms|examples) of\b"
    r"|(?:перечисли|назови|приведи|укажи|составь список|дай список)(?:те)?\b|кто такие\b"
    r"|(?:(?:в|из|на|о|об|при|для|у|за) )?какие\b|(?:в|из|на|о|об|у|для|от|среди) каких\b"
    r"|(?:с |между |перед |под )?какими\b|по каким\b|каковы\b|кто были\b"
    r"|(?:қандай|қай) [^?]{0,60}?\w{2,30}(?:лар|лер|дар|дер|тар|тер)"
    r"(?:ы|і|ын|ін|ды|ді|да|де|ға|ге|ның|нің|дың|дің|ына|іне|ында|інде|ынан|інен|мен|дан|ден)?\b"
    r"|(?:кімдер|нелер)\b"
)
_LIST_END_KK = re.compile(
    r"\b(?:тізімде\w*|атаңыз|атап бер\w*|атап өт\w*|тізімін (?:бер|жаса)\w*|кімдер|нелер)$"
)
_DANGLING = re.compile(r"\b(?:to|by|for|of|with|on|in|into|as|out|about|from|at|called|named)$")
_WHICH_EN = re.compile(
    r"(?:(?:in|on|at|to|from|for|by|with|under|of|among|through|over|into) )?(?P<word>which|what) "
)
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_AUXILIARIES = frozenset(
    "do does did are were have had can could will would should must may might".split()
)
# A plural noun is followed by its verb, a verb in "-s" by one of these: "what lies between". Only
# after a preposition may the verb still come: "which cities in Asia are".
_DETERMINERS = frozenset("the a an its his her their this these those that both not only".split())
_NO_VERBS = frozenset(
    "in on at to from for by with under of among through over into between against when where if "
    "than as and or".split()
)
# The commonest verbs in "-s" that follow a singular noun: "which theory explains".
_NO_PLURALS = frozenset(
    "does this as thus plus versus always perhaps less news allows makes gives provides shows "
    "helps "
    "becomes comes goes takes contains includes requires describes explains means says keeps lets "
    "holds brings remains seems serves belongs exists occurs happens causes".split()
)
# The commonest nouns of which one is asked for, so that a verb in "-s" may follow.
_SINGULARS = frozenset(
    "country city state year person man woman company organisation organization school theory "
    "author "
    "scholar institution factor term word event group party region river part place name".split()
)
_PLURALS = frozenset(
    "people children men women criteria phenomena data media two three four five six seven "
    "several".split()
)
_MOST_PHRASE = 6  # words
_PHRASE_CHARACTERS = 200

_YES_NO = re.compile(
    r"(?:is|are|am|was|were|do|does|did|has|have|had|can|could|will|would|should|shall|may|might"
    r"|must"
    r"|isn't|aren't|wasn't|weren't|don't|doesn't|didn't|hasn't|haven't|can't|couldn't|won't"
    r"|wouldn't"
    r"|ain't|shouldn't)\b(?! (?:it|that) (?:when|where|who)\b)"
    r"|(?:правда|верно|это правда|это верно)[, ]+что\b|(?:разве|неужели|правда ли|верно ли)\b"
    r"|(?:it is|it's) true that\b|true or false\b"
    r"|(?:whether|if) (?!.{0,300}?\b(?:what|who|which|how|why|when|where)\b)"
)
_ASKS_WHICH_RU = re.compile(
    r"(?:(?:в|на|из|о|об|по|с|у|к|от|для|при) )?(?:кто|что|кого|кому|кем|чем|чём|как|како\w+|какая"
    r"|какие|каким\w?|каких|какую|где|когда|куда|откуда|почему|зачем|сколько|чей|чья|чье)\b"
)
# "ли" is the second word or stands soon after; written with a capital it is a name.
_LI = re.compile(r"\W*(?:\w+\W+){1,5}?ли\b")
_PARTICLE = re.compile(r"\sли\b")
_MA = re.compile(r"[\w»\"”)]\s+(?:ма|ме|ба|бе|па|пе)$")


def way_of(question: str, titles: Sequence[str] = ()) -> Way:
    """Return how a question is to be answered.

    :param question: in English, Russian or Kazakh; of any other language only what looks alike.
    :param titles: the documents' titles, so that "Who wrote X?" is known to name a document.
    """
    if courtesy_of(question) is not None:
        return "greeting"
    asked = without_greeting(question)
    if topic_of(asked, titles) is not None:
        return "documents"
    text = prepared(asked, titles)
    if asks_for_overview(text):
        return "overview"
    if _is_comparison(text):
        return "compare"
    if _is_list(text):
        return "list"
    return "yes_no" if _is_yes_no(text, asked) else "fact"


def _is_comparison(text: str) -> bool:
    if _COMPARE.search(text) or _EITHER_KK.search(text):
        return True
    more = _MORE.search(text) if _WHICH_OF.match(text) else None
    return more is not None and _OR.search(text, more.end()) is not None


def _is_list(text: str) -> bool:
    if _LIST_START.match(text):
        return not (text.startswith(("what are", "what were")) and _DANGLING.search(text))
    if _LIST_END_KK.search(text) or (_EACH.search(text) and _HOW_EN.search(text)):
        return True
    which = _WHICH_EN.match(text)
    return which is not None and _asks_for_several(text[which.end() :], which["word"])


def _asks_for_several(phrase: str, word_before: str) -> bool:
    """Tell whether what follows "which" or "what" is a noun in the plural: "two posts did he"."""
    words = _WORD.findall(phrase[:_PHRASE_CHARACTERS])[:_MOST_PHRASE]
    for position, word in enumerate(words):
        if word in _AUXILIARIES | _SINGULARS | {"is", "was", "has", "of"} or word.endswith("ed"):
            return False
        if word in _PLURALS:
            return True
        if _looks_plural(word):
            # "What exposes organisms to it" has a verb there; "which pipelines run" a noun.
            may_be_verb = position == 0 and word_before == "what"
            return _is_plural_noun(words[position + 1 :], may_be_verb)
    return False


def _is_plural_noun(following: Sequence[str], may_be_verb: bool) -> bool:
    if not following:
        return not may_be_verb
    if following[0] in _DETERMINERS:
        return False
    if following[0] in _NO_VERBS:
        return any(word in _AUXILIARIES for word in following)
    return following[0] in _AUXILIARIES or not may_be_verb


def _looks_plural(word: str) -> bool:
    return (
        len(word) > 3
        and word.endswith("s")
        and not word.endswith(("ss", "us", "is", "'s"))
        and word not in _NO_PLURALS
    )


def _is_yes_no(text: str, asked: str) -> bool:
    if _YES_NO.match(text) or _MA.search(text):
        return True
    return (
        re.search(r"\sли\b", asked) is not None
        and not _ASKS_WHICH_RU.match(text)
        and _LI.match(text) is not None
    )
