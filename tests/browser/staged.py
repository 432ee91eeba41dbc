"""Serve the page with answers of every sort, made up: ``python -m tests.browser.staged FOLDER``.

The rules and the model that choose an answer have no part in it, so that what is tested is how
each sort looks and behaves. ``slow`` is not answered before half a minute is over, so that it can
be stopped; a rebuild and an evaluation take some seconds, and change no file but the report.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from threading import Event

from assistant.conversation import Turn
from assistant.models import Answer, Backing, Citation, Passage, RoleCounts, Statement, Tie
from assistant.page.listen import bind, url_of
from assistant.page.server import Serving, create_app, serve
from assistant.steps import Step, Tell, untold
from index.build import BuildReport
from index.models import EVERYTHING, FileEntry, Manifest, Progress, Scope
from ingest.library import Library
from ingest.models import Bibliography, Document, Reference, SourceOf, Span
from ingest.readers import ReadOptions, read
from tests.assistant.fakes import READER, FakeTexts, manifest
from tests.assistant.hostile import HOSTILE
from tests.assistant.parts import parts_of
from tests.assistant.samples import answers_of, citation, document, greeting, refusal, span_of
from tests.ingest.pages_drawn import pdf
from tests.ingest.readers.pdf_files import column

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
TIDES = document(
    "Tides of the Caspian\n\nThe level of the Caspian falls by seven centimetres a year.\n\n"
    "Its northern shore has moved by twenty kilometres since 1995.\n\nReferences\n\n"
    "1. Орлова А. Уровень моря. 2019.\n2. Серікұлы Б. Теңіз тартылды. 2020.\n"
    "3. Marsh, P. Gauges of a closed sea. 2011. pp. 8-9\n",
    "tides.pdf",
    "Tides of the Caspian",
)
TIDES = replace(TIDES, references=(Span(TIDES.text.index("References"), len(TIDES.text)),))
RUSSIAN = replace(
    document(
        "Уровень моря\n\nС 2006 года уровень Каспия падает в среднем на 7 сантиметров в год.\n",
        "sources/level.html",
        "Уровень моря",
    ),
    language="ru",
    source_of=(SourceOf("tides.pdf", 1),),
)
KAZAKH = replace(
    document(
        "Теңіз тартылды\n\nКаспийдің солтүстік жағалауы жиырма шақырымға шегінді.\n",
        "sources/shore.html",
        "Теңіз тартылды",
    ),
    language="kk",
    source_of=(SourceOf("tides.pdf", 2),),
)
GAUGES = "https://gauges.example/caspian.pdf"
LISTED = Bibliography(
    tuple(
        Reference(number, 0, 1, "x", authors=(author,), year=year, url=url)
        for number, author, year, url in (
            (1, "Орлова А.", "2019", None),
            (2, "Серікұлы Б.", "2020", None),
            (3, "Marsh, P.", "2011", GAUGES),
        )
    )
)
TRICK = '<img src=x onerror="alert(1)">'
TRICKY = replace(document("A trick.\n", "trick.txt", TRICK), references=(Span(0, 8),))
TRICKS = Bibliography(
    (
        Reference(1, 0, 1, TRICK, authors=(TRICK,), title=TRICK, url="javascript:alert(1)"),
        Reference(2, 0, 1, TRICK, title=TRICK, url='https://tides.example/"onclick="alert(1)'),
    )
)
BACKINGS = (
    Backing(1, "[1] Орлова (2019)", held=(RUSSIAN.doc_id,)),
    Backing(3, "[3] Marsh (2011), pp. 8-9", "8-9", GAUGES),
)
WIDE = "Lopado" + "temacho" * 30
PRINTED_ID = "printed/gauges.pdf"
PRINTED_PAGES = (
    (
        "Gauges of a closed sea",
        "The gauge at Fort Shevchenko was read twice a day by its keepers,",
        "and what they wrote down was sent to Astrakhan once in every month.",
    ),
    (
        "In a calm summer both gauges agreed to within the breadth of a thumb,",
        "as the keeper of the second one liked to tell each of his visitors.",
    ),
)
PRINTED_QUOTE = "both gauges agreed to within the breadth of a thumb"
PAUSE_SECONDS, SLOW_PAUSES = 0.25, 120
# Writes a report of the evaluation after a while, as ``python -m eval run`` does.
EVALUATION = """
import json, pathlib, sys, time
for done in range(11):
    print(f"asking: {done} of 10", file=sys.stderr, flush=True)
    time.sleep(0.25)
