"""What stands before an article's first paragraph: title, authors, university, supervisor.

The rules are for the heads that journals and conferences print, in English, Russian and Kazakh.
Nothing is taken out of the text, and where a line is in doubt it is nobody's name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.assembly import Block

# The head ends with the first paragraph this long, and is no longer than so many blocks.
PARAGRAPH_CHARS = 200
MOST_BLOCKS = 15

_SUPERVISOR = re.compile(
    r"^(?:(?:scientific |research )?(?:supervisor|adviser|advisor)"
    r"|научный руководитель|ғылыми жетекші(?:сі)?)\s*[–—:-]\s*(?P<name>\S.*)$",
    re.IGNORECASE,
)
_CLASSIFICATION = re.compile(r"^(?P<kind>UDC|УДК|ӘОЖ|DOI|JEL)\s*[:.]?\s*(?P<value>\S.*)$")
_UNIVERSITY = re.compile(r"\buniversit|университет|\binstitute of\b|\bacademy\b|академия", re.I)
_ROLE = re.compile(
    r"^.*?\b(?:students?|professor|lecturer|researcher|candidate|fellow|teacher|doctor"
    r"|студент\w*|магистрант\w*|доцент|преподаватель)\b(?:\s+(?:of|at))?\s+",
    re.IGNORECASE,
)
_MAIL = re.compile(r"\S+@\S+\.\S+")
_BY = re.compile(r"^(?:by|authors?:?|автор\w*:?)\s+", re.IGNORECASE)
_NAME_WORD = re.compile(r"(?:[^\W\d_]\.){1,3}|[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_MOST_NAME_WORDS = 5


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What an article's head says.

    :param title: empty where there is none.
    :param authors: in their order.
    :param metadata: (name, value): university, supervisor, udc and the like.
    """

    title: str
    authors: tuple[str, ...]
    metadata: tuple[tuple[str, str], ...]


def front_matter(blocks: Sequence[Block]) -> FrontMatter:
    """Read an article's head.

    :param blocks: the document's blocks from its start.
    """
    head = _head(blocks)
    title = next((block.text for block in head if block.kind == "heading"), "")
    lines = [line for block in head for line in block.text.splitlines()]
    metadata = tuple(dict(_facts(lines)).items())
    # A line of capitalised words is a name only in a head that also says where its author works.
    is_article = bool(metadata) or any(_MAIL.search(line) for line in lines)
    authors = _authors(head) if is_article else ()
    return FrontMatter(" ".join(title.split()), authors, metadata)


def _head(blocks: Sequence[Block]) -> list[Block]:
    head: list[Block] = []
    for block in blocks[:MOST_BLOCKS]:
        if len(block.text) >= PARAGRAPH_CHARS:
            return head
        head.append(block)
    # Without a long paragraph to close it, only what comes first is surely the head.
    return head[:1]


def _facts(lines: Sequence[str]) -> list[tuple[str, str]]:
    facts = []
    for line in lines:
        line = line.strip()
        if match := _SUPERVISOR.match(line):
            facts.append(("supervisor", match["name"].strip()))
        elif match := _CLASSIFICATION.match(line):
            facts.append((match["kind"].lower(), match["value"].strip()))
        elif _UNIVERSITY.search(line):
            facts.append(("university", _ROLE.sub("", line).strip(" ,;.")))
    return facts


def _authors(head: Sequence[Block]) -> tuple[str, ...]:
    """Return the first run of lines after the title that hold nothing but names."""
    after_title = False
    authors: list[str] = []
    for block in head:
        if block.kind == "heading":
            after_title = True
            continue
        for line in block.text.splitlines() if after_title else ():
            names = _names(line)
            if not names and authors:
                return tuple(authors)
            authors += names
    return tuple(authors)


def _names(line: str) -> list[str]:
    names = [_BY.sub("", part).strip() for part in re.split(r",|;|\band\b|&", line)]
    return names if all(_is_name(name) for name in names) else []


def _is_name(text: str) -> bool:
    words = text.split()
    return (
        2 <= len(words) <= _MOST_NAME_WORDS
        and all(_NAME_WORD.fullmatch(word) and word[0].isupper() for word in words)
        and not text.isupper()
        and not _UNIVERSITY.search(text)
    )
