"""The table of actors: every measure beside the others, none of them a score of influence."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from placegraph.analytics.influence.scale import PathMeasures
from placegraph.analytics.influence.ties import Seats
from placegraph.analytics.networks import centrality, structural_holes
from placegraph.analytics.networks.communities import Communities
from placegraph.analytics.networks.connectivity import articulation_points, core_numbers
from placegraph.analytics.networks.matrices import Vector
from placegraph.analytics.networks.network import Affiliation, Network
from placegraph.analytics.networks.walks import spectral_radius

#: Each count, and the tie it counts.
COUNTS = {
    "partnerships": "memberships",
    "contracts": "contracts",
    "grants": "grants",
    "funds": "funding",
    "pays": "spending",
    "paid_by": "spending",
    "reports_to": "reporting",
    "direct_reports": "reporting",
}
#: Katz discounts each further step by this share of the largest discount there can be, or by
#: this share where no way leads back and any will do.
_KATZ = 0.5


@dataclass(frozen=True, eq=False)
class Measured:
    """What the table of actors is made from."""

    ties: tuple[str, ...]
    seats: Seats
    arcs: pd.DataFrame
    affiliation: Affiliation
    projection: Network
    paths: PathMeasures
    communities: Communities | None


def actors(of: Measured) -> pd.DataFrame:
    """Return every actor with every measure; ``Influence`` says what the columns are."""
    ids = list(of.projection.ids)
    pairs = of.arcs.drop_duplicates(["start", "end"])
    named = _named(of.seats.joined, pairs).reindex(ids)
    partial = of.seats.excluded.drop_duplicates(["actor", "partnership"])["actor"].value_counts()
    known = _numbers(of, pairs, ids)
    total = known.sum(axis=1).to_numpy(dtype=np.int64)
    directed = of.projection.directed
    labels = None if of.communities is None else of.communities.members.to_numpy()
    table = pd.DataFrame(
        {
            "actor": pd.Series(ids, dtype="str"),
            "name": named["name"].to_numpy(),
            "kind": named["kind"].to_numpy(),
            "ties": ", ".join(of.ties),
            **{name: _counts(known[name], tie in of.ties) for name, tie in COUNTS.items()},
            **two_mode(of.affiliation, of.paths, "actors", ids),
            "newman_strength": centrality.strength(of.projection).to_numpy(),
            "degree": centrality.degree(of.projection).to_numpy(),
            **{name: values.to_numpy() for name, values in of.paths.in_one_mode().items()},
            "eigenvector": (
                np.nan if directed else centrality.eigenvector(of.projection).to_numpy()
            ),
            "pagerank": centrality.pagerank(of.projection).to_numpy(),
            "katz": _katz(of.projection).to_numpy() if directed and ids else np.nan,
            "constraint": structural_holes.constraint(of.projection).to_numpy(),
            "effective_size": structural_holes.effective_size(of.projection).to_numpy(),
            "core": core_numbers(of.projection).to_numpy(),
            "articulation": articulation_points(of.projection).to_numpy(),
            # From 1, as a reader counts.
            "community": pd.array([pd.NA] * len(ids), "Int64") if labels is None else labels + 1,
            "rank": pd.Series(total).rank(method="min", ascending=False).astype(np.int64),
            "excluded_partial": _counts(
                partial.reindex(ids, fill_value=0), "memberships" in of.ties
            ),
            "_size": total,
        }
    )
    return ordered(table, "actor").drop(columns="_size")


def groups(of: Measured) -> pd.DataFrame:
    """Return every group with its size and two-mode measures, and the tie it stands for."""
    ids = list(of.affiliation.groups)
    named = of.seats.joined.drop_duplicates("group").set_index("group").reindex(ids)
    members: Vector = np.asarray(of.affiliation.incidence.sum(axis=0))
    table = pd.DataFrame(
        {
            "id": pd.Series(named["id"].to_numpy(), dtype="str"),
            "name": named["group_name"].to_numpy(),
            "ties": ", ".join(of.ties),
            "tie": named["tie"].to_numpy(),
            "_size": members.astype(np.int64),
            **two_mode(of.affiliation, of.paths, "groups", ids),
        }
    )
    return ordered(table, "id")


def two_mode(
    affiliation: Affiliation, paths: PathMeasures, mode: centrality.Mode, ids: list[str]
) -> dict[str, object]:
    """Measure one mode of the affiliation; NaN for ids that are in no group."""
    found = {"two_mode_degree": centrality.two_mode_degree(affiliation, mode=mode)}
    found |= paths.in_two_modes(mode)
    return {name: values.reindex(ids).to_numpy() for name, values in found.items()}


def ordered(frame: pd.DataFrame, key: str) -> pd.DataFrame:
    """Order by size, then two-mode betweenness, then name, then identifier."""
    between = frame["two_mode_betweenness"].round(9)
    order = frame.assign(_between=between).sort_values(
        ["_size", "_between", "name", key], ascending=[False, False, True, True]
    )
    return order.drop(columns="_between").reset_index(drop=True)


def _numbers(of: Measured, pairs: pd.DataFrame, ids: list[str]) -> pd.DataFrame:
    """Return how many of each tie every actor has."""
    seated = of.seats.joined.drop_duplicates(["actor", "group"])
    found = {
        name: seated.loc[seated["tie"] == tie, "actor"].value_counts()
        for name, tie in COUNTS.items()
    }
    for tie, out, into in (
        ("spending", "pays", "paid_by"),
        ("reporting", "reports_to", "direct_reports"),
    ):
        own = pairs[pairs["tie"] == tie]
        found |= {out: own["start"].value_counts(), into: own["end"].value_counts()}
    return pd.DataFrame(
        {name: number.reindex(ids, fill_value=0) for name, number in found.items()},
        index=pd.Index(ids, dtype=object),
    ).astype(np.int64)


def _katz(network: Network) -> pd.Series:
    radius = spectral_radius(network.strength, directed=True)
    return centrality.katz(network, alpha=_KATZ / radius if radius else _KATZ)


def _named(joined: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the name and kind of every actor by its identifier."""
    ends = [
        frame.loc[:, [end, f"{end}_name", f"{end}_kind"]].set_axis(
            ["actor", "name", "kind"], axis=1
        )
        for frame, end in ((joined, "actor"), (pairs, "start"), (pairs, "end"))
        if len(frame)
    ]
    named = pd.concat(ends) if ends else pd.DataFrame(columns=["actor", "name", "kind"])
    return named.drop_duplicates("actor").set_index("actor")


def _counts(number: pd.Series, asked: bool) -> object:
    """Return counts, or as many unknowns when such ties were not asked for."""
    return number.to_numpy(dtype=np.int64) if asked else pd.array([pd.NA] * len(number), "Int64")
