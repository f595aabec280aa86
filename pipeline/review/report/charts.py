"""Charts as SVG: sizes by attributes and colours by class, so that the pages' policy lets them be; each with its table.

Series are told apart by their pattern and their order as well as by colour.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from pipeline.review.report.entry import Entry, MissionFact, Moment, OpinionFact
from pipeline.review.report.naming import visible
from pipeline.vocabulary.topics import TOPICS

WIDTH, HEIGHT = 420, 230
LEFT, RIGHT, TOP, BOTTOM = 40, 8, 18, 22
MOST_ROWS = 12
"""Rows of a chart of topics or States; the table beside it has all."""
ROLES = ("core_team", "long_term", "short_term", "parliamentary", "other", "total")
RESPONSES = ("supported", "partly_supported", "noted", "rejected", "pending", "unknown")


class Chart(NamedTuple):
    """A picture and the same as a table: `rows` have as many cells as `head`."""

    title: str
    note: str
    svg: Markup
    series: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]


def charts(entries: Iterable[Entry]) -> list[Chart]:
    """The charts of a run, those that have something to show."""
    done = list(entries)
    missions = _missions([fact for entry in done for fact in entry.missions])
    opinions = _opinions([fact for entry in done for fact in entry.opinions])
    return [chart for chart in (missions, opinions, _answers(done)) if chart is not None]


# Missions by year


def _missions(facts: Sequence[MissionFact]) -> Chart | None:
    """Observers by role and year. A mission that several documents tell of counts once, as the fullest of them tells it."""
    best: dict[tuple[str | None, ...], MissionFact] = {}
    for fact in facts:
        known = best.get(fact.key)
        if known is None or sum(fact.observers.values()) > sum(known.observers.values()):
            best[fact.key] = fact
    if not best:
        return None
    years = range(min(fact.year for fact in best.values()), max(fact.year for fact in best.values()) + 1)
    missions = Counter(fact.year for fact in best.values())
    sums: dict[int, Counter[str]] = {year: Counter() for year in years}
    for fact in best.values():
        sums[fact.year].update(fact.observers)
    roles = tuple(role for role in ROLES if any(sums[year][role] for year in years))
    return Chart(
        title="Observers of missions by year",
        note="Bars: observers deployed, by role. The figure over a bar: missions with a year in the documents, each once.",
        svg=_columns([(str(year), str(missions[year] or ""), [sums[year][role] for role in roles]) for year in years]),
        series=tuple(_words(role) for role in roles),
        head=("Year", "Missions", *map(_words, roles)),
        rows=tuple((year, missions[year], *(sums[year][role] for role in roles)) for year in years if missions[year]),
    )


def _columns(bars: Sequence[tuple[str, str, Sequence[int]]]) -> Markup:
    """Stacked columns: each a name below, a figure above, and its parts from the bottom up."""
    top = _ceiling(max(sum(parts) for _, _, parts in bars))
    step = (WIDTH - LEFT - RIGHT) / len(bars)
    scale = (HEIGHT - TOP - BOTTOM) / top
    floor = HEIGHT - BOTTOM
    shapes = list(_rules(top, scale))
    every = max(1, -(-len(bars) * 34 // (WIDTH - LEFT - RIGHT)))
    for at, (name, figure, parts) in enumerate(bars):
        x, y = LEFT + at * step, float(floor)
        width = min(40.0, step * 0.72)
        middle = x + step / 2
        for series, part in enumerate(parts):
            if part:
                y -= part * scale
                shapes += _filled(middle - width / 2, y, width, part * scale, series)
        shapes.append(_text(middle, y - 4, figure, "middle", "figure"))
        if at % every == 0:
            shapes.append(_text(middle, floor + 15, name, "middle"))
    return _svg(HEIGHT, shapes)


def _rules(top: int, scale: float) -> Iterator[Markup]:
    for part in range(5):
        value = top * part / 4
        y = HEIGHT - BOTTOM - value * scale
        yield Markup('<line class="rule" x1="{}" x2="{}" y1="{}" y2="{}"/>').format(LEFT, WIDTH - RIGHT, _n(y), _n(y))
        if value == int(value):
            yield _text(LEFT - 5, y + 4, f"{int(value):,}", "end")


# Opinions by topic and year


def _opinions(facts: Sequence[OpinionFact]) -> Chart | None:
    """How many opinions on which topic in which year; an opinion that several documents name counts once."""
    once = {fact.number: fact for fact in facts}.values()
    if not once:
        return None
    cells = Counter((fact.topic, fact.year) for fact in once)
    topics = Counter(fact.topic for fact in once)
    order = sorted(topics, key=lambda topic: (-topics[topic], topic))
    years = range(min(fact.year for fact in once), max(fact.year for fact in once) + 1)
    return Chart(
        title="Opinions by topic and year",
        note="Each opinion with a number, once. " + _shown_of(len(order), "Topics") + ".",
        svg=_grid([visible(topic) for topic in order], list(years), lambda row, year: cells[order[row], year]),
        series=(),
        head=("Topic", "Meaning", "All", *map(str, years)),
        rows=tuple(
            (visible(topic), TOPICS.get(topic.upper(), ""), topics[topic], *(cells[topic, year] for year in years))
            for topic in order
        ),
    )


def _grid(names: Sequence[str], years: Sequence[int], count: Callable[[int, int], int]) -> Markup:
    """A square a topic and year, larger the more there are, with its figure in it."""
    left, row = 64, 17
    shown = names[:MOST_ROWS]
    step = (WIDTH - left - RIGHT) / len(years)
    most = max(count(at, year) for at in range(len(shown)) for year in years) or 1
    side = min(step - 2, row - 2.0)
    every = max(1, -(-len(years) * 30 // (WIDTH - left - RIGHT)))
    shapes: list[Markup] = []
    for at, name in enumerate(shown):
        y = 4 + at * row
        shapes.append(_text(left - 6, y + 12, name[:10], "end"))
        shapes.append(
            Markup('<line class="rule" x1="{}" x2="{}" y1="{}" y2="{}"/>').format(
                left, WIDTH - RIGHT, y + row - 1, y + row - 1
            )
        )
        for column, year in enumerate(years):
            value = count(at, year)
            if value:
                middle = left + (column + 0.5) * step
                size = side * (0.55 + 0.45 * (value / most) ** 0.5)
                shapes.append(_rect(middle - size / 2, y + (row - size) / 2 - 1, size, size, "cell"))
                shapes.append(_text(middle, y + 11.5, str(value), "middle", "inside"))
    floor = 4 + len(shown) * row
    shapes += [
        _text(left + (column + 0.5) * step, floor + 14, str(year), "middle")
        for column, year in enumerate(years)
        if column % every == 0
    ]
    return _svg(floor + 20, shapes)


# Recommendations by State and response


def _answers(entries: Sequence[Entry]) -> Chart | None:
    sums: dict[str, Counter[str]] = {}
    for entry in entries:
        for state, answers in entry.responses.items():
            sums.setdefault(state, Counter()).update(answers)
    if not sums:
        return None
    order = sorted(sums, key=lambda state: (-sums[state].total(), state))
    given = tuple(answer for answer in RESPONSES if any(sums[state][answer] for state in order))
    return Chart(
        title="Recommendations by State under review and answer",
        note=f"Rows of the reports, not States that made them. {_shown_of(len(order), 'States')}.",
        svg=_bars([(visible(state), [sums[state][answer] for answer in given]) for state in order[:MOST_ROWS]]),
        series=tuple(map(_words, given)),
        head=("State", "All", *map(_words, given)),
        rows=tuple(
            (visible(state), sums[state].total(), *(sums[state][answer] for answer in given)) for state in order
        ),
    )


def _bars(rows: Sequence[tuple[str, Sequence[int]]]) -> Markup:
    """Stacked bars, the largest first, each with its sum."""
    most = max(sum(parts) for _, parts in rows)
    scale = (WIDTH - LEFT - 44) / most
    shapes: list[Markup] = []
    for at, (name, parts) in enumerate(rows):
        x, y = float(LEFT), 4 + at * 17
        shapes.append(_text(LEFT - 6, y + 11, name[:7], "end"))
        for series, part in enumerate(parts):
            if part:
                shapes += _filled(x, y, part * scale, 13, series)
                x += part * scale
        shapes.append(_text(x + 5, y + 11, f"{sum(parts):,}", "start"))
    return _svg(8 + len(rows) * 17, shapes)


# The time of a country

LANES = ("missions", "opinions", "events")
LINE_WIDTH = 960


def time_line(moments: Sequence[Moment]) -> Markup:
    """Points along the years, a lane a kind, each kind with its own shape; points of one week stand above each other.

    A date without a day is hollow, and stands at the start of its month or year.
    """
    years = range(int(min(moment.day for moment in moments)[:4]), int(max(moment.day for moment in moments)[:4]) + 1)
    left = 90
    scale = (LINE_WIDTH - left - 12) / (len(years) * 366)
    shapes: list[Markup] = []
    y = 8.0
    for lane in LANES:
        taken: Counter[int] = Counter()
        points = []
        for moment in moments:
            if moment.table == lane:
                x = left + _days(moment.day, years[0]) * scale
                slot = int(x // 9)
                points.append((x, taken[slot], moment))
                taken[slot] += 1
        if not points:
            continue
        depth = max(taken.values())
        floor = y + depth * 11 + 10
        shapes.append(_text(left - 8, floor - 3, lane, "end"))
        shapes.append(
            Markup('<line class="rule" x1="{}" x2="{}" y1="{}" y2="{}"/>').format(
                left, LINE_WIDTH - 8, _n(floor), _n(floor)
            )
        )
        shapes += [_point(lane, x, floor - 8 - slot * 11, moment) for x, slot, moment in points]
        y = floor + 12
    every = max(1, -(-len(years) * 36 // (LINE_WIDTH - left)))
    shapes += [_text(left + (year - years[0]) * 366 * scale, y + 8, str(year), "start") for year in years[::every]]
    return _svg(int(y + 16), shapes, LINE_WIDTH)


def _days(day: str, first: int) -> float:
    """How far a date, cut as it may be, lies from the first year's start, in days of years that all have 366."""
    year, month, date = (*map(int, day.split("-")), 1, 1)[:3]
    return (year - first) * 366 + (month - 1) * 30.5 + date


