"""The names under which fetched documents are kept."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from ingest.bibliography.labels import label
from ingest.fetching.kinds import kind_of
from ingest.fetching.models import Fetched
from ingest.models import Reference, SourceOf

_ENDINGS = {"html": ".html", "pdf": ".pdf", "docx": ".docx", "text": ".txt"}
_MARKDOWN = (".md", ".markdown")
_LONGEST = 60  # characters; 200 bytes are a name's limit, and a letter may take four
_LONGEST_BYTES = 150
_NO_LETTER = re.compile(r"[^\w]+|_+")
_LOOKED_AT = 2048


def source_id(tie: SourceOf, reference: Reference, fetched: Fetched) -> str:
    """Return the id of a fetched source: in a folder of its paper, number and name first.

    :param tie: the paper and the entry.
    :param reference: the entry.
    :param fetched: what came.
    """
    paper = PurePosixPath(tie.doc_id)
    folder = paper.with_name(f"{_cut(paper.stem.strip(' .')) or 'paper'}-sources")
    name = slug(label(replace(reference, accessed=""))) or slug(
        _of_address(fetched.origin.final_url)
    )
    return str(folder / f"{tie.number}-{name or 'source'}{_ending(fetched)}")


def address_name(fetched: Fetched) -> str:
    """Return the name of a document that was fetched from an address and is nobody's source."""
    host = urlsplit(fetched.origin.final_url).hostname or "page"
    name = slug(_of_address(fetched.origin.final_url))
    return f"{slug(f'{host} {name}') or 'page'}{_ending(fetched)}"


def slug(text: str) -> str:
    """Return letters and digits of any script in lower case, hyphens between them, not too long."""
    plain = unicodedata.normalize("NFC", text).casefold()
    return _cut(_NO_LETTER.sub("-", plain).strip("-"))


def _cut(text: str) -> str:
    text = text[:_LONGEST]
    while len(text.encode()) > _LONGEST_BYTES:
        text = text[:-1]
    return text.rstrip("-. ")


def _of_address(url: str) -> str:
    """Return the last part of an address's path that says something, its ending left out."""
    parts = [unquote(part) for part in urlsplit(url).path.split("/") if part]
    return PurePosixPath(parts[-1]).stem if parts else ""


def _ending(fetched: Fetched) -> str:
    origin = fetched.origin
    kind = kind_of(origin.content_type, fetched.data[:_LOOKED_AT], origin.final_url)
    ending = PurePosixPath(urlsplit(origin.final_url).path).suffix.lower()
    if kind == "text" and (ending in _MARKDOWN or "markdown" in origin.content_type):
        return ".md"
    return _ENDINGS[kind]
