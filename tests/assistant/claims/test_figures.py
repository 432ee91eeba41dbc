from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.claims.figure import likeness
from assistant.claims.figures import find_figures
from tests.assistant.hostile import hostile_text


def values(text: str, language: str) -> list[tuple[str, int | float, int | float]]:
    """Return (kind, low, high) of each figure."""
    return [(f.kind, float(f.low), float(f.high)) for f in find_figures(text, language)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("13.2 thousand bees", "en"),
        ("13 200 bees", "en"),
        ("13,200 bees", "en"),
        ("13\u00a0200 bees", "en"),
        ("13\u2009200 bees", "en"),
        ("13.2K bees", "en"),
        ("13,2 тыс. пчёл", "ru"),
        ("13 200 пчёл", "ru"),
        ("13,200 пчёл", "ru"),
        ("тринадцать тысяч двести пчёл", "ru"),
        ("тринадцати тысяч двухсот пчёл", "ru"),
        ("13,2 мың ара", "kk"),
        ("он үш мың екі жүз ара", "kk"),
        ("13 200 ара", "kk"),
        ("thirteen thousand two hundred bees", "en"),
    ],
)
def test_one_number_however_it_is_written(text: str, language: str) -> None:
    assert values(text, language) == [("count", 13_200, 13_200)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("five thousand", "en", 5_000),
        ("пять тысяч", "ru", 5_000),
        ("бес мың", "kk", 5_000),
        ("двадцать пять тысяч триста сорок два", "ru", 25_342),
        ("eighty-four hives", "en", 84),
        ("a hundred and five hives", "en", 105),
        ("половину от 1,6 метра", "ru", 1.6),
        ("5.4 metres", "en", 5.4),
        ("қырық бес гектар", "kk", 45),
        ("мыңға жуық ара", "kk", None),
        ("полтора литра", "ru", None),
    ],
)
def test_value_of_words_and_decimals(text: str, language: str, expected: float | None) -> None:
    found = [low for _, low, _ in values(text, language)]
    assert found == ([] if expected is None else [expected])


@pytest.mark.parametrize(
    ("text", "language", "low", "high"),
    [
        ("in 1993", "en", 1993, 1993),
        ("the 90s of the XX century", "en", 1990, 1999),
        ("the 1990s", "en", 1990, 1999),
        ("the nineties", "en", 1990, 1999),
        ("в 1990-х годах", "ru", 1990, 1999),
        ("в девяностых годах", "ru", 1990, 1999),
        ("90-е годы ХХ века", "ru", 1990, 1999),
        ("1990-шы жылдары", "kk", 1990, 1999),
        ("1990-жылдары", "kk", 1990, 1999),
        ("XX ғасырдың 90-жылдары", "kk", 1990, 1999),
        ("the twentieth century", "en", 1901, 2000),
        ("в XVI веке", "ru", 1501, 1600),
        ("20-ғасыр", "kk", 1901, 2000),
        ("1991–1995", "en", 1991, 1995),
        ("1991-95", "en", 1991, 1995),
        ("в 1979–1983 годах", "ru", 1979, 1983),
        ("1932 жылы", "kk", 1932, 1932),
        ("дата: 03.03.2018", "ru", 2018, 2018),
        ("to 2016-му", "ru", 2016, 2016),
    ],
)
def test_years_decades_centuries(text: str, language: str, low: int, high: int) -> None:
    assert values(text, language) == [("year", low, high)]


@pytest.mark.parametrize(
    ("text", "language", "kind", "low"),
    [
        ("63%", "en", "percent", 63),
        ("63 per cent of visits", "en", "percent", 63),
        ("22 процентам", "ru", "percent", 22),
        ("40 пайызы", "kk", "percent", 40),
        ("$13.2 million", "en", "money", 13_200_000),
        ("$5m", "en", "money", 5_000_000),
        ("8 US dollars", "en", "money", 8),
        ("56 млн рублей", "ru", "money", 56_000_000),
        ("13,5 млрд теңге", "kk", "money", 13_500_000_000),
        ("the 5th hive", "en", "ordinal", 5),
        ("5-й улей", "ru", "ordinal", 5),
        ("more than 2000 bicycles", "en", "count", 2_000),
        ("2000-нан астам велосипед", "kk", "count", 2_000),
        ("2000 человек", "ru", "count", 2_000),
    ],
)
def test_kinds(text: str, language: str, kind: str, low: float) -> None:
    assert values(text, language) == [(kind, low, low)]


