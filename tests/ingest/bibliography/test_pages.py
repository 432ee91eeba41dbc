from __future__ import annotations

import pytest

from ingest.bibliography.pages import locator_of, pages_of


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("Ports. pp 8-9", "8-9"),
        ("Ports. pp. 8 – 9.", "8-9"),
        ("Ports, p. 45.", "45"),
        ("Ports, pp. 8-9, 12.", "8-9, 12"),
        ("Ports, pages 868–902, Aktau", "868-902"),
        ("Порты. – С. 45–50.", "45-50"),
        ("Порты. – C. 45-50.", "45-50"),  # a Latin C
        ("Порты, стр. 5", "5"),
        ("Порттар. – Б. 5.", "5"),
        ("Порттар. – 8-9 бб.", "8-9"),
        ("Порттар. 45 б.", "45"),
        ("Порттар, 45-бет", "45"),
        ("Порт // Тарих. – 2005. – 45 б.", "45"),
        ("Foreign Ports, 77(5), 81–94.", "81-94"),
        ("J Ports. 2018;12(3):S45-S50.", "S45-S50"),
        ("Ports, 13:784–808.", "784-808"),
        ("Notes on Ports, 33, 1877-1901.", "1877-1901"),
        ("Ports, pp. xi–xv", "xi-xv"),
        ("Порты. – М.: Наука, 2010. – 208 с.", ""),
        ("Порт. – Алматы: Пирс, 2005. – 208 б.", ""),
        ("Ports. 240 p.", ""),
        ("Ports, 1990–2005.", ""),
    ],
)
def test_pages_cited(text: str, pages: str) -> None:
    found = pages_of(text)
    assert (found.pages if found else "") == pages


@pytest.mark.parametrize(
    ("text", "pages"),
    [(", с. 45", "45"), (", p. 5", "5"), (": 45–47", "45-47"), (", 8-9 бб.", "8-9"), (", a", "")],
)
def test_pages_of_a_marker(text: str, pages: str) -> None:
    assert locator_of(text) == pages
