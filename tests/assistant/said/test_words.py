"""What we say is there in every language, alike in what it is put together from, and said."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from assistant.dictionary import LANGUAGES, Words, plural_categories
from assistant.languages import language_name
from assistant.said.words import FOLDER, asked_words, joined, reference_terms, said_in

ROOT = Path(__file__).parents[3]
CATEGORIES = frozenset({"zero", "one", "two", "few", "many", "other"})
NAME = re.compile(r"\{(\w*)\}")
# Ours, and spelled with Latin letters in every language.
NAMES = re.compile(r"\b(?:Markdown|PDF|Word|DOI)\b")
LATIN, CYRILLIC = re.compile(r"[A-Za-z]"), re.compile(r"[\u0400-\u052f]")
KAZAKH = re.compile(r"[әғқңөұүһі]", re.IGNORECASE)
# Where the assistant's words are said; the page has a dictionary of its own.
SAYING = [
    path
    for room in ("", "generative", "said", "transcript", "ways")
    for path in (ROOT / "assistant" / room).glob("*.py")
    if path.name != "dictionary.py"
]


def base(key: str) -> str:
    """A key without its plural category."""
    before, _, last = key.rpartition(".")
    return before if before and last in CATEGORIES else key


def forms(words: Words) -> dict[str, dict[str, str]]:
    """Every key with its entries by plural category, by "" where it counts nothing."""
    found: dict[str, dict[str, str]] = {}
    for key, entry in words.entries.items():
        category = key[len(base(key)) + 1 :]
        found.setdefault(base(key), {})[category] = entry
    return found


BY_LANGUAGE = {language: forms(said_in(language)) for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_keys_of_english_and_each_of_its_plural_forms(language: str) -> None:
    english, ours = BY_LANGUAGE["en"], BY_LANGUAGE[language]
    assert ours.keys() == english.keys()
    counted = plural_categories(language)
    for key, entries in ours.items():
        expected = counted if set(english[key]) != {""} else {""}
        assert set(entries) == expected, key
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_is_put_into_each_entry(language: str) -> None:
    for key, entries in BY_LANGUAGE[language].items():
        for english in BY_LANGUAGE["en"][key].values():
            for entry in entries.values():
                assert set(NAME.findall(entry)) == set(NAME.findall(english)), (key, entry)
                assert entry.strip() == entry and entry, key


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_no_word_of_ours_is_left_in_english(language: str) -> None:
    for key, entry in said_in(language).entries.items():
        own = NAMES.sub("", NAME.sub("", entry))
        assert not LATIN.search(own), (key, entry)


def test_each_language_keeps_to_its_letters() -> None:
    assert not [entry for entry in said_in("ru").entries.values() if KAZAKH.search(entry)]
    assert not [entry for entry in said_in("en").entries.values() if CYRILLIC.search(entry)]


def calls(tree: ast.AST) -> Iterator[ast.expr]:
    """The first argument of each call of ``say`` and ``say_count``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            if node.func.attr in ("say", "say_count"):
                yield node.args[0]


def literals() -> tuple[set[str], list[re.Pattern[str]]]:
    """All texts of the sources, and all that are put together, as patterns."""
    texts, patterns = set(), []
    for path in SAYING:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                parts = (
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z-]*"
                    for part in node.values
                )
                if "." in str(node.values[0].value):
                    patterns.append(re.compile("".join(parts)))
    return texts, patterns


def test_each_key_is_said_somewhere() -> None:
    texts, patterns = literals()
    unsaid = [
        key
        for key in BY_LANGUAGE["en"]
        if key not in texts and not any(pattern.fullmatch(key) for pattern in patterns)
    ]
    assert unsaid == []


def test_each_key_that_is_said_is_there() -> None:
    keys = BY_LANGUAGE["en"]
    for path in SAYING:
        for argument in calls(ast.parse(path.read_text(encoding="utf-8"))):
            for node in ast.walk(argument):
                if isinstance(node, ast.Constant) and "." in str(node.value):
                    begins = str(node.value)
                    assert any(key.startswith(begins) for key in keys), (path.name, begins)


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("en", ["", "a", "a and b", "a, b and c", "a, b or c"]),
        ("ru", ["", "a", "a и b", "a, b и c", "a, b или c"]),
        ("kk", ["", "a", "a және b", "a, b және c", "a, b немесе c"]),
    ],
)
def test_names_are_joined_as_words(language: str, lines: list[str]) -> None:
    words = said_in(language)
    said = [joined(names, words) for names in ("", "a", "ab", "abc")]
    assert [*said, joined("abc", words, "or")] == lines


@pytest.mark.parametrize(
    ("language", "counted"),
    [
        ("en", ["1 page", "2 pages", "5 pages", "21 pages", "1,234 pages"]),
        ("ru", ["1 страница", "2 страницы", "5 страниц", "21 страница", "1\xa0234 страницы"]),
        ("kk", ["1 бет", "2 бет", "5 бет", "21 бет", "1\xa0234 бет"]),
    ],
)
def test_what_is_counted_has_its_plural_form(language: str, counted: list[str]) -> None:
    words = said_in(language)
    assert [words.say_count("catalogue.pages", n) for n in (1, 2, 5, 21, 1_234)] == counted


def test_another_language_is_answered_in_english() -> None:
    for language in ("de", "und", "", "../page/words/en"):
        assert said_in(language).language == "en"


def test_words_of_the_question_stand_in_quotation_marks_but_in_english() -> None:
    found = {language: asked_words(["Чили"], said_in(language)) for language in LANGUAGES}
    assert found == {"en": ["Чили"], "ru": ["«Чили»"], "kk": ["«Чили»"]}


NAMED: Mapping[str, tuple[str, str, str]] = {
    "kk": ("Kazakh", "казахский", "қазақ тілі"),
    "ru": ("Russian", "русский", "орыс тілі"),
    "en": ("English", "английский", "ағылшын тілі"),
    "de": ("German", "немецкий", "неміс тілі"),
    "und": ("", "", ""),
    "xx": ("xx", "xx", "xx"),
}


@pytest.mark.parametrize("code", NAMED)
def test_languages_have_their_names_in_each(code: str) -> None:
    assert tuple(language_name(code, language) for language in LANGUAGES) == NAMED[code]


def test_the_terms_of_a_reference_take_what_labels_put_in() -> None:
    for language in LANGUAGES:
        terms = reference_terms(said_in(language))
        assert terms.two.format(first="A", second="B").count("A") == 1
        assert terms.several.format(first="A") != "A"
        assert "2022" in terms.accessed.format(year=2022)
        assert "T" in terms.title.format(title="T")
        assert "8-9" in terms.pages.format(pages="8-9") and "8" in terms.page.format(pages="8")
