"""A figure of a text, and when two of them are the same."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from assistant.claims.models import FigureKind

Bound = Literal["", "at least", "at most"]
Likeness = Literal["", "same", "rounded"]

# How far two figures may be apart, as a share of the larger, and still be one figure rounded.
ROUNDED = Decimal("0.025")
ROUNDED_ABOUT = Decimal("0.05")  # where one is said to be "about" so many
ROUNDED_BOUND = Decimal("0.1")  # where one is said to be "over" so many


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as a text says it.

    :param start: offset of its first character.
    :param end: offset after its last character, its scale, per-cent sign or currency included.
    :param text: as it stands there.
    :param kind: what it counts.
    :param low: its value; the lower end of a range, the first year of a decade or century.
    :param high: the same as ``low`` but for a range.
    :param precision: the unit of its last stated digit: 100 for "13.2 thousand", 1 for "13,200".
    :param approximate: it is said to be about so many.
    :param bound: it is said to be more, or less.
    :param unit: the measure or currency, in one spelling for all languages, or the stem of the
        thing counted; empty where neither is known.
    :param measured: the unit is a measure or currency that we know.
    """

    start: int
    end: int
    text: str
    kind: FigureKind
    low: Decimal
    high: Decimal
    precision: Decimal = Decimal(1)
    approximate: bool = False
    bound: Bound = ""
    unit: str = ""
    measured: bool = False


def likeness(first: Figure, second: Figure) -> Likeness:
    """Tell whether two figures say the same number.

    Equal values are the same. Of two values that are not equal one may be the other rounded: they
    differ by no more than half the unit of the last digit that the coarser one states, and by no
    more than 2.5 % of the larger ("13.2 thousand" and "13 198"). Said to be "about" so many, a
    figure states none of its last zeros, and 5 % are allowed; said to be "over" or "under" so
    many, a whole unit and 10 %, to that side only. Years are never rounded.
    """
    if not _comparable(first, second):
        return ""
    if (first.low, first.high) == (second.low, second.high):
        return "" if {first.bound, second.bound} == {"at least", "at most"} else "same"
    if "vague" in (first.kind, second.kind):
        return "rounded" if first.low <= second.high and second.low <= first.high else ""
    if "year" in (first.kind, second.kind) or "ordinal" in (first.kind, second.kind):
        return ""
    lows = _is_near(first, second, first.low, second.low)
    return "rounded" if lows and _is_near(first, second, first.high, second.high) else ""


def ends_of(figure: Figure) -> tuple[Figure, Figure] | None:
    """Return the two ends of a range as figures of their own; None of what is no range."""
    if figure.low == figure.high or figure.kind == "vague":
        return None
    low, high = (
        Figure(figure.start, figure.end, figure.text, figure.kind, value, value,
               figure.precision, figure.approximate, "", figure.unit, figure.measured)
        for value in (figure.low, figure.high)
    )  # fmt: skip
    return low, high


def _comparable(first: Figure, second: Figure) -> bool:
    """Tell whether two figures are of one sort; a number that is no year may still be one."""
    if first.measured and second.measured and first.unit != second.unit:
        return False
    if first.kind == second.kind:
        return True
    kinds = {first.kind, second.kind}
    return kinds in ({"count", "year"}, {"count", "vague"}, {"count", "money"})


def _is_near(first: Figure, second: Figure, one: Decimal, other: Decimal) -> bool:
    if one == other:
        return True
    apart, larger = abs(one - other), max(abs(one), abs(other))
    bounded, value, free = (first, one, other) if first.bound else (second, other, one)
    if bounded.bound:
        right_side = free > value if bounded.bound == "at least" else free < value
        return right_side and apart < min(_stated(bounded, value), ROUNDED_BOUND * larger)
    about = first.approximate or second.approximate
    coarser = max(_stated(first, one), _stated(second, other))
    return apart <= min(coarser / 2, (ROUNDED_ABOUT if about else ROUNDED) * larger)


def _stated(figure: Figure, value: Decimal) -> Decimal:
    """Return the unit of the last digit that a figure commits itself to."""
    if not (figure.approximate or figure.bound) or not value:
        return figure.precision
    exponent = value.normalize().as_tuple().exponent
    zeros = Decimal(10) ** exponent if isinstance(exponent, int) else figure.precision
    return max(figure.precision, zeros)
