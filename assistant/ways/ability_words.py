"""By which words a question about this program itself is told, in whatever order they come."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.ways.word_rules import rule

_PLAIN = """
a an the what which who how where why is are was were do does did can could would will should may i
me my we us to for with of in on at by or and some any something anything one please exactly
actually
really so just only be it this that here there kind kinds sort sorts type types things thing about
else hi hello hey tell let show explain want need like start started get have now
"""
_YOU = "you your u yourself ur"
_APP = (
    "app application website site bot chatbot tool program service assistant page footnote system"
)

_RULES = (
    rule(
        _YOU,
        """capable able capabilities abilities features skills function functions help assist
         good purpose made developed created built programmed designed trained ai bot robot human
         real
         machine person chatbot gpt chatgpt model introduce name work works answer speak support
         understand do job role""",
        allowed=f"""{_PLAIN} {_YOU} {_APP} question questions ask language languages an large model
         russian kazakh english chinese supposed artificial intelligence computer living made
         developed
         answering doing helping here for""",
        never="this from source sources get take",
    ),
    rule(
        _APP,
        "what how who which is does",
        """do does use work works using for is made created built
         developed help about mean""",
        allowed=f"{_PLAIN} {_APP} {_YOU} used use purpose features",
    ),
    rule(
        "ask",
        "i we",
        "you what can how may question questions here",
        allowed=f"{_PLAIN} {_YOU} {_APP} question questions examples",
    ),
    rule("question questions", "i", "have got", allowed=f"{_PLAIN} {_YOU} quick small few"),
    rule("help", "me i", allowed=f"{_PLAIN} {_YOU} bit little out"),
    rule("anyone anybody someone somebody", "there here", allowed=_PLAIN),
    rule(
        "ты вы тебя вас вам тебе",
        """уме* мож* помоч* помог* бот робот человек зовут созда* дела*
         назначени* функци* способ* работа* разработа* говор* язык*""",
        "что кто чем как какие какой какая на ты вы",
        allowed="""что кто чем как какие какой какая на мне для чего твои ваши твоя ваша твоё мы я
         языках ли по русски казахски умеешь умеете еще ещё можно и с в""",
        most=9,
    ),
    rule(
        "сен сіз саған сізге сенің сіздің қолың*",
        """істе* бот робот адам* көмек* жаса* біл* қолың*
         мүмкіндік* жұмыс*""",
        allowed="""не қалай кім қандай ала аласың аласыз бола маған ма сен сіз
         келеді үшін бересің бересіз тағы""",
        most=9,
    ),
)


def ability_by_words(words: Sequence[str]) -> bool:
    """Tell whether a message asks what can be done here, as far as its words tell.

    :param words: as :func:`assistant.ways.word_rules.words_of` gives them.
    """
    return any(each.holds(words) for each in _RULES)
