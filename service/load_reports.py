"""Say in words what a load did, or would do."""

from collections.abc import Iterator

import pandas as pd

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


def plan_frame(report: LoadReport) -> pd.DataFrame:
    """Return what a load would do: a row a type.

    Columns ``type``, ``new``, ``changed``, ``unchanged``, ``pruned`` (statements) and ``fields``
    (each property that changes, with the number of its values).
    """
    assert report.plan is not None
    rows = [
        {
            "type": name,
            "new": change.new,
            "changed": change.changed,
            "unchanged": change.unchanged,
            "pruned": change.pruned,
            "fields": ", ".join(
                f"{field} {number:,}"
                for field, number in sorted(report.plan.fields.get(name, {}).items())
            ),
        }
        for name, change in report.plan.changes.items()
    ]
    columns = ["type", "new", "changed", "unchanged", "pruned", "fields"]
    return pd.DataFrame(rows, columns=columns)
