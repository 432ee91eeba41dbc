from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import UnsafeName
from ingest.names import document_name, is_passed_over, printable


@pytest.mark.parametrize(
    "name",
    [
        "report.pdf", "a b  c.txt", "Мягкая сила.docx", "Қытай.md", "中国.html", "a..b.txt",
        "What is it?.pdf", "no suffix", "readme first.pdf", "context.txt", "конец…",
    ],
)  # fmt: skip
def test_ordinary_names_are_kept(name: str) -> None:
    assert document_name(name) == name


def test_names_are_kept_in_nfc_without_white_space_around() -> None:
    assert document_name(unicodedata.normalize("NFD", " Қай.md ")) == "Қай.md"


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("", "cannot be a file's name"),
        ("..", "cannot be a file's name"),
        ("  ", "cannot be a file's name"),
        ("../etc/passwd", "must not hold /"),
        ("..\\x.txt", "must not hold /"),
        ("/etc/passwd", "must not hold /"),
        ("a\x00b.txt", r"U\+0000"),
        ("a\nb.txt", r"U\+000A"),
        ("fdp\u202etxt.exe", r"U\+202E"),
        ("a\udcff.txt", r"U\+DCFF"),
        (".hidden", "not taken for documents"),
        ("~$report.docx", "not taken for documents"),
        ("report.pdf.part", "not taken for documents"),
        ("README.md", "not taken for documents"),
        ("a.md.footnote.json", "not taken for documents"),
        ("CON", "Windows"),
        ("nul.txt", "Windows"),
        ("report.", "Windows"),
        ("я" * 101, "202 bytes of 200"),
    ],
)
def test_unsafe_names_are_refused(name: str, problem: str) -> None:
    with pytest.raises(UnsafeName, match=f"{problem}.*--name"):
        document_name(name)


def test_a_readme_describes_the_folder_it_lies_in_only_at_the_top() -> None:
    assert is_passed_over("README.md", at_top=True)
    assert not is_passed_over("README.md", at_top=False)


@given(st.text())
def test_a_name_is_refused_or_safe_and_stays_the_same(name: str) -> None:
    try:
        safe = document_name(name)
    except UnsafeName as exc:
        exc.problem.encode("utf-8")
        return
    assert document_name(safe) == safe
    assert "/" not in safe
    assert printable(safe) == safe
    assert not is_passed_over(safe, at_top=True)
