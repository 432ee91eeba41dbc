"""Words that carry no content in a question: what remains is what it asks about.

Wider than the search's own stop words: a word such as "tell" may help to find a passage, but an
answer is not wanting for the lack of it.
"""

from __future__ import annotations

from index.stopwords import STOP_WORDS
from index.terms import Term, words

# Folded as `index.terms.words` folds: lower case, no apostrophes, ё as е.
_ENGLISH = """
i you he she we they me him her us them my your his our their mine yours hers ours theirs here am
done doing having shall must nor but if then than so about into onto up down out off over under
again between through during before after above below against any some each every all both few
more most other such only own same too very just also please say says said according paper
article document documents text author compare compared comparing comparison contrast differ
differs difference differences versus vs mention mentions mentioned describe explain give name dont
doesnt didnt isnt arent wasnt werent cant list tell
"""
_RUSSIAN = """
без более быть вам вас вот все всего всех вы если еще им какого которое между меня мне мы над нам
нас него нее нет ни них ну оно под про так такое такой там тем то того той только том ту ты уже
чего через чтобы чье этого этой этом эту я ком чему
"""
_KAZAKH = """
сен сіз біз олар анау мынау мі емес жоқ жайлы дейін кейін бойынша арқылы сияқты сондай деп еді
болады бір өз оның олардың ненің кімді шейін немесе бірақ ал егер
"""
FUNCTION_WORDS = STOP_WORDS | frozenset((_ENGLISH + _RUSSIAN + _KAZAKH).split())


def content_words(text: str) -> list[Term]:
    """Return the words of a text that carry content, folded, with their offsets.

    :return: in the order of the text; all its words where every one is a function word.
    """
    every = list(words(text))
    return [word for word in every if word.text not in FUNCTION_WORDS] or every
