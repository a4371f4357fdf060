"""Plots as inline SVG, coloured by the page's style sheet: risk–coverage, latency, confusion."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

WIDTH, HEIGHT = 380, 250
LEFT, RIGHT, TOP, BOTTOM = 40, 12, 12, 34
Record = Mapping[str, Any]


def risk_plot(runs: Sequence[Record]) -> Markup:
    """Risk against coverage, a line a run, the point at which each run itself stops marked; "" without answers."""
    curves = [(place, run["risk_coverage"]) for place, run in enumerate(runs) if run["risk_coverage"]]
    if not curves:
        return Markup()
    parts = [_axes([(x / 4, f"{25 * x}%") for x in range(5)], [(y / 4, f"{25 * y}%") for y in range(5)])]
    parts += [_words(WIDTH / 2, HEIGHT - 4, "coverage 覆盖率 (questions answered)", "middle")]
    parts += [_words(LEFT + 5, TOP + 11, "wrong 错误", "start")]
    for place, curve in curves:
        points = " ".join(f"{_x(x):.1f},{_y(y):.1f}" for x, y in curve["points"])
        x, y = curve["stop"]
        parts.append(Markup('<polyline class="line c{}" points="{}"/>').format(place % 6, points))
        note = f"stops at {100 * x:.0f}% answered, {100 * y:.0f}% of them wrong"
        parts.append(_dot(_x(x), _y(y), 5, place, note))
    return _svg(parts, "Risk–coverage curve")


def latency_plot(runs: Sequence[Record]) -> Markup:
    """The share of questions answered within a time, a line a run, over milliseconds on a logarithmic axis."""
    times = [(place, sorted(1000 * seconds for seconds in _seconds(run))) for place, run in enumerate(runs)]
    times = [(place, found) for place, found in times if found]
    if not times:
        return Markup()
    low = math.floor(math.log10(max(min(found[0] for _, found in times), 0.01)))
    high = max(math.ceil(math.log10(max(found[-1] for _, found in times))), low + 1)

    def at(milliseconds: float) -> float:
        return (math.log10(max(milliseconds, 0.01)) - low) / (high - low)

    ticks = [(at(10.0**power), _time(10.0**power)) for power in range(low, high + 1)]
    parts = [_axes(ticks, [(y / 4, f"{25 * y}%") for y in range(5)])]
    parts.append(_words(WIDTH / 2, HEIGHT - 4, "time to the whole answer 用时", "middle"))
    for place, found in times:
        steps = [(at(found[0]), 0.0), *((at(t), n / len(found)) for n, t in enumerate(found, start=1))]
        points = " ".join(f"{_x(x):.1f},{_y(y):.1f}" for x, y in steps)
        parts.append(Markup('<polyline class="line c{}" points="{}"/>').format(place % 6, points))
        for share in (0.5, 0.95):
            time = found[min(len(found) - 1, math.ceil(share * len(found)) - 1)]
            parts.append(_dot(_x(at(time)), _y(share), 4, place, f"p{100 * share:.0f}: {_time(time)}"))
    return _svg(parts, "Latency distribution")


def confusion_plot(run: Record, clauses: Sequence[str]) -> Markup:
    """First retrieved clause against gold clause, in document order; what lies off the diagonal was confused."""
    places = {number: place for place, number in enumerate(clauses)}
    counts: Counter[tuple[str, str]] = Counter()
    for trial in run["trials"]:
        if trial["gold"] and trial["ranked"]:
            first = trial["ranked"][0]
            counts[first if first in trial["gold"] else trial["gold"][0], first] += 1
    shown = {pair: count for pair, count in counts.items() if pair[0] in places and pair[1] in places}
    if not shown:
        return Markup()
    side, span = WIDTH, max(len(clauses) - 1, 1)
    room = side - LEFT - RIGHT

    def spot(place: int) -> float:
        return LEFT + room * place / span

    chapters = _chapters(clauses)
    named = 0.0
    parts = [Markup('<rect class="frame" x="{0}" y="{1}" width="{2}" height="{2}"/>').format(LEFT, RIGHT, room)]
    for place, name in chapters:
        x, y = spot(place), spot(place) - LEFT + RIGHT
        parts.append(
            Markup('<path class="grid" d="M{0:.1f} {2} V{3} M{4} {1:.1f} H{5}"/>').format(
                x, y, RIGHT, RIGHT + room, LEFT, LEFT + room
            )
        )
        if place == 0 or x - named >= 11:  # the numbers of short chapters would lie on each other
            parts += [_words(x + 1, side - RIGHT - 16, name, "start"), _words(LEFT - 4, y + 9, name, "end")]
            named = x
    for (gold, first), count in sorted(shown.items()):
        right = gold == first
        radius = 1.6 + 1.1 * math.sqrt(count)
        x, y = spot(places[gold]), spot(places[first]) - LEFT + RIGHT
        kind = "right" if right else "wrong"
        note = f"gold {gold}, first {first}: {count} question{'s' if count > 1 else ''}"
        parts.append(
            Markup('<circle class="{}" cx="{:.1f}" cy="{:.1f}" r="{:.1f}"><title>{}</title></circle>').format(
                kind, x, y, radius, note
            )
        )
    parts.append(_words(LEFT + room / 2, side - 4, "gold clause 标准条文 → chapter", "middle"))
    return _svg(parts, "First retrieved clause against gold clause", width=side, height=side)


def _chapters(clauses: Sequence[str]) -> list[tuple[int, str]]:
    """Where each chapter begins; nothing where numbers have no chapters or too many."""
    names = [number.partition(".")[0] for number in clauses]
    first = {name: names.index(name) for name in dict.fromkeys(names)}
    return [(place, name) for name, place in first.items()] if len(first) <= 20 else []


def _seconds(run: Record) -> Iterable[float]:
    for trial in run["trials"]:
        timings = trial["timings"]
        if "ask" in timings or "search" in timings:
            yield timings.get("ask", timings.get("search", 0.0))


def _time(milliseconds: float) -> str:
    return f"{milliseconds:.3g} ms" if milliseconds < 1000 else f"{milliseconds / 1000:.3g} s"


def _x(share: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * share


def _y(share: float) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share


def _axes(across: Iterable[tuple[float, str]], upward: Iterable[tuple[float, str]]) -> Markup:
    parts = []
    for share, name in across:
        parts.append(Markup('<path class="grid" d="M{:.1f} {} V{}"/>').format(_x(share), TOP, HEIGHT - BOTTOM))
        parts.append(_words(_x(share), HEIGHT - BOTTOM + 13, name, "middle"))
    for share, name in upward:
        parts.append(Markup('<path class="grid" d="M{} {:.1f} H{}"/>').format(LEFT, _y(share), WIDTH - RIGHT))
        parts.append(_words(LEFT - 5, _y(share) + 3.5, name, "end"))
    return Markup().join(parts)


def _dot(x: float, y: float, radius: float, place: int, note: str) -> Markup:
    return Markup('<circle class="dot c{}" cx="{:.1f}" cy="{:.1f}" r="{}"><title>{}</title></circle>').format(
        place % 6, x, y, radius, note
    )


def _words(x: float, y: float, words: str, anchor: str) -> Markup:
    return Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>').format(x, y, anchor, words)


def _svg(parts: Iterable[Markup], name: str, *, width: int = WIDTH, height: int = HEIGHT) -> Markup:
    return Markup('<svg viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        width, height, escape(name), Markup().join(parts)
    )
