"""Tests of the encoding that a page is read with."""

from __future__ import annotations

import pytest

from ingest.fetching.charsets import charset_of
from ingest.fetching.fetcher import WebFetcher
from ingest.fetching.models import Fetched
from ingest.readers import ReadOptions, read
from tests.ingest.fetching import samples
from tests.ingest.fetching.site import Site

RUSSIAN = (
    "Маяк на мысе Варнек впервые зажгли 3 сентября 1871 года. Гранитную башню построил инженер "
    "Мельник.",
    "Первая пасека появилась здесь в 1889 году, когда крестьянин привез двенадцать ульев.",
    "За сезон одна семья пчел приносит до 32 килограммов меда.",
)
KAZAKH = (
    "Сәуле Қанатқызы 1998 жылдан бері ара өсіреді. Оның омартасы қарағайлы орманның шетінде "
    "орналасқан, онда қазір жүз қырық ұя бар.",
    "Балдың құрамында көптеген дәрумендер бар, сондықтан үлкендер мен балаларға пайдалы.",
    "Әкем алғашқы он ұяны Өскеменнен әкелді, көршілеріміз күлген еді.",
)
WESTERN = (
    "The café on the quay was opened by René Lefèvre in 1902; its façade was rebuilt in 1950.",
    "Die Imker ernteten im Frühjahr 1931 über dreißig Kilogramm Honig für jedes Volk.",
)
CASES = [
    *((text, name) for text in RUSSIAN for name in ("cp1251", "koi8_r", "iso8859_5", "cp866")),
    *((text, name) for text in KAZAKH for name in ("kz1048", "ptcp154")),
    *((text, "cp1252") for text in WESTERN),
]
PAGE = "<html><head>{}<style>p {{ color: red }}</style></head><body><p>{}</p></body></html>"


def meta(name: str) -> str:
    return f'<meta charset="{name}">'


@pytest.mark.parametrize(("text", "encoding"), CASES)
@pytest.mark.parametrize("form", ["{1}", PAGE])
def test_what_names_no_encoding_is_detected(text: str, encoding: str, form: str) -> None:
    data = form.format("", text).encode(encoding)
    found = charset_of(data, None, "html" if "<" in form else "text")
    assert found is not None
    assert text in data.decode(found)


@pytest.mark.parametrize("named", [None, "windows-1251", "utf-8", "iso-8859-1", "nonsense"])
@pytest.mark.parametrize("head", ["", meta("windows-1251"), meta("utf-8")])
def test_utf_8_is_left_to_the_reader_whatever_it_is_called(named: str | None, head: str) -> None:
    data = PAGE.format(head, RUSSIAN[0]).encode("utf-8")
    assert charset_of(data, named, "html") is None
    assert RUSSIAN[0] in read(data, "a.html", ReadOptions()).text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_enough(encoding: str) -> None:
    assert charset_of(RUSSIAN[0].encode(encoding), "koi8-r", "text") is None


@pytest.mark.parametrize(
    ("named", "head", "expected"),
    [
        ("windows-1251", "", "cp1251"),
        ('"Windows-1251"'.strip('"'), meta("koi8-r"), "cp1251"),
        (None, meta("windows-1251"), None),
        ("utf-8", meta("windows-1251"), None),
        ("utf-8", "", "cp1251"),
        ("utf-8", meta("utf-8"), "cp1251"),
        # What a server says when nobody told it anything.
        ("iso-8859-1", meta("windows-1251"), None),
        ("iso-8859-1", "", "cp1251"),
        ("us-ascii", "", "cp1251"),
        ("x-unknown", "", "cp1251"),
        ("rot13", "", "cp1251"),
        ("", "", "cp1251"),
        ("cp1251\0", "", "cp1251"),
    ],
)
def test_windows_1251_is_found_whatever_is_said(
    named: str | None, head: str, expected: str | None
) -> None:
    data = PAGE.format(head, RUSSIAN[0]).encode("cp1251")
    found = charset_of(data, named, "html")
    assert found == expected
    assert RUSSIAN[0] in read(data, "a.html", ReadOptions(encoding=found)).text


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_files_have_no_encoding(kind: str) -> None:
    assert charset_of(b"%PDF-1.4 \xe2\xe3", "windows-1251", kind) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 4000, b"<" * 200_000 + b"\xff", b"\x98\x81" * 9000]
)
def test_noise_is_looked_at_without_harm(data: bytes) -> None:
    found = charset_of(data, None, "html")
    assert found is None or data.decode(found, "replace")


@pytest.mark.parametrize("path", ["/pchely.html", "/pchely-header.html", "/pchely-bare.html"])
def test_russian_pages_are_read_as_they_were_written(
    site: Site, fetcher: WebFetcher, path: str
) -> None:
    fetched = fetcher.fetch(site.url(path))
    assert isinstance(fetched, Fetched)
    document = read(fetched.data, "a.html", ReadOptions(encoding=fetched.charset))
    assert document.language == "ru"
    assert "сбор меда достигал 72 тонн" in " ".join(document.text.split())


@pytest.mark.parametrize(("path", "words"), samples.FACTS)
def test_the_samples_hold_their_facts(
    site: Site, fetcher: WebFetcher, path: str, words: str
) -> None:
    fetched = fetcher.fetch(site.url(path))
    assert isinstance(fetched, Fetched)
    document = read(fetched.data, path[1:], ReadOptions(encoding=fetched.charset))
    assert words in " ".join(document.text.split())
