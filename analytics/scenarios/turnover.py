"""What comes and goes between two phases: posts, seats, partners' ties, payers, spans."""

from datetime import date

import pandas as pd

from placegraph.analytics.scenarios.baseline import CONDITIONAL, Frames, among
from placegraph.analytics.scenarios.overlay import Phase
from placegraph.analytics.scenarios.posts import Posts, spans


def posts_changed(earlier: Posts, later: Posts, on: date | None) -> pd.DataFrame:
    """Return on, post, name, change, was and now of the posts whose terms differ."""
    before, after = earlier.terms, later.terms
    rows = [
        {"on": on, "post": post, "name": (now or was or ("",))[0], **_changed(was, now)}
        for post in dict.fromkeys((*before, *after))
        if (was := before.get(post)) != (now := after.get(post))
    ]
    return pd.DataFrame(rows, dtype=object)


def _changed(was: tuple[str, ...] | None, now: tuple[str, ...] | None) -> dict[str, str | None]:
    said = {
        "was": None if was is None else "; ".join(was),
        "now": None if now is None else "; ".join(now),
    }
    if now is None:
        return {"change": "deleted", **said}
    if CONDITIONAL in now and (was is None or CONDITIONAL not in was):
        return {"change": CONDITIONAL, **said}
    return {"change": "created" if was is None else "changed", **said}


def seats_changed(earlier: Phase, later: Phase) -> pd.DataFrame:
    """Return the seats on partnerships and boards that posts have left or taken."""
    return _pairs(
        earlier.frames.seats,
        later.frames.seats,
        ["post", "post_name", "body", "body_name"],
        ["post", "body"],
    ).assign(on=later.on)


def _pairs(
    before: pd.DataFrame, after: pd.DataFrame, columns: list[str], keys: list[str]
) -> pd.DataFrame:
    """Return the rows that only one side has, with ``change`` vacated or filled."""
    both = before[columns].drop_duplicates(keys)
    other = after[columns].drop_duplicates(keys)
    indexed, others = pd.MultiIndex.from_frame(both[keys]), pd.MultiIndex.from_frame(other[keys])
    gone = both[~indexed.isin(others)].assign(change="vacated")
    new = other[~others.isin(indexed)].assign(change="filled")
    return pd.concat([gone.astype(object), new.astype(object)], ignore_index=True)


def ties_changed(earlier: Phase, later: Phase) -> pd.DataFrame:
    """Return the organisations that are in more or fewer partnerships and contracts."""
    before, after = _tied(earlier.frames), _tied(later.frames)
    names = {**dict(after["name"]), **dict(before["name"])}
    counts = pd.DataFrame({"before": before["ties"], "after": after["ties"]}).fillna(0)
    counts = counts[counts["before"] != counts["after"]].astype(int)
    return pd.DataFrame(
        {
            "on": later.on,
            "organisation": counts.index,
            "name": [names[one] for one in counts.index],
            "before": counts["before"].to_numpy(),
            "after": counts["after"].to_numpy(),
            "only_tie_lost": ((counts["before"] > 0) & (counts["after"] == 0)).to_numpy(),
        },
        dtype=object,
    )


def _tied(frames: Frames) -> pd.DataFrame:
    """Return, by organisation, its name and how many partnerships and contracts it is in."""
    seats = frames.memberships.rename(columns={"partnership": "in"}).assign(kind="partnership")
    parties = frames.parties.rename(columns={"agreement": "in"}).assign(kind="contract")
    columns = ["actor", "actor_name", "kind", "in"]
    all_ = pd.concat([seats[columns], parties[columns]]).drop_duplicates(["actor", "kind", "in"])
    grouped = all_.groupby("actor", sort=True)
    return pd.DataFrame({"name": grouped["actor_name"].first(), "ties": grouped.size()})


def unfunded(earlier: Phase, later: Phase) -> pd.DataFrame:
    """Return the costs of appraisals that a member paid which has left the partnership."""
    columns = ["actor", "partnership", "completeness"]
    left = _pairs(
        earlier.frames.memberships, later.frames.memberships, columns, ["actor", "partnership"]
    )
    left = left[among(left["change"], ["vacated"])]
    there = later.frames.costs
    gone = pd.MultiIndex.from_frame(left[["actor", "partnership"]])
    own = pd.MultiIndex.from_frame(there[["payer", "partnership"]]).isin(gone)
    return there[own].assign(on=later.on)


def spans_changed(earlier: Phase, later: Phase) -> pd.DataFrame:
    """Return the posts with more or fewer direct reports on record."""
    before, after = spans(earlier.frames), spans(later.frames)
    names = dict(
        zip(
            pd.concat([earlier.frames.posts["id"], later.frames.posts["id"]]),
            pd.concat([earlier.frames.posts["name"], later.frames.posts["name"]]),
            strict=True,
        )
    )
    there = set(later.frames.standing["id"])
    rows = []
    for post in sorted({*before, *after}):
        # Whoever had reports on record, and is still there, now has none of them.
        now = after.get(post, 0 if post in there else None)
        if before.get(post) != now:
            row = {"on": later.on, "post": post, "name": names.get(post)}
            rows.append({**row, "before": before.get(post), "after": now})
    return pd.DataFrame(rows, dtype=object)
