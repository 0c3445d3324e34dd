"""What the operations of a scenario are made of: names, roles, terms of a post, provenance."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from placegraph.analytics.coverage.moment import (
    CLIENT,
    COMMISSIONS,
    CONTRIBUTES,
    LEAD_COMMISSIONER,
    LEAD_MEMBER,
    LEAD_OFFICER,
    PROVIDES,
    SPONSORS,
)

#: The words a scenario calls each role by.
ROLES = {
    "lead commissioner": LEAD_COMMISSIONER,
    "lead officer": LEAD_OFFICER,
    "contributor": CONTRIBUTES,
    "provider": PROVIDES,
    "commissioner": COMMISSIONS,
    "client": CLIENT,
    "sponsor": SPONSORS,
    "lead member": LEAD_MEMBER,
}

Role = Literal[
    "lead commissioner",
    "lead officer",
    "contributor",
    "provider",
    "commissioner",
    "client",
    "sponsor",
    "lead member",
]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Id = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z0-9._:/-]+$")]
Ids = Annotated[tuple[Id, ...], Field(min_length=1)]
Fte = Annotated[float, Field(ge=0, le=50)]
Pounds = Annotated[float, Field(ge=0)]


class Part(BaseModel):
    """What every part of a scenario has: no unknown names, no change once made."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Step(Part):
    """What every operation may say besides what it does."""

    on: date | None = Field(None, description="Day it takes effect; else that of the one before.")
    source: Text | None = Field(None, description="Source.id of the paper that proposes it.")
    locator: Text | None = Field(None, description="Place in that paper.")
    reason: Text | None = Field(None, description="Why.")
    conditional: bool = Field(False, description="True when it happens only if required.")

    def ids(self) -> frozenset[str]:
        """Return every identifier the operation names."""
        return frozenset(_ids(self.model_dump(exclude={"on", "source", "locator", "reason"})))

    def __str__(self) -> str:
        """Say what is done to what, in a few words: ``delete post P-ACE``."""
        said = self.model_dump(exclude_none=True)
        first = next((said[name] for name in _SUBJECTS if said.get(name)), "")
        shown = ", ".join(_ids(first)) if not isinstance(first, str) else first
        return f"{said['do']} {shown}".strip()


#: Fields that an operation is about, the first that it has standing for it in a message.
_SUBJECTS = (
    *("posts", "functions", "targets", "outcomes", "contract", "councils", "organisation"),
    *("post", "partnership"),
)
_WORDS = ("do", "relation", "title", "name", "kind", "role", "grade", "statements")


def _ids(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name not in _WORDS:
                yield from _ids(name) if name[:1].isupper() else ()
                yield from _ids(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _ids(inner)


class Terms(Part):
    """The terms of a post; blank is not known."""

    title: Text | None = Field(None, description="Title.")
    fte: Fte | None = Field(None, description="Full-time equivalents.")
    counted: bool | None = Field(None, description="False when left out of the totals of posts.")
    role: Text | None = Field(None, description="Side of commissioning, such as provider.")
    temporary: bool | None = Field(None, description="True when temporary.")
    vacant: bool | None = Field(None, description="True when vacant.")
    grade: Text | None = Field(None, description="Grade.")
    salary_low: Pounds | None = Field(None, description="Lowest salary, £ a year.")
    salary_high: Pounds | None = Field(None, description="Highest salary, £ a year.")

    @model_validator(mode="after")
    def _salary_in_order(self) -> "Terms":
        low, high = self.salary_low, self.salary_high
        if low is not None and high is not None and low > high:
            raise ValueError(f"found salary_low {low:g} above salary_high {high:g}")
        return self


class Newcomer(Part):
    """How a body is called that may not be on record yet."""

    name: Text | None = Field(None, description="Its name, when it is not on record.")
    kind: Text | None = Field(None, description="Its kind, when it is not on record.")
