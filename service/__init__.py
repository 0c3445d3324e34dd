"""PlaceGraph: who leads, who pays, who gains and what breaks in a place's partnerships.

For notebooks and scripts, as ``docs/python.md`` shows::

    import placegraph

    with placegraph.open_store() as store:
        now = placegraph.moment(store, "phase-1")
        print(placegraph.coverage(store, now).coverage)
"""

from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from placegraph.api import (
        Moment,
        PlaceGraphError,
        Settings,
        alignment,
        coverage,
        influence,
        moment,
        open_store,
        queries,
        read,
        reallocation,
        returns,
        scenario,
        structures,
    )

__version__ = version("placegraph")

__all__ = [
    "Moment",
    "PlaceGraphError",
    "Settings",
    "__version__",
    "alignment",
    "coverage",
    "influence",
    "moment",
    "open_store",
    "queries",
    "read",
    "reallocation",
    "returns",
    "scenario",
    "structures",
]


def __getattr__(name: str) -> object:
    """Import the names of ``placegraph.api`` when first asked for: together they take a second."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("placegraph.api"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
