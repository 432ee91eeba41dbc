from __future__ import annotations

import pytest

from tests.ingest.bibliography.samples import shown

LIST = """Lee, J. S. (2004). Soft tides. New Port: Pier.

Lee, J. S. (2018a). Sharp tides. Harbours, 3(2), 1-9.

Lee, J. S. (2018b). Smart tides. Harbours, 3(3), 1-9.

Lee, J. S., & Marsh-Orr, R. O. (1998). Ports and tides. Foreign Harbours, 77(5), 81–94.

Korn, J. (2007). Charm of ports. Pier Press.

Гай Дж. Мягкий свет. – М., 2006. – 220 с.

Орлов-оол А.А. Порты и свет // Море. – 2019. – № 3. – С. 45–50.

Серікбаев Е.Қ. Шамшырақ // Тарих. – 2016. – 8-9 бб.

Port Authority (PA). (2019). Yearly tides. Pier.

Wang, L., Li, M., & Zhou, K. (2020). Lamps of Asia. Lamp Journal, 3(2), 1-9.

New port opened in May. (2018, January 10). Tide News. https://tide.example.com/b

Marini P. Gas and Oil. URL: https://gas.example.org/x (accessed 20.03.2022)"""


def cited(body: str, *, language: str = "en") -> list[tuple[str, str]]:
    return [(words, numbers) for words, numbers, _ in shown(body, LIST, language=language)]


@pytest.mark.parametrize(
    ("mark", "numbers"),
    [
        ("(Lee, 2004)", "1"),
        ("(Lee 2004; Korn, 2007, p. 5)", "1 5:5"),
        ("(see Lee, 2004)", "1"),
        ("(Lee, 2018a)", "2"),
        ("(Lee, 2018)", "2 3"),
        ("(Lee, 2018a, b)", "2 3"),
        ("(Lee, 2004, 2018b)", "1 3"),
        ("(Lee & Marsh-Orr 1998)", "4"),
        ("(Lee and Marsh-Orr, 1998, pp. 83–84)", "4:83-84"),
        ("(J. Lee, 2004)", "1"),
        ("(Korn, 2007: 45–47)", "5:45-47"),
        ("[Гай, 2006, с. 45]", "6:45"),
        ("(Орлов-оол, 2019; Гай, 2006, с. 5)", "7 6:5"),
        ("(Серікбаев, 2016, 8 б.)", "8:8"),
        ("(қараңыз: Серікбаев, 2016)", "8"),
        ("(Port Authority, 2019)", "9"),
        ("(PA, 2019)", "9"),
        ("(Wang et al., 2020)", "10"),
        ("(Wang, Li, & Zhou, 2020)", "10"),
        ("(“New port opened,” 2018)", "11"),
        ("(Marini, 2022)", "12"),
        ("Lee (2004)", "1"),
        ("Lee (2018a)", "2"),
        ("Lee and Marsh-Orr (1998, p. 83)", "4:83"),
        ("Lee's (2004)", "1"),
        ("J. S. Lee (2004)", "1"),
        ("Wang et al. (2020)", "10"),
        ("Port Authority (2019)", "9"),
        ("Орлов-оол (2019, с. 46)", "7:46"),
        ("Дж. Гая (2006)", "6"),
        ("Серікбаевтың (2016)", "8"),
    ],
)
def test_markers(mark: str, numbers: str) -> None:
    assert cited(f"so it is {mark}, they say.") == [(mark, numbers)]


@pytest.mark.parametrize(
    "body",
    [
        "In 2004 (a good year) all was well.",
        "Smith (2004) is not in the list, nor is (Orwell, 1998).",
        "Lee wrote much (2001).",
        "The year before (2004) was cold.",
        "Leeds (2004) is a town.",
        "Gains of ports (2004–2018) by Lee.",
        "Lee left.\n\n(2004) was cold.",
    ],
)
def test_what_is_no_marker(body: str) -> None:
    assert cited(body) == []


def test_several_works_of_a_year_without_letters_are_told_by_their_order() -> None:
    references = "Lee A. Lamps. Pier, 2001.\n\nLee A. Ports. Pier, 2001."
    found = shown("So it is (Lee, 2001b), and so (Lee, 2001).", references)
    assert [numbers for _, numbers, _ in found] == ["2", "1 2"]


def test_one_author_comes_before_several_of_the_same_surname() -> None:
    references = "Lee A. Lamps. Pier, 2001.\n\nLee A., Kim B., Orr C. Ports. Pier, 2001."
    found = shown("It is (Lee, 2001). It is (Lee et al., 2001).", references)
    assert [numbers for _, numbers, _ in found] == ["1", "2"]
