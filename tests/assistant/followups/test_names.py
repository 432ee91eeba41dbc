import pytest

from assistant.followups.names import names, persons


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was written by Ada Lovelace, head of the Department of Physics at Oxford University.",
         ["Ada Lovelace"]),
        ("He advised President John Adams in New York.", ["President John Adams"]),
        ("J. S. Mill met Mary Anne Evans in Hong Kong.", ["J. S. Mill", "Mary Anne Evans"]),
        ("The Eiffel Tower, the Treaty of Rome and 'Soft Power'", []),
        ("Роман написал Лев Толстой в Северной Осетии.", ["Лев Толстой"]),
        ("Мақаланы Абай Құнанбаев жазды.", ["Абай Құнанбаев"]),
    ],
)  # fmt: skip
def test_persons_are_told_by_the_form_of_their_names(text: str, expected: list[str]) -> None:
    assert persons(text) == expected


def test_name_says_how_it_stands() -> None:
    found = names("When did the Bank of Japan lend to Korean firms of Ito's?")
    assert [name.text for name in found] == ["Bank of Japan", "Korean", "Ito"]
    assert [name.article for name in found] == [True, False, False]
    assert [name.attribute for name in found] == [False, True, False]
    assert [name.possessive for name in found] == [False, False, True]
