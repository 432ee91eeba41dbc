"""Serve the page with answers of every sort, made up: ``python -m tests.browser.staged FOLDER``.

The rules and the model that choose an answer have no part in it, so that what is tested is how
each sort looks and behaves.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from assistant.app import build_app
from assistant.conversation import Turn
from assistant.listen import bind, url_of
from assistant.models import Answer, Citation, Passage, Statement
from assistant.server import create_app, serve
from index.build import BuildReport
from index.models import Progress
from ingest.errors import IndexLocked
from ingest.library import Library
from ingest.models import Document
from tests.assistant.fakes import FakeTexts
from tests.assistant.hostile import HOSTILE
from tests.assistant.samples import answers_of, citation, document, greeting, refusal, span_of

LANGUAGES = (
    "The first institutes of Central Asia opened in four of its five republics.",
    "China opened its first Confucius Institute in the region in Tashkent in 2004.",
    "Kazakhstan followed in 2006 with an institute at the Gumilyov Eurasian National University.",
    "By 2023 there were 13 Confucius Institutes in Central Asia: five in Kazakhstan, four in "
    "Kyrgyzstan, two in Uzbekistan and two in Tajikistan.",
    "Turkmenistan has none, though Chinese is taught at its state university of world languages.",
    "Russian cultural centres, the Rossotrudnichestvo houses, reach more people in every republic.",
    "A survey of 2022 found that 8 % of students who learn Chinese in Almaty mean to work there.",
    "Қазақстанда қытай тілін он мыңнан астам студент оқиды, олардың саны жыл сайын өсіп келеді.",
)
PAPER = document(
    "Confucius Institutes\n\n" + "\n\n".join(LANGUAGES) + "\n",
    "soft-power-of-china.md",
    "Soft power of China in Central Asia: culture, education and language",
)
REPORT = document(
    "Annual report\n\nIn 2023 the ministry counted 15 Confucius Institutes in the region.\n",
    "reports/annual-report-2023.pdf",
    "Annual report of the ministry, 2023",
)
WIDE = "Lopado" + "temacho" * 30


def cited(quote: str, marker: int, *bold: str, source: Document = PAPER) -> Citation:
    """Return the citation of a quotation, with words of it that answer."""
    start = source.text.index(quote)
    spans = tuple(span_of(words, source.text[start:]) for words in bold)
    return citation(
        quote,
        start,
        marker=marker,
        doc_id=source.doc_id,
        title=source.title,
        heading="Confucius Institutes",
        page=3 if source is REPORT else None,
        highlights=tuple(replace(s, start=s.start + start, end=s.end + start) for s in spans),
    )


def said(question: str, *citations: Citation, **changes: object) -> Answer:
    """Return an answer whose statements are its quotations."""
    plain = Answer(
        question=question,
        searched_question=question,
        statements=tuple(Statement(" ".join(c.quote.split()), (c.marker,)) for c in citations),
        abstained=False,
        reason=None,
        citations=citations,
        passages=(Passage(PAPER.doc_id, 0, len(PAPER.text), PAPER.text, 1.0),),
        missing=(),
        confidence=0.9,
        index="gen-000001",
        model="test",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def answers() -> dict[str, Answer]:
    """Return an answer of every sort by its question."""
    fact = cited(LANGUAGES[3], 1, "13 Confucius Institutes")
    documents = (
        cited(PAPER.text.splitlines()[0], 1),
        cited(REPORT.text.splitlines()[0], 2, source=REPORT),
    )
    named = (
        f"“{PAPER.title}” by A. Author (soft-power-of-china.md, English).",
        f"“{REPORT.title}” (annual-report-2023.pdf, English, 12 pages).",
    )
    near = (cited(LANGUAGES[4], 1, "Turkmenistan"), cited(LANGUAGES[5], 2))
    return {
        "fact": said("fact", fact),
        "list": said("list", *(cited(s, n) for n, s in enumerate(LANGUAGES, 1)), way="list"),
        "compare": said(
            "compare",
            cited(LANGUAGES[5], 1, "reach more people"),
            replace(fact, marker=2),
            cited(REPORT.text.splitlines()[2], 3, "15 Confucius Institutes", source=REPORT),
            way="compare",
            note="What the documents say of each side; they compare them nowhere themselves.",
        ),
        "documents": said(
            "documents",
            *documents,
            statements=tuple(Statement(text, (n,)) for n, text in enumerate(named, 1)),
            way="documents",
            note="There are 2 documents.",
        ),
        "refusal": replace(
            refusal(
                "refusal",
                reason="The documents do not say. None of them mentions: Mongolia, Ulaanbaatar.",
                missing=("Mongolia", "Ulaanbaatar"),
                nearest=near,
            ),
            searched_question="How many institutes are there in Mongolia's Ulaanbaatar?",
        ),
        "passages": refusal("passages", passage=PAPER.text),
        "greeting": greeting(
            "Hello! Ask me about the documents: I answer with their own words, each with its "
            "place, and say so when they do not say.",
            "greeting",
        ),
        "wide": said("wide", replace(fact, quote=WIDE, title=WIDE, highlights=()), note=WIDE),
    }


class StagedAsker:
    """Answers ``fact``, ``list`` and so on; ``hostile 12`` with the twelfth hostile answer."""

    def __init__(self) -> None:
        self._answers = answers()
        self._hostile = [each for text in HOSTILE for each in answers_of(text, text, text)]

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """Give the answer of that name."""
        name, _, number = question.partition(" ")
        return self._hostile[int(number)] if name == "hostile" else self._answers[question]


def no_build(progress: Progress) -> BuildReport:
    """Refuse to build."""
    raise IndexLocked("another build holds the index.")


def announce(url: str) -> None:
    """Say where the page is."""
    sys.stdout.write(f"{url}\n")
    sys.stdout.flush()


def main(folder: Path) -> None:
    """Serve until told to stop, and print the address once the page answers."""
    texts = FakeTexts([PAPER, REPORT])
    library = Library(folder)
    with bind("127.0.0.1", 0) as listener:
        blocks = build_app(StagedAsker(), texts, library, no_build)
        app = create_app(blocks, texts, "127.0.0.1", library.max_bytes)
        serve(app, listener, lambda: announce(url_of(listener)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
