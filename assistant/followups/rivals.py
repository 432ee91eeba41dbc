"""A name put in the place of a question's own name of its kind."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.followups import russian
from assistant.followups.names import TITLES, Name, names, no_person
from assistant.followups.phrases import swap
from assistant.followups.words import ADJECTIVE, AUXILIARIES, DETERMINERS, words
from ingest.alphabets import is_mostly_cyrillic

WHOM = re.compile(r"\bwhom\b", re.IGNORECASE)


def name_placed(new: str, question: str) -> str | None:
    """Put a name in the place of the last name of its kind."""
    old = _rival(new, question)
    if old is None or (old.text != new and re.search(rf"\b{re.escape(new)}\b", question)):
        return None
    return renamed(question, old, new)


def _rival(new: str, question: str) -> Name | None:
    given = names(f"— {new}")
    possessive = bool(given) and given[-1].possessive
    attribute = bool(ADJECTIVE.fullmatch(new.casefold()))
    every = names(question)
    found = [name for name in every if name.attribute == attribute]
    if not found and is_mostly_cyrillic(new):
        # "Достоевский" has the form of an adjective and is none.
        found = [name for name in every if not name.attribute]
    if possessive or WHOM.search(question):
        # Where a person is asked for, a bare name is rather another answer than another owner.
        found = [name for name in found if name.possessive == possessive]
    if is_mostly_cyrillic(question):
        found = [n for n in found if not n.initial or n.text[-1] == new[-1]]
        same_case = [n for n in found if n.text[-1] == new[-1]]
        found = same_case or found
    else:
        found = [name for name in found if not name.initial]
    as_person = [name for name in found if name.person]
    if given and given[0].person:
        return as_person[-1] if as_person else _only_placeless(found)
    if as_person and len(as_person) < len(found) and _single_word(new):
        return None
    return _most_alike(found, new, given)


def _only_placeless(found: Sequence[Name]) -> Name | None:
    # "And Hu Jintao?" takes the place of "Nye", never that of "in China" or of an institute.
    free = [name for name in found if not name.before or name.before in AUXILIARIES]
    lone = len(free) == 1 and not free[0].article and not any(map(no_person, free[0].words))
    return free[0] if lone else None


def _most_alike(found: Sequence[Name], new: str, given: Sequence[Name]) -> Name | None:
    """Return the last name of the form of a new one: plural or not, of one word or of more."""
    plural = bool(given) and given[0].plural
    of_number = [name for name in found if name.plural == plural] or list(found)
    single = _single_word(new)
    alike = [n for n in of_number if single == (len(n.words) == 1 and not no_person(n.words[0]))]
    best = alike or of_number
    return best[-1] if best else None


def _single_word(new: str) -> bool:
    found = [word for word in words(new) if word.folded not in DETERMINERS | TITLES]
    return len(found) == 1 and not no_person(found[0])


def renamed(question: str, old: Name, new: str) -> str:
    """Return a question with another name in the place of one of its own and its article."""
    start = old.start
    article = re.search(r"\b(?:the|a|an)\s+$", question[:start], re.IGNORECASE)
    if article:
        start = article.start()
    own = words(new)
    bare = new[: own[-1].end]
    if is_mostly_cyrillic(bare) and len(own) == 1:
        bare = russian.agreeing(bare, old.text)
    end = old.end
    if question[end : end + 1] in ("'", "’") and not question[end + 1 : end + 2].isalpha():
        bare, end = f"{bare}'s", end + 1
    return swap(question, start, end, bare)
