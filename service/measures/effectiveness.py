"""Read the assessments of partnerships and partners' ratings, and measure effectiveness."""

from placegraph.analytics.effectiveness.effectiveness import Effectiveness
from placegraph.analytics.effectiveness.effectiveness import effectiveness as effectiveness_of
from placegraph.cypher import query
from placegraph.errors import MeasureError
from placegraph.graph.store import Store
from placegraph.measures.moments import Moment


def effectiveness(
    store: Store, at: Moment | None = None, *, partnership: str | None = None
) -> Effectiveness:
    """Measure how well every partnership works, or one: from assessments up to the moment's day.

    Ratings carry no day of their own, so all of them count.

    Raises
    ------
    MeasureError
        If there is no such partnership on that day.

    """
    day = at.as_at if at else None
    partnerships = store.read(
        query("effectiveness/partnerships"), as_at=day, partnership=partnership
    )
    if partnership is not None and partnerships.empty:
        raise MeasureError(
            f"effectiveness: found no partnership {partnership}, expected one that holds on the "
            "day asked for; `placegraph query partnerships/partnerships` lists them."
        )
    listed = set(partnerships["partnership"])
    assessments = store.read(query("effectiveness/assessments"), as_at=day)
    ratings = store.read(query("effectiveness/ratings"))
    # A rating whose source does not say which partnership it was asked about is of none of them.
    asked = ratings["partnership"].isin(listed)
    if partnership is None:
        asked |= ratings["partnership"].isna()
    return effectiveness_of(
        partnerships,
        assessments[assessments["partnership"].isin(listed)],
        store.read(query("effectiveness/answers")),
        ratings[asked],
    )


def effectiveness_statements(store: Store, at: Moment | None = None) -> dict[str, str]:
    """Return in words how well each assessed partnership works, by Partnership.id.

    A partnership that was never assessed has no entry. To be shown beside its return, as in the
    column ``effectiveness`` of ``analytics.returns.returns``, and never added to it.
    """
    return effectiveness(store, at).statements
