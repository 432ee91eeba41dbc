from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import gradio as gr
import pytest

from assistant.dictionary import ENGLISH, LANGUAGES, Words, plural_categories
from assistant.page import words
from assistant.page.words import (
    FOLDER,
    decimal,
    gradio_words,
    language_of,
    moment,
    page_words,
    script_words,
)
from tests.assistant.page.english import EN

PAGE = Path(words.__file__).parent
ROOMS = (PAGE, PAGE.parent / "access")
OTHERS = [language for language in LANGUAGES if language != ENGLISH]
CATEGORIES = ("one", "few", "many", "other")
SCRIPT_CALL = re.compile(r"""\bsay\(([^()]*)""")
LITERAL = re.compile(r"""["']([a-z][a-z-]*)["']""")
WORDS = EN.entries
# The same in every language.
NAMES = {
    "page.title",
    "evidence.copy-markdown",
    "evidence.copy-bibtex",
    "export.markdown",
    "export.json",
    "jobs.under-way",
}


@dataclass(frozen=True)
class Use:
    """A place that says something.

    :param where: file and line.
    :param pattern: matches the keys that it may say, in groups what is only known at run time.
    :param values: the names that it gives values for; None where the key comes from elsewhere in
        the file, so that it is not known which goes with them.
    """

    where: str
    pattern: str
    values: frozenset[str] | None = frozenset()

    def keys(self) -> list[str]:
        """Return the keys that it may say."""
        return [key for key in WORDS if self._says(key)]

    def _says(self, key: str) -> bool:
        found = re.fullmatch(self.pattern, key)
        if found is None or not all(part in LITERALS or part.isdigit() for part in found.groups()):
            return False
        return not found.groups() or self.values is None or names_in(WORDS[key]) <= self.values


def trees() -> Iterator[tuple[str, ast.Module]]:
    """Return every file that says the page's words."""
    for room in ROOMS:
        for path in sorted(room.rglob("*.py")):
            yield f"{room.name}/{path.name}", ast.parse(path.read_text(encoding="utf-8"))


def literals() -> set[str]:
    """Return every text of the assistant's source: what a key is put together from."""
    texts = (
        node.value
        for path in sorted(PAGE.parent.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return {text.replace(" ", "-") for text in texts}


def uses() -> Iterator[Use]:
    """Return every place in the source that says something."""
    for name, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                yield from uses_in(tree, name, node, node.func)


def uses_in(tree: ast.Module, name: str, call: ast.Call, said: ast.Attribute) -> Iterator[Use]:
    if said.attr not in ("say", "say_count") or not is_the_page_s(said.value):
        return
    where, counted = f"{name}:{call.lineno}", said.attr == "say_count"
    values = {each.arg for each in call.keywords if each.arg} | ({"n"} if counted else set())
    for key in branches(call.args[0]):
        if isinstance(key, ast.Name):
            yield from (Use(where, pattern, None) for pattern in keys_elsewhere(tree))
        else:
            ending = rf"\.(?:{'|'.join(CATEGORIES)})" if counted else ""
            yield Use(where, f"{pattern_of(key)}{ending}", frozenset(values))


def is_the_page_s(words: ast.expr) -> bool:
    """Tell whether words are the page's own; what an answer says is ``said``'s."""
    if isinstance(words, ast.Call):
        return isinstance(words.func, ast.Name) and words.func.id == "_words"
    name = words.id if isinstance(words, ast.Name) else getattr(words, "attr", "")
    return name in ("words", "_words")


def branches(key: ast.expr) -> Iterator[ast.expr]:
    if isinstance(key, ast.IfExp):
        yield from branches(key.body)
        yield from branches(key.orelse)
    else:
        yield key


def pattern_of(key: ast.expr) -> str:
    """Return a pattern of the keys that a text of the source stands for."""
    if isinstance(key, ast.JoinedStr):
        return "".join(
            re.escape(part.value)
            if isinstance(part, ast.Constant) and isinstance(part.value, str)
            else "([a-z0-9-]+)"
            for part in key.values
        )
    assert isinstance(key, ast.Constant) and isinstance(key.value, str), ast.dump(key)
    return re.escape(key.value)


def keys_elsewhere(tree: ast.Module) -> set[str]:
    """Return patterns of what looks like a key in a file."""
    inner = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in node.values
    }
    texts = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        or (
            isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inner
        )
    ]
    patterns = set(map(pattern_of, texts))
    return {each for each in patterns if any(re.fullmatch(each, key) for key in WORDS)}


def script_keys() -> dict[str, set[str]]:
    """Return the keys that each script says."""
    found = {}
    for path in sorted((PAGE / "scripts").glob("*.js")):
        text = path.read_text(encoding="utf-8")
        found[path.name] = {
            key for call in SCRIPT_CALL.findall(text) for key in LITERAL.findall(call)
        }
    return found


