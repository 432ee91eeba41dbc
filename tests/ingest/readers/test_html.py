from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import EmptyDocument, WrongEncoding
from ingest.models import Document
from ingest.readers import html
from ingest.readers.html import MEDIA_TYPE, READER, read
from ingest.readers.options import ReadOptions

FIRST = (
    "China's soft power is <b>debated</b> and <a href='/x'>often misunderstood</a> by many "
    "observers of its foreign policy, &laquo;smart&raquo; or not, at home &amp; abroad."
)
SECOND = "Culture, language and Confucius Institutes are the means that are named most often."
PAGE = f"""<!DOCTYPE html>
<html lang="en"><head><title>Soft power &amp; China | Example</title>
<meta name="author" content="Jane Doe; Bob Roe">
<meta property="article:published_time" content="2020-03-04">
<link rel="canonical" href="https://example.org/a/b">
<style>p {{ color: red }}</style><script>var banner = "<p>Scripted text</p>";</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/about">About us</a></li></ul></nav>
<div id="cookie-banner" class="cookie-consent"><p>We use cookies. Accept all</p></div>
<article><h1>Soft power &amp; China</h1><p>{FIRST}</p>
<h2>Means</h2><p>{SECOND}</p>
<ul><li>Culture<ul><li>Film</li></ul></li><li><p>Institutes</p></li></ul>
<ol><li>first</li><li>second</li></ol>
<table><tr><th>Year</th><th>Count</th></tr><tr><td>2004</td><td>1</td></tr></table>
<h2>References</h2><ol><li>Nye, J. (2004). Soft Power.</li></ol></article>
<section id="comments"><h3>Comments</h3><p>Great text, I love this.</p></section>
<footer><p>Copyright 2020. Privacy policy</p></footer></body></html>"""
RUSSIAN = (
    "<html><head><meta http-equiv='Content-Type' content='text/html; charset={charset}'>"
    "<title>Мягкая сила</title></head><body><h1>Мягкая сила</h1><p>Мягкая сила Китая "
    "обсуждается так же часто, как понимается неверно.</p></body></html>"
)


def page(source: str | bytes, encoding: str | None = None) -> Document:
    data = source.encode() if isinstance(source, str) else source
    return read(data, "folder/page.html", ReadOptions(encoding=encoding))


def body(inner: str) -> str:
    return page(f"<html><body>{inner}</body></html>").text


def test_page_is_read_as_it_is_seen() -> None:
    assert page(PAGE).text == (
        "Soft power & China\n\n"
        "China's soft power is debated and often misunderstood by many observers of its foreign "
        "policy, «smart» or not, at home & abroad.\n\n"
        "Means\n\n"
        f"{SECOND}\n\n"
        "Culture\nFilm\nInstitutes\n1. first\n2. second\n\n"
        "Year | Count\n2004 | 1\n\n"
        "References\n\n"
        "1. Nye, J. (2004). Soft Power."
    )


def test_facts_of_the_page() -> None:
    document = page(PAGE)
    assert document.title == "Soft power & China"
    assert document.authors == ("Jane Doe", "Bob Roe")
    assert document.origin == "https://example.org/a/b"
    assert ("date", "2020-03-04") in document.metadata
    assert (document.language, document.reader, document.media_type) == ("en", READER, MEDIA_TYPE)


