"""What a question asks about the documents themselves: their authors, title, sources, length.

The whole question has to be about them, so each pattern must match from its first word to its
last: "Who wrote this paper?" does, "Who wrote the first paper on soft power?" does not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.ways.topic import Topic
from assistant.ways.topic_words import topic_by_words
from assistant.ways.word_rules import words_of
from assistant.ways.wording import (
    DOCUMENT_EN,
    DOCUMENT_KK,
    DOCUMENT_RU,
    MOST_CHARACTERS,
    prepared,
)

_DOCUMENTS_EN = (
    r"(?:documents?|docs|files?|papers?|articles?|texts?|sources?|books?|pdfs?|reports?)"
)
_DOCUMENTS_RU = (
    r"(?:документ\w{0,3}|файл\w{0,3}|стат(?:ь\w{1,3}|ей)|источник\w{0,3}|текст\w{0,3}|книг\w{0,3}"
    r"|материал\w{0,3})"
)
_DOCUMENTS_KK = r"(?:құжат|файл|мақала|дереккөз|кітап|мәтін)[а-яәғқңөұүһі]*"
_INDEX_EN = r"(?:index|library|collection|corpus|database|knowledge base|system)"
_INDEX_RU = r"(?:индекс\w*|библиотек\w*|коллекци\w*|корпус\w*|баз\w* ?(?:данных|знаний)?)"


def _of_en(noun: str) -> str:
    """Return a pattern of questions for a fact of a document: "what is its title"."""
    return (
        r"(?:(?:what|who|which|when|where)(?:'s| is| are| was| were)? |give |show |list"
        r"|list |name |tell me |tell |get |find |print |display )?(?:me )?(?:all )?"
        rf"(?:the |its |their |his |a |an |{DOCUMENT_EN}(?:'s|s'|’s|s’)? )?(?:full |exact |main )?"
        rf"{noun}(?: (?:of|in|for|to|from|used in|cited in|listed in|given in) "
        rf"(?:it|this|these|them|{DOCUMENT_EN}))?(?: is| are)?"
    )


def _of_ru(noun: str) -> str:
    return (
        r"(?:(?:кто|что|каков\w?|как\w{2,3}|назови(?:те)?|укажи(?:те)?|покажи(?:те)?|дай(?:те)?"
        r"|перечисли(?:те)?|выведи(?:те)?) )?(?:мне )?"
        rf"(?:(?:у|в) {DOCUMENT_RU} )?(?:является |такой |был[аи]? |есть |её |ее |его |их |все )?"
        rf"{noun}(?: (?:(?:у|в|к|из) )?{DOCUMENT_RU})?"
    )


def _of_kk(noun: str) -> str:
    return (
        rf"(?:(?:{DOCUMENT_KK}|оның) )?{noun}"
        r"(?: (?:кім|кімдер|не|қандай|қайсы|қай|неше|қанша|ата|атаңыз|атап бер|көрсет|көрсетіңіз"
        r"|бер|беріңіз))?"
    )


_IT = r"(?:it|this|that|these|those|them)"
_WRITTEN = r"(?:written|published|authored|created|made|added|uploaded|indexed|modified|updated)"
_AUTHOR_EN = r"(?:the |its |their |this )?(?:author|writer)s?"
_AFFILIATED = r"(?:based|from|at|working|work|works|study|studying|studies|affiliated|located)"
_WRITTEN_RU = (
    r"(?:написан|опубликован|добавлен|загружен|создан|издан|изменен|изменён|обновлен|обновлён)\w?"
)
_WRITTEN_KK = (
    r"(?:жазыл|жарияланған|жариялан|қосыл|жүктел|жасал|шық|басыл)(?:ды|ді|ты|ған|ген|қан|ған еді)?"
)

_PATTERNS: Mapping[Topic, Sequence[str]] = {
    "authors": (
        rf"(?:who|by whom)(?: has| have| is| was| were)? "
        rf"(?:wrote|written|authored|penned|created|composed) (?:{_IT}|{DOCUMENT_EN})",
        rf"by whom (?:is|was|were|are) (?:{_IT}|{DOCUMENT_EN}) (?:written|authored)",
        rf"who (?:is|are) (?:{_IT}|{DOCUMENT_EN}) (?:written )?by",
        _of_en(
            r"(?:names? of (?:the )?)?(?:co-?)?(?:authors?|writers?)(?:(?:'s|s'|’s|s’)? names?)?"
        ),
        rf"(?:what(?:'s| is| are) )?(?:the )?names? of {_AUTHOR_EN}(?: of {DOCUMENT_EN})?",
        rf"how many authors (?:does {DOCUMENT_EN} have|are there|wrote {DOCUMENT_EN})",
        rf"кто (?:написал|автор|авторы|сочинил|является автором|создал)(?: (?:это|{DOCUMENT_RU}))?",
        rf"кем (?:была |был |было )?{_WRITTEN_RU} (?:это|{DOCUMENT_RU})",
        rf"кем (?:это|{DOCUMENT_RU}) (?:была |был |было )?{_WRITTEN_RU}",
        rf"(?:чья|чей|чье|чьё) (?:это )?{DOCUMENT_RU}",
        rf"как зовут автор\w{{0,2}}(?: {DOCUMENT_RU})?",
        _of_ru(r"(?:имя |имена |фамили\w )?автор\w{0,3}"),
        rf"(?:{DOCUMENT_KK}|мұны|бұны) кім(?:дер)? (?:жазды|жазған|жазып шықты)",
        rf"кім(?:дер)? (?:жазды|жазған) {DOCUMENT_KK}",
        _of_kk(r"автор(?:ы|лары|ын|ларын|лар|ды|ларды|дың аты|ының аты|ының есімі)?"),
    ),
    "title": (
        _of_en(r"(?:titles?|headline)"),
        rf"(?:what|how) (?:is|are) (?:{_IT}|{DOCUMENT_EN}) (?:called|titled|entitled|named)",
        rf"(?:what(?:'s| is) )?(?:the )?(?:file ?)?names? of {DOCUMENT_EN}",
        rf"как (?:называ[ею]тся|озаглавлен\w?) (?:это|{DOCUMENT_RU})",
        rf"как (?:это|{DOCUMENT_RU}) (?:называ[ею]тся|озаглавлен\w?)",
        _of_ru(r"(?:название|названия|заголовок|заглавие)"),
        rf"{DOCUMENT_KK} (?:қалай аталады|аты қандай|аты кім|аты не)",
        _of_kk(r"(?:атауы|тақырыбының атауы|тақырыптары|атаулары)"),
    ),
    "supervisor": (
        _of_en(
            r"(?:scientific |academic |research |thesis )?(?:supervisors?|advis[eo]rs?)"
            rf"(?: of {_AUTHOR_EN})?"
        ),
        rf"who (?:supervised|advised|is supervising) (?:{_IT}|{_AUTHOR_EN}|{DOCUMENT_EN})",
        rf"under whose supervision (?:is|was|were) (?:{_IT}|{DOCUMENT_EN}) (?:written|done)",
        _of_ru(r"научн\w{2,3} руководител\w{1,2}(?: автора)?"),
        rf"под чьим руководством (?:была |был )?{_WRITTEN_RU} {DOCUMENT_RU}",
        _of_kk(r"(?:автордың )?(?:ғылыми )?жетекші(?:сі)?"),
        rf"{DOCUMENT_KK} кімнің жетекшілігімен {_WRITTEN_KK}",
    ),
    "university": (
        _of_en(r"(?:affiliations?|universit(?:y|ies)|institutions?)(?: of (?:the )?authors?)?"),
        r"(?:what(?:'s| is| are) )?(?:the )?author(?:'s|’s|s'|s’) "
        r"(?:affiliations?|universit(?:y|ies)|institutions?|cit(?:y|ies)|countr(?:y|ies))",
        r"(?:(?:in|at|from|to) )?(?:which|what) (?:universit(?:y|ies)|institutions?|institutes?"
        r"|organi[sz]ations?|cit(?:y|ies)|countr(?:y|ies)|place)(?: is| are| do| does| did| was)? "
        rf"{_AUTHOR_EN}(?: of {DOCUMENT_EN})?(?: (?:{_AFFILIATED}|belong|attend|live|lives|come))*"
        r"(?: (?:in|at|to|from|with))?",
        rf"where (?:is|are|do|does|did) {_AUTHOR_EN}(?: of {DOCUMENT_EN})? "
        rf"(?:{_AFFILIATED}|live|come from)(?: at)?",
        rf"at (?:which|what) (?:university|institution) (?:is|was) {DOCUMENT_EN} (?:written|done)",
        r"(?:в|из|на) как\w{2,3} (?:университет\w*|вуз\w*|город\w*|стран\w*|организаци\w*"
        r"|институт\w*)"
        r"(?: (?:учится|работает|жив[её]т|находится|пишет))* автор\w{0,2}"
        rf"(?: {DOCUMENT_RU})?(?: (?:учится|работает|жив[её]т))?",
        r"(?:где|откуда) (?:учится |работает |жив[её]т )?автор\w{0,2}"
        rf"(?: {DOCUMENT_RU})?(?: (?:учится|работает|жив[её]т))?",
        _of_ru(r"(?:аффилиаци\w{1,2}|университет|вуз)(?: автор\w{1,2})?"),
        rf"(?:{DOCUMENT_KK} )?автор\w* (?:қай|қандай) "
        r"(?:университет|қала|жоғары оқу орн|ел|жер|ұйым)[а-яәғқңөұүһі]*"
        r"(?: (?:оқиды|жұмыс істейді|тұрады))?",
        rf"(?:{DOCUMENT_KK} )?автор\w* қайда (?:оқиды|жұмыс істейді|тұрады)",
        _of_kk(r"(?:автордың )?университеті"),
    ),
    "code": (
        _of_en(r"(?:udc|удк|әож|doi|jel)(?: (?:code|number|index|class|classification))?s?"),
        rf"what (?:udc|doi|jel)(?: code| number)? (?:does|is|has) {DOCUMENT_EN}(?: have)?",
        _of_ru(r"(?:(?:код|номер|индекс) )?(?:удк|udc|doi|jel)"),
        _of_kk(r"(?:әож|удк|udc|doi|jel)(?: коды| нөмірі| индексі)?"),
    ),
    "language": (
        _of_en(r"languages?"),
        rf"(?:in )?(?:what|which) languages? (?:is|are|was|were) (?:it|{DOCUMENT_EN})"
        rf"(?: {_WRITTEN})?(?: in)?",
        rf"(?:на|в) как\w{{2,3}} язык\w{{1,3}}(?: {_WRITTEN_RU})? {DOCUMENT_RU}(?: {_WRITTEN_RU})?",
        _of_ru(r"язык"),
        rf"{DOCUMENT_KK} (?:қай|қандай) тілде(?: {_WRITTEN_KK})?",
        _of_kk(r"тілі"),
    ),
    "format": (
        _of_en(r"(?:file )?(?:formats?|types?)(?: of (?:the )?files?)?"),
        rf"(?:in )?(?:what|which) (?:file )?(?:format|type|kind)s?(?: of (?:file|document))?s? "
        rf"(?:is|are) (?:it|{DOCUMENT_EN})(?: in)?",
        rf"is {DOCUMENT_EN} an? (?:pdf|word|html|markdown|docx|text)(?: file| document| page)?",
        rf"в как\w{{2,3}} формат\w{{1,3}} {DOCUMENT_RU}",
        rf"как\w{{2,3}} формат\w{{0,3}} (?:у )?{DOCUMENT_RU}",
        _of_ru(r"формат"),
        rf"{DOCUMENT_KK} (?:қай|қандай) форматта",
        _of_kk(r"форматы"),
    ),
    "date": (
        _of_en(r"(?:publication |upload )?(?:dates?|year)(?: of publication)?"),
        rf"when (?:is|was|were|did) (?:{_IT}|{DOCUMENT_EN}) (?:{_WRITTEN}|come out|appear)",
        rf"(?:in )?(?:what|which) year (?:is|was|were) (?:it|{DOCUMENT_EN}) {_WRITTEN}(?: in)?",
        rf"when did (?:the author|they|i|we) (?:write|publish|add|upload) (?:it|{DOCUMENT_EN})",
        rf"how old (?:is|are) {DOCUMENT_EN}",
        rf"(?:когда|в каком году) (?:была |был |было |были )?{_WRITTEN_RU} {DOCUMENT_RU}",
        rf"(?:когда|в каком году) {DOCUMENT_RU} (?:была |был |было |были )?{_WRITTEN_RU}",
        _of_ru(r"(?:дата|год)(?: публикации| издания| написания)?"),
        rf"{DOCUMENT_KK} (?:қашан|қай жылы) {_WRITTEN_KK}",
        _of_kk(r"(?:жарияланған )?(?:күні|жылы)"),
    ),
    "journal": (
        _of_en(r"(?:journal|publisher|magazine|conference|publication venue)"),
        r"(?:in )?(?:what|which) (?:journal|magazine|conference|book|proceedings)"
        rf" (?:is|was|were|did) (?:{_IT}|{DOCUMENT_EN}) (?:{_WRITTEN}|come out|appear|presented)"
        r"(?: in)?",
        rf"where (?:was|were|did) (?:{_IT}|{DOCUMENT_EN}) (?:published|come out|appear)(?: in)?",
        rf"who (?:published|publishes) (?:{_IT}|{DOCUMENT_EN})",
        rf"(?:где|в как\w{{2,3}} (?:журнал\w{{0,2}}|сборник\w{{0,2}}|издани\w{{0,2}}))"
        rf" (?:была |был |было |были )?{_WRITTEN_RU} {DOCUMENT_RU}",
        _of_ru(r"(?:журнал|издатель|издательство|сборник|конференция)"),
        rf"{DOCUMENT_KK} (?:қай журналда|қайда) {_WRITTEN_KK}",
        _of_kk(r"(?:журналы|баспасы)"),
    ),
    "references": (
        # A question of the list is one of the document, whatever it asks of it.
        r".{0,80}\b(?:bibliography|reference list|list of references|works cited"
        r"|спис\w{2,3} (?:использованной )?литературы|әдебиеттер тізімі)\w{0,3}\b.{0,80}",
        _of_en(
            r"(?:references?|reference list|list of (?:references|sources|literature)"
            r"|bibliograph(?:y|ies)|works cited|(?:cited |used )?(?:sources|literature|citations)"
            r"(?: cited| used)?|cited works)"
        ),
        r"(?:what|which|whose|how many) (?:sources|references|works|literature|books|papers"
        r"|articles|authors|publications|citations|entries|studies)"
        rf"(?: (?:does|do|did|are|were|is|has|have))* "
        rf"(?:(?:{DOCUMENT_EN}|it|{_AUTHOR_EN}|they|there) )?"
        r"(?:cited?|used?|refer(?:ence|enced)?(?: to)?|rely on|quoted?|list(?:ed)?|have|named?)"
        rf"(?: (?:in|by) (?:it|{DOCUMENT_EN}|{_AUTHOR_EN}))?",
        r"(?:what|which|how many) (?:sources|references|citations|entries) (?:are|were) "
        rf"(?:there )?(?:in|by) (?:the (?:reference list|bibliography)(?: of {DOCUMENT_EN})?"
        rf"|{DOCUMENT_EN})",
        rf"(?:what|who|whom) (?:does|do|did) (?:{DOCUMENT_EN}|{_AUTHOR_EN}|it|they) "
        r"(?:cite|refer to|reference|quote)",
        rf"(?:what|who) is (?:cited|referenced)(?: (?:in|by) (?:it|{DOCUMENT_EN}))?",
        r"(?:(?:какие|какая|каких|сколько) )?(?:источник|литератур|ссыл[ок]к?|работ)\w{0,3} "
        r"(?:использ\w+|цитиру\w+|процитирован\w?|указан\w?|приведен\w?|приведён\w?|есть|привод\w+"
        rf"|упомянут\w?)(?: (?:автор\w*|(?:в )?{DOCUMENT_RU}))?",
        rf"(?:какие|какую|каких|сколько) (?:источник|литератур|ссыл[ок]к?)\w{{0,3}} "
        rf"(?:в )?(?:{DOCUMENT_RU}|автор\w{{0,2}})"
        r"(?: (?:использ\w+|цитиру\w+|привод\w+|указ\w+))?",
        rf"(?:на кого|на что|на какие (?:источники|работы)) ссыла[ею]тся (?:автор\w?"
        rf"|{DOCUMENT_RU})",
        rf"(?:кого|что) цитиру[ею]т (?:автор\w?|{DOCUMENT_RU})",
        _of_ru(
            r"(?:спис\w{2,3} (?:использованн\w+ )?(?:литературы|источников)|библиографи\w"
            r"|(?:использованн\w+ |цитируем\w+ )?(?:источники|литература|литературу|ссылки))"
        ),
        rf"(?:{DOCUMENT_KK} |автор )?(?:қандай|неше|қанша) (?:әдебиет|дереккөз|сілтеме|еңбек)"
        r"[а-яәғқңөұүһі]* (?:бар|пайдалан\w*|қолдан\w*|келтіріл\w*|сілтеме жаса\w*|көрсетіл\w*)",
        rf"(?:{DOCUMENT_KK}|автор) (?:кімге|неге|кімдерге) сілтеме жаса\w*",
        _of_kk(
            r"(?:(?:пайдаланылған |қолданылған )?(?:әдебиеттер|дереккөздер)(?: тізімі(?:н)?)?"
            r"|әдебиеттері|дереккөздері|библиографиясы)"
        ),
    ),
    "length": (
        rf"how many (?:pages|words|characters|letters|lines)"
        rf"(?: (?:does|do|is|are|has|have|there|in|long))* (?:it|this|{DOCUMENT_EN})"
        r"(?: have| has| contain| long)?",
        r"how many (?:pages|words)(?: (?:are there|in total|is it))?",
        rf"how (?:long|big|large) (?:is|are) (?:it|this|{DOCUMENT_EN})",
        _of_en(r"(?:length|size|number of (?:pages|words)|page count|word count|page numbers?)"),
        rf"сколько (?:всего )?(?:страниц|слов|знаков|листов)(?: (?:в|у|имеет|содержит|занимает))?"
        rf"(?: {DOCUMENT_RU})?",
        rf"сколько (?:в|у) {DOCUMENT_RU} (?:страниц|слов|знаков)",
        _of_ru(r"(?:об[ъь][её]м|длина|размер|(?:число|количество) (?:страниц|слов))"),
        rf"насколько (?:длинн|больш)\w{{1,3}} {DOCUMENT_RU}",
        rf"(?:{DOCUMENT_KK} )?(?:неше|қанша) (?:бет|сөз)[а-яәғқңөұүһі]*(?: (?:бар|тұрады))?",
        _of_kk(r"(?:көлемі|ұзындығы|бет саны|беттерінің саны)"),
    ),
    "which": (
        rf"(?:what|which|how many) (?:\w+ )?{_DOCUMENTS_EN}(?: (?:do|can|did|have|are|is|has))?"
        rf"(?: (?:there|here|you|i|we|it|been))*(?: (?:have|has|know|know of|hold|use|using"
        rf"|using now"
        r"|search|searching|answer from|loaded|indexed|available|uploaded|added|upload|add|access"
        rf"|stored|included))?(?: (?:in|from) (?:the |your |this |my )?{_INDEX_EN})?",
        _of_en(
            r"(?:(?:list of |number of |count of )(?:the |all |your |my )*(?:\w+ )?)?"
            r"(?:documents|docs|files|papers|articles|pdfs)(?: (?:you have|there are|available"
            rf"|uploaded|indexed|here))?(?: in (?:the |your |this )?{_INDEX_EN})?"
        ),
        rf"what(?:'s| is| do you have) in (?:the |your |this |my )?{_INDEX_EN}",
        r"what are your sources|what are you based on|what do you answer from",
        rf"(?:каки(?:е|х|ми)|сколько) (?:(?:у (?:тебя|вас|меня|нас)|есть|всего|тут|здесь) ){{0,2}}"
        rf"{_DOCUMENTS_RU}(?: (?:у (?:тебя|вас|меня|нас)|есть|всего|тут|здесь|загружен\w?"
        rf"|добавлен\w?|доступн\w|в {_INDEX_RU}|ты|вы|знаешь|знаете|использу\w+|пользу\w+))*",
        r"(?:покажи(?:те)?|перечисли(?:те)?|дай(?:те)?|выведи(?:те)?)(?: мне)?(?: все)? "
        r"(?:список )?(?:документы|документов|файлы|файлов)",
        r"(?:(?:спис\w{2,3}|количество|число) )(?:всех )?(?:документов|файлов|статей)",
        rf"что (?:есть |лежит |находится )?в {_INDEX_RU}",
        rf"(?:сенде |сізде |мұнда |осында |барлығы )?(?:қандай|неше|қанша) {_DOCUMENTS_KK}"
        r"(?: (?:бар|жүктелген|қосылған|жүктелді|қосылды|сенде|сізде|мұнда))*",
        r"(?:барлық )?(?:құжаттар|файлдар)(?:ды|дың)?(?: тізімі\w?| көрсет| атап бер| саны| ата)*",
    ),
}
_COMPILED = tuple(
    (topic, tuple(re.compile(pattern) for pattern in patterns))
    for topic, patterns in _PATTERNS.items()
)


def topic_of(question: str, titles: Sequence[str] = ()) -> Topic | None:
    """Return what a question asks about the documents themselves; None where it asks no such thing.

    :param question: in English, Russian or Kazakh, without the greeting before it.
    :param titles: the documents' titles, so that a question may name one.
    """
    text = prepared(question, titles)
    if not text or len(text) > MOST_CHARACTERS:
        return None
    for topic, patterns in _COMPILED:
        if any(pattern.fullmatch(text) for pattern in patterns):
            return topic
    return topic_by_words(words_of(text))
