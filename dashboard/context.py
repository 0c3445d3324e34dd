"""What every page needs of the request: the store, and the moment its address asks for."""

from datetime import date

import flask

from placegraph.errors import MeasureError
from placegraph.graph.store import Store
from placegraph.measures import Moment, moment

STORE = "PLACEGRAPH_STORE"


def current_store() -> Store:
    """Return the store the app was made with."""
    store: Store = flask.current_app.config[STORE]
    return store


def moment_asked(as_at: str | None, structure: str | None) -> Moment:
    """Return the moment that a page's address asks for, today when it asks for none.

    Raises
    ------
    MeasureError
        If the day is not a date, or the structure is not on record or not of that day.

    """
    try:
        day = date.fromisoformat(as_at) if as_at else None
    except ValueError:
        raise MeasureError(f"as_at: found {as_at!r}, expected a date as YYYY-MM-DD.") from None
    return moment(current_store(), as_at=day, structure=structure or None, today=date.today())