def test_headings_and_references() -> None:
    document = page(PAGE)
    assert [(heading.level, heading.text) for heading in document.headings] == [
        (1, "Soft power & China"),
        (2, "Means"),
        (2, "References"),
    ]
    assert all(document.text[h.start : h.end] == h.text for h in document.headings)
    (span,) = document.references
    assert document.text[span.start : span.end] == "References\n\n1. Nye, J. (2004). Soft Power."


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<p>Short.</p>", "Short."),
        ("A plain page<br>with two lines", "A plain page\nwith two lines"),
        ("<nav>Home</nav><h1>T</h1><p>About X.</p><ul><li>a</li></ul>", "T\n\nAbout X.\n\na"),
        ("<div>One\n  line</div><div>Another</div>", "One line\n\nAnother"),
        ("<div class='cookie-notice'>We use cookies</div><p>Text.</p>", "Text."),
        ("<div class='cookie recipe'>Butter and sugar</div>", "Butter and sugar"),
        ("<div class='cookie-policy'><h1>T</h1><p>Text.</p></div>", "T\n\nText."),
        ("<p>x</p><div id='disqus_thread'>Great!</div>", "x"),
        ("<p>x</p><p hidden>y</p><p style='display: none'>z</p>", "x"),
        ("<table><tr><td><p>All the page</p><p>in a cell</p></td></tr></table>",
         "All the page\n\nin a cell"),
        ("<table><tr><td><p>a</p><p>b</p></td><td>c<br>d</td></tr></table>", "a b | c d"),
        ("<pre>for x:\n    y</pre>", "for x:\n    y"),
        ("<ol><li><p>a</p><p>b</p></li><li></li><li>c</li></ol><p>d</p>",
         "1. a\nb\n3. c\n\nd"),
        ("<dl><dt>Term</dt><dd>Meaning</dd></dl>", "Term\nMeaning"),
        ("&lt;b&gt; &amp;amp; &#1089;&nbsp;x", "<b> &amp; с x"),
        ("<p>a<script>b</script>c<style>d</style></p>", "ac"),
        ("<p>unclosed <b>bold<p>next</div></span>", "unclosed bold\n\nnext"),
        ("<p>x</p><!-- <p>not this</p>", "x"),
        ("<h2>Two\n<br>lines</h2><p>x</p>", "Two lines\n\nx"),
    ],
)  # fmt: skip
def test_short_pages_are_read_whole(inner: str, text: str) -> None:
    assert body(inner) == text


@pytest.mark.parametrize("source", ["just text", "<p>just text", "<!doctype html>just text"])
def test_fragments(source: str) -> None:
    assert page(source).text == "just text"


def test_title_falls_back_on_the_name() -> None:
    assert page("<p>x</p>").title == "page"


@pytest.mark.parametrize(
    ("declared", "encoded", "given"),
    [
        ("windows-1251", "windows-1251", None),
        ("koi8-r", "koi8-r", None),
        ("utf-8", "utf-8", None),
        ("windows-1251", "utf-8", None),
        ("no-such-charset", "utf-8", None),
        ("utf-16", "utf-8", None),
        ("unicode_escape", "utf-8", None),
        ("windows-1251", "utf-8-sig", None),
        ("utf-8", "utf-16", None),
        ("utf-8", "windows-1251", "windows-1251"),
    ],
)
def test_encodings(declared: str, encoded: str, given: str | None) -> None:
    document = page(RUSSIAN.format(charset=declared).encode(encoded), given)
    assert document.text.startswith("Мягкая сила\n\nМягкая сила Китая обсуждается")
    assert (document.title, document.language) == ("Мягкая сила", "ru")


def test_encoding_that_an_xml_declaration_names() -> None:
    source = '<?xml version="1.0" encoding="windows-1251"?><html><body><p>Сила</p></body></html>'
    assert page(source.encode("windows-1251")).text == "Сила"


@pytest.mark.parametrize(
    ("data", "encoding", "message"),
    [
        ("<p>Сила</p>".encode("windows-1251"), None, "byte 0xd1 at offset 3 is not utf-8.*--enc"),
        (b"<!-- <meta charset=koi8-r> --><p>\xd1", None, "byte 0xd1 at offset 33 is not utf-8"),
        ("<p>Сила</p>".encode(), "ascii", "byte 0xd0 at offset 3 is not ascii"),
        (b"<p>x</p>", "klingon", "'klingon' is no encoding"),
    ],
)
def test_wrong_encoding(data: bytes, encoding: str | None, message: str) -> None:
    with pytest.raises(WrongEncoding, match=message):
        page(data, encoding)


@pytest.mark.parametrize(
    "source",
    [
        "<html><body></body></html>",
        "<html></html>",
        "<html><head><title>Only a title</title></head><body></body></html>",
        "<html><body><nav>Home</nav><script>text()</script></body></html>",
        "<html><body><div id=root></div><noscript>Switch on scripts</noscript></body></html>",
        "<!-- -->",
        "<html><body><img src=x></body></html>",
    ],
)
def test_nothing_to_read(source: str) -> None:
    with pytest.raises(EmptyDocument, match=r"page\.html: no text on this page.*expected"):
        page(source)


