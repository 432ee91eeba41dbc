"""Word document (.docx) -> Document."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from docx import Document as open_word
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.opc.oxml import parse_xml, serialize_part_xml
from docx.opc.packuri import PackURI

from ingest.errors import (
    CorruptDocument,
    DocumentError,
    EmptyDocument,
    EncryptedDocument,
    UnsupportedFormat,
    WrongFormat,
)
from ingest.language import detect_language
from ingest.models import Document, Span
from ingest.readers.assembly import Assembled, Block, assemble
from ingest.readers.docx_body import Body, BodyReader, Element, W, read_styles
from ingest.readers.docx_numbering import Numbering, read_numbering
from ingest.readers.options import ReadOptions
from ingest.readers.references import under_headings, under_lines
from ingest.readers.zip_guard import unpack_xml

if TYPE_CHECKING:
    from docx.opc.coreprops import CoreProperties
    from docx.opc.part import Part

READER = "docx/2"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_MAIN = "word/document.xml"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_SAVE = "open it in a word processor and save it once more as Word document (.docx)."
_NOTES = (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES)
# What programs write where nobody gave a title or a name.
_NO_TITLES = frozenset({"word document", "document", "untitled", "документ microsoft word"})
_NO_AUTHORS = frozenset(
    {"python-docx", "user", "admin", "administrator", "microsoft office user", "пользователь"}
)


@dataclass(frozen=True, slots=True)
class _Word:
    """What python-docx found in a file.

    :param body: root of the text; None where there is none.
    :param styles: root of the styles.
    :param numbering: root of the lists' numbering; None where there is none.
    :param notes: roots of footnotes and of endnotes, as far as there are any.
    """

    body: Element | None
    styles: Element
    numbering: Element | None
    notes: tuple[Element, ...]
    title: str
    authors: tuple[str, ...]
    metadata: tuple[tuple[str, str], ...]


def read(data: bytes, doc_id: str, options: ReadOptions) -> Document:
    """Read a Word document.

    :param data: the file.
    :param doc_id: the document's id.
    :param options: how much it may unpack to.
    :raises DecompressionBomb: when it unpacks, or expands, to far more than it should.
    :raises EncryptedDocument: when it is locked with a password.
    :raises WrongFormat: when it is no packed file, or one of something else.
    :raises UnsupportedFormat: when it is a kind of Word document that is not read here.
    :raises CorruptDocument: when it is truncated or broken.
    :raises EmptyDocument: when it holds no text.
    """
    parts = unpack_xml(data, doc_id, options.max_unpacked_bytes)
    _check_kind(parts, doc_id)
    word = _open(parts, doc_id)
    body, notes = _body(word), _notes(word)
    assembled = assemble((*body.blocks, *notes))
    if not assembled.text:
        raise EmptyDocument(
            doc_id,
            "it holds no text, for instance only pictures of it: recognise their text and save "
            "that as .docx or PDF, then add it.",
        )
    return Document(
        doc_id=doc_id,
        title=body.title or word.title or _first_heading(assembled) or PurePosixPath(doc_id).stem,
        authors=word.authors,
        language=detect_language(assembled.text),
        text=assembled.text,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=MEDIA_TYPE,
        reader=READER,
        headings=assembled.headings,
        references=_references(assemble(body.blocks) if notes else assembled),
        metadata=word.metadata,
    )


def ole_problem(data: bytes, doc_id: str) -> DocumentError:
    """Return what is to be said of a file in the container of old Office programs.

    Word puts a document with a password into such a container too.

    :param data: the file, which starts with D0 CF 11 E0.
    :param doc_id: named in the error.
    """
    if "EncryptedPackage".encode("utf-16-le") in data:
        return EncryptedDocument(
            doc_id,
            "an Office document locked with a password: open it with the password, save it "
            "without one (File > Info > Protect Document), then add it.",
        )
    if "WordDocument".encode("utf-16-le") in data:
        return UnsupportedFormat(
            doc_id, f"a Word document of the old kind (.doc); .docx is read here: {_SAVE}"
        )
    return UnsupportedFormat(
        doc_id, "an old Office file that holds no Word document: save its text as .docx or PDF."
    )


def _check_kind(parts: dict[str, bytes], doc_id: str) -> None:
    if _MAIN not in parts:
        raise WrongFormat(
            doc_id, f"a packed file, but no Word document: it holds no {_MAIN}; {_SAVE}"
        )
    types = parts.get("[Content_Types].xml", b"")
    if b"wordprocessingml.document.main+xml" not in types:
        kind = "with macros or a template" if b"main+xml" in types else "without its list of parts"
        raise UnsupportedFormat(doc_id, f"a Word document {kind}: {_SAVE}")
    if b"purl.oclc.org/ooxml" in parts.get("_rels/.rels", b""):
        raise UnsupportedFormat(doc_id, f"a Word document of the Strict Open XML kind: {_SAVE}")


def _checked_package(parts: dict[str, bytes]) -> bytes:
    """Pack the checked parts again, and only them: python-docx opens nothing nobody looked at.

    Relationships to parts left out (pictures, fonts) or missing are left out with them, for
    python-docx follows every one and gives up at the first that leads nowhere.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, part in parts.items():
            if name.endswith(".rels"):
                part = _without_dangling(part, name, parts)
            archive.writestr(name, part)
    return packed.getvalue()


