from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from assistant.escape import one_line, visible
from assistant.markdown import answer_markdown
from assistant.transcript.export import FORMS, export, export_conversation, file_stem, slug
from assistant.transcript.html import to_html
from assistant.transcript.markdown import to_markdown
from assistant.transcript.models import Conversation, Exchange
from assistant.transcript.reading import read_export
from assistant.transcript.reference import markdown_reference, source_words
from assistant.transcript.stored import from_json, to_json
from ingest.errors import TranscriptInvalid
from tests.assistant.hostile import HOSTILE, hostile_text
from tests.assistant.markup import OwnMarkdown, OwnMarkup
from tests.assistant.samples import (
    BACKED,
    QUOTE,
    answers_of,
    broken_off,
    citation,
    listing,
    mixed,
    of_the_paper,
    span_of,
)
from tests.assistant.transcript.conversations import (
    QUESTION,
    answered,
    conversation_of,
    everything,
    refused,
)


class Page(OwnMarkup):
    """Reads an export as a browser does, without its style and its data."""

    def __init__(self, source: str) -> None:
        (body,) = re.findall(r"<body>(.*)<script ", source, flags=re.DOTALL)
        super().__init__(body)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "h2":
            for name, value in attrs:
                assert name == "lang" and re.fullmatch("[a-z]{2,3}", value or ""), attrs
            attrs = []
        super().handle_starttag(tag, attrs)


class Headed(OwnMarkdown):
    TAGS = OwnMarkdown.TAGS | {"h1", "h2", "h3", "em"}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "em":
            super().handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag != "em":
            super().handle_endtag(tag)


def html_of(conversation: Conversation) -> str:
    return export_conversation(conversation, "html").body.decode("utf-8")


def test_html_shows_every_question_answer_and_reference() -> None:
    conversation = everything()
    page = Page(html_of(conversation))
    for exchange in conversation.exchanges:
        assert f"{exchange.number}. {exchange.question}" in page.text
    excerpt = conversation.exchanges[0].evidence.excerpts[0]  # type: ignore[union-attr]
    assert f"{excerpt.before}{QUOTE}{excerpt.after}" in page.text
    assert source_words(excerpt) in page.text
    assert "Other document · p. 8 · under “Soft power” · English" in page.text
    assert "asked 2026-11-25 10:37 UTC · index gen-000001 · model test" in page.text
    assert "There was no answer. There is no index yet." in page.text
    assert "Hello! Ask me about the documents." in page.text


def test_html_marks_the_quotation_and_the_words_that_answer() -> None:
    source = html_of(
        Conversation("", (answered(cited=citation(highlights=(span_of("in Tashkent"),))),))
    )
    assert f"<mark>{QUOTE.replace('in Tashkent', '<strong>in Tashkent</strong>')}</mark>" in source


def test_html_links_markers_to_their_quotations_and_back() -> None:
    page = Page(html_of(Conversation("", (answered(1), answered(2)))))
    inner = [href for href in page.hrefs if href.startswith("#")]
    assert inner == ["#e1-1", "#m1", "#e2-1", "#m2"]
    assert {href[1:] for href in inner} <= set(page.ids)


def test_html_of_a_refusal_says_what_was_missing_and_what_is_nearest() -> None:
    near = Page(html_of(Conversation("", (refused(nearest=(citation(),)),))))
    assert "The documents do not say." in near.text and "Chile" in near.strong
    assert "What comes nearest, though it does not answer" in near.text and QUOTE in near.text
    passages = Page(html_of(Conversation("", (refused(),))))
    assert "The nearest passages, none of which answers" in passages.text


def test_html_says_what_the_paper_cites_and_whose_word_it_is() -> None:
    page = Page(html_of(conversation_of([mixed(of_the_paper(BACKED))])))
    assert "the paper, citing [3] Orlova (2019), pp. 8-9 (not held here)" in page.text
    assert "so this is the paper's word alone" in page.text


def test_html_may_do_nothing_but_show_its_own_style() -> None:
    source = html_of(everything())
    (css,) = re.findall(r"<style>(.*?)</style>", source, flags=re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(css.encode("utf-8")).digest()).decode("ascii")
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', source)
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")
    assert "script" not in policy and "unsafe" not in policy
    assert re.findall(r"<script[^>]*>", source) == [
        '<script type="application/json" id="footnote-conversation">'
    ]
    assert not re.search(r"(src|srcset|action)=|@import|url\(", source)


def test_html_has_a_language_headings_dark_and_print() -> None:
    source = html_of(everything())
    assert source.startswith('<!doctype html>\n<html lang="en">')
    assert "@media print" in source and "prefers-color-scheme: dark" in source
    assert f"<title>{QUESTION} · Footnote</title>" in source
    page = Page(source)
    assert page.tags.count("h1") == 1 and page.tags.count("h2") == 5 and "h3" in page.tags


