"""The value of a number written in digits, in words, or in both ("13,2 тыс.")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.claims.number_tokens import Token
from assistant.claims.numerals import number_word

_GROUP_MARKS = re.compile("[ \u00a0\u2009\u202f'’]")
_LETTERS_FOR_MILLION = frozenset({"m"})
_GAPS = frozenset({"", " ", "\u00a0", "\u2009", "\u202f", "-", "\n", ". "})
_GAPS_IN_WORDS = frozenset({" ", "\u00a0", "\n"})
_LARGEST = Decimal(10) ** 21
# Alone these are a number; other scales ("тысячи") say only that there are many.
_ALONE = frozenset("сто тысяча тысячу жүз мың миллион миллиард".split())
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Cardinal:
    """A number that was read.

    :param value: what it is worth.
    :param precision: the unit of its last stated digit.
    :param after: index of the first token behind it.
    :param plain: it is four bare digits, as a year is.
    :param scaled: a word such as "thousand" stands in it.
    """

    value: Decimal
    precision: Decimal
    after: int
    plain: bool = False
    scaled: bool = False


def cardinal_at(
    text: str, tokens: Sequence[Token], at: int, language: str, *, money: bool = False
) -> Cardinal | None:
    """Read the number that begins at a token; None where none does.

    :param text: that the tokens are of.
    :param tokens: of the whole text.
    :param at: index of the token.
    :param language: ISO 639-1 code.
    :param money: a currency's sign stands before it, so that "m" is a million.
    """
    if tokens[at].kind == "number":
        return _of_digits(text, tokens, at, language, money=money)
    if tokens[at].kind == "word":
        return _of_words(text, tokens, at, language)
    return None


def _of_digits(
    text: str, tokens: Sequence[Token], at: int, language: str, *, money: bool
) -> Cardinal | None:
    raw = tokens[at].raw
    value, precision = _value(raw, language)
    read = Cardinal(value, precision, at + 1, plain=len(raw) == 4 and raw.isdecimal())
    for following in (at + 1, at + 2):  # "13,2 тыс.", "2 hundred thousand"
        scale = _scale_at(text, tokens, following, language, money=money)
        if scale is None or read.value * scale > _LARGEST:
            break
        read = Cardinal(
            read.value * scale, read.precision * scale, following + 1, plain=False, scaled=True
        )
    return read


def _value(raw: str, language: str) -> tuple[Decimal, Decimal]:
    """Return the value of digits and the unit of the last of them.

    A comma before three digits parts thousands in English, decimals in Russian and Kazakh, where
    it parts thousands all the same when the last of them is 0 ("13,200"); a point there too.
    """
    digits = _GROUP_MARKS.sub("", raw)
    marks = [char for char in digits if char in ".,"]
    head, _, tail = digits.rpartition(marks[-1]) if marks else (digits, "", "")
    if marks and _parts_thousands(marks, head, tail, language):
        return Decimal(re.sub("[.,]", "", digits)), _ONE
    whole = re.sub("[.,]", "", head)
    if not marks:
        return Decimal(digits), _ONE
    return Decimal(f"{whole}.{tail}"), Decimal(1).scaleb(-len(tail))


def _parts_thousands(marks: Sequence[str], head: str, tail: str, language: str) -> bool:
    if len(tail) != 3 or (len(marks) > 1 and marks[0] != marks[-1]):
        return False
    if len(marks) > 1:
        return True
    if head == "0" or len(head) > 3:
        return False
    if language in ("ru", "kk"):
        return tail.endswith("0")
    return marks[0] == ","


def _scale_at(
    text: str, tokens: Sequence[Token], at: int, language: str, *, money: bool
) -> Decimal | None:
    if at >= len(tokens) or tokens[at].kind != "word":
        return None
    gap = text[tokens[at - 1].end : tokens[at].start]
    if gap not in _GAPS or (gap == ". " and tokens[at - 1].kind == "number"):
        return None
    word = tokens[at].text
    if money and word in _LETTERS_FOR_MILLION and not gap.strip():
        return Decimal(10) ** 6
    if word == "k" and gap:
        return None
    found = number_word(word, language) or (number_word(word, "en") if not gap else None)
    return found.value if found is not None and found.multiplies else None


def _of_words(text: str, tokens: Sequence[Token], at: int, language: str) -> Cardinal | None:
    read = _Words()
    after = at
    while after < len(tokens) and tokens[after].kind == "word":
        gap = text[tokens[after - 1].end : tokens[after].start] if after > at else " "
        if gap not in _GAPS_IN_WORDS and not (gap == "-" and language == "en"):
            break
        if tokens[after].text == "and" and read.hundreds and after + 1 < len(tokens):
            joined = number_word(tokens[after + 1].text, language)
            if joined is None or joined.multiplies:
                break
            after += 1
        found = number_word(tokens[after].text, language)
        taken = None if found is None else read.taking(found.value, multiplies=found.multiplies)
        if taken is None:
            break
        read, after = taken, after + 1
    return _whole(read, tokens, at, after)


def _whole(read: _Words, tokens: Sequence[Token], at: int, after: int) -> Cardinal | None:
    """Return what words are worth; None of "one" alone, which is oftener no number."""
    if after == at or read.value == _ONE:
        return None
    if after == at + 1 and read.scale is not None:
        before = tokens[at - 1].text if at else ""
        if tokens[at].text not in _ALONE and before not in ("a", "one", "один", "одна", "бір"):
            return None
    precision = read.scale if read.scale is not None and not read.open else _ONE
    return Cardinal(read.value, precision, after, scaled=read.scale is not None)


@dataclass(frozen=True, slots=True)
class _Words:
    """A number in words, as far as it was read.

    :param done: the thousands and millions that are complete.
    :param open: what the next scale would multiply.
    :param least: the next word must be smaller, so that "three four" are two numbers.
    :param scale: the last scale read.
    :param hundreds: "hundred" was the last word.
    """

    done: Decimal = Decimal(0)
    open: Decimal = Decimal(0)
    least: Decimal = Decimal(1000)
    scale: Decimal | None = None
    hundreds: bool = False

    @property
    def value(self) -> Decimal:
        return self.done + self.open

    def taking(self, value: Decimal, *, multiplies: bool) -> _Words | None:
        """Return what is read with one word more; None where it begins another number."""
        if multiplies and value == 100:
            if self.open >= 10:
                return None
            return replace(self, open=(self.open or _ONE) * 100, least=Decimal(100), hundreds=True)
        if multiplies:
            if self.scale is not None and (value >= self.scale or not self.open):
                return None
            done = self.done + (self.open or _ONE) * value
            return _Words(done, Decimal(0), Decimal(1000), value)
        if value >= self.least or (self.open and value >= 10 and self.open % 100 >= 10):
            return None
        least = Decimal(1) if value < 20 and value != 10 else Decimal(10)
        if value >= 100:
            least = Decimal(100)
        return replace(self, open=self.open + value, least=least, hundreds=False)
