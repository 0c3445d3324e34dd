"""Who is placed to influence: position in recorded memberships, agreements, payments and lines.

There is no influence score. Different measures name different actors, and each says a different
thing, so they stand side by side. What they describe is position in a record, not power over
anybody: an actor may sit everywhere and decide nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from placegraph.analytics.influence.actors import Measured, actors, groups
from placegraph.analytics.influence.arcs import (
    PAYMENT_COLUMNS,
    REPORTING_COLUMNS,
    arcs,
    with_arcs,
)
from placegraph.analytics.influence.basis import Basis, basis_of
from placegraph.analytics.influence.scale import PathMeasures
from placegraph.analytics.influence.ties import (
    FUNDING_COLUMNS,
    MEMBERSHIP_COLUMNS,
    MEMBERSHIPS,
    ONE_WAY,
    PARTY_COLUMNS,
    Mode,
    chosen,
    seats,
)
from placegraph.analytics.networks.communities import Communities, communities
from placegraph.analytics.networks.connectivity import bridges
from placegraph.analytics.networks.network import Affiliation, Network
from placegraph.analytics.networks.projection import newman

COLUMNS = MEMBERSHIP_COLUMNS
_SEED = 1


@dataclass(frozen=True, eq=False)
class Influence:
    """Positions of actors, of partnerships and of agreements, never ranked together.

    ``actors``: actor, name, kind, ties (those measured), then how many it has of each:
    partnerships, contracts, grants, funds (things it pays into), pays, paid_by, reports_to and
    direct_reports; two_mode_degree, two_mode_closeness, two_mode_betweenness, then on the
    projection newman_strength, degree, betweenness (normalised), closeness, harmonic, eigenvector
    (undirected only), pagerank, katz (directed only), constraint, effective_size, core,
    articulation (true when others fall apart without it), community (from 1, the largest;
    undirected only); rank (by the sum of those counts, equals share a rank) and excluded_partial,
    the memberships of that actor left out because the list they come from is not complete. Ordered
    by that sum, two-mode betweenness, name, actor. A count is NA when such ties were not measured;
    NaN is undefined, never 0.

    ``partnerships``: partnership, name, ties, members, two_mode_degree, two_mode_closeness,
    two_mode_betweenness; ``agreements`` the same with agreement and parties, ``budgets`` with
    budget and funders. ``ties``: a, b, strength and bridge (true when a and b are in no other way
    joined), each pair of actors that share a group, once; when ties run one way, each direction
    once. ``excluded``: the memberships left out, with the columns given. ``communities`` says how
    sure the division is, ``None`` when ties run one way. ``names`` names every actor, and every
    group of ``affiliation``.
    """

    actors: pd.DataFrame
    partnerships: pd.DataFrame
    agreements: pd.DataFrame
    budgets: pd.DataFrame
    ties: pd.DataFrame
    excluded: pd.DataFrame
    basis: Basis
    affiliation: Affiliation
    projection: Network
    communities: Communities | None
    names: Mapping[str, str]


def influence(
    memberships: pd.DataFrame | None = None,
    *,
    mode: Mode = "organisations",
    ties: Sequence[str] = MEMBERSHIPS,
    parties: pd.DataFrame | None = None,
    funding: pd.DataFrame | None = None,
    payments: pd.DataFrame | None = None,
    reporting: pd.DataFrame | None = None,
    withheld: int = 0,
) -> Influence:
    """Measure where actors stand in what ties them.

    ``memberships`` has the columns actor, actor_name, actor_kind, partnership, partnership_name,
    completeness (of the statement that gives the membership: complete, partial or unknown) and
    source. Only complete statements enter the measures; the rest are listed and counted.
    ``parties`` has actor, actor_name, actor_kind, agreement, agreement_name, grant (true for a
    grant agreement) and source; ``funding`` actor, actor_name, actor_kind, funded_type, funded,
    funded_name and source; ``payments`` payer, payer_name, payer_kind, payee, payee_name,
    payee_kind and source; ``reporting`` post, post_name, post_kind, manager, manager_name,
    manager_kind and source; ``withheld`` counts payments to payees not named. ``ties`` names what
    is measured: of memberships, contracts, grants, funding and spending among organisations, of
    memberships and reporting among posts, as ``mode`` says; a frame of another tie is not read.
    Two sources that state the same tie state one.

    With spending or reporting the projection is directed: see
    :func:`placegraph.analytics.influence.arcs.with_arcs`.

    Raises ``MeasureError`` for an unknown mode or tie, a missing column, identifier or
    completeness.
    """
    asked = chosen(ties, mode)
    seated = seats(
        _given(memberships, MEMBERSHIP_COLUMNS, "memberships" in asked),
        _agreed(parties, asked),
        _given(funding, FUNDING_COLUMNS, "funding" in asked),
    )
    one_way = arcs(
        _given(payments, PAYMENT_COLUMNS, "spending" in asked),
        _given(reporting, REPORTING_COLUMNS, "reporting" in asked),
    )
    affiliation = Affiliation.from_memberships(seated.joined[["actor", "group"]])
    shared = newman(affiliation)
    directed = not {*asked}.isdisjoint(ONE_WAY)
    projection = with_arcs(shared, one_way) if directed else shared
    paths = PathMeasures(affiliation, projection)
    found = None if directed else communities(projection, seed=_SEED)
    measured = Measured(asked, seated, one_way, affiliation, projection, paths, found)
    by_group = groups(measured)
    of_tie = by_group.groupby("tie", sort=False).groups
    partnerships, agreements, budgets = (
        by_group.loc[[row for tie in kinds for row in of_tie.get(tie, ())]].sort_index()
        for kinds in (("memberships",), ("contracts", "grants"), ("funding",))
    )
    listed = actors(measured)
    return Influence(
        actors=listed,
        partnerships=_renamed(partnerships, "partnership", "members"),
        agreements=_renamed(agreements, "agreement", "parties"),
        budgets=_renamed(budgets, "budget", "funders"),
        ties=_ties(projection),
        excluded=seated.excluded,
        basis=basis_of(
            mode,
            asked,
            seated,
            one_way,
            affiliation,
            projection,
            withheld=withheld if "spending" in asked else 0,
            paths=paths.taken,
        ),
        affiliation=affiliation,
        projection=projection,
        communities=found,
        names={
            **dict(zip(seated.joined["group"], seated.joined["group_name"], strict=True)),
            **dict(zip(listed["actor"], listed["name"], strict=True)),
        },
    )


def _given(frame: pd.DataFrame | None, columns: tuple[str, ...], asked: bool) -> pd.DataFrame:
    return (
        pd.DataFrame(columns=list(columns), dtype=object) if frame is None or not asked else frame
    )


def _agreed(parties: pd.DataFrame | None, asked: tuple[str, ...]) -> pd.DataFrame:
    """Return the parties to agreements of the kinds asked for."""
    given = _given(parties, PARTY_COLUMNS, "contracts" in asked or "grants" in asked)
    wanted = [grant for grant, tie in ((False, "contracts"), (True, "grants")) if tie in asked]
    return given[given["grant"].isin(wanted)]


def _ties(projection: Network) -> pd.DataFrame:
    ties = projection.edges().rename(columns={"source": "a", "target": "b"})
    cut = bridges(projection)
    known = {*zip(cut["source"], cut["target"], strict=True)}
    pairs = zip(ties["a"], ties["b"], strict=True)
    ties["bridge"] = [(a, b) in known or (b, a) in known for a, b in pairs]
    return ties


def _renamed(groups: pd.DataFrame, group: str, members: str) -> pd.DataFrame:
    named = groups.rename(columns={"id": group, "_size": members})
    return named.drop(columns="tie").reset_index(drop=True)
