"""Each dependency is used, pinned, and has its reason in CONTRIBUTING.md."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions

import pytest

from tests.architecture import ROOMS, ROOT, imports

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
REASONS = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Dependencies")[2]
PINS = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
NAME = re.compile(r"[A-Za-z0-9._-]+")
# Why each of these is asked for though nothing here imports it.
NOT_IMPORTED = {
    "lxml-html-clean": "trafilatura needs it",
    "mypy": "make check runs it",
    "ruff": "make check runs it",
    "pytest-cov": "make coverage runs it",
    "types-tqdm": "mypy reads it",
}

# Imported though another library brings it, and which: the two are one to whoever installs them.
BROUGHT = {
    "torch": "sentence-transformers",
    "transformers": "sentence-transformers",
    "tokenizers": "sentence-transformers",
    "huggingface_hub": "sentence-transformers",
    "safetensors": "sentence-transformers",
    "jinja2": "sentence-transformers",
    "fastapi": "gradio",
    "starlette": "gradio",
    "uvicorn": "gradio",
    "gradio_client": "gradio",
    "lxml": "trafilatura",
    "httpcore2": "httpx2",
}


def canonical(requirement: str) -> str:
    """Return a requirement's project name as PEP 503 spells it."""
    match = NAME.match(requirement)
    return re.sub(r"[-_.]+", "-", match[0]).lower() if match else ""


def declared() -> list[str]:
    """Return the project names of all requirements, the extras' included."""
    extras = PROJECT["optional-dependencies"]
    asked = [*PROJECT["dependencies"], *(one for extra in extras.values() for one in extra)]
    return sorted({canonical(one) for one in asked} - {PROJECT["name"]})


@cache
def imported(*folders: str) -> frozenset[str]:
    """Return the top names that the Python files of some folders import."""
    files = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in files]
    return frozenset(found.top for tree in trees for found in imports(tree))


@cache
def used(*folders: str) -> frozenset[str]:
    """Return the projects whose packages some folders import."""
    owners = packages_distributions()
    names = (owner for name in imported(*folders) for owner in owners.get(name, []))
    return frozenset(map(canonical, names))


@pytest.mark.parametrize("project", declared())
def test_dependency_is_imported(project: str) -> None:
    assert (project in used(*ROOMS, "tests")) != (project in NOT_IMPORTED)


@pytest.mark.parametrize("requirement", PROJECT["dependencies"])
def test_dependency_of_all_is_imported_by_the_rooms(requirement: str) -> None:
    """What only the tests use belongs into the extra ``dev``."""
    project = canonical(requirement)
    assert project in used(*ROOMS) or project in NOT_IMPORTED


@pytest.mark.parametrize("project", declared())
def test_dependency_has_its_reason(project: str) -> None:
    rows = [line for line in REASONS.splitlines() if line.startswith("| `")]
    named = {canonical(name) for row in rows for name in re.findall(r"`([^`]+)`", row)}
    assert project in named


def test_no_reason_is_given_for_what_is_gone() -> None:
    first_cells = re.findall(r"^\| (`.+?) \|", REASONS, re.MULTILINE)
    named = {canonical(name) for cell in first_cells for name in re.findall(r"`([^`]+)`", cell)}
    assert named == set(declared())


def test_every_pin_is_exact() -> None:
    pins = [line for line in PINS if line and not line.startswith("#")]
    assert [pin for pin in pins if not re.fullmatch(r"[\w.-]+==[\w.]+", pin)] == []
    assert "torch==2.13.0" in pins


@pytest.mark.parametrize("project", declared())
def test_dependency_is_pinned(project: str) -> None:
    assert project in {canonical(pin) for pin in PINS}


def test_no_other_library_is_imported() -> None:
    """What another library happens to bring may be gone with its next version."""
    known = {*ROOMS, ""}
    own = {name for name in imported(*ROOMS) if name not in sys.stdlib_module_names} - known
    owners = packages_distributions()
    brought = {
        name for name in own if not set(map(canonical, owners.get(name, []))) & set(declared())
    }
    assert brought <= BROUGHT.keys()
