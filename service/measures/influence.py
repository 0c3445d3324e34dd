"""Read what ties organisations at a moment, and measure influence."""

from collections.abc import Sequence

from placegraph.analytics.influence.influence import Influence
from placegraph.analytics.influence.influence import influence as influence_of
from placegraph.analytics.influence.ties import MEMBERSHIPS, chosen, stand_for
from placegraph.cypher import query
from placegraph.graph.store import Store
from placegraph.measures.moments import Moment


def influence(store: Store, at: Moment, *, ties: Sequence[str] = MEMBERSHIPS) -> Influence:
    """Measure position in the memberships, or other ties, on record at a moment.

    ``ties`` are of memberships, contracts, grants and spending. In contracts, grants and spending
    an organisational unit stands for the one body it is part of, when it is part of just one.

    Raises
    ------
    MeasureError
        If a tie is not known, or none is given.

    """
    asked = chosen(ties)
    day = {"as_at": at.as_at}
    memberships = parties = payments = None
    withheld = 0
    if "memberships" in asked:
        memberships = store.read(query("partnerships/memberships"), **day)
    if set(asked) - {"memberships"}:
        bodies = _bodies(store, at)
        kinds = {tie == "grants" for tie in asked if tie in ("contracts", "grants")}
        if kinds:
            grants = kinds.pop() if len(kinds) == 1 else None
            parties = store.read(query("contracts/parties"), **day, grants=grants)
            parties = stand_for(parties, "actor", bodies)
        if "spending" in asked:
            payments = store.read(query("spending/payments"), **day)
            payments = stand_for(stand_for(payments, "payer", bodies), "payee", bodies)
            withheld = int(store.read(query("spending/withheld"), **day)["payees"].sum())
    return influence_of(
        memberships, ties=asked, parties=parties, payments=payments, withheld=withheld
    )


def _bodies(store: Store, at: Moment) -> dict[str, tuple[str, str, str]]:
    """Return the id, name and kind of the body of each unit that is part of just one."""
    found = store.read(query("organisations/units"), as_at=at.as_at)
    alone = found[~found["unit"].duplicated(keep=False)]
    bodies = zip(alone["body"], alone["body_name"], alone["body_kind"], strict=True)
    return dict(zip(alone["unit"], bodies, strict=True))
