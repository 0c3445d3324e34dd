"""The closed list of operations that a restructure is made of, as validated data.

An operation names things by their identifiers and says what becomes of them; ``on`` is the day it
takes effect, ``source`` and ``locator`` the paper that proposes it, ``reason`` why. Written in
YAML or JSON, each begins with ``do:`` and one of the words of :data:`OPERATIONS`.
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, model_validator

from placegraph.analytics.scenarios.parts import Id, Ids, Newcomer, Part, Role, Step, Terms, Text


class DeletePost(Step):
    """End a post and every role, function, seat and statutory role it holds."""

    do: Literal["delete post"]
    post: Id


class CreatePost(Step, Terms):
    """Make a post; what it manages and leads is said by operations that follow."""

    do: Literal["create post"]
    post: Id
    title: Text
    organisation: Id | None = Field(None, description="Its council, when the baseline has several.")
    reports_to: Id | None = Field(None, description="Post that manages it.")
    statutory: tuple[Id, ...] = Field((), description="Statutory roles it carries.")


class MergePosts(Step, Terms):
    """Make one post of several; it takes over all that they held."""

    do: Literal["merge posts"]
    posts: Annotated[tuple[Id, ...], Field(min_length=2)]
    into: Id = Field(description="One of them, or a new post.")


class SplitPart(Terms):
    """One of the posts that a post is split into."""

    post: Id
    takes: tuple[Id, ...] = Field((), description="What it takes over, by identifier.")


class SplitPost(Step):
    """Make several posts of one; what none of them takes ends with it."""

    do: Literal["split post"]
    post: Id
    into: Annotated[tuple[SplitPart, ...], Field(min_length=2)]


class MovePost(Step):
    """Put a post under another manager, or in another organisation."""

    do: Literal["move post"]
    post: Id
    reports_to: Id | None = None
    organisation: Id | None = None

    @model_validator(mode="after")
    def _somewhere(self) -> "MovePost":
        if not (self.reports_to or self.organisation):
            raise ValueError("found neither reports_to nor organisation, expected one or both")
        return self


class RegradePost(Step, Terms):
    """Change the terms of a post: those that are given, and no others."""

    do: Literal["regrade post"]
    post: Id

    @model_validator(mode="after")
    def _something(self) -> "RegradePost":
        if not self.model_dump(include=set(Terms.model_fields), exclude_none=True):
            raise ValueError(f"found no new term, expected one of {', '.join(Terms.model_fields)}")
        return self


class MoveFunctions(Step):
    """Put functions under another post, or under a first one when no source says whose they were.

    A post that provided a function no longer does; the new one does instead, unless ``provides``
    is false. With ``provides`` true it does even if nobody did before.
    """

    do: Literal["move functions"]
    functions: Ids
    origin: Id | None = Field(None, alias="from")
    to: Id
    provides: bool | None = None


class Allocate(Step):
    """Give a post or body a role in something; beside any other holder, not instead."""

    do: Literal["allocate"]
    post: Id | None = None
    organisation: Id | None = None
    relation: Role = Field(alias="as")
    targets: Ids = Field(alias="for")
    joint: bool = Field(False, description="True when held jointly by agreement.")
    transitional: bool = Field(False, description="True while a change of roles lasts.")
    agreement: Id | None = Field(None, description="Contract by which a body holds a lead.")
    statements: tuple[Id, ...] = Field((), description="Statement of each, in the same order.")
    part_of: dict[Id, Ids] = Field(
        default_factory=dict, description="Aims of which something led is a part."
    )

    @model_validator(mode="after")
    def _one_holder(self) -> "Allocate":
        if (self.post is None) == (self.organisation is None):
            raise ValueError("found both or neither of post and organisation, expected one")
        if self.statements and len(self.statements) != len(self.targets):
            raise ValueError(
                f"found {len(self.statements)} statements for {len(self.targets)} things, "
                "expected one for each"
            )
        if unknown := sorted(set(self.part_of) - set(self.targets)):
            raise ValueError(f"found part_of {', '.join(unknown)}, expected things under for")
        if self.part_of and not self.statements:
            # Without them nobody could tell later which part ends with which responsibility.
            raise ValueError("found part_of without statements, expected a statement of each")
        return self


class Reallocate(Step):
    """Hand a role from one post or body to another."""

    do: Literal["reallocate"]
    relation: Role = Field(alias="as")
    targets: Ids = Field(alias="for")
    origin: Id = Field(alias="from")
    to: Id


class EndAllocation(Step):
    """Take a role away from a post or body."""

    do: Literal["end allocation"]
    relation: Role = Field(alias="as")
    targets: Ids = Field(alias="for")
    origin: Id = Field(alias="from")


class NewAim(Part):
    """An aim that is not on record yet."""

    id: Id
    name: Text
    kind: Literal["outcome", "objective"] = "outcome"
    level: Text | None = None


class AdoptOutcomes(Step):
    """Bring outcomes into force: those on record for a later day by identifier, others by text."""

    do: Literal["adopt outcomes"]
    outcomes: Annotated[tuple[Id | NewAim, ...], Field(min_length=1)]
    body: Id | None = Field(None, description="Organisation or partnership that sets new ones.")


class EndContract(Step):
    """End a contract or agreement with every role in it."""

    do: Literal["end contract"]
    contract: Id


class NovateContract(Step, Newcomer):
    """Put another organisation in the place of a party."""

    do: Literal["novate contract"]
    contract: Id
    origin: Id = Field(alias="from")
    to: Id


class JoinPartnership(Step, Newcomer):
    """Make an organisation a member of a partnership."""

    do: Literal["join partnership"]
    organisation: Id
    partnership: Id


class LeavePartnership(Step):
    """End an organisation's membership, and its roles in that partnership."""

    do: Literal["leave partnership"]
    organisation: Id
    partnership: Id


class MergeCouncils(Step):
    """Make one council of several, as in local government reorganisation.

    Posts, memberships, contracts and aims of each become those of the new one. Nothing else
    changes: posts that are now held twice are left for other operations to settle.
    """

    do: Literal["merge councils"]
    councils: Annotated[tuple[Id, ...], Field(min_length=2)]
    into: Id
    name: Text
    kind: Text = "unitary"


Operation: TypeAlias = Annotated[
    DeletePost
    | CreatePost
    | MergePosts
    | SplitPost
    | MovePost
    | RegradePost
    | MoveFunctions
    | Allocate
    | Reallocate
    | EndAllocation
    | AdoptOutcomes
    | EndContract
    | NovateContract
    | JoinPartnership
    | LeavePartnership
    | MergeCouncils,
    Field(discriminator="do"),
]

#: Every operation, by its word.
OPERATIONS: dict[str, type[Step]] = {
    str(kind.model_fields["do"].annotation.__args__[0]): kind  # type: ignore[union-attr]
    for kind in (
        *(DeletePost, CreatePost, MergePosts, SplitPost, MovePost, RegradePost),
        *(MoveFunctions, Allocate, Reallocate, EndAllocation, AdoptOutcomes),
        *(EndContract, NovateContract, JoinPartnership, LeavePartnership, MergeCouncils),
    )
}
