"""Names in a text, told by their form: capitals in a row, and what they can be names of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.followups.words import ADJECTIVE, KAZAKH_CASE, NO_NAMES, QUOTED, Word, joined, words

# What a name of an organisation, a place, an event or a work has in it, and a person's has not.
NO_PERSON_STEMS = re.compile(
    r"universit|institut|organi[sz]ation|minist(?:ry|ries)|department|council|compan(?:y|ies)"
    r"|corporation|association|committee|foundation|agenc(?:y|ies)|treat(?:y|ies)|agreement"
    r"|initiative|program|project|revolution|academ|societ(?:y|ies)|cent(?:er|re)s?\b|congress"
    r"|parliament|government|hospital|island|provinc|republic|kingdom|federation|commonwealth"
    r"|democra|protocol|convention|declaration|constitution|olympi|museum|journal|empire|dynast"
    r"|disease|syndrome|international|national|university"
    r"|университет|институт|организац|министерств|департамент|компани|ассоциац|комитет|агентств"
    r"|договор|соглашен|инициатив|программ|революц|академи|обществ|конгресс|парламент|правительств"
    r"|больниц|океан|провинц|республик|федерац|королевств|северн|южн|восточн|западн|центральн"
    r"|соедин[её]нн|объедин[её]нн|конституц|област[иь]"
    r"|ұйым|министрлі|мектеп|орталы|мемлекет|облыс|оңтүстік|солтүстік|біріккен|құрама"
)
NO_PERSON = frozenset(
    "union bank banks party parties office court act initiative plan road route war wars school "
    "schools college church group fund forum army river sea ocean street bay city state states "
    "county country law code award prize press news times north northern south southern east "
    "eastern west western central new united upper lower great san saint st los las el sri saudi "
    "costa hong cape fort port lake mount world first second third american chinese russian "
    "european asian african tower bridge palace castle park square canal wall soft hard power "
    "belt silk valley desert virus "
    "союз союза банк банка партия партии совет совета фонд фонда суд суда проект проекта война "
    "войны школа школы центр центра группа группы форум форума церковь церкви река реки море моря "
    "остров острова город города штат штаты штатов новый новая новое новой шри сан санкт нью "
    "гонконг пояс пояса закон закона кодекс кодекса премия премии "
    "одақ одағы банк банкі кеңес кеңесі қор қоры соғыс соғысы қала қаласы аудан ауданы шығыс батыс "
    "жаңа теңіз теңізі өзен өзені көл көлі заң заңы кодексі".split()
)
TITLES = frozenset(
    "president professor prof dr doctor mr mrs ms king queen prince princess emperor minister "
    "chairman senator judge justice sir lord lady pope premier secretary general "
    "президент президента президенту президентом профессор профессора доктор доктора король "
    "император министр министра премьер господин госпожа".split()
)
PLACES_BEFORE = frozenset("in at from near across within в во на из".split())
JOINS = frozenset("of and for".split())
# Small words within a person's name.
PARTICLES = frozenset("de da di du del della von van der den la le al bin ibn ben".split())


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text.

    :param text: as it is written, a possessive's ending left out.
    :param start: offset of its first character, an article left out.
    :param end: offset after its last character.
    :param words: its words.
    :param possessive: it ends in 's.
    :param attribute: an adjective before a common noun, as "Chinese" in "Chinese schools".
    :param before: the word before it in lower case, an article passed over; empty at the start.
    :param quoted: it stands in quotation marks.
    :param article: an article stands before it.
    :param initial: its capital may be no more than the beginning of the sentence.
    """

    text: str
    start: int
    end: int
    words: tuple[Word, ...]
    possessive: bool
    attribute: bool
    before: str
    quoted: bool
    article: bool
    initial: bool

    @property
    def person(self) -> bool:
        """Whether it has the form of a person's name."""
        own = [word for word in self.words if word.folded not in TITLES]
        long_enough = len(own) >= 2 or (len(own) == 1 and len(own) < len(self.words))
        return (
            long_enough
            and len(own) <= 4
            and not self.quoted
            and not self.article
            and self.before not in PLACES_BEFORE
            and not ADJECTIVE.fullmatch(own[0].folded)
            and not any(
                no_person(word) or word.folded in JOINS or word.text[0].isdigit() for word in own
            )
        )

    @property
    def plural(self) -> bool:
        """Whether it names several things, as "Confucius Institutes" does."""
        # "Bill of Rights" is one bill.
        heads = [word.folded for word in self.words]
        last = heads[heads.index("of") - 1] if "of" in heads[1:] else heads[-1]
        return len(self.words) > 1 and last.endswith("s") and not last.endswith(("ss", "us", "is"))


