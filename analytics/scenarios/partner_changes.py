"""What becomes of contracts, of members of partnerships, and of councils that become one."""

from collections.abc import Iterable

import pandas as pd

from placegraph.analytics.scenarios.baseline import Frames, among, append, drop
from placegraph.analytics.scenarios.changes import (
    Refused,
    Setting,
    body_named,
    listed,
    need,
)
from placegraph.analytics.scenarios.operations import (
    EndContract,
    JoinPartnership,
    LeavePartnership,
    MergeCouncils,
    NovateContract,
)

#: Where an organisation is named: the frame, its column, its name and its kind.
_BODIES = (
    ("posts", "organisation", None, None),
    ("outcomes", "body", None, None),
    ("aims", "body", None, None),
    ("announced", "body", None, None),
    ("roles", "holder", "holder_name", None),
    ("statutory", "organisation", "organisation_name", "organisation_kind"),
    ("cycle", "holder", "holder_name", None),
    ("memberships", "actor", "actor_name", "actor_kind"),
    ("contracts", "party", "party_name", None),
    ("parties", "actor", "actor_name", "actor_kind"),
    ("costs", "payer", "payer_name", None),
    ("benefits", "beneficiary", "beneficiary_name", None),
)


def end_contract(frames: Frames, operation: EndContract, _: Setting) -> Frames:
    """End a contract, its parties' ties by it, and every role in it or that it plays."""
    contract = operation.contract
    _need_contract(frames, contract)
    roles = frames.roles
    gone = among(roles["target"], [contract]) | among(roles["holder"], [contract])
    return frames.with_(
        contracts=drop(frames.contracts, among(frames.contracts["contract"], [contract])),
        parties=drop(frames.parties, among(frames.parties["agreement"], [contract])),
        roles=drop(roles, gone),
    )


def novate_contract(frames: Frames, operation: NovateContract, setting: Setting) -> Frames:
    """Put another organisation in the place of a party, and of what it provides by it."""
    contract, origin, to = operation.contract, operation.origin, operation.to
    _need_contract(frames, contract)
    own = among(frames.contracts["contract"], [contract])
    parties = set(frames.contracts.loc[own, "party"].dropna())
    need(parties, origin, f"party to {contract}", f"one of the parties of {contract}")
    if to in parties:
        raise Refused(to, f"that {to} is a party to {contract} already", "a body that is not")
    name, kind = body_named(frames, to, operation.name, operation.kind)
    cited = {"source": setting.source, "locator": setting.locator}
    contracts = _swapped(
        frames.contracts,
        own & among(frames.contracts["party"], [origin]),
        {"party": to, "party_name": name, **cited},
    )
    agreed = among(frames.parties["agreement"], [contract])
    changed = _swapped(
        frames.parties,
        agreed & among(frames.parties["actor"], [origin]),
        {"actor": to, "actor_name": name, "actor_kind": kind, "source": setting.source},
    )
    roles = _swapped(
        frames.roles,
        among(frames.roles["target"], [contract]) & among(frames.roles["holder"], [origin]),
        {"holder": to, "holder_name": name, **cited},
    )
    return frames.with_(contracts=contracts, parties=changed, roles=roles)


def join_partnership(frames: Frames, operation: JoinPartnership, setting: Setting) -> Frames:
    """Make an organisation a member; whether the list is complete stays as it was."""
    organisation, partnership = operation.organisation, operation.partnership
    title = _need_partnership(frames, partnership)
    members = frames.memberships[among(frames.memberships["partnership"], [partnership])]
    if among(members["actor"], [organisation]).any():
        raise Refused(
            organisation, f"that {organisation} is a member of {partnership} already", "a newcomer"
        )
    name, kind = body_named(frames, organisation, operation.name, operation.kind)
    complete = not members.empty and members["completeness"].eq("complete").all()
    row = {
        **setting.cited,
        "actor": organisation,
        "actor_name": name,
        "actor_kind": kind,
        "partnership": partnership,
        "partnership_name": title,
        "completeness": "complete" if complete else "partial",
    }
    return _counted(frames.with_(memberships=append(frames.memberships, [row])), partnership)


