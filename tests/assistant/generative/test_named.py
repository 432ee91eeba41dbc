"""Russian and Kazakh sentences over the paper's English: right ones stand, invented ones fall."""

from __future__ import annotations

import pytest

from assistant.claims.names import capitalised_within
from assistant.generative.support import Evidence, Lack
from assistant.models import DropReason
from ingest.models import Document

FIVE = (
    "To date, there are five Confucius Institutes in Kazakhstan, four in Kyrgyzstan, and two in "
    "Uzbekistan, as well as in Tajikistan."
)
NYE = (
    'The term "soft power" was introduced into scientific circulation by Joseph Nye, an American '
    "political scientist, professor at Harvard University, who held a position in the 90s of the "
    "XX century."
)
WANG = (
    "written by Wang Huning, chairman of the Department of International Politics at Fudan "
    "University and adviser to President Jiang Zemin in 1993"
)
STUDENTS = (
    "According to the Ministry of Education of the People's Republic of China for 2017, the number "
    "of Kazakhstani students in China has reached 13.2 thousand; Uzbek students about 5 thousand; "
    "about 11 thousand people from Kyrgyzstan"
)
SCO = (
    "China, together with Russia and the countries of the region, created the Shanghai Cooperation "
    "Organization"
)
HOLLYWOOD = "The US boasts Hollywood, globally-recognized brands and companies"
JAPAN = "Japan and South Korea are both formidable pop-culture exporters."
HU = (
    "China's soft power policies were particularly prominent during the reign of Hu Jintao, and "
    "now Xi Jinping seems to deny most of them."
)
XINJIANG = "the western Chinese region of Xinjiang, densely populated by Muslims"
TRIAD = "When read through Joseph Nye's triad – culture, values, and policies"
INSTITUTES = (
    "Confucius institutes operating under state universities were opened in Central Asian countries"
)

RIGHT = [
    ("ru", FIVE, "В Казахстане действуют пять институтов Конфуция."),
    ("ru", FIVE, "В Киргизии четыре института Конфуция, а в Узбекистане и Таджикистане по два."),
    ("ru", INSTITUTES, "В странах Центральной Азии открыты институты имени Конфуция."),
    ("ru", NYE, "Термин ввёл Джозеф Най, американский политолог."),
    ("ru", NYE, "Понятие предложил политолог Най из США."),
    ("ru", NYE, "Джозеф Най был профессором Гарвардского университета."),
    ("ru", TRIAD, "Триада Джозефа Ная состоит из культуры, ценностей и политики."),
    ("ru", TRIAD, "Триада Дж. Ная состоит из культуры, ценностей и политики."),
    ("ru", WANG, "Автор, советник Цзян Цзэминя, работал в Фуданьском университете в 1993 году."),
    ("ru", STUDENTS, "В 2017 году в КНР учились 13,2 тысячи казахстанских студентов."),
    ("ru", SCO, "КНР и Россия создали ШОС."),
    ("ru", HOLLYWOOD, "США гордятся Голливудом."),
    ("ru", HU, "Политика была заметна при Ху Цзиньтао, а Си Цзиньпин от неё отказывается."),
    ("ru", XINJIANG, "Мусульмане населяют Синьцзян на западе Китая."),
    ("kk", FIVE, "Қазақстанда бес Конфуций институты бар."),
    ("kk", FIVE, "Қазіргі уақытта Конфуций институттарының бесеуі Қазақстанда орналасқан."),
    ("kk", FIVE, "Қырғызстанда төрт, ал Өзбекстан мен Тәжікстанда екі институт жұмыс істейді."),
    ("kk", NYE, "Терминді америкалық саясаттанушы Джозеф Най енгізді."),
    ("kk", NYE, "Терминді Най енгізді."),
    ("kk", TRIAD, "Джозеф Найдың үштігі мәдениет, құндылықтар және саясаттан тұрады."),
    ("kk", WANG, "Ван Хунин президент Цзян Цзэминьнің кеңесшісі болды."),
    ("kk", STUDENTS, "2017 жылы Қытайда 13,2 мың қазақстандық студент оқыды."),
    ("kk", STUDENTS, "Қытайда өзбек студенттері 5 мыңдай."),
    ("kk", SCO, "Қытай Ресеймен бірге Шанхай ынтымақтастық ұйымын құрды."),
    ("kk", HOLLYWOOD, "АҚШ Голливудымен мақтанады."),
    ("kk", XINJIANG, "Шыңжаңда мұсылмандар тығыз тұрады."),
]
WRONG: list[tuple[str, str, str, DropReason, str]] = [
    ("ru", FIVE, "В Казахстане действуют шесть институтов Конфуция.", "number", "шесть"),
    ("ru", FIVE, "В Казахстане действуют пять институтов Гёте.", "name", "Гёте"),
    ("ru", FIVE, "В Туркменистане пять институтов Конфуция.", "name", "Туркменистане"),
    ("ru", NYE, "Термин ввёл Джозеф Стиглиц.", "name", "Джозеф Стиглиц"),
    ("ru", NYE, "Джон Най ввёл термин.", "name", "Джон Най"),
    ("ru", NYE, "Джозеф Най был профессором Йельского университета.", "name", "Йельского"),
    ("ru", NYE, "Термин ввёл Джозеф Най в 1990 году.", "number", "1990"),
    ("ru", WANG, "Статью написал Дэн Сяопин в 1993 году.", "name", "Дэн Сяопин"),
    ("ru", SCO, "Китай и Индия создали ШОС.", "name", "Индия"),
    ("ru", SCO, "Китай и Россия создали ЕАЭС.", "name", "ЕАЭС"),
    ("ru", HOLLYWOOD, "США гордятся Диснейлендом.", "name", "Диснейлендом"),
    ("ru", JAPAN, "Северная Корея продаёт свою культуру.", "name", "Северная Корея"),
    ("kk", FIVE, "Қазақстанда алты Конфуций институты бар.", "number", "алты"),
    ("kk", FIVE, "Қазақстанда бес Гёте институты бар.", "name", "Гёте"),
    ("kk", FIVE, "Қазақстан мен Моңғолияда бес институт бар.", "name", "Моңғолияда"),
    ("kk", NYE, "Терминді Джон Миршаймер енгізді.", "name", "Терминді Джон Миршаймер"),
    ("kk", STUDENTS, "2017 жылы Қытайда 15 мың қазақстандық студент оқыды.", "number", "15 мың"),
    ("kk", STUDENTS, "2017 жылы Ресейде 13,2 мың қазақстандық оқыды.", "name", "Ресейде"),
    ("kk", SCO, "Қытай Үндістанмен бірге ШЫҰ құрды.", "name", "Үндістанмен"),
    ("kk", HU, "Мао Цзэдун кезінде бұл саясат айқын болды.", "name", "Мао Цзэдун"),
]


