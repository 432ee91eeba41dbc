from index.cyrillic.corpora import Pair
from index.cyrillic.lexicon import lexicon_of
from index.cyrillic.switching import Switcher, sounded
from tests.index.cyrillic.data import WORDS

PAIRS = [
    Pair(text, language, english, "en", "dictionary")
    for english, russian, kazakh in WORDS
    for language, text in (("ru", russian), ("kk", kazakh))
]


def test_words_are_replaced_and_articles_go() -> None:
    switcher = Switcher(lexicon_of(PAIRS))
    assert switcher.switched("The city, the school.", "ru", 1.0) == "город, школа."
    assert switcher.switched("The city, the school.", "kk", 1.0) == "қала, мектеп."


def test_a_form_is_replaced_by_its_word() -> None:
    assert Switcher(lexicon_of(PAIRS)).switched("books", "ru", 1.0) == "книга"


def test_a_name_without_a_translation_is_written_as_it_sounds() -> None:
    switcher = Switcher(lexicon_of(PAIRS))
    assert switcher.switched("Rockefeller school", "ru", 1.0) == "рокефеллер школа"
    assert sounded("Schmidt") == "шмидт"


def test_a_word_without_a_translation_stays() -> None:
    assert Switcher(lexicon_of(PAIRS)).switched("quickly 42 city", "ru", 1.0) == "quickly 42 город"


def test_nothing_is_replaced_at_a_share_of_none() -> None:
    assert Switcher(lexicon_of(PAIRS)).switched("The city.", "ru", 0.0) == "The city."


def test_the_same_seed_makes_the_same_text() -> None:
    pairs = [*PAIRS, Pair("городок", "ru", "city", "en", "dictionary")]
    made = [Switcher(lexicon_of(pairs), seed=3).switched("city " * 30, "ru", 0.7) for _ in range(2)]
    assert made[0] == made[1]
    assert {"город", "городок", "city"} == set(made[0].split())
