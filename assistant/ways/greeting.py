"""A greeting, thanks, a farewell, "what can you do?": known as such, and answered in a word.

Only a message that is nothing else counts, so the whole of it must be made of the phrases below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from assistant.dictionary import Words
from assistant.ways.ability_words import ability_by_words
from assistant.ways.word_rules import words_of

Courtesy = Literal["hello", "thanks", "farewell", "agreement", "ability"]

MOST_WORDS = 14  # a longer message says more than a courtesy
_LONGEST_PHRASE = 6  # words

_WAVE = "👋"
_WORD = re.compile(r"[^\W_]+(?:['’`][^\W_]+)*")
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
_BREAK = re.compile(r"\s*[,.!:;–—-]")
# A quotation mark or a bracket that opens belongs to the question, all else to the greeting.
_BETWEEN = re.compile(r"[^\w\"'«“„‘(\[]+")

_HELLO = """
hi|hello|helo|hallo|hullo|hey|heya|hiya|hey there|howdy|greetings|good morning|good afternoon
|good evening|good day|morning|evening|yo|sup|whats up|how are you|how are you doing|how r u
|how do you do|how are things|how is it going|how are you today|hows your day|whats new|hola|bonjour
|pleased to meet you|glad to meet you|long time no see|anyone there|hows it going|nice to meet you
|salam|salem
|привет|приветик|приветствую|приветствую вас|здравствуй|здравствуйте|здрасте|здрасьте
|здраствуйте|добрый день|доброе утро|добрый вечер|доброго дня|доброго времени суток|салют|хай
|как дела|как ты|как поживаешь|как поживаете|рад знакомству|приятно познакомиться
|сәлем|сәлеметсіз бе|сәлеметсің бе|сәлематсыз ба|салем|салеметсиз бе|ассалаумағалейкум
|ассалаумағалайкум|ассаламу алейкум|қайырлы таң|қайырлы күн|қайырлы кеш|армысыз|армысың
|қалайсың|қалайсыз|қалыңыз қалай|қалың қалай|қал қалай|амансыз ба
"""
_THANKS = """
thanks|thank you|thank u|thankyou|thx|thnx|thanx|tnx|ty|tysm|cheers|much appreciated
|appreciate it|i appreciate it|many thanks|thanks a lot|thanks a bunch|great|nice|cool|awesome
|amazing|excellent|perfect|brilliant|fantastic|wonderful|impressive|wow|lovely|good job|great job
|nice job|nice work|good work|great work|well done|good bot|good answer|great answer|nice one
|good one|very good|very nice|very helpful|that helps|that helped|that was helpful
|that is helpful|thats helpful|you are great|youre great|you are the best|youre the best
|you are awesome|youre awesome|you are amazing|youre amazing|you are helpful|i love you
|i love it|love it|thanks a million|thanks a ton|thank you kindly|well explained|helpful
|super helpful|useful|much obliged|bless you|good stuff|cool beans|no thanks|no thank you
|спасибо|спасиб|спс|благодарю|благодарю вас|благодарен|благодарна|отлично|супер|круто|класс
|здорово|молодец|молодцы|прекрасно|замечательно|превосходно|умница|хорошая работа|отличный ответ
|хороший ответ|ты лучший|вы лучшие|ты молодец|вы молодцы
|рахмет|рақмет|рахмет сізге|рахмет саған|алғыс|алғыс айтамын|керемет|тамаша|жарайсың|жарайсыз
|өте жақсы|өте керемет
"""
_FAREWELL = """
bye|bye bye|goodbye|good bye|good night|see you|see ya|see you later|cya|farewell|take care
|have a nice day|have a good day|have a good one|until next time|later|goodnight|see you tomorrow
|see you soon|see you around|see you next time
|catch you later|talk to you later|talk later|have a great day|have a good evening
|have a good night|have a nice evening|have a good weekend|have a nice weekend|so long|ciao
|пока|пока пока|до свидания|досвидания|до встречи|до завтра|прощай|прощайте|спокойной ночи
|всего доброго|всего хорошего|удачи|хорошего дня|увидимся
|сау бол|сау болыңыз|сау болыңдар|қош бол|қош болыңыз|көріскенше|қайырлы түн
"""
_AGREEMENT = """
ok|okay|okey|okie|k|kk|alright|all right|fine|sure|yes|yeah|yep|yup|no|nope|got it|i got it|i see
|understood|i understand|makes sense|right|exactly|sounds good|sorry|my bad|test|testing|gotcha
|roger|noted|no problem|thats it|good|very well|never mind|nevermind
|ок|окей|оки|хорошо|ладно|понятно|понял|поняла|все понятно|всё понятно|ясно|да|нет|ага|угу|верно
|жарайды|жақсы|түсінікті|түсіндім|иә|йә|жоқ|дұрыс|болды
"""
_ABILITY = """
help|help me|help me please|i need help|can you help|can you help me|could you help me
|how can you help|how can you help me|how could you help me|what can you help with
|what can you help me with|what can you do|what can u do|what can you do for me|what do you do
|what are you able to do|what are your capabilities|what can this do|what does this do
|what do you know|who are you|who r u|what are you|what is your name|whats your name
|who made you|who built you|who created you|are you a bot|are you a robot|are you an ai|are you ai
|are you human|are you a human|are you real|are you chatgpt|are you there|how do you work
|how does this work|how does it work|how do i use this|how do i use it|how do i use you
|how can i use this|how to use this|how to use it|how should i use this|what can i ask
|what can i ask you|what can i ask here|what should i ask|what questions can i ask
|what questions can i ask you|what questions can you answer|what kind of questions can i ask
|introduce yourself|tell me about yourself|describe yourself|what is footnote|start|menu
|помощь|помоги|помогите|помоги мне|помогите мне|мне нужна помощь|что ты умеешь|что вы умеете
|что умеешь|что ты можешь|что вы можете|что можешь|что ты делаешь|что вы делаете|что ты знаешь
|кто ты|кто вы|ты кто|вы кто|кто ты такой|кто ты такая|кто вы такой|как тебя зовут|как вас зовут
|кто тебя создал|ты бот|вы бот|ты робот|ты человек|как ты работаешь|как вы работаете
|как это работает|как тобой пользоваться|как вами пользоваться|как этим пользоваться
|как пользоваться|чем ты можешь помочь|чем вы можете помочь|чем можешь помочь
|чем можете помочь|что можно спросить|что я могу спросить|что у тебя можно спросить
|какие вопросы можно задать|какие вопросы можно задавать|о чем тебя можно спросить
|о чём тебя можно спросить|расскажи о себе|расскажите о себе
|көмек|көмектес|көмектесші|көмектесіңіз|көмек керек|маған көмектес|не істей аласың
|не істей аласыз|сен не істей аласың|сіз не істей аласыз|қолыңнан не келеді|қолыңыздан не келеді
|сен кімсің|сіз кімсіз|кімсің|кімсіз|атың кім|атыңыз кім|есімің кім|қалай жұмыс істейсің
|қалай жұмыс істейсіз|бұл қалай жұмыс істейді|не сұрауға болады|қандай сұрақ қоюға болады
|қандай сұрақтар қоюға болады|сенен не сұрауға болады|не білесің|не білесіз
|өзің туралы айт|өзіңіз туралы айтыңыз
"""
# What may stand around a courtesy and adds nothing.
_FILLERS = """
there|again|all|everyone|everybody|friend|my friend|buddy|mate|dear|sir|madam|bot|footnote
|assistant|robot|please|pls|plz|so|very|much|so much|very much|a lot|indeed|really|truly|for
|for your help|for the help|for that|for this|for the answer|for your answer|for everything|now
|man|bro|guys|folks|team|ai|for explaining|for answering|for the explanation|thats|that was
|it was|this was|this is|that|for it|for today|for all|for all your help|for the info
|for the information|for the quick answer|for your time|for your assistance|too|just|my
|then|today|and|oh|ah|well|thats all|that is all|to you|you too|with this|with that|exactly
|пожалуйста|плиз|большое|огромное|вам|тебе|за|помощь|за помощь|за ответ|очень|еще раз|ещё раз
|друг|бот|всем|и|ну|а|это|всё|все|так|снова|дорогой|сегодня
|көп|үлкен|сізге|саған|өтінемін|достым|көмегіңізге|көмегіңе|жауабыңызға|үшін|бәріңе|бәріне|тағы
|ғой
"""


def _phrases(listed: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in listed.split("|"))


_COURTESIES: tuple[tuple[Courtesy, frozenset[str]], ...] = (
    ("ability", _phrases(_ABILITY)),
    ("farewell", _phrases(_FAREWELL)),
    ("thanks", _phrases(_THANKS)),
    ("hello", _phrases(_HELLO)),
    ("agreement", _phrases(_AGREEMENT)),
)
_AROUND = _phrases(_FILLERS)


def courtesy_of(message: str) -> Courtesy | None:
    """Return which courtesy a whole message is; None where it is more than one.

    :param message: as the person wrote it; a waving hand alone greets too.
    """
    words = _words(message)
    if not words:
        return "hello" if _WAVE in message and not any(map(str.isalnum, message)) else None
    if len(words) > MOST_WORDS:
        return None
    found = set()
    for courtesy, length in _read(words):
        if not length:
            return "ability" if ability_by_words(words_of(message.casefold())) else None
        found.add(courtesy)
    return next((courtesy for courtesy, _ in _COURTESIES if courtesy in found), None)


def without_greeting(question: str) -> str:
    """Return a question without the greeting it begins with, itself where it begins with none.

    A word that also begins a sentence of its own ("Great", "No") is taken off only where a comma
    or a full stop parts it from the rest.
    """
    matches = list(_WORD.finditer(question))
    words = [_folded(match.group()) for match in matches]
    end, position, greeted = 0, 0, False
    for courtesy, length in _read(words):
        if not length or courtesy not in {"hello", "thanks", None}:
            break
        greeted = greeted or courtesy == "hello"
        position += length
        after = matches[position - 1].end()
        if _BREAK.match(question, after) or (greeted and courtesy is not None):
            end = after
    rest = question[end:]
    if not end or not _WORD.search(rest):
        return question
    lead = _BETWEEN.match(rest)
    return rest[lead.end() :] if lead else rest


def reply(question: str, words: Words) -> str:
    """Return a short word of our own on a greeting.

    :param question: a message for which :func:`courtesy_of` gives a courtesy; for any other, what
        can be asked here.
    :param words: of the language to say it in.
    """
    return words.say(f"reply.{courtesy_of(question) or 'ability'}")


def _words(message: str) -> list[str]:
    return [_folded(match.group()) for match in _WORD.finditer(message)]


def _folded(word: str) -> str:
    plain = re.sub("['’`]", "", word.casefold())
    return _DRAWN_OUT.sub(r"\1", plain)


def _read(words: Sequence[str]) -> Iterator[tuple[Courtesy | None, int]]:
    """Yield each phrase from the start on: its courtesy, None for a filler, and its length.

    Length 0, and the end, where a word begins no phrase.
    """
    position = 0
    while position < len(words):
        courtesy, length = _phrase_at(words, position)
        yield courtesy, length
        if not length:
            return
        position += length


def _phrase_at(words: Sequence[str], position: int) -> tuple[Courtesy | None, int]:
    for length in range(min(_LONGEST_PHRASE, len(words) - position), 0, -1):
        phrase = " ".join(words[position : position + length])
        for courtesy, phrases in _COURTESIES:
            if phrase in phrases:
                return courtesy, length
        if phrase in _AROUND:
            return None, length
    return None, 0
