"""Make a place of any size, the same every time, as the frames that the analyses read.

    python benchmarks/place_generator.py --posts 1000 --outcomes 5000

prints how many rows each frame has. ``place`` returns the frames: those of the catalogue's queries
with the same columns, so that they go straight into ``placegraph.analytics``. One district council
in one structure; a county council whose aims the district's support.

Like a real place it is uneven: a few posts carry many outcomes and most carry few; three outcomes
in ten have no lead, a few have two, some leads are vacant posts; whether a post is vacant, and what
an outcome costs, is often not said.
"""

import argparse

import numpy as np
import pandas as pd

#: The frames that coverage takes, by the names it takes them under.
COVERAGE = ("outcomes", "posts", "roles", "partnerships")

DISTRICT, COUNTY, STRUCTURE, SOURCE = "ORG-D", "ORG-C", "made-structure", "made-place"
_SIDES = np.array(["lead commissioner", "commissioning process", "provider", None], dtype=object)
_SHARES = (0.1, 0.1, 0.6, 0.2)
_AIM_COLUMNS = ["id", "name", "kind", "level", "body", "weight", "budget"]


def place(posts: int = 1000, outcomes: int = 5000, seed: int = 1) -> dict[str, pd.DataFrame]:
    """Return a made place by frame.

    ``outcomes``, ``posts``, ``roles`` and ``partnerships`` as ``placegraph.measures`` gives them
    to coverage; ``functions``, ``reports_to`` (post, manager), ``memberships``, ``contracts``;
    ``aims`` and ``links`` (lower, upper, score, status) for alignment. Outcomes are as many as
    asked for; an objective stands over every 25.
    """
    draw = np.random.default_rng(seed)
    staff = _posts(draw, posts)
    district = _aims(draw, outcomes, DISTRICT, "O")
    county = _aims(draw, max(outcomes // 5, 1), COUNTY, "C")
    partnerships = _numbered("PT", max(posts // 10, 1), "Partnership")
    contracts = _numbered("K", max(posts // 2, 1), "Contract")
    bodies = _numbered("ORG", max(posts // 4, 2), "Organisation")
    functions = _numbered("F", 2 * posts, "Function")
    memberships = _memberships(draw, bodies, partnerships)
    parties = contracts.iloc[np.repeat(np.arange(len(contracts)), 2)]
    suppliers = bodies.iloc[_uneven(draw, len(bodies), len(contracts))]
    return {
        "outcomes": district,
        "posts": staff,
        "roles": _roles(draw, staff, district, functions, partnerships, contracts, bodies),
        "partnerships": _as_partnerships(partnerships, memberships),
        "functions": _functions(draw, staff, functions),
        "reports_to": _reporting(draw, staff),
        "memberships": memberships,
        "contracts": _stated(
            contract=parties["id"],
            name=parties["name"],
            kind="contract",
            amount=np.repeat(np.round(draw.lognormal(11, 1.5, len(contracts)), 2), 2),
            party=np.ravel(np.column_stack([[DISTRICT] * len(contracts), suppliers["id"]])),
            party_name=np.ravel(
                np.column_stack([["District"] * len(contracts), suppliers["name"]])
            ),
            role=np.tile(["buyer", "supplier"], len(contracts)),
        ),
        "aims": pd.concat([district, county], ignore_index=True).assign(
            set=lambda all_: all_["body"] + "/" + all_["level"].fillna("outcome")
        ),
        "links": _links(draw, district, county),
    }


def _posts(draw: np.random.Generator, count: int) -> pd.DataFrame:
    staff = _numbered("P", count, "Post")
    vacant = draw.choice(np.array([True, False, None], dtype=object), count, p=(0.04, 0.7, 0.26))
    frame = _stated(
        id=staff["id"],
        name=staff["name"],
        structure=STRUCTURE,
        structure_name="Made structure",
        fte=np.where(draw.random(count) < 0.1, np.nan, draw.choice([0.5, 0.8, 1.0], count)),
        counted=True,
        role=draw.choice(_SIDES, count, p=_SHARES),
        temporary=draw.choice(
            np.array([True, False, None], dtype=object), count, p=(0.05, 0.5, 0.45)
        ),
        vacant=vacant,
        status=None,
    )
    # However small the place, somebody in post can lead.
    frame.loc[0, ["role", "vacant", "temporary"]] = ["lead commissioner", False, False]
    return frame


def _aims(draw: np.random.Generator, count: int, body: str, letter: str) -> pd.DataFrame:
    outcomes = _numbered(letter, count, f"Outcome {letter}").assign(kind="outcome", level=None)
    over = max(count // 25, 1)
    objectives = _numbered(f"{letter}B", over, f"Objective {letter}").assign(
        kind="objective", level="objective"
    )
    both = pd.concat([outcomes, objectives], ignore_index=True).assign(body=body)
    both["weight"] = draw.integers(1, 6, len(both)).astype(float)
    spent = np.round(draw.lognormal(10, 1, len(both)), 2)
    both["budget"] = np.where(draw.random(len(both)) < 0.3, np.nan, spent)
    return both[_AIM_COLUMNS]


def _roles(
    draw: np.random.Generator,
    staff: pd.DataFrame,
    aims: pd.DataFrame,
    functions: pd.DataFrame,
    partnerships: pd.DataFrame,
    contracts: pd.DataFrame,
    bodies: pd.DataFrame,
) -> pd.DataFrame:
    outcomes = aims[aims["kind"] == "outcome"].reset_index(drop=True)
    objectives = aims[aims["kind"] == "objective"].reset_index(drop=True)
    commissioners = staff[staff["role"] == "lead commissioner"]
    providers = staff[staff["role"] != "lead commissioner"]
    providers = providers if len(providers) else staff
    cabinet = _numbered("CAB", 10, "Cabinet member")

    def tie(
        relation: str,
        holders: pd.DataFrame,
        kind: str,
        targets: pd.DataFrame,
        target_kind: str,
        share: float,
        several: float = 0.0,
    ) -> pd.DataFrame:
        """Give a share of the targets a holder, and a few of those more than one."""
        chosen = np.flatnonzero(draw.random(len(targets)) < share)
        chosen = np.repeat(chosen, 1 + draw.poisson(several, len(chosen)))
        held = holders.iloc[_uneven(draw, len(holders), len(chosen))]
        wanted = targets.iloc[chosen]
        return _stated(
            relation=relation,
            holder=held["id"],
            holder_name=held["name"],
            holder_kind=kind,
            target=wanted["id"],
            target_name=wanted["name"],
            target_kind=target_kind,
            part=False,
            joint=draw.random(len(chosen)) < 0.3,
            transitional=False,
            status=draw.choice(np.array(["agreed", "proposed", None], dtype=object), len(chosen)),
            statement=None,
        )

    parts = [
        tie("LEAD_COMMISSIONER_FOR", commissioners, "Post", outcomes, "Outcome", 0.7, 0.05),
        tie("LEAD_OFFICER_FOR", providers, "Post", outcomes, "Outcome", 0.8, 0.05),
        tie("LEAD_OFFICER_FOR", providers, "Post", objectives, "Objective", 0.8),
        tie("CONTRIBUTES_TO", staff, "Post", outcomes, "Outcome", 0.9, 1.5),
        tie("LEAD_MEMBER_FOR", cabinet, "Post", outcomes, "Outcome", 0.9),
        tie("PROVIDES", providers, "Post", functions, "Function", 0.9),
        tie("DELIVERS", functions, "Function", outcomes, "Outcome", 0.8, 0.5),
        tie("COMMISSIONS", commissioners, "Post", contracts, "Contract", 0.9),
        tie("CLIENT_OF", staff, "Post", contracts, "Contract", 0.8),
        tie("PROVIDES", bodies, "Organisation", contracts, "Contract", 1.0),
        tie("SPONSORS", staff, "Post", partnerships, "Partnership", 0.85),
    ]
    ties = pd.concat(parts, ignore_index=True)
    return ties.drop_duplicates(["relation", "holder", "target"]).reset_index(drop=True)


def _functions(
    draw: np.random.Generator, staff: pd.DataFrame, functions: pd.DataFrame
) -> pd.DataFrame:
    managing = staff.iloc[_uneven(draw, len(staff), len(functions))]
    return _stated(
        post=managing["id"],
        post_name=managing["name"],
        function=functions["id"],
        function_name=functions["name"],
        status=None,
    )


def _reporting(draw: np.random.Generator, staff: pd.DataFrame) -> pd.DataFrame:
    """Return a tree in which a post reports to one before it, a handful to each manager."""
    places = np.arange(1, len(staff))
    above = np.maximum(places // draw.integers(3, 9, len(places)), 0)
    ids = staff["id"].to_numpy()
    return _stated(post=ids[places], manager=ids[np.minimum(above, places - 1)], status=None)


def _memberships(
    draw: np.random.Generator, bodies: pd.DataFrame, partnerships: pd.DataFrame
) -> pd.DataFrame:
    seats = np.repeat(np.arange(len(partnerships)), draw.integers(2, 16, len(partnerships)))
    members = bodies.iloc[_uneven(draw, len(bodies), len(seats))]
    named = partnerships.iloc[seats]
    frame = _stated(
        actor=members["id"],
        actor_name=members["name"],
        actor_kind="company",
        partnership=named["id"],
        partnership_name=named["name"],
        completeness=np.where(seats % 4 == 0, "partial", "complete"),
        role=None,
    )
    return frame.drop_duplicates(["actor", "partnership"]).reset_index(drop=True)


def _as_partnerships(partnerships: pd.DataFrame, memberships: pd.DataFrame) -> pd.DataFrame:
    members = memberships.groupby("partnership")["actor"].agg(list)
    known = memberships.groupby("partnership")["completeness"].first()
    return partnerships.assign(
        kind="thematic",
        purpose=None,
        stage="active",
        members_known=partnerships["id"].map(known),
        members=partnerships["id"].map(members.map(len)),
        organisations=partnerships["id"].map(members),
    )


def _links(draw: np.random.Generator, district: pd.DataFrame, county: pd.DataFrame) -> pd.DataFrame:
    lower, upper = (
        aims.loc[aims["kind"] == "outcome", "id"].to_numpy() for aims in (district, county)
    )
    count = 2 * len(lower)
    return pd.DataFrame(
        {
            "lower": draw.choice(lower, count),
            "upper": draw.choice(upper, count),
            "score": draw.choice([-2, -1, 0, 1, 2, 3], count, p=(0.03, 0.07, 0.1, 0.3, 0.3, 0.2)),
            "status": draw.choice(["agreed", "proposed"], count),
        }
    ).drop_duplicates(["lower", "upper"], ignore_index=True)


def _uneven(draw: np.random.Generator, holders: int, count: int) -> np.ndarray:
    """Return places of holders, of which the first few come up far more often than the rest."""
    weights = 1 / np.arange(1, holders + 1) ** 0.7
    return draw.choice(holders, count, p=weights / weights.sum())


def _numbered(letter: str, count: int, title: str) -> pd.DataFrame:
    width = len(str(count))
    numbers = [f"{number:0{width}}" for number in range(1, count + 1)]
    return pd.DataFrame(
        {"id": [f"{letter}-{n}" for n in numbers], "name": [f"{title} {n}" for n in numbers]}
    )


def _stated(**columns: object) -> pd.DataFrame:
    """Return a frame of statements of the one made source."""
    values = {
        name: getattr(column, "to_numpy", lambda c=column: c)() for name, column in columns.items()
    }
    frame = pd.DataFrame(values)
    return frame.assign(source=SOURCE, locator=[f"row {row}" for row in range(1, len(frame) + 1)])


def main() -> None:
    """Print how many rows each frame of a made place has."""
    parser = argparse.ArgumentParser(description="Make a place.")
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--outcomes", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    for name, frame in place(asked.posts, asked.outcomes, asked.seed).items():
        print(f"{name}: {len(frame):,}")  # noqa: T201


if __name__ == "__main__":
    main()