@pytest.mark.parametrize(
    ("text", "language", "low", "high"),
    [
        ("several hundred people", "en", 200, 999),
        ("несколько сотен", "ru", 200, 999),
        ("бірнеше жүз", "kk", 200, 999),
        ("сотни пчёл", "ru", 100, 999),
        ("tens of millions of bees", "en", 10_000_000, 99_999_999),
    ],
)
def test_vague_figures(text: str, language: str, low: int, high: int) -> None:
    assert values(text, language) == [("vague", low, high)]


def test_two_vague_figures_apart_are_two() -> None:
    assert len(find_figures("несколько сотен, сотни пчёл", "ru")) == 2


@pytest.mark.parametrize(
    ("text", "language", "low", "high"),
    [
        ("5-6 hives", "en", 5, 6),
        ("5–6 thousand hives", "en", 5_000, 6_000),
        ("үш-төрт ай", "kk", 3, 4),
        ("3-4 месяца", "ru", 3, 4),
    ],
)
def test_ranges(text: str, language: str, low: int, high: int) -> None:
    assert values(text, language) == [("count", low, high)]


@pytest.mark.parametrize(
    ("text", "language", "approximate", "bound"),
    [
        ("about 600 bees", "en", True, ""),
        ("около 600 пчёл", "ru", True, ""),
        ("сексенге жуық ара", "kk", True, ""),
        ("шамамен 600 ара", "kk", True, ""),
        ("more than 600 bees", "en", False, "at least"),
        ("свыше 600 пчёл", "ru", False, "at least"),
        ("не менее 600 пчёл", "ru", False, "at least"),
        ("600-ден астам ара", "kk", False, "at least"),
        ("less than 600 bees", "en", False, "at most"),
        ("не более 600 пчёл", "ru", False, "at most"),
        ("он бес адамнан аспайды", "kk", False, "at most"),
        ("600 bees", "en", False, ""),
    ],
)
def test_about_over_and_under(text: str, language: str, approximate: bool, bound: str) -> None:
    (figure,) = find_figures(text, language)
    assert (figure.approximate, figure.bound) == (approximate, bound)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("As was shown.[5] [3, p. 45] [1-4]", "en"),
        ("https://example.org/2018/03/page2 and 10.1234/abc.5", "en"),
        ("COVID-19, the G20, 3D, Ту-154", "en"),
        ("one of the regions", "en"),
        ("один из районов", "ru"),
        ("бал үшін бір ара, онда алтын жоқ", "kk"),
        ("two thirds of the bees", "en"),
        ("бестен бір бөлігі", "kk"),
        ("1234567890123456789012345", "en"),
    ],
)
def test_what_is_no_figure(text: str, language: str) -> None:
    assert find_figures(text, language) == ()


def test_russian_on_is_he_and_kazakh_on_is_ten() -> None:
    assert values("он ушёл", "ru") == []
    assert values("он ара", "kk") == [("count", 10, 10)]


def test_a_unit_tells_what_is_counted_in_any_language() -> None:
    units = [find_figures(text, language)[0].unit for text, language in (
        ("45 hectares", "en"), ("45 гектаров", "ru"), ("45 гектар", "kk"))]  # fmt: skip
    assert units == ["ha", "ha", "ha"]


@given(st.integers(1, 10**12))
def test_grouped_digits_are_the_number(number: int) -> None:
    for text, language in ((f"{number:,}", "en"), (f"{number:,}".replace(",", " "), "ru")):
        found = find_figures(f"they are {text} bees", language)
        assert [(figure.low, figure.high) for figure in found] == [(Decimal(number),) * 2]


@given(hostile_text, st.sampled_from(["en", "ru", "kk", "und"]))
def test_figures_are_slices_and_never_overlap(text: str, language: str) -> None:
    end = 0
    for figure in find_figures(text, language):
        assert end <= figure.start < figure.end <= len(text)
        assert figure.text == text[figure.start : figure.end]
        assert figure.low <= figure.high
        assert likeness(figure, figure) == "same"
        end = figure.end


@pytest.mark.parametrize("unit", ["hundreds of ", "1 ", "90s of ", "5-", "[1", "$", "A1", "мың "])
def test_a_long_text_of_nothing_else_is_read_to_its_end(unit: str) -> None:
    text = unit * 5_000 + " and 77 bees"
    assert find_figures(text, "en")[-1].high == 77
