"""Entries in the styles of many hands, none from a paper that exists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ingest.bibliography.samples import read

# entry; authors; title; year; container
STYLES = [
    # GOST
    (
        "Ахметов С.К. Маяки моря // Вестник порта. Серия история. – 2019. – № 3. – С. 45–50. – "
        "URL: https://port.example.kz/a.pdf (дата обращения: 20.03.2018).",
        ("Ахметов С.К.",), "Маяки моря", "2019", "Вестник порта. Серия история",
    ),
    (
        "Петров, П. П. Порты моря : учебное пособие / П. П. Петров, С. С. Ким. — 2-е изд. — "
        "Москва : Пирс, 2015. — 240 с.",
        ("Петров, П. П.",), "Порты моря: учебное пособие", "2015", "",
    ),
    (
        "Маяки моря / С. К. Ахметов, И. И. Ким // Море. — 2015. — Т. 3, № 2. — С. 12—18.",
        ("С. К. Ахметов", "И. И. Ким"), "Маяки моря", "2015", "Море",
    ),
    (
        "Сидорова А.А., Ким Е.В. и др. Доход портов // Море и право. 2017. Т. 12. № 4 (35).",
        ("Сидорова А.А.", "Ким Е.В."), "Доход портов", "2017", "Море и право",
    ),
    (
        "Оразов Б. «Порт: кеше және бүгін» // Теңіз. – 2020. – 15 мамыр. – Б. 5.",
        ("Оразов Б.",), "Порт: кеше және бүгін", "2020", "Теңіз",
    ),
    (
        "Абай Серікұлы. Теңіз жарығы. – Алматы: Пирс, 2005. – 208 б.",
        ("Абай Серікұлы",), "Теңіз жарығы", "2005", "",
    ),
    (
        "Ахметов-оол А.А.«Белый маяк» в порту: подходы к свету. Article [Electronic resource]"
        "//.-URL: https://port.example.ru/2019/2019-10/lamp",
        ("Ахметов-оол А.А.",), "«Белый маяк» в порту: подходы к свету", None, "",
    ),
    (
        "БЕЛЫЙ «МАЯК» В ПОРТУ [Electronic resource]//.-URL:https://port.example.ru/20180110/a",
        (), "БЕЛЫЙ «МАЯК» В ПОРТУ", None, "",
    ),
    (
        "«Новый порт» // Новости моря. 10.01.2018. URL: http://порт.рф/1",
        (), "Новый порт", "2018", "Новости моря",
    ),
    (
        "Министерство портов РК. Отчёт о маяках. – Астана, 2020. – 45 с.",
        ("Министерство портов РК",), "Отчёт о маяках", "2020", "",
    ),
    (
        "Ким, Анна. Свет и тень порта. [Электронный ресурс]",
        ("Ким, Анна",), "Свет и тень порта", None, "",
    ),
    (
        "Нұрлан Серікұлы. Порттың «ақ шамы» қалай жанады? [Электрондық ресурс]",
        ("Нұрлан Серікұлы",), "Порттың «ақ шамы» қалай жанады?", None, "",
    ),
    # APA and Harvard
    (
        "Lee, A. B., & Kim, C. (1998). Ports and tides in the age of steam. Harbour Affairs, "
        "77(5), 81–94. https://doi.org/10.1000/x",
        ("Lee, A. B.", "Kim, C."), "Ports and tides in the age of steam", "1998", "Harbour Affairs",
    ),
    (
        "Lee, A. (2004). Soft tides: The means to harbour. New Port: Pier Books.",
        ("Lee, A.",), "Soft tides: The means to harbour", "2004", "",
    ),
    (
        "Brown, T., Kim, B., ... & Orr, D. (2020). Lamps are slow. Advances in harbours, 33, 1-9.",
        ("Brown, T.", "Kim, B.", "Orr, D."), "Lamps are slow", "2020", "Advances in harbours",
    ),
    (
        "Port Authority. (2019). Yearly report 2019: The tide. https://port.example.org/r",
        ("Port Authority",), "Yearly report 2019: The tide", "2019", "",
    ),
    (
        "New port opened in May. (2018, January 10). Tide News. Retrieved March 1, 2022, from "
        "https://tide.example.com/2018/01/10/port",
        (), "New port opened in May", "2018", "Tide News",
    ),
    (
        "Lee, A. (n.d.). Harbours. https://harbour.example.org",
        ("Lee, A.",), "Harbours", None, "",
    ),
    (
        "Lee, A. 2019, 'The world's ports', Harbour Review, vol. 3, no. 1, pp. 5-9.",
        ("Lee, A.",), "The world's ports", "2019", "Harbour Review",
    ),
    (
        "van der Berg, J. (2018a). Dutch lamps. Lamp Journal, 3(2), 1–9.",
        ("van der Berg, J.",), "Dutch lamps", "2018a", "Lamp Journal",
    ),
    (
        "O'Brien, P. and de la Cruz, M. (eds.) (2001) Ports of the world. London: Pier.",
        ("O'Brien, P.", "de la Cruz, M."), "Ports of the world", "2001", "",
    ),
    # MLA and Chicago
    (
        "Lee, Ann B. “Soft Tides.” Harbour Policy, no. 80, 1990, pp. 153–71.",
        ("Lee, Ann B.",), "Soft Tides", "1990", "Harbour Policy",
    ),
    (
        "Lee, Ann B., and Bo C. Kim. Ports and Tides. New Port: Pier, Brown, 1977.",
        ("Lee, Ann B.", "Bo C. Kim"), "Ports and Tides", "1977", "",
    ),
    (
        "Lee, Ann. \"The Lights.\" In Ports of the World, edited by Bo Kim, 45–67. London: Pier, "
        "2009.",
        ("Lee, Ann",), "The Lights", "2009", "Ports of the World",
    ),
    (
        "Ann Lee, The Harbour Lights (London: Pier, 2009), 45.",
        ("Ann Lee",), "The Harbour Lights", "2009", "",
    ),
    (
        "Lee, Ann, and Bo Kim. 2011. Harbours of the East: A History. 2nd ed. London: Pier.",
        ("Lee, Ann", "Bo Kim"), "Harbours of the East: A History", "2011", "",
    ),
    (
        "\"New port opened.\" Tide News, 10 Jan. 2018, tide.example.com/port.",
        (), "New port opened", "2018", "Tide News",
    ),
    # IEEE, Vancouver, ACL
    (
        "A. B. Lee and C. Kim, “Lamps of the north,” IEEE Trans. Lamps, vol. 5, no. 2, "
        "pp. 10–15, Mar. 2018, doi: 10.1000/x.",
        ("A. B. Lee", "C. Kim"), "Lamps of the north", "2018", "IEEE Trans. Lamps",
    ),
    (
        "Lee AB, Kim C, Orr D, et al. Harbour light and sleep. Sleep Ports. 2015 Mar;16(3):345-51.",
        ("Lee AB", "Kim C", "Orr D"), "Harbour light and sleep", "2015", "Sleep Ports",
    ),
    (
        "Ann Lee, Bo (Bob) Kim, Cy Orr, and 1 others. 2024. Port-4 report. In Proceedings of the "
        "4th Port Conference, page 819–829, New Port.",
        ("Ann Lee", "Bo (Bob) Kim", "Cy Orr"), "Port-4 report", "2024",
        "Proceedings of the 4th Port Conference",
    ),
    ("IMO. 2025. Port 4.0 rules.", ("IMO",), "Port 4.0 rules", "2025", ""),
    (
        "Pier Paolo Marini. Gas and Oil Ports The Outer Powers' Interests (date of the "
        "application: Mar. 1, 2022). pp 8-9",
        ("Pier Paolo Marini",), "Gas and Oil Ports The Outer Powers' Interests", None, "",
    ),
    ("Yan Li. The rise of ports. Pier Press, 2011.", ("Yan Li",), "The rise of ports", "2011", ""),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "authors", "title", "year", "container"), STYLES)
def test_styles(
    entry: str, authors: tuple[str, ...], title: str, year: str | None, container: str
) -> None:
    found = read(entry)
    assert found.authors == authors
    assert found.title == title
    assert found.year == year
    assert found.container == container


@pytest.mark.parametrize(
    ("entry", "language"),
    [
        ("Lee A. Lamps of the long northern coast and their keepers. 2001.", "en"),
        ("Ахметов С. Маяки северного побережья и те, кто их хранит. 2001.", "ru"),
        ("Оразов Б. Солтүстік жағалаудағы шамшырақтар туралы. 2001.", "kk"),
    ],
)
def test_the_language_is_the_title_s(entry: str, language: str) -> None:
    assert read(entry).language == language


def test_all_fields_of_one_entry() -> None:
    found = read(
        r"Lee, A. (2018). Tides. Port Journal, 3(2), 8–9. URL: https://port.example.org/a\_b "
        "(accessed 20.03.2019). doi:10.1000/AB"
    )
    assert (found.url, found.doi) == ("https://port.example.org/a_b", "10.1000/ab")
    assert (found.pages, found.accessed, found.year) == ("8-9", "2019-03-20", "2018")


def test_a_year_of_access_or_of_the_address_is_none_of_publication() -> None:
    found = read("Lee A. Tides. URL: https://port.example.org/20180110/a (accessed 20.03.2019).")
    assert (found.year, found.accessed) == (None, "2019-03-20")


def test_a_word_cut_at_a_line_end_is_whole() -> None:
    assert read("Lee A. Light-\nhouses of the\n   north. 2001.").title == "Lighthouses of the north"


@given(st.text(alphabet=st.sampled_from("AaБя.,:;()[]“”«»'\"/-–& \n12049https\\_"), max_size=120))
def test_any_text_is_read(text: str) -> None:
    found = read(text)
    assert found.text == text
    assert "\n" not in found.title
