"""Words that carry no content in a question: what remains is what it asks about.

Wider than the search's own stop words: a word such as "tell" may help to find a passage, but an
answer is not wanting for the lack of it.
"""

from __future__ import annotations

from index.stopwords import STOP_WORDS
from index.terms import Term, words

# Folded as `index.terms.words` folds: lower case, no apostrophes, ё as е.
_ENGLISH = """
an the this that these those i you he she it we they me him her us them my your his its our
their mine yours hers ours theirs who whom whose which what when where why how there here am is
are was were be been being do does did done doing have has had having will would shall should
can could may might must nor or but if then than so as in on at by for with about into onto to
up down out off over under again between through during before after above below against any
some each every all both few many much more most other such only own same too very just also
please say says said according paper article document documents text author mention mentions
mentioned describe explain give name dont doesnt didnt isnt arent wasnt werent cant
"""
_RUSSIAN = """
а без более бы был была были было быть в вам вас во вот все всего всех вы где да для до его ее
если есть еще же за и из или им их к как какая какие каким каких какого какое какой какую ко
когда который которая которое которые кто ли между меня мне мы на над нам нас не него нее нет
ни них но ну о об он она они оно от по под при про с со сколько так такое такой там те тем то
того той только том тот ту ты у уже чего чем через что чтобы чье чья чей эта эти это этого этой
этом этот эту я ком чему кому кем почему зачем откуда куда
"""
_KAZAKH = """
мен сен сіз ол біз олар бұл осы сол анау мынау кім не неше қанша қандай қай қайда қашан неге
неліктен қалай және да де та те ма ме ба бе па пе мы мі емес жоқ бар үшін туралы жайлы дейін
кейін бойынша арқылы сияқты сондай деп деген екен еді болды болып болған болады бір өз оның
олардың кімнің ненің кімді нені қайсы шейін немесе бірақ ал егер
"""
FUNCTION_WORDS = STOP_WORDS | frozenset((_ENGLISH + _RUSSIAN + _KAZAKH).split())


def content_words(text: str) -> list[Term]:
    """Return the words of a text that carry content, folded, with their offsets.

    :return: in the order of the text; all its words where every one is a function word.
    """
    every = list(words(text))
    return [word for word in every if word.text not in FUNCTION_WORDS] or every
