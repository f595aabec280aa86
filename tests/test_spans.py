"""Spans and the edit map, on arbitrary texts and arbitrary edits.

In what sense two passes compose: a span that starts and ends on characters which both passes kept goes the same way in
one step and in two, exactly. Any other span starts or ends in something that was edited; one step then gives the whole
edited range, which covers what two steps give.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.spans import Edit, EditMap, OverlappingEdits, Pass, Span, apply, identity, trimmed

ALPHABET = "ab \n-1.é\U0001f5f3"
TEXTS = st.text(ALPHABET, max_size=30) | st.text(max_size=30)
INSERTED = st.sampled_from(["", "", " ", "x", "ab", "\n\n• "]) | st.text(max_size=4)


@st.composite
def edits_of(draw: st.DrawFn, text: str) -> list[Edit]:
    """Edits that share no character, in any order: cuts at sorted places, each second stretch edited."""
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=10)))
    edits = [
        Edit(Span(start, end), draw(INSERTED), f"test.{number}")
        for number, (start, end) in enumerate(zip(places[::2], places[1::2], strict=False))
    ]
    return draw(st.permutations(edits)) if len(set(places)) == len(places) else edits


class Made(NamedTuple):
    """A text, the edits that were asked for, the text that they made, and the pass."""

    before: str
    edits: list[Edit]
    after: str
    done: Pass[Any, Any]


@st.composite
def passes(draw: st.DrawFn, text: str | None = None) -> Made:
    before = draw(TEXTS) if text is None else text
    edits = draw(edits_of(before))
    return Made(before, edits, *apply(before, edits))


@st.composite
def chains(draw: st.DrawFn, length: int) -> list[Made]:
    """Passes that follow each other, each over the text that the one before it made."""
    made = [draw(passes())]
    while len(made) < length:
        made.append(draw(passes(made[-1].after)))
    return made


def spans_of(length: int) -> st.SearchStrategy[Span[Any]]:
    return st.tuples(st.integers(0, length), st.integers(0, length)).map(lambda pair: Span(min(pair), max(pair)))


def kept(edit_map: EditMap[Any, Any]) -> list[tuple[int, int]]:
    """Each kept character as its place before and its place after."""
    return [
        (before + step, after + step)
        for before, after, length in zip(edit_map.befores, edit_map.afters, edit_map.lengths, strict=True)
        for step in range(length)
    ]


# --- one pass


@given(passes())
def test_undoing_a_pass_gives_the_text_before_it(made: Made) -> None:
    assert made.done.undo(made.after) == made.before


@given(passes())
def test_the_edited_text_is_what_the_edits_say(made: Made) -> None:
    """The plain way, from the end to the start, against `apply`."""
    text = made.before
    for edit in sorted(made.edits, key=lambda edit: edit.span)[::-1]:
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert made.after == text


@given(passes())
def test_a_kept_character_maps_to_itself_both_ways(made: Made) -> None:
    for before, after in kept(made.done.map):
        assert made.before[before] == made.after[after]
        assert made.done.map.back(Span(after, after + 1)) == Span(before, before + 1)
        assert made.done.map.forward(Span(before, before + 1)) == Span(after, after + 1)


@given(passes())
def test_only_edited_characters_are_not_kept(made: Made) -> None:
    edited = {at for edit in made.done.edits for at in range(*edit.span)}
    assert {before for before, _ in kept(made.done.map)} == set(range(len(made.before))) - edited


@given(passes())
def test_an_edit_leads_to_what_it_removed_and_to_what_it_put_there(made: Made) -> None:
    """Edits that touch make one gap together, so each lies inside the gap."""
    for edit in made.done.edits:
        there = made.done.map.forward(edit.span)
        assert 0 <= there.start <= there.end <= len(made.after)
        if edit.removed:
            assert edit.text in there.cut(made.after)
            assert edit.removed == edit.span.cut(made.before)
    for before, after in made.done.map.gaps():
        if after.length:
            assert made.done.map.back(after) == before
        if before.length:
            assert made.done.map.forward(before) == after


@given(passes(), st.data())
def test_both_directions_are_total(made: Made, data: st.DataObject) -> None:
    back = made.done.map.back(data.draw(spans_of(len(made.after))))
    assert 0 <= back.start <= back.end <= len(made.before)
    forward = made.done.map.forward(data.draw(spans_of(len(made.before))))
    assert 0 <= forward.start <= forward.end <= len(made.after)


@given(passes(), st.data())
def test_both_directions_are_monotone(made: Made, data: st.DataObject) -> None:
    """A span that starts later never maps to an earlier start, and the same of ends; empty spans have a start only."""
    for move, length in ((made.done.map.back, len(made.after)), (made.done.map.forward, len(made.before))):
        one, other = data.draw(spans_of(length)), data.draw(spans_of(length))
        starts = sorted((one, other), key=lambda span: span.start)
        assert move(starts[0]).start <= move(starts[1]).start
        if one.length and other.length:
            ends = sorted((one, other), key=lambda span: span.end)
            assert move(ends[0]).end <= move(ends[1]).end
        if one.length and one.covers(other):
            assert move(one).covers(move(other))


@given(passes(), st.data())
def test_there_and_back_again_between_kept_characters(made: Made, data: st.DataObject) -> None:
    """Not so for a span that starts or ends in an insertion: nothing stood there before, so its end is left out."""
    pairs = kept(made.done.map)
    if not pairs:
        return
    first, last = sorted((data.draw(st.sampled_from(pairs)), data.draw(st.sampled_from(pairs))))
    before: Span[Any] = Span(first[0], last[0] + 1)
    after: Span[Any] = Span(first[1], last[1] + 1)
    assert (made.done.map.forward(before), made.done.map.back(after)) == (after, before)


@given(passes())
def test_runs_and_gaps_tile_both_texts(made: Made) -> None:
    edit_map = made.done.map
    pieces = [
        (Span(before, before + length), Span(after, after + length))
        for before, after, length in zip(edit_map.befores, edit_map.afters, edit_map.lengths, strict=True)
    ]
    assert all(piece.length for piece, _ in pieces)
    gaps = list(edit_map.gaps())
    assert all(before.length or after.length for before, after in gaps)
    for side, length in ((0, len(made.before)), (1, len(made.after))):
        at = 0
        for piece in sorted(pieces + gaps):
            assert piece[side].start == at
            at = piece[side].end
        assert at == length


@given(passes())
def test_kept_runs_are_as_long_as_they_can_be(made: Made) -> None:
    edit_map = made.done.map
    runs = list(zip(edit_map.befores, edit_map.afters, edit_map.lengths, strict=True))
    for (before, after, length), (next_before, next_after, _) in pairwise(runs):
        assert (before + length, after + length) != (next_before, next_after)


# --- two passes and three


@given(chains(2))
def test_composition_keeps_what_both_passes_keep(made: list[Made]) -> None:
    first, second = made
    onward = dict(kept(second.done.map))
    both = [(before, onward[middle]) for before, middle in kept(first.done.map) if middle in onward]
    assert kept(first.done.map.then(second.done.map)) == both


@given(chains(2), st.data())
def test_one_step_is_two_steps_between_kept_characters(made: list[Made], data: st.DataObject) -> None:
    one, two = made[0].done.map, made[1].done.map
    both = one.then(two)
    pairs = kept(both)
    if not pairs:
        return
    (before, after), (last_before, last_after) = sorted(
        (data.draw(st.sampled_from(pairs)), data.draw(st.sampled_from(pairs)))
    )
    there: Span[Any] = Span(after, last_after + 1)
    here: Span[Any] = Span(before, last_before + 1)
    assert both.back(there) == one.back(two.back(there)) == here
    assert both.forward(here) == two.forward(one.forward(here)) == there


@given(chains(2), st.data())
def test_one_step_covers_two_steps_everywhere_else(made: list[Made], data: st.DataObject) -> None:
    one, two = made[0].done.map, made[1].done.map
    both = one.then(two)
    there = data.draw(spans_of(len(made[1].after)).filter(lambda span: span.length) | st.just(Span(0, 0)))
    if there.length:
        assert both.back(there).covers(one.back(two.back(there)))
    here = data.draw(spans_of(len(made[0].before)).filter(lambda span: span.length) | st.just(Span(0, 0)))
    if here.length:
        assert both.forward(here).covers(two.forward(one.forward(here)))


@given(chains(3))
def test_composition_is_associative(made: list[Made]) -> None:
    one, two, three = (each.done.map for each in made)
    assert one.then(two).then(three) == one.then(two.then(three))


@given(passes())
def test_the_identity_changes_nothing(made: Made) -> None:
    edit_map = made.done.map
    assert identity(len(made.before)).then(edit_map) == edit_map
    assert edit_map.then(identity(len(made.after))) == edit_map


@given(TEXTS, st.data())
def test_no_edits_are_the_identity(text: str, data: st.DataObject) -> None:
    after, done = apply(text, [])
    assert (after, done.edits, done.map) == (text, (), identity(len(text)))
    span = data.draw(spans_of(len(text)))
    assert done.map.back(span) == done.map.forward(span) == span


@given(passes())
def test_a_pass_and_its_undoing_compose_to_a_map_of_kept_places(made: Made) -> None:
    """Edits that bring the old text back map each kept character onto its own place."""
    reverse = [Edit(after, before.cut(made.before), "test.undo") for before, after in made.done.map.gaps()]
    text, undone = apply(made.after, reverse)
    assert text == made.before
    assert all(before == after for before, after in kept(made.done.map.then(undone.map)))


def test_maps_of_different_texts_do_not_compose() -> None:
    with pytest.raises(ValueError, match="does not start from"):
        identity(3).then(identity(4))


# --- edits that are refused, dropped, or meet in one place


@given(st.text(ALPHABET, min_size=2, max_size=20), st.data())
def test_edits_that_share_a_character_are_refused(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text) - 1))
    spans = [Span(data.draw(st.integers(0, at)), data.draw(st.integers(at + 1, len(text)))) for _ in range(2)]
    with pytest.raises(OverlappingEdits, match=r"test\.(0|1)"):
        apply(text, [Edit(span, "new text", f"test.{number}") for number, span in enumerate(spans)])


@pytest.mark.parametrize(
    "spans",
    [
        pytest.param([(0, 3), (1, 1)], id="an insertion inside what another edit removes"),
        pytest.param([(1, 3), (2, 4)], id="two that cross"),
        pytest.param([(1, 2), (1, 2)], id="the same twice"),
        pytest.param([(3, 2)], id="backwards"),
        pytest.param([(-1, 2)], id="before the text"),
        pytest.param([(4, 7)], id="behind the text"),
        pytest.param([(7, 7)], id="an insertion behind the text"),
    ],
)
def test_refused(spans: list[tuple[int, int]]) -> None:
    with pytest.raises(OverlappingEdits):
        apply("abcdef", [Edit(Span(*span), "new", "test.rule") for span in spans])


@pytest.mark.parametrize("span", [(-1, 0), (6, 7), (9, 9), (4, 2)])
def test_an_edit_outside_the_text_is_refused_even_if_it_changes_nothing(span: tuple[int, int]) -> None:
    with pytest.raises(OverlappingEdits):
        apply("abcdef", [Edit(Span(*span), "", "test.rule")])


@pytest.mark.parametrize(
    ("spans", "after"),
    [
        pytest.param([(1, 2), (2, 3)], "a++def", id="two that touch"),
        pytest.param([(1, 1), (1, 2)], "a++cdef", id="an insertion where another starts"),
        pytest.param([(1, 2), (2, 2)], "a++cdef", id="an insertion where another ends"),
        pytest.param([(0, 0), (6, 6)], "+abcdef+", id="the two ends"),
        pytest.param([(0, 6)], "+", id="the whole"),
    ],
)
def test_allowed(spans: list[tuple[int, int]], after: str) -> None:
    text, done = apply("abcdef", [Edit(Span(*span), "+", "test.rule") for span in spans])
    assert text == after
    assert done.undo(text) == "abcdef"


@given(TEXTS, st.data())
def test_edits_that_change_nothing_are_dropped(text: str, data: st.DataObject) -> None:
    edits = data.draw(edits_of(text))
    idle = [Edit(span, span.cut(text), "test.idle") for span in data.draw(st.lists(spans_of(len(text)), max_size=3))]
    assert apply(text, [*idle, *edits]) == apply(text, edits)
    assert all(edit.removed != edit.text for edit in apply(text, edits)[1].edits)


@given(TEXTS, st.lists(st.text("xyz", min_size=1, max_size=2), max_size=5), st.data())
def test_insertions_in_one_place_keep_their_order(text: str, inserted: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    after, done = apply(text, [Edit(Span(at, at), piece, "test.insert") for piece in inserted])
    assert after == text[:at] + "".join(inserted) + text[at:]
    assert done.undo(after) == text
    assert [edit.text for edit in done.edits] == inserted


# --- spans


@given(TEXTS, st.data())
def test_trimmed_is_strip(text: str, data: st.DataObject) -> None:
    span = data.draw(spans_of(len(text)))
    inner = trimmed(text, span)
    assert inner.cut(text) == span.cut(text).strip()
    assert span.covers(inner)


@given(spans_of(12), spans_of(12))
def test_spans_relate_as_their_characters_do(one: Span[Any], other: Span[Any]) -> None:
    ours, theirs = set(range(*one)), set(range(*other))
    assert one.overlaps(other) is bool(ours & theirs)
    assert one.hull(other).covers(one)
    assert one.hull(other).covers(other)
    assert one.gap_to(other) == other.gap_to(one)
    assert one.shift(3).shift(-3) == one
    if ours and theirs:
        assert one.gap_to(other) == max(0, len(range(*one.hull(other))) - one.length - other.length)
        assert one.covers(other) is (ours >= theirs)
