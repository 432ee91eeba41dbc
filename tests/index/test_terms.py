from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.stopwords import STOP_WORDS
from index.terms import MAX_TERM, analyze, content_terms, terms, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("so-called soft power", ["so", "call", "soft", "power"]),
        ("China's Xi’an O'Neill", ["china", "xian", "oneil"]),
        ("the students' 'view'", ["the", "student", "view"]),
        ("13.2% of 11,000", ["13.2", "of", "11000"]),
        ("13,2 and 11\u00a0000 and 1,000,000.50", ["13.2", "and", "11000", "and", "1000000.50"]),
        ("U.S. and US and e.g. U.S.A.", ["us", "and", "us", "and", "eg", "usa"]),
        ("L.N. Gumilyov, L.N.Gumilyov", ["ln", "gumilyov", "ln", "gumilyov"]),
        ("[1,2,3] 12.05.2014 v1.2.3", ["1", "2", "3", "12", "05", "2014", "v1", "2", "3"]),
        ("in 2013.5 and 2013,2014", ["in", "2013", "5", "and", "2013", "2014"]),
        ("the 1990s COVID-19 km² power¹", ["the", "1990", "covid", "19", "km", "power"]),
        ("Tōkyō Łódź straße ﬁnance", ["tokyo", "lodz", "strass", "financ"]),
        ("co\u00adoperation", ["cooper"]),
        ("一带一路", ["一", "带", "一", "路"]),
        ("snake_case", ["snake", "case"]),
        ('" ( [ ] 😀 … —', []),
        ("", []),
    ],
)
def test_english_and_numbers(text: str, expected: list[str]) -> None:
    assert analyze(text, "en") == expected


@pytest.mark.parametrize(
    "spellings",
    [
        ("ёлка", "елка", "е\u0308лка"),
        ("государство", "госуда́рство", "Государства"),
        ("Китай", "Китая", "Китаю", "Китаем", "Китае"),
        ("музей", "музея", "музеем"),
        ("герой", "героя", "героем"),
        ("йод", "и\u0306од"),
        ("ХХ", "XX"),
    ],
)
def test_russian_spellings_share_a_term(spellings: tuple[str, ...]) -> None:
    assert len({tuple(analyze(word, "ru")) for word in spellings}) == 1


@pytest.mark.parametrize(
    "forms",
    [
        ("Қытай", "Қытайдың", "Қытайға", "Қытаймен"),
        ("Қазақстан", "Қазақстанның", "қазақстандықтар"),
        ("университет", "университетінде", "университеттері"),
        ("мәдениет", "мәдениеті"),
        ("мемлекеттік", "мемлекеттiк"),  # the second with a Latin i
        ("дәптер", "дəптерде"),  # with a Latin schwa
    ],
)
def test_kazakh_forms_share_a_term(forms: tuple[str, ...]) -> None:
    assert len({tuple(analyze(word, "kk")) for word in forms}) == 1


def test_kazakh_letters_and_short_stems_are_kept() -> None:
    assert analyze("қазақ", "kk") != analyze("Қазақстан", "kk")
    assert analyze("үй өңір", "kk") == ["үй", "өңір"]


def test_latin_words_are_stemmed_alike_in_every_language() -> None:
    assert {tuple(analyze("Confucius Institutes", lang)) for lang in ("en", "ru", "kk", "und")} == {
        ("confucius", "institut")
    }


def test_cyrillic_letters_in_a_latin_word_become_latin() -> None:
    assert analyze("meіosіs", "kk") == analyze("meiosis", "en")


def test_terms_carry_the_offsets_of_their_words() -> None:
    text = "«Мягкая сила» of China’s U.S. policy: 11,000."
    found = [(term.text, text[term.start : term.end]) for term in terms(text, "ru")]
    assert found == [
        ("мягк", "Мягкая"),
        ("сил", "сила"),
        ("of", "of"),
        ("china", "China’s"),
        ("us", "U.S"),
        ("polici", "policy"),
        ("11000", "11,000"),
    ]


def test_content_terms_leave_out_stop_words_only_beside_others() -> None:
    assert [term.text for term in content_terms("What is soft power?", "en")] == ["soft", "power"]
    assert [term.text for term in content_terms("What is it?", "en")] == ["what", "is", "it"]


def test_stop_words_are_folded() -> None:
    assert all([word.text for word in words(stop)] == [stop] for stop in STOP_WORDS)


def test_every_thread_stems_alike() -> None:
    texts = [f"{word} {word}ing" for word in ("govern", "influence", "institute")] * 50
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda text: analyze(text, "en"), texts)) == [
            analyze(text, "en") for text in texts
        ]


@given(st.text(), st.sampled_from(["en", "ru", "kk", "und", "de"]))
def test_any_text_gives_ordered_disjoint_whitespace_free_terms(text: str, language: str) -> None:
    end = 0
    for term in terms(text, language):
        assert end <= term.start < term.end <= len(text)
        assert 0 < len(term.text) <= MAX_TERM
        assert not any(char.isspace() for char in term.text)
        end = term.end


@pytest.mark.parametrize("alphabet", ["aåbcčdeéfghijklmnoøpqrsßtuvwxyz", "абвгдеёжзийклмнһәөқғүұы"])
@given(data=st.data())
def test_case_makes_no_difference(alphabet: str, data: st.DataObject) -> None:
    word = data.draw(st.text(alphabet))
    assert analyze(word.upper(), "ru") == analyze(word, "ru")
