from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.page import words
from assistant.page.words import FOLDER, LANGUAGE, dictionary, say, say_count, script_words

ASSISTANT = Path(words.__file__).parents[1]
COUNTED = (".one", ".many")
SCRIPT_CALL = re.compile(r"""\bsay\(([^()]*)""")
LITERAL = re.compile(r"""["']([a-z][a-z-]*)["']""")
WORDS = dictionary()


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
    """Return every file of the source with what it says."""
    for path in sorted(ASSISTANT.rglob("*.py")):
        yield str(path.relative_to(ASSISTANT)), ast.parse(path.read_text(encoding="utf-8"))


def literals() -> set[str]:
    """Return every text of the source, as a part of a key: what a key is put together from."""
    texts = (
        node.value
        for _, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return {text.replace(" ", "-") for text in texts}


def uses() -> Iterator[Use]:
    """Return every place in the source that says something."""
    for name, tree in trees():
        imported = {
            alias.name
            for node in tree.body
            if isinstance(node, ast.ImportFrom) and node.module == words.__name__
            for alias in node.names
        }
        if imported & {"say", "say_count"}:
            yield from uses_in(tree, name)


def uses_in(tree: ast.Module, name: str) -> Iterator[Use]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id not in ("say", "say_count"):
            continue
        where, counted = f"{name}:{node.lineno}", node.func.id == "say_count"
        values = {"n"} if counted else {each.arg for each in node.keywords if each.arg}
        for key in branches(node.args[0]):
            if isinstance(key, ast.Name):
                yield from (Use(where, pattern, None) for pattern in keys_elsewhere(tree))
            else:
                ending = r"\.(?:one|many)" if counted else ""
                yield Use(where, f"{pattern_of(key)}{ending}", frozenset(values))


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
    for path in sorted((ASSISTANT / "page" / "scripts").glob("*.js")):
        text = path.read_text(encoding="utf-8")
        found[path.name] = {
            key for call in SCRIPT_CALL.findall(text) for key in LITERAL.findall(call)
        }
    return found


def names_in(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


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
    assert [key for key in WORDS if key not in said] == []


def test_every_word_of_a_script_is_in_the_dictionary() -> None:
    known = set(script_words())
    assert {name: keys - known for name, keys in script_keys().items() if keys - known} == {}
    assert len(known & set().union(*script_keys().values())) > 10


def test_a_script_is_given_only_its_own_words() -> None:
    assert script_words()["copied"] == WORDS["script.copied"]
    assert set(script_words()) == {
        key.removeprefix("script.") for key in WORDS if key.startswith("script.")
    }


def test_a_thing_that_is_counted_has_words_for_one_and_for_many() -> None:
    stems = {key.removesuffix(end) for key in WORDS for end in COUNTED if key.endswith(end)}
    assert stems
    assert {f"{stem}{end}" for stem in stems for end in COUNTED} <= set(WORDS)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_every_language_has_the_same_keys_and_values(path: Path) -> None:
    other = dictionary(path.stem)
    assert set(other) == set(WORDS)
    for key, text in other.items():
        assert text.strip() and names_in(text) <= names_in(WORDS[f"{key}"]) | {"n"}


def test_words_are_said_with_their_values() -> None:
    assert say("tabs.ask") == "Ask"
    assert say("evidence.open-named", name="{a} <b>") == "Open {a} <b>"
    assert say_count("shelf.pages", 1) == "1 page"
    assert say_count("shelf.pages", 1234) == "1,234 pages"
    assert say_count("shelf.pages", 0) == "0 pages"


def test_a_key_without_words_is_an_error() -> None:
    with pytest.raises(KeyError, match=r"ask\.nothing"):
        say("ask.nothing")


def test_the_language_of_the_page_is_one_that_there_is() -> None:
    assert FOLDER / f"{LANGUAGE}.toml" in set(FOLDER.glob("*.toml"))
