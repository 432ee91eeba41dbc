"""What questions ask for; none of these is one of ``eval/questions.jsonl``."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.selection.expected import NO_PERSON, Sort, expected_sort, find_sort, fit_of

SORTS: tuple[Sort, ...] = (
    "count", "money", "share", "date", "duration", "person", "place", "name", "reason",
)  # fmt: skip
PIECES = (
    "In 1987", "13.2 thousand", "five", "$4 million", "12 %", "3 years", "Anna Petrova", "because",
    "“The Sea”", "of", "-", "млн", "половина", "бес жыл", "1,200", "A.B.", ".", " ", "\n", "🐈",
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "sort"),
    [
        ("How many lighthouses stand on the northern shore?", "count"),
        ("How much grain did the valley harvest?", "count"),
        ("What was the population of Aktau?", "count"),
        ("What is the total length of the canal?", "count"),
        ("What number of delegates came?", "count"),
        ("How much money was set aside for the museum?", "money"),
        ("How much did the bridge cost?", "money"),
        ("How much did the new bridge cost?", "money"),
        ("What is the annual budget of the institute?", "money"),
        ("How many euros did the ferry earn?", "money"),
        ("What percentage of households own a boat?", "share"),
        ("How many per cent of voters stayed at home?", "share"),
        ("What share of exports goes by rail?", "share"),
        ("How long did the siege last?", "duration"),
        ("How many years did the expedition take?", "duration"),
        ("How old is the observatory?", "duration"),
        ("How soon after the flood did the harbour reopen?", "duration"),
        ("When did the first ferry sail?", "date"),
        ("In which year was the railway opened?", "date"),
        ("Since what year has the port been closed?", "date"),
        ("And when was it repaired?", "date"),
        ("Why did the glacier retreat?", "reason"),
        ("For what purpose was the dam built?", "reason"),
        ("What caused the fire in the archive?", "reason"),
        ("Where do the cranes spend the winter?", "place"),
        ("In which country was the treaty signed?", "place"),
        ("At which university did the botanist lecture?", "place"),
        ("Which city hosts the archive?", "place"),
        ("Who discovered the comet?", "person"),
        ("Whose portrait hangs in the hall?", "person"),
        ("By whom was the bridge designed?", "person"),
        ("And for whom was the palace built?", "person"),
        ("Who is the keeper of the northern lighthouse?", "person"),
        ("Who is the mayor of Oral?", "person"),
        ("The archive burnt down; who set the fire?", "person"),
        ("What is the name of the northern cape?", "name"),
        ("What is the research vessel called?", "name"),
    ],
)
def test_english_question_asks_for(question: str, sort: Sort) -> None:
    assert expected_sort(question) == sort


@pytest.mark.parametrize(
    ("question", "sort"),
    [
        ("Сколько маяков стоит на берегу?", "count"),
        ("Какова численность жителей посёлка?", "count"),
        ("Какое население Актау?", "count"),
        ("Какая площадь у заповедника?", "count"),
        ("Сколько стоит билет на паром?", "money"),
        ("Какой процент рыбаков владеет лодкой?", "share"),
        ("Какая доля экспорта идёт по железной дороге?", "share"),
        ("Сколько лет строили мост?", "duration"),
        ("Как долго длилась осада?", "duration"),
        ("Когда открыли порт?", "date"),
        ("В каком году построили маяк?", "date"),
        ("Почему отступил ледник?", "reason"),
        ("Зачем построили плотину?", "reason"),
        ("Где зимуют журавли?", "place"),
        ("В какой стране подписали договор?", "place"),
        ("Кто открыл комету?", "person"),
        ("Кем был построен дворец?", "person"),
        ("Как называется северный мыс?", "name"),
        ("Жағалауда қанша маяк бар?", "count"),
        ("Ауылда неше адам тұрады?", "count"),
        ("Көпірге қанша теңге жұмсалды?", "money"),
        ("Балықшылардың қанша пайызы қайық ұстайды?", "share"),
        ("Құрылыс қанша уақытқа созылды?", "duration"),
        ("Порт қашан ашылды?", "date"),
        ("Темір жол қай жылы салынды?", "date"),
        ("Мұздық неге шегінді?", "reason"),
        ("Бөгет не үшін салынды?", "reason"),
        ("Тырналар қайда қыстайды?", "place"),
        ("Шарт қай елде жасалды?", "place"),
        ("Кометаны кім ашты?", "person"),
        ("Солтүстік мүйіс қалай аталады?", "name"),
        ("Солтүстік мүйістің аты қалай?", "name"),
    ],
)
def test_russian_and_kazakh_question_asks_for(question: str, sort: Sort) -> None:
    assert expected_sort(question) == sort


@pytest.mark.parametrize(
    "question",
    [
        "",
        "How do the fishermen weave their nets?",
        "Which birds nest on the island?",
        "Describe the method of the survey.",
        "Who is Marie Curie?",
        "who was Ada Lovelace",
        "What emotion arises in learners who have travelled there?",
        "What happens to pupils whose parents move abroad?",
        "What do they teach at the university where Curie lectured?",
        "Which rules apply to sailors when the sea is frozen?",
        "Как рыбаки плетут сети?",
        "Что чувствуют школьники, которые там побывали?",
        "Кто такой Чокан Валиханов?",
        "Какие птицы гнездятся на острове, где стоит маяк?",
        "Балықшылар ауды қалай тоқиды?",
        "Бұл мақала не туралы?",
    ],
)
def test_question_that_asks_for_nothing_of_a_known_form(question: str) -> None:
    assert expected_sort(question) is None


@pytest.mark.parametrize(
    ("sort", "text", "found"),
    [
        (
            "count",
            "In 1987 he counted 13.2 thousand cats and five dogs.",
            ["13.2 thousand", "five"],
        ),
        ("count", "Дома построили 1 200 рабочих за два года.", ["1 200", "два"]),
        ("count", "Ауылда үш мың адам тұрады.", ["үш мың"]),
        ("money", "It cost $4.5 million, or 2 billion tenge.", ["$4.5 million", "2 billion tenge"]),
        ("share", "Some 12 % of men and half of the women voted.", ["12 %", "half"]),
        ("date", "Built in 1902, it burnt on 3 May 1910.", ["1902", "3 May", "1910"]),
        ("date", "Порт открыли в XIX веке.", ["XIX веке"]),
        (
            "duration",
            "The siege lasted more than three long years.",
            ["more than three long years"],
        ),
        ("duration", "Құрылыс бес жылға созылды.", ["бес жылға"]),
        ("person", "It was Anna Petrova who built it.", ["Anna Petrova"]),
        ("person", "Маяк построил Иван Петров.", ["Иван Петров"]),
        ("person", "In France it was Anna Petrova for the Harbour Company.", ["Anna Petrova"]),
        ("person", "In Western Europe a Harbour Company.", ["Western Europe", "Harbour Company"]),
        ("person", "It was built by Anna Petrova in the XX century, as I know.", ["Anna Petrova"]),
        ("place", "Cranes winter in the Gulf of Oman.", ["Gulf of Oman"]),
        ("name", "The vessel is the “Northern Star”.", ["“Northern Star”"]),
        ("reason", "It closed because the stairs are steep.", ["because"]),
        ("reason", "Порт закрыли из-за льда.", ["из-за"]),
        ("count", "Nobody counted the cats.", []),
        ("count", "It was opened in 1902.", []),
        ("person", "Nobody knows.", []),
    ],
)
def test_things_of_a_sort_are_found(sort: Sort, text: str, found: list[str]) -> None:
    assert [text[span.start : span.end] for span in find_sort(sort, text, "?")] == found


@pytest.mark.parametrize(
    ("sort", "text", "question"),
    [
        ("count", "Of 13.2 thousand cats none slept.", "Did 13.2 thousand cats sleep?"),
        ("person", "It was Anna Petrova.", "What did Anna Petrova build?"),
        ("date", "It was so in 1987.", "What was so in 1987?"),
    ],
)
def test_what_the_question_names_answers_nothing(sort: Sort, text: str, question: str) -> None:
    assert find_sort(sort, text, question) == []


@pytest.mark.parametrize(
    ("text", "fit"),
    [
        ("It was built by Anna Petrova in France.", 1.0),
        ("It was built in France by Joseph Nye.", 1.0),
        ("It was built by France and the Harbour Company.", NO_PERSON),
        ("It was built by Chinese and Russian workers.", 0.0),
        ("It was built by its owners.", 0.0),
    ],
)
def test_country_fits_who_less_than_a_person(text: str, fit: float) -> None:
    assert fit_of("person", text, "Who built it?") == fit


def test_place_need_be_no_person() -> None:
    assert fit_of("place", "It stands in Peru.", "Where does it stand?") == 1.0


@given(
    st.sampled_from(SORTS),
    st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=20).map(" ".join)),
    st.text(max_size=40),
)
def test_what_is_found_lies_in_the_text_in_order(sort: Sort, text: str, question: str) -> None:
    end = 0
    for span in find_sort(sort, text, question):
        assert end <= span.start < span.end <= len(text)
        assert text[span.start : span.end].strip()
        end = span.end


@given(st.text(max_size=200))
def test_any_question_is_read(question: str) -> None:
    assert expected_sort(question) in (*SORTS, None)
