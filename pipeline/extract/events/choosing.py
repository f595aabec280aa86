"""Which of the words of a sentence name events, and which part of the sentence belongs to each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.extract.events.evidence import why_not
from pipeline.extract.events.phrases import Head, Scene
from pipeline.model.dropped import Dropped
from pipeline.model.findings import Place
from pipeline.spans import Span
from pipeline.vocabulary.patterns import behind, late

PART_OF = behind(
    r"\b(?:at|for|during|in|to|on|through|attend(?:ed)?|of)\s+(?:(?:an?|the|its|their|our)\s+)?(?:[\p{L}\d’'-]+\s+){0,5}[“\"]?"
)
"""Before a noun that says what somebody met, learned or spoke for: 'met in Batumi for a workshop'."""
BOUNDARY = behind(r"(?:;|,\s+(?:and|while|whereas|but)\b|\band\b)[^,;]{0,90}?")
"""Where one event of a sentence gives way to the next."""
FOLLOWING = behind(
    r"(?:\b(?:following|after|since|ahead\s+of|prior\s+to|before|building\s+on)|\bfollow-?up\s+to)\s+(?:(?:an?|the|its|their|earlier|similar|previous|first)\s+){0,3}"
)
"""Before an event that another one followed, whose day and town are its own."""
MET = late(r"met\b|[Mm]eetings?\s+with\b|[Tt]alks\s+with\b")


@dataclass
class Chosen:
    """The heads of a sentence that name events, with where the part of each begins and what of it belongs to no event."""

    heads: list[Head] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)


def choose(scene: Scene, proposed: Sequence[Head]) -> Chosen:
    """The heads of the events that a sentence tells of."""
    text = scene.text
    chosen = Chosen()
    start = scene.sentence.start
    for place, head in enumerate(proposed):
        last = chosen.heads[-1] if chosen.heads else None
        word = head.word
        if last is not None and word.span.start < last.phrase.end:
            continue
        if (
            last is not None
            and last.kind == "visit"
            and MET.match(text, word.span.start)
            and not _is_dated(scene, head)
        ):
            chosen.ends.append(word.span.start)  # whom one met on a visit is part of it
            continue
        if last is not None and _is_absorbed(scene, last, head):
            continue
        cut = _boundary(scene, start, head.phrase.start) if start > scene.sentence.start else None
        begin = cut if cut is not None else (head.phrase.start if last is not None else scene.sentence.start)
        zone: Place = Span(begin, _end(scene, head, proposed[place + 1 :]))
        reason = why_not(scene, head, zone, after_event=last is not None)
        if reason is not None:
            chosen.dropped.append(Dropped(span=word.span, rule="events.kind", label="event", reason=reason))
            start = word.span.end if word.is_verb else start
            if last is not None and (after := _told_after(scene, last, head)) is not None:
                chosen.ends.append(after)
            continue
        if last is not None and last.word.is_verb and _is_purpose(scene, last, head):
            chosen.heads.pop()
            begin = chosen.starts.pop()
        chosen.heads.append(head)
        chosen.starts.append(begin)
        start = head.phrase.end
    return chosen


def _told_after(scene: Scene, last: Head, head: Head) -> int | None:
    """Where an event is named that one whose day is told already came after: 'on 5 May …, following a workshop in Bar in 2013'."""
    after = FOLLOWING.search(scene.text, last.phrase.end, max(last.phrase.end, head.phrase.start))
    if head.word.is_verb or after is None:
        return None
    return (
        after.start() if any(setting.date and setting.span.end <= after.start() for setting in scene.settings) else None
    )


def _end(scene: Scene, head: Head, others: Sequence[Head]) -> int:
    """Where the part of a sentence ends that tells of a head: at the 'and' before the next one."""
    for other in others:
        cut = _boundary(scene, head.phrase.end, max(head.phrase.end, other.phrase.start))
        if cut is not None:
            return cut
    return scene.sentence.end


def _boundary(scene: Scene, start: int, end: int) -> int | None:
    """Where the last part of a stretch begins: at an 'and' that stands in no date, place or group of people."""
    taken = [*(setting.span for setting in scene.settings), *(count.span for count in scene.counts)]
    while (cut := BOUNDARY.search(scene.text, start, end)) is not None:
        if not any(span.start < cut.start() < span.end for span in taken):
            return cut.start()
        end = cut.start()
    return None


def _is_dated(scene: Scene, head: Head) -> bool:
    """True where a day and a place stand behind a head."""
    after = [setting for setting in scene.settings if setting.span.start >= head.word.span.end]
    return any(setting.is_exact for setting in after) and any(setting.place for setting in after)


def _is_absorbed(scene: Scene, last: Head, head: Head) -> bool:
    """True for a verb that tells what was done at the event before it: 'a meeting at which 33 people discussed …'."""
    if not head.word.is_verb or head.kind == "visit":
        return False
    parted = _boundary(scene, last.phrase.end, head.word.span.start)
    return parted is None or not any(setting.is_exact and setting.span.start >= parted for setting in scene.settings)


def _is_purpose(scene: Scene, last: Head, head: Head) -> bool:
    """True where a noun says what its verb was for: 'met in Batumi for a workshop', 'trained at a summer school'."""
    if last.kind == "visit":
        return False
    gap = scene.text[last.phrase.end : head.phrase.start]
    return PART_OF.search(scene.text, last.phrase.end, head.phrase.start) is not None and ";" not in gap
