"""The figures of a text: counts, years, shares, sums of money, ranges, decades, centuries.

"13.2 thousand", "13 200", "13,200", "13,2 тыс." and "13,2 мың" are one value. Read from left to
right in one pass, so that the time grows with the length of the text alone. A citation's marker, an
address and a code such as "COVID-19" hold no figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.claims import figure_words as words
from assistant.claims.cardinals import Cardinal, cardinal_at
from assistant.claims.figure import Bound, Figure
from assistant.claims.models import FigureKind
from assistant.claims.number_tokens import tokens_of
from assistant.claims.numerals import SEVERAL, number_word, vague_scale
from assistant.claims.periods import Period, period_at
from assistant.claims.units import CURRENCY_SIGNS, UnitSort, unit_of
from assistant.function_words import FUNCTION_WORDS
from index.terms import stem

EARLIEST_YEAR, LATEST_YEAR = 1000, 2100
_MOST_VAGUE = Decimal(10) ** 15
_LIKELY_YEAR = 1400  # an earlier four-digit number is a year only where the text says so
_RANGE = re.compile(r"-|\s?[‐‑–—]\s?")
_UNIT_GAPS = frozenset({"", " ", "\u00a0", "\u2009", "\u202f", "-", ". ", "\n"})


def find_figures(text: str, language: str) -> tuple[Figure, ...]:
    """Return the figures of a text, in its order.

    :param text: a sentence or passage.
    :param language: ISO 639-1 code; it tells number words and what a comma between digits is.
    :return: figures with offsets in ``text``, no two of them overlapping.
    """
    return tuple(_Finder(text, language).figures())


@dataclass(frozen=True, slots=True)
class _Unit:
    """What follows a number.

    :param name: as in :class:`Figure`.
    :param sort: what sort it is; None of a thing counted.
    :param after: index of the first token behind it.
    """

    name: str = ""
    sort: UnitSort | None = None
    after: int = 0


class _Finder:
    """Reads one text."""

    def __init__(self, text: str, language: str) -> None:
        self._text = text
        self._language = language
        self._tokens = tokens_of(text)

    def figures(self) -> Iterator[Figure]:
        at = 0
        while at < len(self._tokens):
            found, after = self._at(at)
            if found is not None:
                yield found
            at = max(after, at + 1)

    def _at(self, at: int) -> tuple[Figure | None, int]:
        """Return the figure that begins at a token, and the index of what follows it."""
        token = self._tokens[at]
        if token.kind == "date":
            year = Decimal(token.raw[-4:])
            return Figure(token.end - 4, token.end, token.raw[-4:], "year", year, year), at + 1
        period = period_at(self._text, self._tokens, at, self._language)
        if period is not None:
            return self._of_period(period, at), period.after
        vague = self._vague(at)
        if vague is not None:
            return vague
        sign = unit_of(token.raw) if token.raw in CURRENCY_SIGNS else None
        first = at + 1 if sign is not None and at + 1 < len(self._tokens) else at
        read = cardinal_at(self._text, self._tokens, first, self._language, money=sign is not None)
        if read is None or self._is_glued(read):
            return None, first + 1
        if self._is_fraction(read):
            return None, read.after + 1
        return self._of_cardinal(at, first, read, sign[0] if sign is not None else "")

    def _of_period(self, period: Period, at: int) -> Figure:
        start, end = self._tokens[at].start, self._tokens[period.after - 1].end
        low, high = Decimal(period.first), Decimal(period.last)
        return Figure(start, end, self._text[start:end], "year", low, high)

    def _vague(self, at: int) -> tuple[Figure, int] | None:
        """Read "several hundred", "сотни", "tens of millions": how many is left open."""
        several = self._tokens[at].text in SEVERAL.get(self._language, SEVERAL["en"])
        begun = at + 1 if several else at
        scale, after, end = Decimal(1), begun, begun
        while after < len(self._tokens) and (after == at or self._gap(after).isspace()):
            word = self._tokens[after].text
            value = self._vague_scale(word, named=after > at)
            joins = word == "of" and after == end > begun
            if (value is None and not joins) or scale > _MOST_VAGUE:
                break
            scale *= value or 1
            after += 1
            end = after if value is not None else end
        if end == begun or not 1 < scale <= _MOST_VAGUE:
            return None
        start, stop = self._tokens[at].start, self._tokens[end - 1].end
        low = 2 * scale if several else scale
        return Figure(start, stop, self._text[start:stop], "vague", low, scale * 10 - 1, scale), end

    def _vague_scale(self, word: str, *, named: bool) -> Decimal | None:
        """Return what a word multiplies by; "hundred" only behind another such word."""
        vague = vague_scale(word, self._language)
        if vague is not None or not named:
            return vague
        known = number_word(word, self._language)
        return known.value if known is not None and known.multiplies else None

    def _is_glued(self, read: Cardinal) -> bool:
        """Tell whether letters that are no unit follow a number at once: "3D", "5th"."""
        last = self._tokens[read.after - 1]
        if read.after >= len(self._tokens) or last.kind != "number":
            return False
        following = self._tokens[read.after]
        if following.start != last.end or following.kind != "word":
            return False
        return unit_of(following.text) is None and not words.ORDINAL_ENDING.fullmatch(
            following.text
        )

    def _is_fraction(self, read: Cardinal) -> bool:
        """Tell whether a number is but the upper or lower part of one: "two thirds"."""
        last, following = self._tokens[read.after - 1], self._text_of(read.after)
        if words.FRACTION.fullmatch(following):
            return True
        return words.KAZAKH_OF.search(last.text) is not None and (
            self._language == "kk" and number_word(following, "kk") is not None
        )

    def _of_cardinal(
        self, at: int, first: int, read: Cardinal, currency: str
    ) -> tuple[Figure, int]:
        low, high = read, self._range_end(read)
        if high is not None:
            low = _of_one_scale(low, high)
        last = high or low
        ordinal, after = self._past_ending(last.after)
        unit = self._unit(after)
        if currency:
            unit = _Unit(currency, "money", after)
        end = max(after, unit.after if unit.sort in ("percent", "money") else after)
        kind = self._kind(at, low, last, ordinal=ordinal, unit=unit, after=after)
        start, stop = self._tokens[at].start, self._end_of(end, last)
        about, bound = self._qualified(at, unit.after or after)
        figure = Figure(
            start, stop, self._text[start:stop], kind, low.value, last.value, low.precision,
            about, bound, "" if kind in ("year", "ordinal") else unit.name,
            kind not in ("year", "ordinal") and unit.sort in ("money", "measure", "percent"),
        )  # fmt: skip
        return figure, max(after, end)

    def _end_of(self, after: int, last: Cardinal) -> int:
        """Return where a figure ends: an ending as in "2000-нан" belongs to no number."""
        token = self._tokens[after - 1]
        if words.ORDINAL_ENDING.fullmatch(token.text) or words.CASE_ENDING.fullmatch(token.text):
            return self._tokens[last.after - 1].end
        return token.end

    def _range_end(self, low: Cardinal) -> Cardinal | None:
        """Return the number behind a dash, where the two are a range: "5-6", "1991–95"."""
        if low.after >= len(self._tokens):
            return None
        gap = self._text[self._tokens[low.after - 1].end : self._tokens[low.after].start]
        if not _RANGE.fullmatch(gap):
            return None
        high = cardinal_at(self._text, self._tokens, low.after, self._language)
        if high is None:
            return None
        if low.plain and high.value < 100 and not high.scaled and high.value > low.value % 100:
            century = low.value - low.value % 100
            return replace(high, value=century + high.value, plain=True)
        return high if _of_one_scale(low, high).value < high.value else None

    def _past_ending(self, after: int) -> tuple[bool, int]:
        """Pass over an ending after digits ("2000-нан"), and tell whether it is an ordinal's."""
        if after >= len(self._tokens) or self._tokens[after - 1].kind != "number":
            return False, after
        token = self._tokens[after]
        gap = self._text[self._tokens[after - 1].end : token.start]
        if gap not in ("", "-", "‑", "–") or token.kind != "word":
            return False, after
        if words.ORDINAL_ENDING.fullmatch(token.text) and unit_of(token.text) is None:
            return True, after + 1
        return False, after + 1 if gap and words.CASE_ENDING.fullmatch(token.text) else after

    def _unit(self, at: int) -> _Unit:
        """Return what stands behind a number, at most one word before it: "8 US dollars"."""
        if at >= len(self._tokens) or self._gap(at) not in _UNIT_GAPS:
            return _Unit()
        for following in (at, at + 1):
            if following >= len(self._tokens) or (
                following > at and self._gap(following) not in (" ", "\u00a0")
            ):
                break
            name = self._tokens[following].text
            if name == "per" and self._text_of(following + 1) == "cent":
                return _Unit("percent", "percent", following + 2)
            unit = unit_of(name)
            is_word = self._tokens[following].kind == "word"
            if unit is not None and (following == at or (unit[1] == "money" and is_word)):
                return _Unit(unit[0], unit[1], following + 1)
        word = self._tokens[at].text
        if self._tokens[at].kind != "word" or word in FUNCTION_WORDS:
            return _Unit()
        return _Unit(stem(word, self._language))

    def _kind(
        self, at: int, low: Cardinal, high: Cardinal, *, ordinal: bool, unit: _Unit, after: int
    ) -> FigureKind:
        if unit.sort == "percent":
            return "percent"
        if unit.sort == "money":
            return "money"
        if low.plain and (high is low or high.plain) and self._is_year(at, low, after, unit):
            return "year"
        return "ordinal" if ordinal else "count"

    def _is_year(self, at: int, read: Cardinal, after: int, unit: _Unit) -> bool:
        if not EARLIEST_YEAR <= read.value <= LATEST_YEAR:
            return False
        following = self._text_of(after)
        if words.YEAR_WORD.fullmatch(following) and self._gap(after) in _UNIT_GAPS:
            return True
        before = self._text_of(at - 1)
        if unit.sort in ("measure", "people") or before in words.OVER | words.UNDER | {"than"}:
            return False
        if words.OVER_AFTER.fullmatch(following) or words.UNDER_AFTER.fullmatch(following):
            return False
        return read.value >= _LIKELY_YEAR or before in words.YEAR_BEFORE

    def _qualified(self, at: int, after: int) -> tuple[bool, Bound]:
        """Return whether it is about so many, and whether it is more or less than so many."""
        before, earlier = self._text_of(at - 1), self._text_of(at - 2)
        following = [self._text_of(at) for at in range(after - 1, after + 2)]
        about = before in words.ABOUT or any(map(words.ABOUT_AFTER.fullmatch, following))
        if earlier == "not" or earlier == "не":
            over, under = before in words.UNDER, before in words.OVER
        elif before == "than":
            over, under = earlier in words.MORE, earlier in words.LESS
        else:
            over, under = before in words.OVER, before in words.UNDER
        over = over or any(map(words.OVER_AFTER.fullmatch, following))
        under = under or any(map(words.UNDER_AFTER.fullmatch, following))
        bound: Bound = "at least" if over else "at most" if under else ""
        return about, bound

    def _text_of(self, at: int) -> str:
        return self._tokens[at].text if 0 <= at < len(self._tokens) else ""

    def _gap(self, at: int) -> str:
        """Return what stands between a token and the one before it."""
        if not 0 < at < len(self._tokens):
            return ""
        return self._text[self._tokens[at - 1].end : self._tokens[at].start]


def _of_one_scale(low: Cardinal, high: Cardinal) -> Cardinal:
    """Return the lower end of a range in the scale of the upper: "5-6 thousand"."""
    if low.scaled or not high.scaled:
        return low
    scale = high.precision if high.precision >= 1 else Decimal(1)
    whole = Decimal(10) ** (scale.adjusted() // 3 * 3)
    return replace(low, value=low.value * whole, precision=low.precision * whole, scaled=True)
