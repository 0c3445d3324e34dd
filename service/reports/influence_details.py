"""What lies behind influence: key players, brokers, how sure ranks are, the paths of one actor."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from placegraph.analytics.influence.brokerage import Brokerage
from placegraph.analytics.influence.influence import Influence
from placegraph.analytics.influence.key_players import KeyPlayers
from placegraph.analytics.influence.paths import Explanation
from placegraph.analytics.influence.uncertainty import Uncertainty
from placegraph.measures import Moment
from placegraph.reports.report import Report, documented

#: More pairs than this are counted in a terminal, not listed.
_LISTED = 20

_WORDS = {
    "two_mode_degree": "share of partnerships, agreements and budgets",
    "two_mode_betweenness": "betweenness",
    "newman_strength": "strength of ties",
    "constraint": "constraint",
    "degree": "number of ties",
    "betweenness": "betweenness",
    "pagerank": "PageRank",
}


@dataclass(frozen=True, eq=False)
class Detail:
    """Sentences and tables to be added to the report of influence."""

    sentences: tuple[str, ...]
    tables: Mapping[str, pd.DataFrame]
    shown: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: False when the ranks of the actors do not hold.
    ranks_shown: bool = True


def key_players(found: Influence, sets: tuple[KeyPlayers, ...]) -> Detail:
    """Say who matters as a set, for each of the two questions."""
    rows: list[dict[str, object]] = []
    said: list[str] = []
    for one in sets:
        names = [str(found.names[member]) for member in one.members]
        rows.append(
            {
                "aim": one.aim,
                "players": len(one.members),
                "members": ", ".join(one.members),
                "names": "; ".join(names),
                "score": one.score,
                "baseline": one.baseline,
                "fragmentation": one.fragmentation,
                "equally_good": one.equally_good,
                "exact": one.exact,
            }
        )
        said.append(f"{_key_sentence(one, ' and '.join(names))} {_sureness(one)}")
    return Detail(tuple(said), documented("influence", key_players=pd.DataFrame(rows)))


def brokerage(found: Influence, counted: Brokerage) -> Detail:
    """Say who stands between others that are not tied, by kind."""
    roles = counted.roles.rename(columns={"id": "actor"})
    roles["name"] = roles["actor"].map(dict(found.names))
    unplaced = (
        f" {counted.unplaced} open two-paths are left out because a kind is not known."
        if counted.unplaced
        else ""
    )
    return Detail(
        (
            "Brokerage counts ordered pairs of others that are tied to the actor and not to each "
            f"other, by the kinds of the three.{unplaced}",
        ),
        documented("influence", brokerage=roles),
    )


def uncertainty(known: Uncertainty) -> Detail:
    """Say which ranks hold when ties are missing, and give tiers."""
    said = []
    for row in known.stability.to_dict("records"):
        words, cs = _WORDS[row["measure"]], row["cs"]
        if pd.isna(cs):
            said.append(f"By {words} all are equal: there is nothing to rank.")
        elif row["ranks_shown"]:
            said.append(
                f"Ranks by {words} are shown: scores still correlate at 0.7 or more, in 95 % of "
                f"draws, with {cs:.0%} of the ties missing."
            )
        else:
            said.append(
                f"Ranks by {words} are not shown: with more than {cs:.0%} of the ties missing, "
                "scores may no longer correlate at 0.7 or more. Tiers stand in their place."
            )
    how = (
        "Ranges are the best and worst rank with each tie left out in turn."
        if known.single
        else "Ranges hold 95 % of the draws without a tenth of the ties."
    )
    said.append(
        f"{how} {known.draws:,} draws for each of 5, 10 and 20 % of the ties, seed {known.seed}."
    )
    counted = {"two_mode_degree", "degree"}
    return Detail(
        tuple(said),
        documented(
            "influence",
            ranges=known.ranges,
            accuracy=known.accuracy,
            stability=known.stability,
        ),
        ranks_shown=bool(counted & known.stable),
    )


def bounds(compared: pd.DataFrame) -> Detail:
    """Say what the incomplete lists of members could change."""
    moved = compared[~(compared["without"] == compared["with_partial"])]
    return Detail(
        (
            "With the memberships of incomplete lists as well, "
            f"{moved['actor'].nunique()} of {compared['actor'].nunique()} organisations stand "
            "differently. Members that no source names may move them further.",
        ),
        documented("influence", bounds=compared),
    )


def explanation(found: Influence, why: Explanation, stated: pd.DataFrame, at: Moment) -> Report:
    """Say which memberships and which paths are behind the betweenness of one actor."""
    through, only = len(why.pairs), int((why.pairs["share"].round(9) == 1).sum())
    sentences = [
        f"{why.name} {at}: on the shortest paths of {through} of {why.pairs_joined} pairs of "
        f"others, and on all of them for {only}; the shares add up to a betweenness of "
        f"{why.betweenness:g}."
    ]
    if why.parted:
        parts = "; ".join(", ".join(part) for part in why.parted)
        sentences.append(f"Without it the rest would no longer be joined to: {parts}.")
    else:
        sentences.append("Without it the others could still all reach each other.")
    if through > _LISTED:
        sentences.append(f"The {_LISTED} pairs with the largest shares are listed.")
    counted = stated["completeness"] == "complete"
    if len(stated):
        sentences.append(
            f"{int(counted.sum())} of {len(stated)} statements of membership come from lists that "
            "are complete, and count."
        )
    sentences.append(found.basis.caption)
    return Report(
        measure="influence",
        moment=str(at),
        sentences=tuple(sentences),
        summary={
            "actor": why.actor,
            "betweenness": why.betweenness,
            "pairs_joined": why.pairs_joined,
            "pairs_through": through,
            "pairs_only_through": only,
            "parted": [list(part) for part in why.parted],
        },
        tables=documented("influence", seats=stated, paths=why.pairs.head(_LISTED)),
        main="paths",
        shown={"paths": ("share", "shortest", "words")},
    )


def _key_sentence(one: KeyPlayers, names: str) -> str:
    if one.aim == "fragment":
        return (
            f"Without {names} the others would be furthest apart: fragmentation "
            f"{_number(one.score)}, with everybody {_number(one.baseline)}."
        )
    return f"Nearest to all others: {names}, with {_number(one.score)} of the most there could be."


def _sureness(one: KeyPlayers) -> str:
    if not one.exact:
        return "Sets were searched from several starts; a better one may exist."
    if one.equally_good == 1:
        return "No other choice is as good."
    return f"{one.equally_good} choices are equally good; this is the first by id."


def _number(value: float | None) -> str:
    return "unknown" if value is None else f"{value:.3f}"