def names_in(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def counted(entries: Words) -> dict[str, set[str]]:
    """Return what is counted, with its plural categories."""
    found: dict[str, set[str]] = {}
    for key in entries.entries:
        stem, _, category = key.rpartition(".")
        if category in CATEGORIES:
            found.setdefault(stem, set()).add(category)
    return found


def stem_of(key: str) -> str:
    stem, _, category = key.rpartition(".")
    return stem if category in CATEGORIES else key


LITERALS = literals()
USES = tuple(uses())


@pytest.mark.parametrize("use", USES, ids=lambda use: f"{use.where} {use.pattern}")
def test_every_key_that_is_said_has_words_and_all_their_values(use: Use) -> None:
    keys = use.keys()
    assert keys, f"{use.where} says {use.pattern}, which is no key"
    if use.values is not None:
        lacking = {key: names_in(WORDS[key]) - use.values for key in keys}
        assert not any(lacking.values()), f"{use.where} gives too few values: {lacking}"


def test_every_key_has_a_place_that_says_it() -> None:
    said = {key for use in USES for key in use.keys()}
    said |= {f"script.{key}" for keys in script_keys().values() for key in keys}
    said |= {f"gradio.{key}" for key in gradio_words(EN)}
    assert [key for key in WORDS if key not in said] == []


def test_what_gradio_says_it_says_by_that_key() -> None:
    (file,) = (Path(gr.__file__).parent / "templates" / "frontend" / "assets").glob("core-*.js")
    script = file.read_text(encoding="utf-8")
    for key in gradio_words(EN):
        group, _, name = key.partition(".")
        assert re.search(rf"\b{group}:", script) and re.search(rf"\b{name}:`", script), key


def test_every_word_of_a_script_is_in_the_dictionary() -> None:
    known = set(script_words(EN))
    assert {name: keys - known for name, keys in script_keys().items() if keys - known} == {}
    assert len(known & set().union(*script_keys().values())) > 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_script_is_given_only_its_own_words(language: str) -> None:
    said, entries = script_words(page_words(language)), page_words(language).entries
    assert said["copied"] == entries["script.copied"]
    assert set(said) == {key.removeprefix("script.") for key in entries if "script." in key}


def test_each_language_has_a_dictionary() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_counted_has_words_for_each_number(language: str) -> None:
    found, wanted = counted(page_words(language)), plural_categories(language)
    assert set(found) == set(counted(EN)) and found
    assert {stem: each for stem, each in found.items() if each != wanted} == {}


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_says_the_same(language: str) -> None:
    entries = page_words(language).entries
    assert {stem_of(key) for key in entries} == {stem_of(key) for key in WORDS}
    for key, text in entries.items():
        english = WORDS.get(key) or WORDS[f"{stem_of(key)}.other"]
        assert names_in(text) == names_in(english), key


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_left_in_english(language: str) -> None:
    for key, text in page_words(language).entries.items():
        own = re.sub(r"\{\w+\}", "", text)
        assert key in NAMES or re.search(r"[а-яёәғқңөұүһі]", own, re.IGNORECASE), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_no_markup(language: str) -> None:
    # Most of them go onto the page as they are.
    for key, text in page_words(language).entries.items():
        assert text.strip() == text != "" and not set(text) & set('<>&"'), key


def test_words_are_said_with_their_values() -> None:
    assert EN.say("tabs.ask") == "Ask"
    assert EN.say("evidence.open-named", name="{a} <b>") == "Open {a} <b>"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", {0: "0 pages", 1: "1 page", 1234: "1,234 pages"}),
        ("ru", {1: "1 страница", 3: "3 страницы", 11: "11 страниц", 1022: "1\xa0022 страницы"}),
        ("kk", {1: "1 бет", 5: "5 бет", 1234: "1\xa0234 бет"}),
    ],
)
def test_numbers_are_said_as_the_language_has_them(language: str, said: dict[int, str]) -> None:
    own = page_words(language)
    assert {count: own.say_count("shelf.pages", count) for count in said} == said


@pytest.mark.parametrize(
    ("language", "at", "number", "russian"),
    [
        ("en", "Nov 5, 2026, 14:03 UTC", "1.5", "Russian"),
        ("ru", "5 нояб. 2026 г., 14:03 UTC", "1,5", "русский"),
        ("kk", "2026 ж. 05 қар., 14:03 UTC", "1,5", "орыс тілі"),
    ],
)
def test_moments_numbers_and_languages_are_written_as_the_language_does(
    language: str, at: str, number: str, russian: str
) -> None:
    own = page_words(language)
    for iso in ("2026-11-05T14:03:59+00:00", "2026-11-05T19:03:00+05:00", "2026-11-05T14:03:59"):
        assert re.sub(r"\s", " ", moment(own, iso)) == at
    assert decimal(own, 1.52) == number
    assert (language_of(own, "ru"), language_of(own, "und")) == (russian, "")
    assert language_of(own, "qq") == "qq"


def test_what_is_no_moment_stays_as_it_is() -> None:
    assert moment(EN, "yesterday") == "yesterday"


def test_a_key_without_words_is_an_error() -> None:
    with pytest.raises(KeyError, match=r"ask\.nothing"):
        EN.say("ask.nothing")
