from __future__ import annotations

from assistant.claims.reading import MAX_FIGURES, Source, read, sentences_within
from ingest.models import UNDETERMINED, Span
from tests.assistant.claims.sources import HIVES, document, paper


def test_a_sentence_is_read_for_all_that_can_be_compared() -> None:
    found = read("In 2019 more than 600 hives of Anna Berg rose.", "en", start=40)
    assert (found.start, found.end) == (40, 86)
    assert [figure.text for figure in found.figures] == ["2019", "600"]
    assert [name.text for name in found.names] == ["Anna Berg"]
    assert [turn.way for turn in found.turns] == ["up"]
    assert found.stems == {"hive", "rose"}


def test_more_than_so_many_goes_no_way() -> None:
    assert read("more than 600 hives", "en").turns == ()


def test_a_language_that_is_not_known_is_told() -> None:
    assert read("Ара бал жинайды, өсімдікті тозаңдандырады.", UNDETERMINED).language == "kk"


def test_a_table_of_figures_is_cut() -> None:
    assert len(read("7 " * 1_000, "en").figures) == MAX_FIGURES


def test_claims_are_sentences_without_heading_and_marker() -> None:
    text = "# Head\n\nOne bee. Two bees.[3]\n"
    spans = sentences_within(document("a.md", text), Span(0, len(text)))
    assert [text[span.start : span.end] for span in spans][-2:] == ["One bee.", "Two bees."]


def test_a_reference_list_is_no_source_of_sentences() -> None:
    assert not any("Berg, A." in each.text for each in Source(paper()).sentences)


def test_sentences_are_found_by_what_they_hold() -> None:
    source = Source(document("hives.md", HIVES))
    texts = [each.text for each in source.sentences]
    (figure, _) = read("13.2 thousand in 2018", "en").figures
    (counted,) = source.with_figure(figure)
    assert "13 200" in texts[counted]
    assert source.by_name_word["berg"] == [counted]
    assert [texts[at] for at in source.by_stem["honey"]] == ["Honey rose sharply in Kazakhstan."]
    span = source.sentences[counted]
    assert list(source.within(span.start + 1, span.end - 1)) == [counted]
