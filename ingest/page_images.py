"""A PDF's pages as images, and where a text stands on them; the one place that knows PDFium.

PDFium is not safe to use from several threads, so one lock is held around all of it.
"""

from __future__ import annotations

import ctypes
import io
import math
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pypdfium2 import PdfBitmap, PdfDocument, PdfiumError, PdfPage, PdfTextPage
from pypdfium2 import raw as pdfium
from pypdfium2.internal import set_callback

from ingest.errors import (
    CorruptDocument,
    DocumentError,
    EncryptedDocument,
    PageNotDrawn,
    PageNotFound,
)
from ingest.page_lines import Box, Mark, Sought, find, marks

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST_SIDE = 1400
"""Of an image, in pixels."""

_MOST_PIXELS_A_POINT = 3.0  # a small page is not blown up to the whole size
_LONGEST_POINTS = 14_400  # ISO 32000-1, annex C: what a page may measure
_SHORTEST_POINTS = 1
_MOST_CHARS = 200_000  # a page of print has some 5,000
_SECONDS_TO_DRAW = 20.0
_LEAST_UNITS = 5  # what is thinner than this is no glyph
_UNITS = 100  # a point, for PDFium tells places on a shown page in whole numbers
_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page drawn.

    :param png: the image file.
    :param width: in pixels.
    :param height: in pixels.
    """

    png: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PageLook:
    """What is known of a page without drawing it.

    :param pages: how many the file has.
    :param width: of the page's image, in pixels.
    :param height: of the page's image, in pixels.
    :param marks: the lines of what was looked for, as the page is shown; empty where it does not
        stand there.
    """

    pages: int
    width: int
    height: int
    marks: tuple[Mark, ...] = ()


def count_pages(data: bytes, doc_id: str, password: str | None = None) -> int:
    """Return how many pages a PDF has.

    :param data: the file.
    :param doc_id: what it is called in messages.
    :param password: opens it, where it is encrypted.
    :raises EncryptedDocument: when a password is needed, or the one given is wrong.
    :raises CorruptDocument: when it cannot be opened.
    """
    with _opened(data, doc_id, password) as pdf:
        return len(pdf)


def look_at_page(
    data: bytes,
    doc_id: str,
    page: int,
    sought: Sought | None = None,
    password: str | None = None,
) -> PageLook:
    """Return a page's size as an image, and the lines of a text on it.

    :param page: from 1.
    :param sought: what is to be marked; None for nothing.
    :raises PageNotFound: when the file has no such page.
    :raises PageNotDrawn: when the page cannot be read, or has a size that cannot be shown.
    :raises DocumentError: as :func:`count_pages` does.
    """
    with _opened(data, doc_id, password) as pdf, _page(pdf, page, doc_id) as opened:
        width, height = _pixels(opened, page, doc_id)
        found = () if sought is None else _marks(opened, sought)
        return PageLook(len(pdf), width, height, found)


def render_page(data: bytes, doc_id: str, page: int, password: str | None = None) -> PageImage:
    """Draw a page as PNG, its longest side at most ``LONGEST_SIDE`` pixels.

    :param page: from 1.
    :raises PageNotFound: when the file has no such page.
    :raises PageNotDrawn: when it cannot be drawn, or not in good time.
    :raises DocumentError: as :func:`count_pages` does.
    """
    with _opened(data, doc_id, password) as pdf, _page(pdf, page, doc_id) as opened:
        width, height = _pixels(opened, page, doc_id)
        bitmap = _drawn(opened, width, height, page, doc_id)
    # The pixels are Python's own memory: packing them needs neither PDFium nor its lock.
    out = io.BytesIO()
    picture: Image = bitmap.to_pil()
    picture.save(out, "PNG")
    return PageImage(out.getvalue(), width, height)


@contextmanager
def _opened(data: bytes, doc_id: str, password: str | None) -> Iterator[PdfDocument]:
    """Open a file while the lock is held, and translate what PDFium says of it."""
    with _LOCK:
        try:
            # As the reader does: one that needs no password opens in spite of a wrong one.
            with closing(_unlocked(data, password)) as pdf:
                yield pdf
        except PdfiumError as exc:
            raise _translated(exc, doc_id, password) from exc


def _unlocked(data: bytes, password: str | None) -> PdfDocument:
    try:
        return PdfDocument(data)
    except PdfiumError as exc:
        if not password or exc.err_code != pdfium.FPDF_ERR_PASSWORD:
            raise
    return PdfDocument(data, password=password)


def _translated(exc: PdfiumError, doc_id: str, password: str | None) -> DocumentError:
    if exc.err_code == pdfium.FPDF_ERR_PASSWORD:
        return EncryptedDocument(
            doc_id,
            "the password kept beside it does not open it: add the file again with its own."
            if password
            else "needs a password to be shown: add the file again with --password.",
        )
    return CorruptDocument(
        doc_id, f"cannot be opened to be shown ({exc}): download or export the PDF once more."
    )


@contextmanager
def _page(pdf: PdfDocument, page: int, doc_id: str) -> Iterator[PdfPage]:
    pages = len(pdf)
    if not 1 <= page <= pages:
        raise PageNotFound(doc_id, f"has no page {page}: its pages are 1 to {pages}.")
    try:
        opened = pdf[page - 1]
    except PdfiumError as exc:
        raise _not_drawn(doc_id, page, f"is damaged ({exc})") from exc
    with closing(opened):
        yield opened


def _pixels(opened: PdfPage, page: int, doc_id: str) -> tuple[int, int]:
    """Return an image's width and height.

    :raises PageNotDrawn: when the page is of a size that none has.
    """
    width, height = opened.get_size()
    shortest, longest = min(width, height), max(width, height)
    if not (_SHORTEST_POINTS <= shortest and longest <= _LONGEST_POINTS):  # not a number, too
        raise _not_drawn(
            doc_id,
            page,
            f"measures {width:g} by {height:g} points, where {_SHORTEST_POINTS} to "
            f"{_LONGEST_POINTS} were expected",
        )
    scale = min(LONGEST_SIDE / longest, _MOST_PIXELS_A_POINT)
    return max(1, math.floor(width * scale)), max(1, math.floor(height * scale))


def _drawn(opened: PdfPage, width: int, height: int, page: int, doc_id: str) -> PdfBitmap:
    bitmap = PdfBitmap.new_native(width, height, pdfium.FPDFBitmap_BGR)
    with closing(bitmap):
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
        deadline = time.monotonic() + _SECONDS_TO_DRAW
        pause = pdfium.IFSDK_PAUSE(version=1)
        set_callback(pause, "NeedToPauseNow", lambda _: time.monotonic() >= deadline)
        status = pdfium.FPDF_RenderPageBitmap_Start(
            bitmap, opened, 0, 0, width, height, 0, pdfium.FPDF_ANNOT, pause
        )
        pdfium.FPDF_RenderPage_Close(opened)
    if status == pdfium.FPDF_RENDER_TOBECONTINUED:
        raise _not_drawn(doc_id, page, f"takes longer than {_SECONDS_TO_DRAW:g} seconds to draw")
    if status != pdfium.FPDF_RENDER_DONE:
        raise _not_drawn(doc_id, page, "cannot be drawn")
    return bitmap


def _not_drawn(doc_id: str, page: int, problem: str) -> PageNotDrawn:
    return PageNotDrawn(
        doc_id, f"page {page} {problem}; its text can still be read in the document's full text."
    )


def _marks(opened: PdfPage, sought: Sought) -> tuple[Mark, ...]:
    """Return the lines of a text; none where it does not stand on the page."""
    own = opened.get_rotation()
    # PDFium tells lines of print from top to bottom of the page as it is shown, so those that run
    # up or down it may come in the wrong order; they come in the right one once it is turned.
    for turn in (0, 90, 180, 270):
        opened.set_rotation((own + turn) % 360)
        with closing(opened.get_textpage()) as text:
            opened.set_rotation(own)
            if text.count_chars() > _MOST_CHARS:
                break
            if boxes := _boxes(opened, text, sought):
                width, height = opened.get_size()
                return marks(boxes, width * _UNITS, height * _UNITS)
    return ()


def _boxes(opened: PdfPage, text: PdfTextPage, sought: Sought) -> list[Box]:
    """Return the places of a text's characters."""
    count = text.count_chars()
    drawn = [_char(pdfium.FPDFText_GetUnicode(text, index)) for index in range(count)]
    found = find(drawn, sought) or range(0)
    places = (_box(opened, text, index) for index in found if not drawn[index].isspace())
    return [box for box in places if box is not None]


def _char(code: int) -> str:
    return chr(code) if 0 < code <= 0x10FFFF else "\0"


def _box(opened: PdfPage, text: PdfTextPage, index: int) -> Box | None:
    """Return a character's place on the page as it is shown; None where it takes none."""
    angle = pdfium.FPDFText_GetCharAngle(text, index) - math.radians(opened.get_rotation())
    upright = abs(math.sin(angle)) < math.sqrt(0.5)
    # A glyph that the font lacks has no edges of its own, but the room that is left for it.
    for loose in (False, True):
        left, bottom, right, top = text.get_charbox(index, loose=loose)
        (x1, y1), (x2, y2) = _shown(opened, left, bottom), _shown(opened, right, top)
        box = Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2), upright)
        if min(box.height, box.turned.height) >= _LEAST_UNITS:
            return box
    return None


def _shown(opened: PdfPage, x: float, y: float) -> tuple[int, int]:
    """Return where a point of the page is shown, its rotation and crop box taken in."""
    width, height = (round(side * _UNITS) for side in opened.get_size())
    shown_x, shown_y = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(opened, 0, 0, width, height, 0, x, y, shown_x, shown_y)
    return shown_x.value, shown_y.value
