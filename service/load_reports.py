"""Say in words what a load did, or would do."""

from collections.abc import Iterator

import pandas as pd

from placegraph.graph.batch import Change
from placegraph.loaders.pipeline import LoadReport


def loaded(report: LoadReport) -> str:
    """Say in one line what a load did, or would do."""
    line = f"{report.title} ({report.load}): {sum(report.facts.values()):,} statements"
    if report.unchanged:
        return f"{line}, loaded already; nothing to do."
    if report.written is None:
        left_out = f" {len(report.problems):,} problems." if report.problems else ""
        return f"{line} are good; nothing was written (--dry-run).{left_out}"
    written = report.written
    line += (
        f", {written.nodes_created:,} things and {written.relationships_created:,} relationships "
        f"new, {written.changed:,} statements changed, {written.nodes_removed:,} things and "
        f"{written.relationships_removed:,} relationships removed."
    )
    return line + (f" Rows left out are in {report.rejects}." if report.rejects else "")


def findings(report: LoadReport) -> Iterator[str]:
    """Yield what was counted and added up in the files, then what was odd about them."""
    yield from report.figures
    for oddity in report.oddities:
        yield f"Noticed: {oddity}."


def warnings(report: LoadReport, limit: float) -> Iterator[str]:
    """Yield what a load would be refused for, when it may take away no more than ``limit``."""
    for source, goes, held in report.plan.goes if report.plan else ():
        if goes / held > limit:
            yield (
                f"{goes:,} of the {held:,} statements of {source} ({goes / held:.0%}) would go, "
                f"more than {limit:.0%}: the load would be refused without --prune-limit "
                f"{min(100, int(100 * goes / held) + 1)}."
            )


def plan_frame(report: LoadReport) -> pd.DataFrame:
    """Return what a load would do: a row a type.

    Columns ``type``, ``new``, ``changed``, ``unchanged``, ``pruned`` (statements), ``rejected``
    (rows) and ``fields`` (each property that changes, with the number of its values). Rows that
    were rejected before it was clear what they say have the type “row”.
    """
    assert report.plan is not None
    names = dict.fromkeys([*report.plan.changes, *report.rejected])
    every = {name: report.plan.changes.get(name, Change()) for name in names}
    rows = [
        {
            "type": name,
            "new": change.new,
            "changed": change.changed,
            "unchanged": change.unchanged,
            "pruned": change.pruned,
            "rejected": report.rejected.get(name, 0),
            "fields": ", ".join(
                f"{field} {number:,}"
                for field, number in sorted(report.plan.fields.get(name, {}).items())
            ),
        }
        for name, change in every.items()
    ]
    columns = ["type", "new", "changed", "unchanged", "pruned", "rejected", "fields"]
    return pd.DataFrame(rows, columns=columns)
