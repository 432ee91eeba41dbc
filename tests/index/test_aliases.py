"""The list of names that comes with the program."""

from pathlib import Path

import pytest

from index.aliases import Group, Named, Thing, alias_groups
from index.vocabulary import folded_words


def test_columns_are_names_relatives_and_metonyms(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text(
        "# a comment\n\n## place\nChina; PRC\tChinese\tBeijing\n## organisation\n# more\nUN\n",
        encoding="utf-8",
    )
    assert alias_groups(path) == (
        Group(
            "place",
            (
                Named("China", "name"),
                Named("PRC", "name"),
                Named("Chinese", "relative"),
                Named("Beijing", "metonym"),
            ),
        ),
        Group("organisation", (Named("UN", "name"),)),
    )


def test_line_of_no_sort_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("China; PRC\n## place\n", encoding="utf-8")
    with pytest.raises(ValueError, match="'China; PRC' stands above"):
        alias_groups(path)


@pytest.mark.parametrize(
    ("name", "thing"),
    [
        ("China", "place"),
        ("Almaty", "place"),
        ("World Bank", "organisation"),
        ("Joseph Nye", "person"),
    ],
)
def test_each_group_is_of_a_sort(name: str, thing: Thing) -> None:
    assert [g.thing for g in alias_groups() if g.members[0].text == name] == [thing]


@pytest.mark.parametrize("group", alias_groups(), ids=lambda group: group.members[0].text)
def test_group_is_well_formed(group: Group) -> None:
    assert len(group.members) > 1
    assert len({member.text for member in group.members}) == len(group.members)
    assert all(folded_words(member.text) for member in group.members)
    assert not any("\t" in member.text or ";" in member.text for member in group.members)


def test_capital_is_no_name_of_its_country() -> None:
    roles = {
        member.role
        for group in alias_groups()
        if group.members[0].text == "China"
        for member in group.members
        if member.text in ("Beijing", "Пекин", "Бейжің")
    }
    assert roles == {"metonym"}
