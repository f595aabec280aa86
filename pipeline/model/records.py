"""The records that users get, as `upr schema` describes them. JSON in and out is msgspec's; nothing here computes.

A leaf is null when the document does not say it. A list with nothing in it is empty, never null.
"""

from __future__ import annotations

from typing import Literal

import msgspec

SCHEMA_VERSION = "1"

Pair = tuple[int, int]
"""A half-open range of code points."""


DocumentKind = Literal[
    "stakeholder_submission",
    "working_group_report",
    "stakeholder_summary",
    "un_compilation",
    "national_report",
    "legal_opinion",
    "mission_report",
    "press_release",
    "other",
]


class Frozen(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """The base of all that is written: immutable, by name only, and strict when read again.

    No record can hold itself, so the collector of cycles need not look at them: that was 4 ms of 160 for the fixtures.
    """


class Evidence(Frozen, frozen=True, kw_only=True):
    """Where a value was read. `span` is in the document's `text`, `source_span` in the text as loaded.

    A value that runs over a page names the page it starts on, and has the boxes of that page.
    """

    span: Pair
    raw: str
    source_span: Pair
    page: int | None
    boxes: list[tuple[float, float, float, float]] | None
    rule: str


class Date(Frozen, frozen=True, kw_only=True):
    """A day, month or year in ISO 8601 cut to its precision; `end` closes a range. `value` is null when incomplete."""

    value: str | None
    end: str | None
    precision: Literal["day", "month", "year"]
    status: Literal["stated", "completed", "incomplete"]
    raw: str


class ActDate(Date, frozen=True, kw_only=True):
    """A date with what was done on it."""

    act: Literal["issued", "adopted", "published"] | None


class Count(Frozen, frozen=True, kw_only=True):
    """A counted quantity: `unit` is what was counted, in the document's words or worked out from the sentence."""

    value: int | float
    approx: Literal["over", "about", "under"] | None
    unit: str | None
    raw: str


class Verdict(Frozen, frozen=True, kw_only=True):
    """What people decided about a record. `accepted` and `corrected` have the paths of single values."""

    status: Literal["accepted", "corrected", "added"]
    by: list[str]
    complete: bool
    accepted: list[str]
    corrected: list[str]


class Record(Frozen, frozen=True, kw_only=True):
    """What every record has. `evidence` leads from the path of a field (`numbers[0].value`) to where it was read.

    A path stands for all below it: `date` grounds the date's value, precision, status and raw text.
    """

    id: str
    section: str | None
    confidence: float
    evidence: dict[str, list[Evidence]]
    verdict: Verdict | None = None


class OpinionNumber(Frozen, frozen=True, kw_only=True):
    """One identifier of a legal opinion, taken apart. `country` is as written, `iso3` what it stands for."""

    scheme: Literal["odihr", "venice_opinion", "cdl"]
    value: str
    topic: str | None
    country: str | None
    iso3: str | None
    serial: int
    year: int
    initials: str | None


class Opinion(Record, frozen=True, kw_only=True):
    """A legal review: an opinion, comments, a note."""

    kind: Literal[
        "opinion",
        "joint_opinion",
        "preliminary_opinion",
        "comments",
        "note",
        "amicus_curiae",
        "guidelines",
        "other",
    ]
    title: str | None
    numbers: list[OpinionNumber]
    bodies: list[str]
    date: ActDate | None
    session: int | None
    cited: bool


class Election(Frozen, frozen=True, kw_only=True):
    """What a mission observed: `kind` such as 'early presidential', `body` such as 'Majilis', the election day."""

    kind: str | None
    body: str | None
    date: Date | None


class Head(Frozen, frozen=True, kw_only=True):
    """The person who headed a mission."""

    name: str
    title: str | None
    nationality: str | None


class Observers(Frozen, frozen=True, kw_only=True):
    """Some of a mission's members. `part_of` is the place in the mission's list of the group they belong to."""

    value: int
    approx: Literal["over", "about", "under"] | None
    unit: str | None
    raw: str
    role: Literal["core_team", "long_term", "short_term", "total", "parliamentary", "other"]
    states: int | None
    from_: str | None = msgspec.field(name="from")
    part_of: int | None
    status: Literal["deployed", "planned", "requested", "recommended"]


class Mission(Record, frozen=True, kw_only=True):
    """An observation mission that the text gives a head, a count or dates of its own."""

    type: Literal["EOM", "LEOM", "EAM", "EET", "ROM", "NAM", "IEOM", "other"]
    organisation: str | None
    country: str | None
    election: Election | None
    deployed: Date | None
    head: Head | None
    observers: list[Observers]
    locations: list[str]
    partners: list[str]


class State(Frozen, frozen=True, kw_only=True):
    """A State by the name it has in the text and its ISO 3166 code."""

    name: str
    iso3: str | None


class Recommendation(Record, frozen=True, kw_only=True):
    """What a State under review was asked, by whom, and what it answered."""

    number: str | None
    text: str
    from_: list[State] = msgspec.field(name="from")
    to: str | None
    response: Literal["supported", "noted", "pending", "rejected"] | None


class Answer(Record, frozen=True, kw_only=True):
    """What an addendum answers to one recommendation of its report; `number` is the recommendation's, `text` the State's own words."""

    number: str
    report: str | None
    response: Literal["supported", "noted", "pending", "rejected", "partly_supported"] | None
    text: str | None


class Delegate(Frozen, frozen=True, kw_only=True):
    """Who headed a State's delegation."""

    name: str
    title: str | None
    role: str | None


class Delegation(Record, frozen=True, kw_only=True):
    """The delegation of the State under review."""

    country: str | None
    head: Delegate | None
    members: int | None


class Statistic(Record, frozen=True, kw_only=True):
    """A figure that the document reports about the world: what was counted, how many, when, and by whom."""

    what: str
    count: Count
    period: Date | None
    source: str | None


class Event(Record, frozen=True, kw_only=True):
    """A forum, workshop, training or other meeting with a date or a place."""

    kind: Literal["roundtable", "workshop", "training", "forum", "visit", "meeting", "other"]
    title: str | None
    date: Date | None
    place: str | None
    participants: list[Count]
    organisers: list[str]


Scheme = Literal[
    "un_symbol",
    "hrc_resolution",
    "cdl",
    "osce_decision",
    "osce_document",
    "treaty",
    "echr_application",
    "un_communication",
    "url",
    "law",
]
"""What a reference's value is a number or a name of."""


class Reference(Record, frozen=True, kw_only=True):
    """A pointer to another document: a symbol, a number, an address, a treaty, an article of a law."""

    scheme: Scheme
    value: str
    raw: str
    role: Literal["national_report", "un_compilation", "stakeholder_summary"] | None


class Member(Frozen, frozen=True, kw_only=True):
    """One of the organisations that made a joint submission, with the seat that the list gives it."""

    name: str
    place: str | None


class Stakeholder(Record, frozen=True, kw_only=True):
    """An organisation, or several together, whose submission a summary of stakeholders' submissions draws on."""

    abbreviation: str | None
    name: str
    place: str | None
    group: Literal["civil_society", "national_human_rights_institution", "regional_organisation", "other"] | None
    joint: bool
    members: list[Member]


class Contributor(Frozen, frozen=True, kw_only=True):
    """Who said a statement: the name as the note has it, and the stakeholder that it stands for in the document's list."""

    name: str
    abbreviation: str | None
    full_name: str | None
    locator: str | None


class Statement(Record, frozen=True, kw_only=True):
    """A passage of a summary of stakeholders' submissions, with the organisations that its notes say it comes from."""

    paragraph: str | None
    text: str
    notes: list[str]
    organisations: list[Contributor]


class Person(Record, frozen=True, kw_only=True):
    """A person named in the document; `mentions` counts the places."""

    name: str
    title: str | None
    role: str | None
    mentions: int


class DateRecord(Record, frozen=True, kw_only=True):
    """An explicit date, with the role that a rule knows for it.

    `edtf` is the same in the Extended Date/Time Format, and also what an incomplete date leaves open: `201X-04-11`.
    """

    value: str | None
    end: str | None
    precision: Literal["day", "month", "year"]
    status: Literal["stated", "completed", "incomplete"]
    raw: str
    edtf: str | None = None
    role: str | None


class CountRecord(Record, frozen=True, kw_only=True):
    """A counted quantity, with the role that a rule knows for it."""

    value: int | float
    approx: Literal["over", "about", "under"] | None
    unit: str | None
    raw: str
    role: str | None


class Records(Frozen, frozen=True, kw_only=True):
    """All records of one document, each list in order of place."""

    opinions: list[Opinion]
    missions: list[Mission]
    recommendations: list[Recommendation]
    answers: list[Answer]
    delegations: list[Delegation]
    statistics: list[Statistic]
    events: list[Event]
    references: list[Reference]
    stakeholders: list[Stakeholder]
    statements: list[Statement]
    people: list[Person]
    dates: list[DateRecord]
    counts: list[CountRecord]


TABLES: tuple[str, ...] = Records.__struct_fields__
"""The names of the record lists, in the order of the schema."""


class Country(Frozen, frozen=True, kw_only=True):
    """A country by its English short name and its ISO 3166 alpha-3 code."""

    name: str
    iso3: str


class Review(Frozen, frozen=True, kw_only=True):
    """Which Universal Periodic Review a document belongs to."""

    session: int | None
    cycle: int | None
    year: int | None


class Document(Frozen, frozen=True, kw_only=True):
    """What is known of the document as a whole."""

    id: str
    source: str
    media_type: str
    kind: DocumentKind
    title: str | None
    symbol: str | None
    language: str | None
    pages: int | None
    country: Country | None
    submitted_by: str | None
    review: Review
    evidence: dict[str, list[Evidence]]


class SectionRow(Frozen, frozen=True, kw_only=True):
    """A section of the outline; `span` starts with its heading and ends where the next heading starts."""

    id: str
    title: str
    number: str | None
    level: int
    parent: str | None
    span: Pair
    empty: bool


class ParagraphRow(Frozen, frozen=True, kw_only=True):
    """One paragraph of the text, numbered or not."""

    number: str | None
    section: str | None
    span: Pair


class Footnote(Frozen, frozen=True, kw_only=True):
    """A footnote mark's place in the text, and the note's own text where the document holds it."""

    mark: str
    anchor: Pair
    text_span: Pair | None


class DocumentWarning(Frozen, frozen=True, kw_only=True):
    """Something that a reader should look at. `record` is the id of the record it is about."""

    code: str
    message: str
    record: str | None
    span: Pair | None


class FurnitureRow(Frozen, frozen=True, kw_only=True):
    """What stood on a page and belongs to no sentence: a running head, a page number. It is in the source, not in `text`."""

    kind: str
    raw: str
    source_span: Pair
    page: int | None
    boxes: list[tuple[float, float, float, float]] | None


class Unclaimed(Frozen, frozen=True, kw_only=True):
    """A number, date or code of the text that no record claimed."""

    kind: Literal["number", "date", "code"]
    raw: str
    span: Pair
    source_span: Pair
    page: int | None
    context: str


class Applied(Frozen, frozen=True, kw_only=True):
    """A line of `corrections.jsonl` that holds in this document. `record` is the id that it had when it was written."""

    id: str
    by: str
    action: Literal["accept", "correct", "reject", "add", "undo"]
    table: str | None
    record: str | None
    path: str | None


class Settled(Frozen, frozen=True, kw_only=True):
    """A warning that a decision has settled; `place` is its place among the warnings of the rules."""

    place: int
    warning: DocumentWarning


class Unplaced(Frozen, frozen=True, kw_only=True):
    """A line of `corrections.jsonl` that fits nothing in the document as it is now."""

    id: str
    by: str
    action: Literal["accept", "correct", "reject", "add", "undo"]
    table: str | None
    path: str | None
    value: str | None
    quote: str | None
    reason: str


class Corrections(Frozen, frozen=True, kw_only=True):
    """What people decided about the document, and what the rules had found before.

    `found` has each record that was decided about as the rules found it: one that is not in `records` was rejected.
    `places` has their places in their lists as found. `settled` and `claimed` are warnings and rows of the account that
    decisions have done away with.
    """

    applied: list[Applied]
    found: Records
    places: dict[str, int]
    settled: list[Settled]
    claimed: list[Unclaimed]
    unplaced: list[Unplaced]


class Extraction(Frozen, frozen=True, kw_only=True):
    """One document's extract, as written to `documents/`."""

    schema_version: str
    document: Document
    text: str
    sections: list[SectionRow]
    paragraphs: list[ParagraphRow]
    footnotes: list[Footnote]
    furniture: list[FurnitureRow]
    records: Records
    warnings: list[DocumentWarning]
    corrections: Corrections | None = None


class Assembly(Frozen, frozen=True, kw_only=True):
    """What a document comes to: its extract, and the account of what no record claimed."""

    extraction: Extraction
    unclaimed: list[Unclaimed]