facts = {"questions": 10, "answerable": 8, "errors": [], "index": "gen-000001", "model": "test"}
summary = {**facts, "headline": {"recall@5": {"value": 0.9, "low": 0.8, "high": 1.0, "n": 8}}}
folder = pathlib.Path(sys.argv[1])
page = "<!doctype html><html><head><title>R</title></head><body><h1>Report</h1></body></html>"
(folder / "report.html").write_text(page, encoding="utf-8")
(folder / "report.json").write_text(json.dumps({"summary": summary}), encoding="utf-8")
"""


LISTS = {TIDES.doc_id: LISTED, TRICKY.doc_id: TRICKS}


@cache
def printed_file() -> bytes:
    """Return a PDF of two pages whose letters are drawn."""
    return pdf(*(column(*lines) for lines in PRINTED_PAGES))


@cache
def printed() -> Document:
    """Return that PDF as it is read."""
    return read(printed_file(), PRINTED_ID, ReadOptions())


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


def on_paper(quote: str, marker: int) -> Citation:
    """Return the citation of a quotation of the PDF."""
    document = printed()
    start = document.text.index(quote)
    page = sum(begins <= start for begins in document.page_starts)
    plain = citation(quote, start, marker=marker, doc_id=PRINTED_ID, heading=None, page=page)
    return replace(plain, title=document.title)


def traced(source: Document, line: int, marker: int, *backing: Backing) -> Citation:
    """Return the citation of a line of a document, with whose source that is and what backs it."""
    plain = cited(source.text.splitlines()[line], marker, source=source)
    labels = {1: "Орлова (2019)", 2: "Серікұлы (2020)"}
    return replace(
        plain,
        role=source.role,
        language=source.language,
        heading=None,
        source_of=tuple(
            Tie(tie.doc_id, TIDES.title, tie.number, labels[tie.number]) for tie in source.source_of
        ),
        backing=backing,
    )


def mixed_answers() -> dict[str, Answer]:
    """Return answers of a paper and its Russian and Kazakh sources."""
    facts: dict[str, object] = {
        "question_language": "en",
        "role_counts": RoleCounts(papers=1, sources=2),
    }
    paper, russian = traced(TIDES, 2, 1, BACKINGS[0]), traced(RUSSIAN, 2, 2)
    kazakh = traced(KAZAKH, 2, 3)
    scope = Scope(roles=frozenset({"source"}))
    only = {"scope": scope, "scope_name": "the paper's sources"}
    return {
        "sources": said("sources", paper, russian, kazakh, **facts),
        "backed": said("backed", traced(TIDES, 2, 1, *BACKINGS), **facts),
        "alone": said(
            "alone",
            traced(TIDES, 4, 1, BACKINGS[1]),
            question_language="en",
            role_counts=RoleCounts(papers=1),
        ),
        "filtered": said("filtered", replace(kazakh, marker=1), **facts, **only),
        "nothing": replace(
            refusal(
                "nothing",
                reason="No source is held yet. `python -m ingest fetch tides.pdf` fetches those "
                "that the reference list has an address for.",
                missing=(),
            ),
            passages=(),
            **only,  # type: ignore[arg-type]
        ),
    }


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
        "printed": said("printed", on_paper(PRINTED_QUOTE, 1)),
        "wide": said("wide", replace(fact, quote=WIDE, title=WIDE, highlights=()), note=WIDE),
        **mixed_answers(),
    }


class StagedAsker:
    """Answers ``fact``, ``list`` and so on; ``hostile 12`` with the twelfth hostile answer."""

    def __init__(self) -> None:
        self._answers = answers()
        self._hostile = [each for text in HOSTILE for each in answers_of(text, text, text)]

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        scope: Scope = EVERYTHING,
        tell: Tell = untold,
    ) -> Answer:
        """Give the answer of that name; ``scope`` names the scope that it was asked with."""
        tell(Step("search"))
        if question == "scope":
            return greeting(
                f"roles {names(scope.roles)}, documents {names(scope.documents)}", "scope"
            )
        if question == "slow":
            return replace(self._slowly(tell), question=question, searched_question=question)
        name, _, number = question.partition(" ")
        return self._hostile[int(number)] if name == "hostile" else self._answers[question]

    def _slowly(self, tell: Tell) -> Answer:
        for pause in range(SLOW_PAUSES):
            tell(Step("read", pause + 1))
            Event().wait(PAUSE_SECONDS)
        return self._answers["fact"]


def names(chosen: frozenset[str] | None) -> str:
    """Return names in their order; "any" for no choice."""
    return "any" if chosen is None else ", ".join(sorted(chosen))


def staged_build(progress: Progress) -> BuildReport:
    """Tell of a build that takes some seconds, and do nothing."""
    for phase in ("read", "embed"):
        for done in range(5):
            progress(phase, done, 4)
            Event().wait(PAUSE_SECONDS)
    unchanged = (PAPER.doc_id, TIDES.doc_id)
    return BuildReport("gen-000001", False, unchanged, (), (), (), (), (), (), 0, 4, 2.5)


def announce(url: str) -> None:
    """Say where the page is."""
    sys.stdout.write(f"{url}\n")
    sys.stdout.flush()


def stocked(folder: Path, held: Sequence[Document]) -> Manifest:
    """Put documents' texts into a folder, and return a manifest that has them as they are there."""
    for each in held:
        path = folder / each.doc_id
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(each.text, encoding="utf-8")
    paper = folder / PRINTED_ID
    paper.parent.mkdir(exist_ok=True)
    paper.write_bytes(printed_file())
    return manifest(
        *(
            FileEntry(file.doc_id, file.sha256, file.fingerprint, READER, 2)
            for file in Library(folder).scan().files
        )
    )


def main(folder: Path) -> None:
    """Serve until told to stop, and print the address once the page answers."""
    held = [PAPER, REPORT, TIDES, RUSSIAN, KAZAKH, TRICKY]
    documents = folder / "documents"
    documents.mkdir(exist_ok=True)
    shown = stocked(documents, held)
    texts = FakeTexts([*held, printed()], shown, bibliographies=LISTS)
    evaluation = (sys.executable, "-c", EVALUATION, str(folder / "report"))
    parts = parts_of(
        folder, asker=StagedAsker(), texts=texts, build=staged_build, evaluation=evaluation
    )
    with bind("127.0.0.1", 0) as listener:
        app = create_app(parts, Serving("127.0.0.1"))
        serve(app, listener, lambda: announce(url_of(listener)), parts.evaluation.close)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
