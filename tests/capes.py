"""A made-up paper that cites the tests' site, and its sources, in three languages.

Some of its claims agree with their sources, some do not: which, stands beside each.
"""

from __future__ import annotations

from pathlib import Path

from ingest.library import Library
from ingest.models import SourceOf
from tests.ingest.fetching import samples

PAPER_ID = "capes-and-hives.md"
PATHS = {1: "/lighthouse.html", 2: "/pchely-header.html", 3: "/omarta.html", 4: "/report"}
FILES = {
    1: ("cape-varnek.html", samples.LIGHTHOUSE.encode()),
    2: ("pchely.html", (samples.BEES % '<meta charset="windows-1251">').encode("cp1251")),
    3: ("omarta.html", samples.OMARTA.encode()),
    4: ("honey-yields.pdf", samples.WORKING_PAPER),
}
AGREES = "The use of fuel fell by 62 per cent, from 13,200 litres to some 5 thousand."
DIFFERS = "By 1974 twelve keepers had served at the cape."  # eleven, says the source
IN_RUSSIAN = "The share of young keepers grew from 9 to 23 percent in that cooperative."
IN_KAZAKH = "Saule Kanatkyzy keeps 140 hives near Burabay."
NOT_HELD = "Neither trade was ever well paid."


def paper(site: str) -> str:
    """Return the paper's text.

    :param site: where its sources are served, without a slash at its end.
    """
    urls = {number: f"{site}{path}" for number, path in PATHS.items()}
    return f"""# Capes and Hives: Two Old Trades

Nadia Rowe

Two trades changed little for a century, and then within one generation. This paper follows both,
on a northern cape and in the foothills, and asks what it was that changed them.

## Light

The lighthouse of Cape Varnek was lit for the first time in 1871. Electric light came in 1953.
{AGREES}[1]

{DIFFERS}[1]

## Honey

Bees were brought to the foothills of Salair late in the nineteenth century. {IN_RUSSIAN}[2]

{IN_KAZAKH}[3]

On the eastern slopes the mean yield was 29.5 kilograms a colony.[4]

{NOT_HELD}[5]

## References

1. Aldous H. The lighthouse of Cape Varnek // Northern Lights Review. 2019. URL: {urls[1]} (accessed 04.05.2021).
2. Лаптев И. Пчеловодство в предгорьях Салаира. 2017. – URL: {urls[2]} (дата обращения: 20.03.2018).
3. Бурабай омарталары: ара өсірушімен әңгіме [Электрондық ресурс]. URL: {urls[3]} (қаралған күні: 12.02.2022).
4. Morrow, P. (2020). Honey yields on the eastern slopes. Working paper 12. {urls[4]}
5. Orlova T. Wages of the coast. London, 1977. 214 p.
"""  # noqa: E501


def fill(folder: Path) -> Library:
    """Put the paper and the sources that it has an address for into a documents folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PAPER_ID).write_text(paper("https://capes.example"), encoding="utf-8")
    library = Library(folder)
    for number, (name, data) in FILES.items():
        (folder / name).write_bytes(data)
        library.add(folder / name, ties=[SourceOf(PAPER_ID, number)])
    return library
