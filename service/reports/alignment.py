"""What the alignment of two sets of aims says."""

import pandas as pd

from placegraph.analytics.alignment.alignment import Alignment
from placegraph.analytics.alignment.gaps import gaps
from placegraph.analytics.alignment.suggestions import Suggestions
from placegraph.measures import Moment, PlaceAlignment
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
    "jaccard": "aims in both sets, as a share of those in either",
    "overlap_coefficient": "aims in both sets, as a share of the smaller set",
}


def alignment(found: Alignment, at: Moment) -> Report:
    """Report how two sets of aims support each other."""
    why = gaps(found)
    scores = pd.DataFrame(
        [
            {
                "score": name,
                "value": getattr(found, name),
                "meaning": meaning,
                "reason": why.get(name),
            }
            for name, meaning in _ALIGNMENT_SCORES.items()
        ]
    )
    orphans = pd.DataFrame(
        [
            {"side": side, "id": key, "name": names[key]}
            for side, keys, names in (
                ("lower", found.orphans_lower, _names(found.lower)),
                ("upper", found.orphans_upper, _names(found.upper)),
            )
            for key in keys or ()
        ],
        columns=["side", "id", "name"],
    )
    return Report(
        measure="alignment",
        moment=str(at),
        sentences=(f"Alignment {at}: {alignment_sentence(found)}", *_basis(found)),
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
            "shared": list(found.shared),
            "threshold": found.threshold,
            "statuses_counted": list(found.statuses),
            "pairs": found.matrix.size,
            "pairs_linked": int(found.matrix.notna().to_numpy().sum()),
            "reason": found.reason or None,
        },
        tables=documented("alignment", scores=scores, links=found.links, orphans=orphans),
        main="scores",
    )


def alignment_sentence(found: Alignment) -> str:
    """Say the alignment index and both directions, or why they cannot be known."""
    if found.h is None:
        return f"not known: {gaps(found)['h']}"
    return (
        f"index {found.h:.4f} between {_set(found.lower)} and {_set(found.upper)}: "
        f"{found.a_d:.4f} of the weight of the {found.count_lower} supports one of the "
        f"{found.count_upper}, {found.a_u:.4f} of the weight of the {found.count_upper} is "
        f"supported, counting {' and '.join(found.statuses)} links."
    )


def _basis(found: Alignment) -> tuple[str, ...]:
    if found.reason:
        return ()
    held = int(found.matrix.notna().to_numpy().sum())
    return (
        f"{held:,} of {found.matrix.size:,} pairs of aims have a link that counts. A pair nobody "
        "has judged counts as no support and no conflict, so the scores say at least how much "
        "there is: further links can only add.",
    )


def place_alignment(place: PlaceAlignment, at: Moment) -> Report:
    """Report every set of aims against every other one that a counted link joins it to."""
    cells = place.found.cells
    known = cells[cells["h"].notna()]
    linked = cells[cells["links"] > 0]
    return Report(
        measure="alignment",
        moment=str(at),
        sentences=(
            f"Alignment of the place {at}: {len(known)} of {len(cells)} pairs of "
            f"{len(place.found.sets)} sets of aims have an index, counting "
            f"{' and '.join(place.found.statuses)} links. Of the {len(cells) - len(linked)} that "
            "no link joins nothing is known.",
            *_unplaced(place),
        ),
        summary={
            "sets": len(place.found.sets),
            "pairs": len(cells),
            "pairs_linked": len(linked),
            "pairs_known": len(known),
            "unplaced_aims": place.unplaced,
            "unplaced_links": place.unplaced_links,
            "statuses_counted": list(place.found.statuses),
        },
        tables=documented("alignment", place=linked, place_sets=place.found.sets),
        main="place",
    )


def _unplaced(place: PlaceAlignment) -> tuple[str, ...]:
    if not place.unplaced:
        return ()
    return (
        f"{place.unplaced} aims that nobody is recorded to have set are left out, and "
        f"{place.unplaced_links} links with them.",
    )


def suggestions(found: Suggestions, at: Moment) -> Report:
    """Report which links are suggested by wording, with the words between asterisks."""
    return Report(
        measure="alignment",
        moment=str(at),
        sentences=(
            f"Links suggested {at}: {len(found.pairs)} of {found.compared:,} pairs compared, those "
            f"whose wording is alike (cosine at least {found.threshold:g}, at most {found.top} for "
            "an aim), the words it rests on between asterisks. Left out, as somebody has decided "
            f"about them: {found.left_out}.",
            f"Aims that nothing is suggested for: {', '.join(found.without) or 'none'}. Other "
            "words for one thing are not found, so they may be linked all the same.",
        ),
        summary={
            "suggested": len(found.pairs),
            "compared": found.compared,
            "left_out": found.left_out,
            "without": list(found.without),
            "threshold": found.threshold,
            "top": found.top,
        },
        tables=documented("alignment", suggestions=found.pairs),
        main="suggestions",
        shown={"suggestions": ("lower", "upper", "cosine", "lower_text", "upper_text")},
    )


def _names(aims: pd.DataFrame) -> dict[str, str]:
    return dict(zip(aims["id"], aims["name"], strict=True))


def _set(aims: pd.DataFrame) -> str:
    return "; ".join(sorted(aims["set"].unique()))
