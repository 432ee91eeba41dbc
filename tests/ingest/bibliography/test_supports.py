from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ingest.bibliography.samples import cited, shown

FIVE = "\n".join(f"{number}. Lee A. Lamps {number}. 200{number}." for number in range(1, 6))


def supports(body: str) -> list[str]:
    return [supported for _, _, supported in shown(body, FIVE)]


@pytest.mark.parametrize(
    ("body", "supported"),
    [
        ("Ports grow. Lamps shine.[1] Seas rise.", ["Lamps shine."]),
        ("Ports grow. Lamps shine [1]. Seas rise.", ["Lamps shine"]),
        ("Ports grow. Lamps [1] shine. Seas rise.", ["Lamps [1] shine."]),
        ("Lamps shine [1], [2]. Seas rise.", ["Lamps shine", "Lamps shine"]),
        ("Lamps shine.[1][2] Seas rise.", ["Lamps shine.", "Lamps shine."]),
        ("Ports grow. [1] says so. Seas rise.", ["says so."]),
        ("Lamps shine [1]; seas rise [2].", ["Lamps shine [1]; seas rise"] * 2),
        ("Lamps shine.[1, с. 45] Seas rise.", ["Lamps shine."]),
        ("Lamps shine.\n\n[1]\n\nSeas rise.", ["Lamps shine."]),
        ("Lamps shine. [1, p. 3] [Ibid., p. 4] Seas rise.", ["Lamps shine.", "Lamps shine."]),
        ("Lee (2001) says that lamps shine. Seas rise.", ["Lee (2001) says that lamps shine."]),
        ("• Ports grow\n• Lamps shine [1]\n• Seas rise", ["• Lamps shine"]),
        ("[1]", ["[1]"]),
    ],
)
def test_the_sentence(body: str, supported: list[str]) -> None:
    assert supports(body) == supported


CLOSING = (
    "Lamps shine. They shine well.[1]\n\nPorts grow. They grow\n\nfast in spring. It is so. [2, 3]"
)


def test_markers_that_close_paragraphs_stand_for_them() -> None:
    assert (
        supports(CLOSING)
        == [
            "Lamps shine. They shine well.",
            *["Ports grow. They grow\n\nfast in spring. It is so."] * 2,
        ][:2]
    )


def test_a_paragraph_is_parted_by_a_marker_within_it() -> None:
    more = "\n\n".join(f"Seas rise. Number {number}.[4]" for number in range(8))
    body = f"{CLOSING}\n\n{more}\n\nFog is white. It is wet.[1] Rain is wet. It falls.[5]"
    assert supports(body)[-2:] == ["It is wet.", "Rain is wet. It falls."]


def test_markers_within_paragraphs_stand_for_sentences() -> None:
    body = f"{CLOSING}\n\nFog is white [4]. It is wet [5]. Rain falls."
    assert supports(body) == ["They shine well.", "It is so.", "Fog is white", "It is wet"]


@given(
    st.lists(
        st.sampled_from(
            [
                "Lamps shine",
                ". ",
                "[1]",
                "[2, с. 4]",
                "\n\n",
                " ",
                "(Lee, 2001)",
                "Lee (2001)",
                "a",
                "!",
            ]
        ),
        max_size=30,
    )
)
def test_what_is_supported_lies_in_the_body(parts: list[str]) -> None:
    made, found = cited("".join(parts), FIVE)
    body_end = made.references[0].start
    ends = [mark.end for mark in found.marks]
    assert ends == sorted(ends)
    for mark in found.marks:
        assert 0 <= mark.start < mark.end <= body_end
        assert 0 <= mark.supports.start < mark.supports.end <= body_end
        words = made.text[mark.supports.start : mark.supports.end]
        assert words == words.strip()
