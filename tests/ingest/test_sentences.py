from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.sentences import sentence_spans


def cut(text: str, language: str = "en") -> list[str]:
    return [text[span.start : span.end] for span in sentence_spans(text, language)]


# Each is one sentence, whatever stands inside; another one follows it in the test.
WHOLE = [
    ("en", "He taught at the L.N. Gumilyov Eurasian National University."),
    ("en", "It was supervised by M.K. Bolysbekova of the faculty."),
    ("en", "The figures stand on pp. 8-9 of the report."),
    ("en", "Some neighbours, e.g. Kazakhstan, agreed."),
    ("en", "The smaller ones, i.e. Kyrgyzstan and Tajikistan, agreed."),
    ("en", "As Nye et al. (2004) wrote, culture attracts."),
    ("en", "It is shown in Fig. 3 and in Vol. 2 of the work."),
    ("en", "The U.S. Congress took note."),
    ("en", "It was Dr. Wang who wrote it."),
    ("en", "It was read on Mar. 1, 2022 and on Sept. 5 again."),
    ("en", "He held a position in the 90s of the XX century. high government posts."),
    ("en", "Corruption benefits China.for Asians to be assimilated."),
    ("en", 'It does not strengthen the "soft power" of the state.[1]'),
    ("en", "It does not strengthen the soft power of the state. [1, 2]"),
    ("en", "He called it “the power of attraction.”"),
    ("en", "Growth reached 13.2 per cent and 5.5 million people."),
    ("ru", "Мягкая сила, т.е. притяжение, важна."),
    ("ru", "Мягкая сила, т. е. притяжение, важна."),
    ("ru", "Культура, язык и т.д. привлекают многих."),
    ("ru", "Об этом писал Л. Н. Гумилев в своих трудах."),
    ("ru", "В 1912 г. в городе родился учёный."),
    ("ru", "В 1990-е гг. страна росла."),
    ("ru", "Вложено 5 млрд. долл. США и 3 млн. тенге."),
    ("ru", "Это показано на стр. 5 и рис. 3 работы."),
    ("ru", "Предстоит следующее: 1. Построить мост."),
    ("kk", "1996 ж. Қазақстан келісімге қол қойды."),
    ("kk", "1990 жж. Қытай саясатын өзгертті."),
    ("kk", "XX ғ. Орталық Азия өзгерді."),
    ("kk", "Абай, Шоқан т.б. ақындар жазды."),
    ("kk", "Бұл туралы Б. Момышұлы 12 б. 3-кестеде жазды."),
    ("kk", "Кейбір елдер, мыс. Қазақстан, келісті."),
]
NEXT = {"en": "The next one follows.", "ru": "Дальше идёт другое.", "kk": "Келесі сөйлем осы."}


@pytest.mark.parametrize(("language", "sentence"), WHOLE)
def test_full_stops_inside_a_sentence_do_not_end_it(language: str, sentence: str) -> None:
    assert cut(f"{sentence} {NEXT[language]}", language) == [sentence, NEXT[language]]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("In the U.S. It was.", ["In the U.S.", "It was."]),
        ("Then left. (See it.) Then?", ["Then left.", "(See it.)", "Then?"]),
        ("No… Yes! Why? So.", ["No…", "Yes!", "Why?", "So."]),
        ("The power of the state.1 China grew.", ["The power of the state.1", "China grew."]),
        ("The power of the state.¹ China grew.", ["The power of the state.¹", "China grew."]),
        ("He uses it. iPhone sales grew.", ["He uses it.", "iPhone sales grew."]),
        ("no capitals here. none at all.", ["no capitals here.", "none at all."]),
        ("Оно растёт.[2] Китай рад.", ["Оно растёт.[2]", "Китай рад."]),
        ("«Пойдём!» — сказал он. Потом ушёл.", ["«Пойдём!» — сказал он.", "Потом ушёл."]),
        ("1. Най, Джозеф пишет. Так.", ["1. Най, Джозеф пишет.", "Так."]),
        ("- 2. Pier Raimondi writes. So.", ["- 2. Pier Raimondi writes.", "So."]),
    ],
)
def test_cuts_where_a_sentence_ends(text: str, sentences: list[str]) -> None:
    assert cut(text) == sentences


def test_a_blank_line_ends_a_sentence() -> None:
    assert cut("SOFT POWER\n \nIn Central Asia\n\n") == ["SOFT POWER", "In Central Asia"]


def test_a_wrapped_line_does_not_end_a_sentence() -> None:
    text = "The first article was written by President\nJiang Zemin's adviser at the\nuniversity."
    assert cut(text) == [text]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "Culture and values\nThe culture of a country attracts whoever knows it well.",
            ["Culture and values", "The culture of a country attracts whoever knows it well."],
        ),
        ("It has:\n- culture\n- values", ["It has:", "- culture", "- values"]),
        ("It has:\n1. culture\n2. values", ["It has:", "1. culture", "2. values"]),
        ("Year\tShare\n2013\t5", ["Year\tShare", "2013\t5"]),
        ("| a | b |\n| c | d |", ["| a | b |", "| c | d |"]),
    ],
)
def test_headings_lists_and_rows_on_lines_of_their_own(text: str, sentences: list[str]) -> None:
    assert cut(text) == sentences


def test_a_long_quotation_is_cut_inside() -> None:
    first = "“" + "The culture of a country attracts those who know it. " * 9
    sentences = cut(first + "It does so slowly.” Then he left.")
    assert len(sentences) == 11
    assert sentences[-2:] == ["It does so slowly.”", "Then he left."]


def test_each_stretch_is_cut_by_the_rules_of_its_script() -> None:
    text = "China grew. See pp. 8-9.\n\nВ 1996 г. Китай вырос, т.е. окреп. Потом нет."
    assert cut(text, "en") == [
        "China grew.",
        "See pp. 8-9.",
        "В 1996 г. Китай вырос, т.е. окреп.",
        "Потом нет.",
    ]


PIECES = st.sampled_from(
    ["He", "left", ".", "…", "!", "?", " ", "\n", "\n\n", "\t", "[1]", '"', "”", "(", ")", "т.е.",
     "ж.", "1996", "Қытай", "Китай", "e.g.", "- ", "1. ", "😀", "。", "\u00a0", "\x1c", "\ud800"]
)  # fmt: skip


@given(
    st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join)),
    st.sampled_from(["en", "kk", "und", "de"]),
)
@example("", "en")
@example(" \n\n ", "ru")
@example("\ud800. A", "en")
def test_spans_are_ordered_trimmed_and_cover_the_text(text: str, language: str) -> None:
    spans = sentence_spans(text, language)
    for before, after in pairwise(spans):
        assert before.end <= after.start
    covered: set[int] = set()
    for span in spans:
        sentence = text[span.start : span.end]
        assert sentence
        assert sentence == sentence.strip()
        covered.update(range(span.start, span.end))
    assert all(text[i].isspace() for i in set(range(len(text))) - covered)


def test_a_very_long_paragraph_is_cut_as_a_short_one() -> None:
    sentence = "He met L.N. Gumilyov on Mar. 1, 1993, e.g. in Astana."
    assert cut(" ".join([sentence] * 1000)) == [sentence] * 1000
