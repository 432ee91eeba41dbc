import pytest

from assistant.followups.compose import composed
from assistant.followups.kazakh import fragment, in_case
from assistant.followups.said import Said


@pytest.mark.parametrize(
    ("earlier", "question", "expected"),
    [
        ("Парижде неше мұражай бар?", "Ал Римде ше?", "Римде неше мұражай бар?"),
        ("Парижде неше мұражай бар?", "Рим ше?", "Римде неше мұражай бар?"),
        ("Қазақстанда неше аурухана бар?", "Ал Өзбекстан ше?", "Өзбекстанда неше аурухана бар?"),
        ("Қазақстаннан қанша студент Қытайда оқиды?", "Ал Қырғызстаннан ше?",
         "Қырғызстаннан қанша студент Қытайда оқиды?"),
        ("Астанадан Парижге қалай жетуге болады?", "Ал Алматыдан ше?",
         "Алматыдан Парижге қалай жетуге болады?"),
        ("Ташкенттегі институт қай жылы ашылды?", "Ал Алматыда ше?",
         "Алматыдағы институт қай жылы ашылды?"),
        ("Алматыға 2015 жылы неше турист келді?", "Ал 2016 жылы ше?",
         "Алматыға 2016 жылы неше турист келді?"),
        ("Мақалада Қытай туралы не айтылады?", "Ал Жапония туралы ше?",
         "Мақалада Жапония туралы не айтылады?"),
        ("Бүгін балаларға қандай доза беріледі?", "Ал ересектерге ше?",
         "Бүгін ересектерге қандай доза беріледі?"),
    ],
)  # fmt: skip
def test_fragment_takes_the_place_of_what_has_its_case(
    earlier: str, question: str, expected: str
) -> None:
    assert composed(question, Said(earlier)) == expected


def test_fragment_without_a_place_is_put_after_the_question() -> None:
    earlier = "Мақаланы кім жазды?"
    assert composed("Ал Римде ше?", Said(earlier)) == f"{earlier} Ал Римде ше?"


@pytest.mark.parametrize("question", ["Ал Қытайда қанша студент оқиды?", "Неге?", "Рим қайда?"])
def test_whole_question_is_no_fragment(question: str) -> None:
    assert fragment(question) is None


@pytest.mark.parametrize(
    ("name", "case", "expected"),
    [
        ("Рим", "locative", "Римде"),
        ("Ташкент", "locative", "Ташкентте"),
        ("Алматы", "genitive", "Алматының"),
        ("Қырғызстан", "ablative", "Қырғызстаннан"),
        ("Париж", "dative", "Парижге"),
        ("Париж", "instrumental", "Парижбен"),
        ("Рим", "accusative", "Римді"),
        ("Рим", "", "Рим"),
    ],
)
def test_name_takes_the_ending_that_its_sounds_ask_for(name: str, case: str, expected: str) -> None:
    assert in_case(name, case) == expected