def _point(lane: str, x: float, y: float, moment: Moment) -> Markup:
    title = Markup("<title>{}</title>").format(f"{moment.day}: {visible(moment.title)}")
    style = f"point k-{lane}" if len(moment.day) == len("2014-01-31") else f"point k-{lane} rough"
    if lane == "missions":
        shape = Markup('<circle class="{}" cx="{}" cy="{}" r="4.5">{}</circle>').format(style, _n(x), _n(y), title)
    elif lane == "opinions":
        shape = Markup('<rect class="{}" x="{}" y="{}" width="8" height="8">{}</rect>').format(
            style, _n(x - 4), _n(y - 4), title
        )
    else:
        corners = f"{_n(x)},{_n(y - 5)} {_n(x + 5)},{_n(y + 4)} {_n(x - 5)},{_n(y + 4)}"
        shape = Markup('<polygon class="{}" points="{}">{}</polygon>').format(style, corners, title)
    return shape


# Shapes


def _svg(height: float, shapes: Iterable[Markup], width: int = WIDTH) -> Markup:
    body = Markup("").join(shapes)
    return Markup('<svg viewBox="0 0 {} {}" aria-hidden="true" focusable="false">{}</svg>').format(
        width, _n(height), body
    )


def _filled(x: float, y: float, width: float, height: float, series: int) -> list[Markup]:
    """A rectangle in its series' colour, with the series' pattern over it."""
    plain = _rect(x, y, width, height, f"series-{series}")
    return [plain, _rect(x, y, width, height, "pattern", f"url(#pattern-{series})")] if series else [plain]


def _rect(x: float, y: float, width: float, height: float, style: str, fill: str = "") -> Markup:
    paint = Markup(' fill="{}"').format(fill) if fill else ""
    sizes = (_n(x), _n(y), _n(width), _n(height))
    return Markup('<rect class="{}"{} x="{}" y="{}" width="{}" height="{}"/>').format(style, paint, *sizes)


def _text(x: float, y: float, words: str, anchor: str, style: str = "label") -> Markup:
    return Markup('<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>').format(
        style, _n(x), _n(y), anchor, words
    )


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _ceiling(value: int) -> int:
    """The next round figure, of one digit and noughts."""
    size = 1
    while size * 8 < value:
        size *= 10
    return next(size * factor for factor in (1, 2, 3, 4, 5, 6, 8) if size * factor >= value)


def _shown_of(count: int, what: str) -> str:
    return f"{what}: all {count}" if count <= MOST_ROWS else f"{what}: the first {MOST_ROWS} of {count}"


def _words(name: str) -> str:
    return name.replace("_", " ")