def leave_partnership(frames: Frames, operation: LeavePartnership, _: Setting) -> Frames:
    """End a membership, and the roles that the organisation has in the partnership."""
    organisation, partnership = operation.organisation, operation.partnership
    _need_partnership(frames, partnership)
    seats = frames.memberships
    there = among(seats["partnership"], [partnership])
    what = f"member {organisation} of {partnership}"
    if not (there & among(seats["actor"], [organisation])).any():
        members = listed(seats.loc[there, "actor"], organisation)
        raise Refused(organisation, f"no {what}", f"a member on record: {members}")
    roles = frames.roles
    gone = among(roles["holder"], [organisation]) & among(roles["target"], [partnership])
    left = frames.with_(
        memberships=drop(seats, there & among(seats["actor"], [organisation])),
        roles=drop(roles, gone),
    )
    return _counted(left, partnership)


def merge_councils(frames: Frames, operation: MergeCouncils, _: Setting) -> Frames:
    """Make one council of several wherever any of them is named."""
    known = _bodies(frames)
    for council in operation.councils:
        need(known, council, "council", "one on record")
    if operation.into in known - set(operation.councils):
        raise Refused(
            operation.into,
            f"that {operation.into} is another body on record",
            "one of the councils, or a new identifier",
        )
    for name, column, title_column, kind_column in _BODIES:
        frame = frames.named()[name]
        own = among(frame[column], operation.councils)
        if not own.any():
            continue
        values = {column: operation.into}
        if title_column is not None:
            values[title_column] = operation.name
        if kind_column is not None:
            values[kind_column] = operation.kind
        frames = frames.with_(**{name: _swapped(frame, own, values)})
    return _once(frames, operation)


def _once(frames: Frames, operation: MergeCouncils) -> Frames:
    """Say a tie once that several of the merged councils had, and call their aims one set."""
    aims = frames.aims
    own = among(aims["body"], [operation.into])
    level = aims["level"].where(aims["level"].notna(), aims["kind"])
    merged = frames.with_(
        aims=aims.assign(set=aims["set"].where(~own, aims["body"].astype(str) + "/" + level)),
        memberships=_first(frames.memberships, ["actor", "partnership"], operation.into),
        parties=_first(frames.parties, ["actor", "agreement"], operation.into),
        contracts=_first(frames.contracts, ["party", "contract", "role"], operation.into),
    )
    shared = merged.memberships[among(merged.memberships["actor"], [operation.into])]
    return _counted(merged, *shared["partnership"].unique())


def _first(frame: pd.DataFrame, keys: list[str], body: str) -> pd.DataFrame:
    """Keep one row of each tie of ``body``; what sources say of others stays said twice."""
    return drop(frame, among(frame[keys[0]], [body]) & frame.duplicated(keys))


def _counted(frames: Frames, *partnerships: str) -> Frames:
    """Bring the lists of members that partnerships carry up to date."""
    held = frames.partnerships
    if "organisations" not in held.columns:
        return frames
    seats = frames.memberships.drop_duplicates(["partnership", "actor"])
    chosen = seats[among(seats["partnership"], partnerships)]
    members = chosen.groupby("partnership")["actor"].agg(sorted).to_dict()
    lists = [
        members.get(id_, []) if id_ in partnerships else old
        for id_, old in zip(held["id"], held["organisations"], strict=True)
    ]
    return frames.with_(
        partnerships=held.assign(
            organisations=pd.Series(lists, index=held.index, dtype=object),
            members=[len(one) for one in lists],
        )
    )


def _swapped(frame: pd.DataFrame, chosen: pd.Series, values: dict[str, str]) -> pd.DataFrame:
    return frame.assign(**{name: frame[name].mask(chosen, new) for name, new in values.items()})


def _need_contract(frames: Frames, contract: str) -> None:
    need(set(frames.contracts["contract"]), contract, "contract", "one in force at this point")


def _need_partnership(frames: Frames, partnership: str) -> str:
    known = dict(zip(frames.partnerships["id"], frames.partnerships["name"], strict=True))
    seats = frames.memberships
    known |= dict(zip(seats["partnership"], seats["partnership_name"], strict=True))
    need(set(known), partnership, "partnership", "one on record at this point")
    return str(known[partnership])


def _bodies(frames: Frames) -> set[str]:
    organisations: Iterable[object] = frames.names.loc[
        among(frames.names["type"], ["Organisation"]), "id"
    ]
    found = set(organisations)
    for name, column, _, _ in _BODIES:
        if name != "roles":
            found |= set(frames.named()[name][column].dropna())
    return {str(one) for one in found}
