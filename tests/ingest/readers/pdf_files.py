"""Makes small PDF files, byte by byte, for the tests of the PDF reader."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from pypdf import PdfReader, PdfWriter
from pypdf.constants import PageLabelStyle

BODY = 10.0
LEADING = 12.0


@dataclass(frozen=True)
class Drawn:
    """A line of text and where it is drawn, in points from the lower left corner."""

    text: str
    y: float
    x: float = 72.0
    size: float = BODY
    bold: bool = False


@dataclass(frozen=True)
class Page:
    """A page's lines; with a picture or none."""

    lines: tuple[Drawn, ...] = ()
    picture: bool = False


def column(
    *texts: str, top: float = 700.0, size: float = BODY, x: float = 72.0
) -> tuple[Drawn, ...]:
    """Return lines that follow one another at the usual distance."""
    step = LEADING * size / BODY
    return tuple(Drawn(text, top - number * step, x, size) for number, text in enumerate(texts))


def make_pdf(pages: Sequence[Page], *, mapped: bool = True, unpacked: bytes | None = None) -> bytes:
    """Return a PDF.

    :param mapped: the fonts say which characters they draw.
    :param unpacked: appended to each page's content.
    """
    codes = {
        char: code
        for code, char in enumerate(
            sorted({char for page in pages for line in page.lines for char in line.text}), 1
        )
    }
    assert len(codes) < 256
    objects: list[bytes] = [b"", b""]
    objects.append(_font("Helvetica", mapped))
    objects.append(_font("Helvetica-Bold", mapped))
    objects.append(_stream(_to_unicode(codes)))
    objects.append(
        _stream(
            b"\0\0\0",
            b"/Type /XObject /Subtype /Image /Width 1 /Height 1 "
            b"/ColorSpace /DeviceRGB /BitsPerComponent 8",
        )
    )
    kids = []
    for page in pages:
        objects.append(_stream(_content(page, codes) + (unpacked or b"")))
        picture = b"/XObject << /P 6 0 R >>" if page.picture else b""
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /R 3 0 R /B 4 0 R >> %s >> >>" % (len(objects), picture)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    return _file(objects)


def rewritten(data: bytes, **changes: str) -> bytes:
    """Return the file with a password or metadata.

    :param changes: ``user_password``, ``owner_password``, ``cipher``, ``title`` or ``author``.
    """
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    found = {f"/{name.title()}": changes[name] for name in ("title", "author") if name in changes}
    if found:
        writer.add_metadata(found)
    if "user_password" in changes:
        owner = changes.get("owner_password", "owner")
        writer.encrypt(changes["user_password"], owner, algorithm=changes.get("cipher", "AES-256"))
    return _written(writer)


def with_roman_label(data: bytes) -> bytes:
    """Return the file with its first page labelled "i"."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.set_page_label(0, 0, style=PageLabelStyle.LOWERCASE_ROMAN)
    return _written(writer)


def with_outline(data: bytes, *titles: str) -> bytes:
    """Return the file with an outline whose entries point to its first page."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    for title in titles:
        writer.add_outline_item(title=title, page_number=0)
    return _written(writer)


def _written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _font(name: str, mapped: bool) -> bytes:
    to_unicode = b"/ToUnicode 5 0 R" if mapped else b""
    return b"<< /Type /Font /Subtype /Type1 /BaseFont /%s %s >>" % (name.encode(), to_unicode)


def _to_unicode(codes: dict[str, int]) -> bytes:
    entries = [f"<{code:02X}> <{char.encode('utf-16-be').hex()}>" for char, code in codes.items()]
    blocks = "".join(
        f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar\n"
        for part in (entries[start : start + 100] for start in range(0, len(entries), 100))
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        f"{blocks}endcmap end end\n"
    ).encode()


def _content(page: Page, codes: dict[str, int]) -> bytes:
    drawn = [
        f"BT /{'B' if line.bold else 'R'} {line.size} Tf 1 0 0 1 {line.x} {line.y} Tm "
        f"<{bytes(codes[char] for char in line.text).hex()}> Tj ET\n"
        for line in page.lines
    ]
    picture = "q 400 0 0 600 72 72 cm /P Do Q\n" if page.picture else ""
    return (picture + "".join(drawn)).encode()


def _stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(data), data)


def _file(objects: Sequence[bytes]) -> bytes:
    out = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    xref = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        xref,
    )
