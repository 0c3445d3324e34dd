"""The demonstration: the bundled data sets, and the four headline answers they give."""

from collections.abc import Callable, Iterator
from datetime import date

import pandas as pd

from placegraph import load_reports, measures, reports
from placegraph.graph.model import SCHEMA
from placegraph.graph.store import Store
from placegraph.loaders.pipeline import Options, load_tables
from placegraph.loaders.source import bundled

BUNDLED = ("flagship", "wheels_to_meals")
NOW, NEXT = "phase-1", "phase-2"


def load_bundled(store: Store, *, say: Callable[[str], None]) -> None:
    """Load the bundled data sets that are not in the graph yet, just as they are bundled."""
    for name in BUNDLED:
        # The identity of a load is its content and the model, so there is nothing to do for one
        # that is in force, and the demonstration starts in seconds.
        checked = load_tables(store, bundled(name), Options(dry_run=True))
        if checked.unchanged:
            say(f"{checked.title} ({checked.load}) is loaded already.")
            continue
        store.apply(SCHEMA)
        # What is bundled with a newer release replaces what was bundled with an older one.
        say(load_reports.loaded(load_tables(store, bundled(name), Options(prune_limit=1))))


def headlines(store: Store) -> Iterator[str]:
    """Yield the four headline answers for Cheltenham's structures of 2011 and 2012."""
    today = date.today()
    now = measures.moment(store, as_at=None, structure=NOW, today=today)
    after = measures.moment(store, as_at=None, structure=NEXT, today=today)

    yield f"Coverage, {now}: {reports.lead_sentence(measures.coverage(store, now))}"
    orphaned = measures.orphaned_since(store, after)
    if orphaned is not None:
        yield f"Then, {after}: {reports.orphaned_sentence(orphaned)}"

    found = measures.influence(store, now)
    for row in found.actors.head(1).itertuples():
        yield (
            f"Influence: {row.name} sits on {row.partnerships} of the "
            f"{found.basis.partnerships_scored} partnerships whose members are all named; "
            f"two-mode betweenness {row.two_mode_betweenness:.4f}. {found.basis.caption}"
        )

    frame = measures.returns(store).frame
    for known in frame[frame["bcr"].notna() | frame["cost_from"].notna()].to_dict("records"):
        change = (
            ""
            if pd.isna(known["cost_change_share"])
            else f" (cost {known['cost_change_share']:+.1%}, "
            f"{known['period_from']} to {known['period_to']})"
        )
        yield f"Return: {known['name']}: {known['statement']}{change}."
    unknown = int((frame["status"] == "unknown").sum())
    yield f"Return: of {len(frame)} partnerships, {unknown} have neither costs nor benefits."

    yield f"Alignment: {reports.alignment_sentence(measures.alignment(store, now))}"