def lack(evidence: str, paper: Document, text: str, language: str) -> Lack | None:
    assert evidence in paper.text
    return Evidence([(evidence, "en")], capitalised_within(paper.text)).lack(text, language)


@pytest.mark.parametrize(("language", "evidence", "text"), RIGHT)
def test_what_the_paper_says_stands(
    language: str, evidence: str, text: str, paper_document: Document
) -> None:
    assert lack(evidence, paper_document, text, language) is None


@pytest.mark.parametrize(("language", "evidence", "text", "reason", "detail"), WRONG)
def test_what_was_invented_falls(
    language: str,
    evidence: str,
    text: str,
    reason: DropReason,
    detail: str,
    paper_document: Document,
) -> None:
    assert lack(evidence, paper_document, text, language) == Lack(reason, detail)


@pytest.mark.parametrize(
    ("evidence", "text", "stands"),
    [
        ("The Confucius Institutes are many.", "It is named after Confucius.", True),
        ("South America exports copper.", "Copper comes from America.", False),
        ("South America exports copper.", "Медь вывозит Америка.", False),
        ("South Korea exports ships.", "North Korea exports ships.", False),
        ("Joseph Nye wrote it.", "It was written by Nye.", True),
        ("Joseph Nye wrote it.", "It was written by John Nye.", False),
        ("Xi Jinping spoke.", "Си выступил.", True),
        ("Joseph Nye wrote it.", "J. Nye wrote it.", True),
        ("Joseph Nye wrote it.", "It is by J.S. Nye.", True),
        ("Joseph Nye wrote it.", "A. Nye wrote it.", False),
        ("Joseph Nye wrote it.", "It is by A.B. Nye.", False),
        ("Joseph Nye wrote it.", "Это написал Дж. Най.", True),
        ("Joseph Nye wrote it.", "Это написал Най Дж.", True),
        ("Joseph Nye wrote it.", "Это написал А. Най.", False),
        ("Joseph Nye wrote it.", "Это написал Най А.", False),
        ("Joseph Nye wrote it.", "Оны Дж. Най жазды.", True),
        ("Joseph Nye wrote it.", "Оны М. Най жазды.", False),
        ("Joseph Nye and Alice Nye wrote it.", "A. Nye wrote it.", True),
        ("Nye wrote it.", "A. Nye wrote it.", True),
        ("Professor Smith wrote it.", "J. Smith wrote it.", True),
        ("Wang H. wrote it.", "Wang Y. wrote it.", False),
        ("Yuri Petrov wrote it.", "Это написал Ю. Петров.", True),
        ("Nursultan Nazarbayev spoke.", "Выступил К. Назарбаев.", False),
        ("Gumilyov University opened.", "Открыт университет имени Л. Н. Гумилёва.", True),
        ("Plan A of China is trade.", "It is plan A. China trades.", True),
        ("The U.S. spoke.", "The U.S. Germany did not.", False),
    ],
)
def test_part_of_a_name_is_not_any_name(evidence: str, text: str, stands: bool) -> None:
    found = Evidence([(evidence, "en")], frozenset()).lack(text, "und")
    assert (found is None) == stands, found
