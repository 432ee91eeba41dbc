from __future__ import annotations

import pytest

from ingest.bibliography.kinds import kind_of
from tests.ingest.bibliography.samples import read


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        ("Lee, A. (1998). Ports and tides. Harbour Affairs, 77(5), 81–94.", "article"),
        ("Ахметов С. Маяки // Вестник порта. – 2019. – № 3. – С. 45.", "article"),
        ("Lee A. Tides. In Proceedings of the 4th Port Conference, pp. 1-9, 2001.", "paper"),
        ("«Новый порт» // Новости моря. 10.01.2018. URL: http://port.example/1", "page"),
        ("Lee A. The tide. URL: https://tide.example.org/a", "page"),
        ("Lee A. The tide. Working paper, 2001.", "report"),
        ("Lee A. The tide. PhD thesis. University of Aktau, 2014.", "thesis"),
        ("Иванов И. Маяки. – М.: Пирс, 2010. – 208 с.", "book"),
        ("Lee, A. (2004). Soft tides. New Port: Pier Press.", "book"),
        ("Lee A. The tide (accessed 1.2.2020)", "other"),
    ],
)
def test_kinds(entry: str, kind: str) -> None:
    assert kind_of(read(entry)) == kind