@pytest.mark.parametrize("text", HOSTILE)
def test_html_holds_itself_whatever_is_in_it(text: str, tmp_path: Path) -> None:
    conversation = conversation_of(answers_of(text, text, text))
    file = tmp_path / "export.html"
    file.write_bytes(export_conversation(conversation, "html").body)
    assert read_export(file) == from_json(to_json(conversation))


@settings(deadline=None)
@given(hostile_text, hostile_text, hostile_text)
def test_hostile_text_stays_text_in_html(a: str, b: str, c: str) -> None:
    conversation = conversation_of(answers_of(a, b, c))
    number = len(conversation.exchanges) + 1
    failed = Exchange(number, a, problem=b, asked_at=c)
    conversation = replace(conversation, exchanges=(*conversation.exchanges, failed))
    page = Page(to_html(conversation))
    assert f"{number}. {one_line(a)}" in page.text
    assert one_line(b) in page.text
    assert visible(a or "x") in page.text


@settings(deadline=None)
@given(hostile_text, hostile_text, hostile_text)
def test_hostile_text_stays_text_in_markdown(a: str, b: str, c: str) -> None:
    conversation = conversation_of(answers_of(a, b, c))
    conversation = replace(
        conversation, exchanges=(*conversation.exchanges, Exchange(8, a, problem=b, asked_at=c))
    )
    shown = " ".join(Headed(to_markdown(conversation)).text.split())
    assert f"8. {one_line(a)}".strip() in shown
    assert one_line(b) in shown


def test_markdown_has_answers_references_and_context() -> None:
    conversation = everything()
    written = to_markdown(conversation)
    evidence = conversation.exchanges[0].evidence
    assert evidence is not None
    assert answer_markdown(evidence.answer) in written
    assert rf"\[1\] {markdown_reference(evidence.excerpts[0])}" in written
    assert f"1990. **{QUOTE}** Today" in written
    assert "**There was no answer.** There is no index yet." in written
    assert [line for line in written.split("\n") if line.startswith("## 1")] == [
        f"## 1. {QUESTION}"
    ]


def test_markdown_of_many_quotations_numbers_them() -> None:
    written = to_markdown(conversation_of([listing()]))
    assert [int(n) for n in re.findall(r"^\\\[(\d)\\\] “", written, re.MULTILINE)] == [1, 2, 3]


def test_json_is_the_conversation_itself_readable_by_people() -> None:
    conversation = Conversation("c", (answered(question="Кто ввёл термин?"),))
    file = export(to_json(conversation), "json")
    assert "Кто ввёл термин?" in file.body.decode("utf-8")
    assert json.loads(file.body) == to_json(conversation)


@pytest.mark.parametrize(
    ("form", "ending", "media_type"),
    [
        ("markdown", ".md", "text/markdown"),
        ("html", ".html", "text/html"),
        ("json", ".json", "application/json"),
    ],
)
def test_a_file_is_saved_under_its_name(form: str, ending: str, media_type: str) -> None:
    file = export(to_json(everything()), form)
    assert file.name == f"footnote-2026-11-25-who-introduced-the-term{ending}"
    assert file.media_type == media_type
    assert file.headers["Content-Disposition"] == f"attachment; filename*=UTF-8''{file.name}"
    assert file.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("form", list(FORMS))
def test_a_conversation_that_is_not_begun_can_be_exported(form: str) -> None:
    assert export(to_json(Conversation()), form).name.startswith("footnote-conversation.")


def test_a_form_that_is_none_is_refused() -> None:
    with pytest.raises(TranscriptInvalid, match=r"'pdf' is no form .* choose markdown, html, json"):
        export(to_json(everything()), "pdf")


def test_what_is_no_conversation_is_refused() -> None:
    with pytest.raises(TranscriptInvalid, match="format: expected"):
        export({"format": "x"}, "html")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who introduced the term?", "who-introduced-the-term"),
        ("  ../../etc/passwd\x00\n", "etc-passwd"),
        ("Où est l'école?", "ou-est-l-ecole"),
        ("Кто ввёл термин?", "conversation"),
        ("", "conversation"),
        ("2004?", "conversation"),
        ("x" * 99, "x" * 49),
        ("word " * 20, "word-word-word-word-word-word-word-word-word"),
    ],
)
def test_a_slug(text: str, expected: str) -> None:
    assert slug(text) == expected[:48]


@given(hostile_text, hostile_text)
def test_a_file_name_is_harmless(question: str, asked_at: str) -> None:
    name = file_stem(Conversation("", (Exchange(1, question, asked_at=asked_at),)))
    assert re.fullmatch(r"footnote(-[a-z0-9]+)+", name) and len(name) < 80


@pytest.mark.parametrize("write", [to_markdown, to_html])
def test_what_a_model_had_written_by_then_is_saved_below_the_quotation(
    write: Callable[[Conversation], str],
) -> None:
    text = write(conversation_of([broken_off("It opened in Tashkent.")])).partition("<script")[0]
    title = text.index("What the model had written until then")
    assert text.index(QUOTE) < title < text.index("It opened in Tashkent.")
