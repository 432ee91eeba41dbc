"""Makes PDF files whose letters are really drawn, for the tests that look at pixels."""

from __future__ import annotations

import io
from collections.abc import Sequence

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
)

from tests.ingest.readers.pdf_files import Drawn

Rectangle = tuple[float, float, float, float]
A4: Rectangle = (0, 0, 595, 842)
_FONT = {
    "/Type": "/Font",
    "/Subtype": "/Type1",
    "/BaseFont": "/Helvetica",
    "/Encoding": "/WinAnsiEncoding",
}


def pdf(
    *pages: Sequence[Drawn],
    media: Rectangle = A4,
    crop: Rectangle | None = None,
    rotate: int = 0,
    content: bytes = b"",
    password: str = "",
) -> bytes:
    """Return a PDF of Western text.

    :param pages: each page's lines.
    :param media: the pages' size, in points.
    :param crop: what of each page is shown.
    :param rotate: by how many degrees, clockwise, each page is shown.
    :param content: drawn on each page besides.
    :param password: opens it; none where it is empty.
    """
    writer = PdfWriter()
    for lines in pages:
        page = writer.add_blank_page(1, 1)
        page[NameObject("/MediaBox")] = _rectangle(media)
        if crop is not None:
            page[NameObject("/CropBox")] = _rectangle(crop)
        font = DictionaryObject({NameObject(k): NameObject(v) for k, v in _FONT.items()})
        fonts = DictionaryObject({NameObject("/F"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        stream = DecodedStreamObject()
        stream.set_data(b"".join(map(_line, lines)) + content)
        page[NameObject("/Contents")] = writer._add_object(stream)
        page.rotate(rotate)
    if password:
        writer.encrypt(password, "owner", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _rectangle(edges: Rectangle) -> ArrayObject:
    return ArrayObject(map(FloatObject, edges))


def _line(line: Drawn) -> bytes:
    codes = line.text.encode("windows-1252").hex()
    return f"BT /F {line.size} Tf 1 0 0 1 {line.x} {line.y} Tm <{codes}> Tj ET\n".encode()
