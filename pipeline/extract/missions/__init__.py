"""Observation missions: type, election, deployment, head, observers by role, places and partners.

A mission is opened by the sentence that deploys it, names its head or counts its members, and stays open while the
following sentences of its section speak of it, so that what is told in three sentences is one record. A bare mention of
a mission opens none; a figure that is negated or hypothetical is no observer. What each sentence says is read by
`naming` (which mission), `senders` (which body's people), `election`, `facts` (day, country, places, partners), `heads` and
`observers`; `story` puts it together, with the missions of a `scene` and the `shares` that each has in what is counted. `asides` go
back to a needs assessment and are read apart.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from pipeline.extract.extractor import Extractor
from pipeline.extract.missions import asides, facts, naming, senders
from pipeline.extract.missions.draft import Draft
from pipeline.extract.missions.story import Story
from pipeline.model.document import SectionedDocument
from pipeline.model.dropped import Dropped, Reason
from pipeline.model.findings import Findings, MissionMention
from pipeline.vocabulary.patterns import late

__all__ = ["EXTRACTOR", "find"]


def find(document: SectionedDocument, found: Findings) -> Iterator[MissionMention | Dropped]:
    """Yield the missions that the document tells something of, in order of place, and those that it only names."""
    signs = naming.signs_of(document.text)
    if not signs and not senders.speaks_of_one(document):
        return
    away = asides.find(document)
    story = Story(asides.without(document, away), asides.found_without(found, away), signs=signs)
    visit = facts.reported_visit(document, found)
    if visit is not None:
        named, date = visit
        story.drafts.append(Draft(named.type, named.organisation, date.spans[0], deployed=date))
    for sentence in document.sentences:
        story.read(sentence)
        for aside in away:
            if sentence.covers(aside):
                story.read_aside(document, found, aside)
    if not story.drafts:
        return
    country = facts.country_of_document(document) or facts.country_of_towns(
        [town for draft in story.drafts for town in draft.locations]
    )
    told = story.told
    for draft in sorted([*story.drafts, *story.earlier], key=lambda draft: draft.span):
        reason = _fault(document.text, story, draft)
        if reason is None:
            yield draft.close(country, told)
        else:
            yield Dropped(span=draft.type.spans[0], rule=draft.type.rule, label=draft.type.value, reason=reason)


FAR, FAR_FROM_BODY = 8_000, 2_000
"""How far from its name a mission may be told of at most, in characters; a body that is a mission's only name is named for
much else. Reports of the Human Rights Council speak of the European Union, of observers and of elections a hundred pages apart."""
ABBREVIATION = late(r"\p{Lu}{3,5}")
GLOSS = r"(?P<words>(?:[\p{{L}}-]+\s+){{1,3}})\(\s*{}\s*\)"
OF_MISSIONS = late(r"mission|team|observ", regex.IGNORECASE)


def _fault(text: str, story: Story, draft: Draft) -> Reason | None:
    """Why a draft is no mission."""
    if not draft.tells or (draft.of_many and not story.has_several(draft)):
        return "untold"
    name = draft.type.spans[0]
    told = [group.count.spans[0] for group in draft.observers]
    told += [leaf.spans[0] for leaf in (draft.deployed, draft.head and draft.head.name) if leaf]
    told = told or [draft.span]
    of_body = draft.type.rule == "missions.type.body"
    if min(map(name.gap_to, told)) > (FAR_FROM_BODY if of_body else FAR):
        return "far"
    if not of_body and ABBREVIATION.fullmatch(text, name.start, name.end):
        gloss = regex.search(GLOSS.format(name.cut(text)), text)
        if gloss is not None and OF_MISSIONS.search(gloss["words"]) is None:
            return "other_words"
    return None


EXTRACTOR = Extractor("missions", find)
