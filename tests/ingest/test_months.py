"""The months' names: twelve a language, and as dates are read by them."""

import pytest

from ingest.months import ENGLISH, KAZAKH, RUSSIAN

LANGUAGES = {"en": ENGLISH, "ru": RUSSIAN, "kk": KAZAKH}


@pytest.mark.parametrize("names", LANGUAGES.values(), ids=LANGUAGES)
def test_there_are_twelve_in_small_letters(names: tuple[str, ...]) -> None:
    assert len(set(names)) == 12
    assert [name.lower() for name in names] == list(names)


@pytest.mark.parametrize("names", LANGUAGES.values(), ids=LANGUAGES)
def test_three_letters_tell_one_from_another(names: tuple[str, ...]) -> None:
    assert len({name[:3] for name in names}) == 12
