"""What a scenario saves and costs, by financial year: worked out from salaries, and as stated.

The two stand side by side and are never added up. A saving is worked out only from salaries on
record, without the employer's costs that come on top; when one is not known, neither is the saving.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

import pandas as pd

from placegraph.analytics.scenarios.overlay import Phase
from placegraph.analytics.scenarios.posts import Posts, posts_of
from placegraph.analytics.scenarios.scenario import StatedFigure

_COLUMNS = [
    *("year", "fte", "fte_years", "saving_low", "saving_high", "stated_saving_low"),
    *("stated_saving_high", "stated_cost_low", "stated_cost_high", "reason", "sources", "notes"),
]
_APRIL = 4


def by_year(phases: Sequence[Phase], figures: Sequence[StatedFigure]) -> pd.DataFrame:
    """Return a row for each financial year (April to March) from the first change.

    The years run to the one after the last change, or to the last stated figure. Columns: year
    (``2011/12``; the last ends in ``onwards`` when nothing changes any more; blank for figures of
    no stated year), fte (at the end of the year), fte_years (full-time equivalents less than in the
    baseline, times the share of the year, in whole months where days are first of a month),
    saving_low and saving_high (£, salaries on record of those, net of new posts and of changed
    terms), stated_saving_low and _high, stated_cost_low and _high (£, as the papers state them),
    reason (why a figure is not known), sources and notes of the stated figures.

    What is not known is None. Without the day of any change there are stated figures alone.
    """
    totals = [posts_of(phase.frames) for phase in phases]
    days = [phase.on for phase in phases[1:] if phase.on is not None]
    rows = [_year(year, last, phases, totals, figures) for year, last in _years(days, figures)]
    undated = [figure for figure in figures if figure.year is None]
    if undated:
        rows.append({"year": None, **_stated(undated), "reason": "no year is stated"})
    return pd.DataFrame(rows, columns=_COLUMNS, dtype=object)


def _years(days: Sequence[date], figures: Sequence[StatedFigure]) -> Iterator[tuple[int, bool]]:
    """Yield the years, by the calendar year they start in, and whether it is the last."""
    stated = [figure.year for figure in figures if figure.year is not None]
    begun = [_financial(day) for day in days]
    if not begun and not stated:
        return
    # The first year in which a change of midyear has its full effect.
    settled = [_financial(day) + (0 if (day.month, day.day) == (_APRIL, 1) else 1) for day in days]
    first, last = min([*begun, *stated]), max([*settled, *stated])
    for year in range(first, last + 1):
        yield year, year == last


def _year(
    year: int,
    last: bool,
    phases: Sequence[Phase],
    totals: Sequence[Posts],
    figures: Sequence[StatedFigure],
) -> dict[str, object]:
    begins, ends = date(year, _APRIL, 1), date(year + 1, _APRIL, 1)
    own = [figure for figure in figures if figure.year is not None and _is_of(figure, year)]
    name = f"{year}/{(year + 1) % 100:02d}" + (" onwards" if last else "")
    said = {"year": name, **_stated(own)}
    if any(phase.on is None for phase in phases[1:]):
        return {**said, "reason": "an operation has no day"}
    starts = [phase.on for phase in phases[1:]]
    weights = _weights([day for day in starts if day is not None], begins, ends)
    in_force = max(place for place, weight in enumerate(weights) if weight > 0)
    reasons = []
    base = totals[0].fte
    less = [None if t.fte is None or base is None else base - t.fte for t in totals]
    used = [pair for pair in zip(less, weights, strict=True) if pair[1]]
    fte_years = None
    if any(change is None for change, _ in used):
        silent = sorted({post for t in totals for post in t.unknown})
        reasons.append(f"no source gives the full-time equivalents of {', '.join(silent)}")
    else:
        fte_years = sum((change or 0.0) * weight for change, weight in used)
    low, high, unpaid = 0.0, 0.0, set[str]()
    for total, weight in zip(totals, weights, strict=True):
        change_low, change_high, silent_posts = _saving(totals[0], total)
        if weight:
            low, high = low + weight * change_low, high + weight * change_high
            unpaid |= silent_posts
    if unpaid:
        reasons.append(f"no source gives the salary of {', '.join(sorted(unpaid))}")
    return {
        **said,
        "fte": totals[in_force].fte,
        "fte_years": fte_years,
        "saving_low": None if unpaid else low,
        "saving_high": None if unpaid else high,
        "reason": "; ".join(reasons) or None,
    }


def _weights(starts: Sequence[date], begins: date, ends: date) -> list[float]:
    """Return the share of a year for which the baseline, and then each phase, is in force."""
    edges = [begins, *(min(max(day, begins), ends) for day in starts), ends]
    months = [_months(begins, edge) for edge in edges]
    return [(later - earlier) / 12 for earlier, later in pairwise(months)]


def _months(begins: date, day: date) -> float:
    whole = (day.year - begins.year) * 12 + day.month - begins.month
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return whole + (day.day - 1) / (following - day.replace(day=1)).days


def _saving(before: Posts, after: Posts) -> tuple[float, float, set[str]]:
    """Return the yearly saving on pay as a range, and the posts whose pay is not known.

    Posts on the same pay before and after save nothing, whatever the pay.
    """
    low = high = 0.0
    unknown: set[str] = set()
    for post in {*before.pay, *after.pay}:
        there, then = post in before.pay, post in after.pay
        if there and then and before.terms[post] == after.terms[post]:
            continue
        was = before.pay[post] if there else (0.0, 0.0)
        now = after.pay[post] if then else (0.0, 0.0)
        if was is None or now is None:
            unknown.add(post)
        elif was != now:
            low, high = low + was[0] - now[1], high + was[1] - now[0]
    return low, high, unknown


def _stated(figures: Sequence[StatedFigure]) -> dict[str, object]:
    said: dict[str, object] = {}
    for figure in figures:
        said[f"stated_{figure.what}_low"] = figure.low
        said[f"stated_{figure.what}_high"] = figure.low if figure.high is None else figure.high
    cited = dict.fromkeys(f"{figure.source} {figure.locator}" for figure in figures)
    said["sources"] = "; ".join(cited) or None
    said["notes"] = " ".join(dict.fromkeys(f.note for f in figures if f.note)) or None
    return said


def _is_of(figure: StatedFigure, year: int) -> bool:
    return figure.year == year or (
        figure.onwards and figure.year is not None and figure.year < year
    )


def _financial(day: date) -> int:
    return day.year if day.month >= _APRIL else day.year - 1