@pytest.mark.parametrize("tag", ["div", "span", "b", "ul", "table", "blockquote", "section", "x-y"])
def test_deep_nesting(tag: str) -> None:
    depth = 10_000
    source = f"<html><body>{f'<{tag}>' * depth}deep text{f'</{tag}>' * depth}</body></html>"
    assert page(source).text == "deep text"


@pytest.mark.parametrize("tag", ["nav", "h1", "p", "li", "td"])
def test_deep_nesting_of_what_is_kept_does_not_crash(tag: str) -> None:
    source = f"<html><body><p>text</p>{f'<{tag}>x' * 10_000}</body></html>"
    assert page(source).text.startswith("text")


def test_long_article_keeps_order_and_loses_what_surrounds_it() -> None:
    parts = "".join(f"<h2>Part {i}</h2><p>{SECOND} Number {i}.</p>" for i in range(40))
    links = "".join(f"<li><a href='/{i}'>See also {i}</a></li>" for i in range(20))
    document = page(
        f"<html><body><div class='sidebar'><ul>{links}</ul></div><article>{parts}</article>"
        "</body></html>"
    )
    assert [heading.text for heading in document.headings] == [f"Part {i}" for i in range(40)]
    assert "See also" not in document.text
    assert document.text.index("Number 3.") < document.text.index("Number 4.")


PIECES = st.sampled_from(
    ["<p>", "</p>", "<div>", "</div>", "<h1>", "</h1>", "<h2>", "</h3>", "<ul>", "<li>", "</ul>",
     "<ol>", "</ol>", "<table>", "<tr>", "<td>", "</table>", "<br>", "<b>", "</b>", "<!--", "-->",
     "<script>", "</script>", "<script", "<style>", "</style>", "<pre>", "</pre>", "<article>",
     "<", ">", "&", "&amp;", "&#0;", "&#x110000;", "\0", "]]>", "<![CDATA[", "<?xml", "<svg>",
     "word ", "Ещё слово. ", "қазақ ", "\n", "e\u0301", SECOND]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_anything_is_read_or_refused(source: str) -> None:
    try:
        document = page(f"<html><body>{source}")
    except EmptyDocument:
        return
    text = document.text
    assert all(text[h.start : h.end] == h.text for h in document.headings)
    assert all(0 <= s.start < s.end <= len(text) for s in document.references)
    assert text == text.strip()
    assert not {"\r", "\0"} & set(text)


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="<&")))
def test_scripts_never_reach_the_text(code: str) -> None:
    text = body(f"<p>before</p><script>secret {code}</script><p>after</p>")
    assert text == "before\n\nafter"


@pytest.mark.parametrize(
    ("head", "inner", "title"),
    [
        ("<title>Lints - The book</title>", "<h2>Keys</h2><main><h1>Lints</h1></main>", "Lints"),
        ("<title>The book</title>", "<h2>Keys</h2>", "The book"),
        ("", "<h1>Lints</h1>", "Lints"),
    ],
)
def test_title_that_page_and_text_agree_in(head: str, inner: str, title: str) -> None:
    assert page(f"<html><head>{head}</head><body>{inner}<p>x</p></body></html>").title == title


def test_code_keeps_its_lines_in_an_article() -> None:
    code = "<pre><code>for <b>x</b>:\n    y</code></pre>"
    text = body(f"<article>{f'<p>{FIRST}</p>' * 3}{code}<p>Call <code>x</code> now.</p></article>")
    assert text.endswith("\n\nfor x:\n    y\n\nCall x now.")


def test_page_of_very_many_elements_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "_MOST_ELEMENTS", 10)
    source = f"<html><body><nav>Home</nav>{f'<p>{SECOND}</p>' * 20}</body></html>"
    assert page(source).text == "\n\n".join([SECOND] * 20)


def test_hostile_names_and_authors_are_read_in_linear_time() -> None:
    names = "cookie" * 50_000
    author = f"Jane{' ' * 300_000}Doe"
    source = (
        f'<html><head><meta name="author" content="{author}"></head>'
        f'<body><div class="{names}">x</div></body></html>'
    )
    assert page(source).text == "x"
