from __future__ import annotations

import pytest

from ingest.bibliography.people import Name, folded, is_institution, name_of, surname


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("Lee, A. B.", Name("Lee", "A. B.")),
        ("Ли, Анна", Name("Ли", "Анна")),
        ("Ахметов-оол А.А.", Name("Ахметов-оол", "А.А.")),
        ("Ким Дж. С.", Name("Ким", "Дж. С.")),
        ("Lee AB", Name("Lee", "AB")),
        ("A. B. Lee", Name("Lee", "A. B.")),
        ("Anna Maria Lee", Name("Lee", "Anna Maria")),
        ("Jan van der Berg", Name("van der Berg", "Jan")),
        ("van der Berg, J.", Name("van der Berg", "J.")),
        ("Нұрлан Серікұлы", Name("Серікұлы", "Нұрлан")),
        ("Ахметова Анна Сериковна", Name("Ахметова", "Анна Сериковна")),
        ("Port Authority of Aktau", Name("Port Authority of Aktau")),
        ("Maritime Agency (MA)", Name("Maritime Agency")),
        ("Harbour AI", Name("Harbour AI")),
        ("OpenPort", Name("OpenPort")),
        ("Министерство портов РК", Name("Министерство портов РК")),
        ("", Name("")),
    ],
)
def test_names(author: str, name: Name) -> None:
    assert name_of(author) == name
    assert surname(author) == name.family


def test_institutions() -> None:
    assert is_institution("Көлік министрлігі")
    assert is_institution("IMO")
    assert not is_institution("Anna Lee")


def test_accents_and_case_do_not_count() -> None:
    assert folded("Müller") == folded("MULLER")
    assert folded("Семёнов") == folded("семенов")
    assert folded("Қайрат") != folded("Кайрат")
    assert folded("Шойгу") == "шойгу"
