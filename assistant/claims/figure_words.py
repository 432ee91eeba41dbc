"""Words around a number that say what it is: a year, about so many, more, less."""

from __future__ import annotations

import re

YEAR_WORD = re.compile(r"(?:г|гг|год\w{0,4}|ж|жж|жыл\w{0,6})")
YEAR_BEFORE = frozenset(
    """in since until till by from during of year years between and to before after
    в во с со до к по после около год года году между и""".split()
)
ORDINAL_ENDING = re.compile(
    r"(?:st|nd|rd|th|й|я|е|го|му|м|х|ми|ю|ой|ый|ая|ое|ые|ых|ому|ого|ші|шы|нші|ншы|інші|ыншы)"
)
CASE_ENDING = re.compile(r"(?:[ғг][ае]|[қк][ае]|[дтн][ае]н?|[дтн][ыі]ң?|[мбп]ен|ти|и|ми)")
ABOUT = frozenset(
    """about around roughly some approximately nearly almost circa ca near
    около примерно почти порядка приблизительно шамамен""".split()
)
ABOUT_AFTER = re.compile(r"(?:жуық\w{0,3}|шақты|таяу|шамасында)")
MORE, LESS = frozenset({"more", "greater"}), frozenset({"less", "fewer"})
OVER = frozenset("over above exceeding свыше более больше".split())
UNDER = frozenset("under below менее меньше".split())
OVER_AFTER = re.compile(r"(?:астам|артық)")
UNDER_AFTER = re.compile(r"(?:аспайды|аспаған)")
FRACTION = re.compile(
    r"(?:thirds?|quarters?|fifths?|sixths?|tenths?|трет[ьией]{1,2}|четверт[ьией]{1,2})"
)
KAZAKH_OF = re.compile(r"[дтн][ае]н$")  # "бестен бір", one of five
