"""Who is placed to influence: position in recorded memberships, agreements and payments.

There is no influence score. Different measures name different actors, and each says a different
thing, so they stand side by side. What they describe is position in a record, not power over
anybody: an actor may sit everywhere and decide nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import pandas as pd

from placegraph.analytics.influence.basis import Basis, basis_of
from placegraph.analytics.influence.ties import (
    MEMBERSHIP_COLUMNS,
    MEMBERSHIPS,
    PARTY_COLUMNS,
    PAYMENT_COLUMNS,
    chosen,
    paid,
    seats,
    with_payments,
)
from placegraph.analytics.networks import centrality, structural_holes
from placegraph.analytics.networks.network import Affiliation, Matrix, Network, Vector
from placegraph.analytics.networks.projection import newman

COLUMNS = MEMBERSHIP_COLUMNS

#: Measures that follow paths take one search a node, in steps of about nodes x (nodes + ties). As
#: many as this, of some 5,000 nodes, take about half a minute; more are not taken.
MOST_STEPS = 100_000_000

_PATHS = ("betweenness", "closeness", "harmonic")
_Held = TypeVar("_Held", Network, Affiliation)


@dataclass(frozen=True, eq=False)
class Influence:
    """Positions of actors, of partnerships and of agreements, never ranked together.

    ``actors``: actor, name, kind, ties (those measured), partnerships, contracts and grants (how
    many it is in), pays and paid_by (how many organisations), two_mode_degree,
    two_mode_closeness, two_mode_betweenness, then on the projection newman_strength, degree,
    betweenness (normalised), closeness, harmonic, eigenvector, pagerank, constraint,
    effective_size; rank (by the sum of those counts, equals share a rank) and excluded_partial,
    the memberships of that actor left out because the list they come from is not complete. Ordered
    by that sum, two-mode betweenness, name, actor. A count is NA when such ties were not measured;
    NaN is undefined, never 0.

    ``partnerships``: partnership, name, ties, members, two_mode_degree, two_mode_closeness,
    two_mode_betweenness; ``agreements`` the same with agreement and parties. ``ties``: a,
    b, strength, each pair of actors that share a group, once; when payments are measured,
    each direction once. ``excluded``: the memberships left out, with the columns given.
    """

    actors: pd.DataFrame
    partnerships: pd.DataFrame
    agreements: pd.DataFrame
    ties: pd.DataFrame
    excluded: pd.DataFrame
    basis: Basis
    affiliation: Affiliation
    projection: Network


def influence(
    memberships: pd.DataFrame | None = None,
    *,
    ties: Sequence[str] = MEMBERSHIPS,
    parties: pd.DataFrame | None = None,
    payments: pd.DataFrame | None = None,
    withheld: int = 0,
) -> Influence:
    """Measure where actors stand in what ties them.

    ``memberships`` has the columns actor, actor_name, actor_kind, partnership, partnership_name,
    completeness (of the statement that gives the membership: complete, partial or unknown) and
    source. Only complete statements enter the measures; the rest are listed and counted.
    ``parties`` has actor, actor_name, actor_kind, agreement, agreement_name, grant (true for a
    grant agreement) and source; ``payments`` payer, payer_name, payer_kind, payee, payee_name,
    payee_kind and source; ``withheld`` counts payments to payees not named. ``ties`` names what is
    measured, of memberships, contracts, grants and spending: a frame of another tie is not read.
    Two sources that state the same tie state one.

    With spending the projection is directed: see :func:`placegraph.analytics.ties.with_payments`.

    Raises ``MeasureError`` for an unknown tie, a missing column, identifier or completeness.
    """
    asked = chosen(ties)
    seated = seats(
        _given(memberships, MEMBERSHIP_COLUMNS, "memberships" in asked),
        _agreed(parties, asked),
    )
    stated = paid(_given(payments, PAYMENT_COLUMNS, "spending" in asked))
    pairs = stated.drop_duplicates(["payer", "payee"])
    affiliation = Affiliation.from_memberships(seated.joined[["actor", "group"]])
    shared = newman(affiliation)
    projection = with_payments(shared, pairs) if "spending" in asked else shared
    paths = _affordable(affiliation.adjacency) and _affordable(projection.strength)
    said = ", ".join(asked)
    groups = _groups(seated.joined, affiliation, said)
    partnerships = groups[groups["tie"] == "memberships"]
    agreements = groups[groups["tie"] != "memberships"]
    connections = projection.edges().rename(columns={"source": "a", "target": "b"})
    return Influence(
        actors=_actors(asked, seated.joined, seated.excluded, pairs, affiliation, projection),
        partnerships=_renamed(partnerships, "partnership", "members"),
        agreements=_renamed(agreements, "agreement", "parties"),
        ties=connections,
        excluded=seated.excluded,
        basis=basis_of(
            asked,
            seated,
            stated,
            affiliation,
            projection,
            withheld=withheld if "spending" in asked else 0,
            paths_measured=paths,
        ),
        affiliation=affiliation,
        projection=projection,
    )


def rank_ranges(network: _Held, measure: Callable[[_Held], pd.Series]) -> pd.DataFrame:
    """Say how far each rank depends on any single tie.

    The measure is taken again without each tie (or membership) in turn. Columns: id, rank (1 + the
    number strictly greater), best and worst rank over the removals, and top1_share, the share of
    removals in which the node has rank 1; ordered by rank, id. Where the measure is NaN there is
    no rank; best, worst and top1_share are then NaN too, as they are when there is no tie to
    remove. It takes the measure once for each tie: meant for the networks of one place.

    >>> ties = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"], "strength": [1.0, 1.0]})
    >>> line = Network.from_edges(ties)
    >>> rank_ranges(line, centrality.betweenness)["id"].tolist()
    ['b', 'a', 'c']
    """
    observed = _ranks(measure(network))
    without = [_ranks(measure(smaller)) for smaller in network.leave_one_out()]
    ranks = pd.DataFrame(without, columns=observed.index, dtype=np.float64)
    known = ranks.notna().any() & observed.notna()
    ranges = pd.DataFrame(
        {
            "id": observed.index,
            "rank": observed.to_numpy(),
            "best": ranks.min().where(known).to_numpy(),
            "worst": ranks.max().where(known).to_numpy(),
            "top1_share": ((ranks == 1).sum() / max(len(ranks), 1)).where(known).to_numpy(),
        }
    )
    return ranges.sort_values(["rank", "id"], ignore_index=True)


def _ranks(scores: pd.Series) -> pd.Series:
    """Rank from the greatest; scores that differ by rounding error alone are equal."""
    return scores.round(9).rank(method="min", ascending=False)


def _given(frame: pd.DataFrame | None, columns: tuple[str, ...], asked: bool) -> pd.DataFrame:
    return (
        pd.DataFrame(columns=list(columns), dtype=object) if frame is None or not asked else frame
    )


def _agreed(parties: pd.DataFrame | None, asked: tuple[str, ...]) -> pd.DataFrame:
    """Return the parties to agreements of the kinds asked for."""
    given = _given(parties, PARTY_COLUMNS, "contracts" in asked or "grants" in asked)
    wanted = [grant for grant, tie in ((False, "contracts"), (True, "grants")) if tie in asked]
    return given[given["grant"].isin(wanted)]


def _affordable(matrix: Matrix) -> bool:
    nodes = matrix.shape[0]
    return bool(nodes * (nodes + matrix.nnz) <= MOST_STEPS)


def _actors(
    asked: tuple[str, ...],
    joined: pd.DataFrame,
    excluded: pd.DataFrame,
    pairs: pd.DataFrame,
    affiliation: Affiliation,
    projection: Network,
) -> pd.DataFrame:
    ids = list(projection.ids)
    named = _named(joined, pairs).reindex(ids)
    partial = excluded.drop_duplicates(["actor", "partnership"])["actor"].value_counts()
    seated = joined.drop_duplicates(["actor", "group"])
    numbers = {
        tie: seated.loc[seated["tie"] == tie, "actor"].value_counts()
        for tie in ("memberships", "contracts", "grants")
    } | {"pays": pairs["payer"].value_counts(), "paid_by": pairs["payee"].value_counts()}
    known = pd.DataFrame(
        {name: number.reindex(ids, fill_value=0) for name, number in numbers.items()},
        index=pd.Index(ids, dtype=object),
    ).astype(np.int64)
    total = known.sum(axis=1).to_numpy(dtype=np.int64)
    on_paths = _affordable(projection.strength)
    actors = pd.DataFrame(
        {
            "actor": pd.Series(ids, dtype="str"),
            "name": named["name"].to_numpy(),
            "kind": named["kind"].to_numpy(),
            "ties": ", ".join(asked),
            "partnerships": _counts(known["memberships"], "memberships" in asked),
            "contracts": _counts(known["contracts"], "contracts" in asked),
            "grants": _counts(known["grants"], "grants" in asked),
            "pays": _counts(known["pays"], "spending" in asked),
            "paid_by": _counts(known["paid_by"], "spending" in asked),
            **_two_mode(affiliation, "actors", ids),
            "newman_strength": centrality.strength(projection).to_numpy(),
            "degree": centrality.degree(projection).to_numpy(),
            **{
                name: getattr(centrality, name)(projection).to_numpy() if on_paths else np.nan
                for name in _PATHS
            },
            "eigenvector": (
                np.nan if projection.directed else centrality.eigenvector(projection).to_numpy()
            ),
            "pagerank": centrality.pagerank(projection).to_numpy(),
            "constraint": structural_holes.constraint(projection).to_numpy(),
            "effective_size": structural_holes.effective_size(projection).to_numpy(),
            "rank": pd.Series(total).rank(method="min", ascending=False).astype(np.int64),
            "excluded_partial": _counts(partial.reindex(ids, fill_value=0), "memberships" in asked),
            "_size": total,
        }
    )
    return _ordered(actors, "actor").drop(columns="_size")


def _named(joined: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the name and kind of every actor by its identifier."""
    ends = [
        frame.loc[:, [end, f"{end}_name", f"{end}_kind"]].set_axis(
            ["actor", "name", "kind"], axis=1
        )
        for frame, end in ((joined, "actor"), (pairs, "payer"), (pairs, "payee"))
        if len(frame)
    ]
    named = pd.concat(ends) if ends else pd.DataFrame(columns=["actor", "name", "kind"])
    return named.drop_duplicates("actor").set_index("actor")


