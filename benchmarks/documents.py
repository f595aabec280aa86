"""Makes a folder of invented documents: `python -m benchmarks.documents FOLDER 1000`.

Four in ten are PDFs of two pages with a running head, the others plain text; each has about 130 words of the kinds of
sentence that upr reads, and some 20 records. The same number gives the same bytes. Nobody and nothing in them exists.
"""

from __future__ import annotations

import random
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

from tests.load.pdf_builder import Page, pdf

FIRST = ("Anna", "Boris", "Clara", "Dario", "Elin", "Felix", "Greta", "Hugo", "Ines", "Jonas", "Karin", "Luca")
LAST = ("Vondrova", "Lindgren", "Haraldsen", "Moretti", "Okonkwo", "Petrov", "Quist", "Rossi", "Sandoval", "Tanaka")
PLACES = ("Prague", "Oslo", "Vienna", "Rome", "Lisbon", "Warsaw", "Tirana", "Chisinau", "Bishkek", "Skopje")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "September", "October", "November")
COUNTRIES = ("Albania", "Armenia", "Moldova", "Mongolia", "Norway", "Iceland", "Kazakhstan", "Portugal", "Serbia")
FIELDS = ("elections", "hate crimes", "freedom of assembly", "trafficking in human beings", "local government")
SENTENCES = (
    "ODIHR held a workshop on {field} in {place} on {day} {month} {year} with {count} experts from {few} countries.",
    "It was opened by Ms {first} {last}, and {count} officials and {few} judges took part.",
    "The OSCE/ODIHR Election Observation Mission was deployed on {day} {month} {year} and was headed by Ambassador {first} {last}.",
    "It had {few} analysts in {place}, {count} long-term observers and some {many} short-term observers from {few} States.",
    "On {day} {month} {year} ODIHR published its Opinion on the Draft Law on {field} of {country} (GEN-KAZ/{count}/{year}).",
    "In {year}, {many} cases were reported to the police of {country}, of which {count} were brought to court.",
    "The report A/HRC/{few}/{count} was considered at the meeting in {place} in {month} {year}.",
    "Mr {first} {last} said that the law on {field} had been amended in {month} {year} after the visit to {place}.",
    "The authorities of {country} have not yet answered the questions that were put to them in {month}.",
    "Civil society had asked that the rules on {field} be read together with the Constitution.",
)
HEADINGS = ("Background", "Activities")


def make(folder: Path, number: int) -> None:
    """Write documents 0 to `number`; those that are there already stay."""
    for place in range(number):
        name = f"{place // 500:03}/d{place:06}.{'pdf' if place % 5 < 2 else 'txt'}"
        path = folder / name
        if path.exists():
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(document(place, as_pdf=path.suffix == ".pdf"))


def document(place: int, *, as_pdf: bool) -> bytes:
    """The document with this number."""
    chance = random.Random(place)
    country = chance.choice(COUNTRIES)
    title = f"Submission {place} on {country} to the Universal Periodic Review"
    paragraphs = list(_paragraphs(chance, country))
    if not as_pdf:
        return "\n\n".join([title, *paragraphs]).encode()
    lines = [title, ""]
    for paragraph in paragraphs:
        lines += [*textwrap.wrap(paragraph, 90), ""]
    half = len(lines) // 2
    pages = []
    for number, part in enumerate((lines[:half], lines[half:]), start=1):
        page = Page().text(72, 50, f"Submission {place}", 8).lines(72, 90, part, 10)
        pages.append(page.text(290, 800, str(number), 8))
    return pdf(*pages)


def _paragraphs(chance: random.Random, country: str) -> Iterator[str]:
    for heading in HEADINGS:
        yield heading
        yield " ".join(_sentence(chance, country) for _ in range(4))


def _sentence(chance: random.Random, country: str) -> str:
    return chance.choice(SENTENCES).format(
        field=chance.choice(FIELDS),
        place=chance.choice(PLACES),
        month=chance.choice(MONTHS),
        country=country,
        first=chance.choice(FIRST),
        last=chance.choice(LAST),
        day=chance.randint(1, 28),
        year=chance.randint(2008, 2024),
        few=chance.randint(3, 29),
        count=chance.randint(30, 300),
        many=chance.randint(301, 2000),
    )


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
