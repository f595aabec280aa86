"""Observation missions: type, election, deployment, head, observers by role, places and partners.

A mission is opened by the sentence that deploys it, names its head or counts its members, and stays open while the
following sentences of its section speak of it, so that what is told in three sentences is one record. A bare mention of
a mission opens none; a figure that is negated or hypothetical is no observer. What each sentence says is read by
`naming` (which mission), `senders` (which body's people), `election`, `facts` (day, country, places, partners), `heads` and
`observers`; `story` puts it together.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.extractor import Extractor
from pipeline.extract.missions import election, facts, naming, senders
from pipeline.extract.missions.draft import Draft
from pipeline.extract.missions.story import Story
from pipeline.model.document import SectionedDocument
from pipeline.model.dropped import Dropped
from pipeline.model.findings import Findings, MissionMention

__all__ = ["EXTRACTOR", "find"]


def find(document: SectionedDocument, found: Findings) -> Iterator[MissionMention | Dropped]:
    """Yield the missions that the document tells something of, in order of place, and those that it only names."""
    signs = naming.signs_of(document.text)
    if not signs and not senders.speaks_of_one(document):
        return
    story = Story(document, found, signs)
    visit = facts.reported_visit(document, found)
    if visit is not None:
        named, date = visit
        story.drafts.append(Draft(named.type, named.organisation, date.spans[0], deployed=date))
    for sentence in document.sentences:
        story.read(sentence)
    country = facts.country_of_document(document) or facts.country_of_towns(
        [town for draft in story.drafts for town in draft.locations]
    )
    told = election.of_document(document, found) if story.is_one else None
    for draft in sorted(story.drafts, key=lambda draft: draft.span):
        if draft.tells and (not draft.of_many or story.has_several(draft)):
            yield draft.close(country, told)
        else:
            yield Dropped(span=draft.type.spans[0], rule=draft.type.rule, label=draft.type.value, reason="untold")


EXTRACTOR = Extractor("missions", find)