def _counts(number: pd.Series, asked: bool) -> object:
    """Return counts, or as many unknowns when such ties were not asked for."""
    return number.to_numpy(dtype=np.int64) if asked else pd.array([pd.NA] * len(number), "Int64")


def _groups(joined: pd.DataFrame, affiliation: Affiliation, said: str) -> pd.DataFrame:
    ids = list(affiliation.groups)
    named = joined.drop_duplicates("group").set_index("group").reindex(ids)
    members: Vector = np.asarray(affiliation.incidence.sum(axis=0))
    groups = pd.DataFrame(
        {
            "id": pd.Series(named["id"].to_numpy(), dtype="str"),
            "name": named["group_name"].to_numpy(),
            "ties": said,
            "tie": named["tie"].to_numpy(),
            "_size": members.astype(np.int64),
            **_two_mode(affiliation, "groups", ids),
        }
    )
    return _ordered(groups, "id")


def _renamed(groups: pd.DataFrame, group: str, members: str) -> pd.DataFrame:
    named = groups.rename(columns={"id": group, "_size": members})
    return named.drop(columns="tie").reset_index(drop=True)


def _two_mode(affiliation: Affiliation, mode: centrality.Mode, ids: list[str]) -> dict[str, object]:
    """Measure one mode of the affiliation; NaN for ids that are in no group."""
    degree = centrality.two_mode_degree(affiliation, mode=mode).reindex(ids)
    measured: dict[str, object] = {"two_mode_degree": degree.to_numpy()}
    on_paths = _affordable(affiliation.adjacency)
    for measure in (centrality.two_mode_closeness, centrality.two_mode_betweenness):
        values = measure(affiliation, mode=mode).reindex(ids) if on_paths else degree * np.nan
        measured[measure.__name__] = values.to_numpy()
    return measured


def _ordered(frame: pd.DataFrame, key: str) -> pd.DataFrame:
    """Order by size, then two-mode betweenness, then name, then identifier."""
    between = frame["two_mode_betweenness"].round(9)
    order = frame.assign(_between=between).sort_values(
        ["_size", "_between", "name", key], ascending=[False, False, True, True]
    )
    return order.drop(columns="_between").reset_index(drop=True)
