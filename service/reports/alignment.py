"""What the alignment of two sets of aims says."""

import pandas as pd

from placegraph.analytics.alignment.alignment import Alignment
from placegraph.measures import Moment
from placegraph.reports.report import Report, documented, ids

_ALIGNMENT_SCORES = {
    "a_d": "share of the lower aims' weight that supports an upper aim",
    "a_u": "share of the upper aims' weight that a lower aim supports",
    "h": "alignment index: harmonic mean of the two",
    "conflict_d": "share of the lower aims' weight that works against an upper aim",
    "conflict_u": "share of the upper aims' weight that a lower aim works against",
    "coverage_d": "share of lower aims that support any upper aim at the threshold",
    "coverage_u": "share of upper aims supported at the threshold",
    "coverage_harmonic": "harmonic mean of the two shares",
    "resource_a_d": "a_d weighted by budget",
    "resource_a_u": "a_u weighted by budget",
    "allocation_overlap": "overlap of spending shares by theme",
    "cosine": "cosine of spending shares by theme",
}


def alignment(found: Alignment, at: Moment) -> Report:
    """Report how two sets of aims support each other."""
    scores = pd.DataFrame(
        [
            {"score": name, "value": getattr(found, name), "meaning": meaning}
            for name, meaning in _ALIGNMENT_SCORES.items()
        ]
    )
    orphans = pd.DataFrame(
        [
            {"side": side, "id": key, "name": aims.set_index("id").at[key, "name"]}
            for side, keys, aims in (
                ("lower", found.orphans_lower, found.lower),
                ("upper", found.orphans_upper, found.upper),
            )
            for key in keys or ()
        ],
        columns=["side", "id", "name"],
    )
    return Report(
        measure="alignment",
        moment=str(at),
        sentences=(f"Alignment {at}: {alignment_sentence(found)}",),
        summary={
            "lower": _set(found.lower),
            "upper": _set(found.upper),
            **{name: getattr(found, name) for name in _ALIGNMENT_SCORES},
            "count_lower": found.count_lower,
            "count_upper": found.count_upper,
            "covered_lower": found.covered_lower,
            "covered_upper": found.covered_upper,
            "orphans_lower": ids(found.orphans_lower),
            "orphans_upper": ids(found.orphans_upper),
            "threshold": found.threshold,
            "statuses_counted": list(found.statuses),
            "reason": found.reason or None,
        },
        tables=documented("alignment", scores=scores, links=found.links, orphans=orphans),
        main="scores",
    )


def alignment_sentence(found: Alignment) -> str:
    """Say the alignment index and both directions, or why they cannot be known."""
    if found.h is None:
        return f"not known: {found.reason}."
    return (
        f"index {found.h:.4f} between {_set(found.lower)} and {_set(found.upper)}: "
        f"{found.a_d:.4f} of the weight of the {found.count_lower} supports one of the "
        f"{found.count_upper}, {found.a_u:.4f} of the weight of the {found.count_upper} is "
        f"supported, counting {' and '.join(found.statuses)} links."
    )


def _set(aims: pd.DataFrame) -> str:
    return "; ".join(sorted(aims["set"].unique()))
