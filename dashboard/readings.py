"""What several pages read besides the measures."""

from typing import Any

import pandas as pd

from placegraph.cypher import query
from placegraph.graph.store import Store
from placegraph.measures import Moment


def rows_of(frame: pd.DataFrame) -> list[Any]:
    """Return the rows of a frame, their cells as attributes."""
    return list(frame.itertuples(index=False))


def worked_examples(store: Store) -> frozenset[str]:
    """Return the partnerships that are published examples and not of any place."""
    appraisals = store.read(query("returns/appraisals"))
    examples = appraisals["worked_example"].eq(True)
    return frozenset(appraisals.loc[examples, "partnership"])


def source_titles(store: Store) -> dict[str, str]:
    """Return the title of each source by its identifier."""
    sources = store.read(query("sources/sources"))
    return dict(zip(sources["source"], sources["name"], strict=True))


def names(store: Store, at: Moment) -> dict[str, str]:
    """Return the name of everything in the network of a moment by its identifier."""
    nodes = store.read(query("network/nodes"), as_at=at.as_at)
    return dict(zip(nodes["id"], nodes["name"], strict=True))


def cited(sources: pd.Series, titles: dict[str, str]) -> str:
    """Return the titles of the sources of a frame, each once."""
    return "; ".join(titles.get(source, source) for source in dict.fromkeys(sources.dropna()))