def names(text: str) -> list[Name]:
    """Return the names of a text in its order; a sentence's first word counts with care."""
    found = words(text)
    quoted = [match.span() for match in QUOTED.finditer(text)]
    result = []
    position = 0
    while position < len(found):
        end = _run(text, found, position)
        if end == position:
            position += 1
            continue
        run = found[position:end]
        inside = any(start < run[0].start < stop for start, stop in quoted)
        result.append(_name(text, found, position, end, inside))
        position = end
    return result


def _name(text: str, found: Sequence[Word], start: int, end: int, quoted: bool) -> Name:
    run = tuple(found[start:end])
    following = found[end] if end < len(found) else None
    attribute = (
        not run[-1].possessive
        and bool(ADJECTIVE.fullmatch(run[-1].folded))
        and not no_person(run[-1])
        and following is not None
        and joined(text, run[-1], following)
        and following.folded not in NO_NAMES
    )
    before = start - 1
    article = before >= 0 and found[before].folded in ("the", "a", "an")
    if article and before > 0:
        before -= 1
    return Name(
        text=text[run[0].start : run[-1].end],
        start=run[0].start,
        end=run[-1].end,
        words=run,
        possessive=run[-1].possessive,
        attribute=attribute,
        before=found[before].folded if before >= 0 else "",
        quoted=quoted,
        article=article,
        initial=len(run) == 1 and not run[0].possessive and _first(text, run[0].start),
    )


def _run(text: str, found: Sequence[Word], start: int) -> int:
    """Return the index after the capitalised words that begin at ``start``."""
    if not _begins(text, found, start):
        return start
    end = start + 1
    if _first(text, found[start].start) and KAZAKH_CASE.fullmatch(found[start].folded):
        return end
    while end < len(found) and joined(text, found[end - 1], found[end]):
        if found[end].capital:
            end += 1
        elif _joins(text, found, start, end):
            end += 2
        else:
            break
    return end


def _begins(text: str, found: Sequence[Word], start: int) -> bool:
    word = found[start]
    if not word.capital or word.folded in NO_NAMES or word.asks:
        return False
    if not _first(text, word.start) or word.possessive or "А" <= word.text[0]:
        return True
    return start + 1 < len(found) and found[start + 1].capital and word.folded not in NO_NAMES


def _first(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \t\n\"“«„'(")
    return not before or before[-1] in ".?!:…"


def _joins(text: str, found: Sequence[Word], start: int, position: int) -> bool:
    """Tell whether "of" or "and" goes on with a name: "Bank of Japan", "Belt and Road Plan"."""
    word = found[position].folded
    following = position + 1
    if word not in JOINS | PARTICLES or following >= len(found) or not found[following].capital:
        return False
    if not joined(text, found[position], found[following]):
        return False
    if word in PARTICLES:
        return True
    if word == "of":
        # "the Bill of Rights"; but "the mayor of Paris" begins no name.
        alone = position - start == 1 and start > 0 and found[start - 1].folded == "the"
        return alone or no_person(found[position - 1])
    last = following
    while last + 1 < len(found) and found[last + 1].capital:
        if not joined(text, found[last], found[last + 1]):
            break
        last += 1
    # "Road Initiative" after "Belt and": one name, where its last word says of what sort.
    shared = last > following or word == "for"
    return shared and position - start <= 2 and no_person(found[last])


def no_person(word: Word) -> bool:
    """Tell whether a name with this word in it is an organisation's, a place's or a work's."""
    return word.folded in NO_PERSON or bool(NO_PERSON_STEMS.match(word.folded))


def persons(text: str) -> list[str]:
    """Return the names of persons in a text, each once, in its order."""
    return list(dict.fromkeys(name.text for name in names(text) if name.person))


def called(question: str, name: Name) -> str:
    """Return a name as a question has it, with its article."""
    return question[with_article(question, name.start) : name.end]


def with_article(question: str, start: int) -> int:
    """Return where a name begins with its article, if it has one."""
    article = re.search(r"\bthe\s+$", question[:start], re.IGNORECASE)
    return article.start() if article else start