def _without_dangling(part: bytes, name: str, parts: dict[str, bytes]) -> bytes:
    root = parse_xml(part)  # type: ignore[arg-type]  # it takes bytes, as they come from a file
    base = "/" + str(PurePosixPath(name).parent.parent).removeprefix(".")
    for relationship in list(root.iter(_RELATIONSHIP)):
        if relationship.get("TargetMode") == "External":
            continue
        target = PackURI.from_rel_ref(base, relationship.get("Target"))
        if target.membername not in parts:
            root.remove(relationship)
    return bytes(serialize_part_xml(root))


def _open(parts: dict[str, bytes], doc_id: str) -> _Word:
    try:
        word = open_word(io.BytesIO(_checked_package(parts)))
        title, authors, metadata = _properties(word.core_properties)
        return _Word(
            body=word.element.body,
            styles=word.styles.element,
            numbering=_related(word.part, RELATIONSHIP_TYPE.NUMBERING),
            notes=tuple(root for kind in _NOTES if (root := _related(word.part, kind)) is not None),
            title=title,
            authors=authors,
            metadata=metadata,
        )
    # lxml's errors of parsing are SyntaxErrors; the others are what python-docx stumbles with
    # over a part that is missing, or whose XML is not of the form.
    except (OpcError, SyntaxError, KeyError, ValueError, AttributeError, TypeError) as exc:
        raise CorruptDocument(doc_id, f"a broken Word document ({exc}): {_SAVE}") from exc


def _related(part: Part, kind: str) -> Element | None:
    """Return the root of the part that stands in a relationship to another; None without one."""
    for relationship in part.rels.values():
        if relationship.reltype == kind and not relationship.is_external:
            root: Element = parse_xml(relationship.target_part.blob)
            return root
    return None


def _properties(
    properties: CoreProperties,
) -> tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Return the title, the authors and further facts; what programs write by default is none."""
    title = " ".join(properties.title.split())
    names = (" ".join(name.split()) for name in properties.author.replace("\n", ";").split(";"))
    authors = tuple(name for name in names if name and name.casefold() not in _NO_AUTHORS)
    facts = (("subject", properties.subject), ("keywords", properties.keywords))
    metadata = tuple((name, value.strip()) for name, value in facts if value.strip())
    return ("" if title.casefold() in _NO_TITLES else title), authors, metadata


def _body(word: _Word) -> Body:
    numbering = read_numbering(word.numbering) if word.numbering is not None else Numbering({})
    if word.body is None:
        return Body((), "")
    return BodyReader(read_styles(word.styles), numbering.label).read(word.body)


def _notes(word: _Word) -> list[Block]:
    """Return the text of footnotes and endnotes, without the lines that part them from the page."""
    reader = BodyReader({}, Numbering({}).label)
    return [
        block
        for root in word.notes
        for note in root.iterchildren()
        if note.get(f"{W}type") in (None, "normal")
        for block in reader.read(note).blocks
    ]


def _first_heading(assembled: Assembled) -> str:
    """Return the heading that a text begins with; empty where it begins otherwise."""
    first = assembled.headings[:1]
    return first[0].text if first and first[0].start == 0 else ""


def _references(body: Assembled) -> tuple[Span, ...]:
    """Find the reference lists in the text before the notes, which belong to none."""
    return under_headings(body.text, body.headings) or under_lines(body.text)
