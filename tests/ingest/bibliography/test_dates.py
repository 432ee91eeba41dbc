from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.bibliography.dates import accessed_of, any_year, iso_date, year_in


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("20.03.2018", "2018-03-20"),
        ("5/4/2020", "2020-04-05"),
        ("03/20/2018", "2018-03-20"),
        ("20.03.18", "2018-03-20"),
        ("2018-03-20", "2018-03-20"),
        ("2018/3/2", "2018-03-02"),
        ("March 29 2022", "2022-03-29"),
        ("Mar. 1, 2022", "2022-03-01"),
        ("1 Mar. 2022", "2022-03-01"),
        ("1st of March, 2022", "2022-03-01"),
        ("2022 Mar 1", "2022-03-01"),
        ("2022 Mar", "2022-03"),
        ("March 2022", "2022-03"),
        ("15 марта 2022 г.", "2022-03-15"),
        ("«15» мая 2022", "2022-05-15"),
        ("2018 ж. 20 наурыз", "2018-03-20"),
        ("20 қазан 2018 ж.", "2018-10-20"),
        ("қараша 2018", "2018-11"),
        ("2018", "2018"),
        ("March 27 01.2022", ""),
        ("31.02.2018", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_dates(text: str, iso: str) -> None:
    assert iso_date(text) == iso


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_day_first(day: date) -> None:
    assert iso_date(f"{day:%d.%m.%Y}") == day.isoformat()


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Ports (date of the application: 20.03.2018).", "2018-03-20"),
        ("Ports. Accessed May 3, 2021.", "2021-05-03"),
        ("Ports [Accessed 1 Mar. 2022].", "2022-03-01"),
        ("Retrieved March 1, 2022, from", "2022-03-01"),
        ("Ports, viewed 3 March 2020,", "2020-03-03"),
        ("2016 [cited 2020 Mar 5].", "2020-03-05"),
        ("Порты (дата обращения: 20.03.2018 г.).", "2018-03-20"),
        ("Порты (дата обращения 12.06.2020)", "2020-06-12"),
        ("Порттар (қаралған күні: 2018 ж. 20 наурыз)", "2018-03-20"),
        ("Порттар (жүгінген күні: 12.04.2021 ж.)", "2021-04-12"),
        ("Порттар (20.03.2018 қаралды)", "2018-03-20"),
        ("Ports (date of the application: March 27 01.2022).", "March 27 01.2022"),
        ("Retrieved from", None),
        ("Access to ports 2018", None),
        ("Ports. 2018.", None),
    ],
)
def test_dates_of_access(text: str, iso: str | None) -> None:
    found = accessed_of(text)
    assert (found.date if found else None) == iso


def test_the_words_of_the_access_are_told() -> None:
    text = "Ports (дата обращения: 20.03.2018 г.). – С. 5"
    found = accessed_of(text)
    assert found is not None
    assert text[: found.span.start] + text[found.span.end :] == "Ports . – С. 5"


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("– М.: Наука, 2010. –", "2010"),
        ("London: Pier, 2001.", "2001"),
        ("Pier. 2018;12(3)", "2018"),
        ("Sleep Med. 2015 Mar;16(3)", "2015"),
        ("80 (1990):", "1990"),
        ("10.01.2018.", "2018"),
        ("12 June 2019", "2019"),
        ("(2018b)", "2018b"),
        ("– Алматы, 2005 ж.", "2005"),
        ("The ports of 2019", None),
        ("1990–2005", None),
        ("№ 2019", None),
        ("a/2018/b", None),
    ],
)
def test_years_of_publication(text: str, year: str | None) -> None:
    assert year_in(text) == year


def test_a_year_of_a_date_that_is_none() -> None:
    assert any_year("March 27 01.2022") == "2022"
    assert any_year("2018-03-20") == "2018"
    assert any_year("long ago") == ""
