"""A scenario: where it starts, what is done in which order, and the money its papers state."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from placegraph.analytics.scenarios.operations import Operation
from placegraph.analytics.scenarios.parts import Id, Part, Pounds, Text


class Start(Part):
    """The baseline: a structure on record, on its first day or another, or a day for everything."""

    structure: Id | None = None
    as_at: date | None = None

    @model_validator(mode="after")
    def _somewhere(self) -> "Start":
        if self.structure is None and self.as_at is None:
            raise ValueError("found neither structure nor as_at, expected one or both")
        return self


class StatedFigure(Part):
    """A saving or cost that a paper states; kept as stated, never worked out."""

    what: Literal["saving", "cost"]
    year: Annotated[int, Field(ge=1900, le=2200)] | None = Field(
        None, description="Calendar year its financial year starts in; blank when not said."
    )
    onwards: bool = Field(False, description="True when it is of every later year too.")
    low: Pounds = Field(description="£; the lower end of a range.")
    high: Pounds | None = Field(None, description="£; the upper end, when it is a range.")
    source: Text
    locator: Text
    note: Text | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "StatedFigure":
        if self.high is not None and self.high < self.low:
            raise ValueError(f"found low {self.low:g} above high {self.high:g}")
        if self.onwards and self.year is None:
            raise ValueError("found onwards without a year, expected the first year")
        return self


class Scenario(Part):
    """An ordered list of operations on a dated baseline."""

    id: Id
    title: Text
    about: Text | None = Field(None, description="What it is, in a sentence or two.")
    baseline: Start | None = Field(None, description="Where it starts, unless it follows another.")
    follows: Text | None = Field(None, description="The scenario that comes before it.")
    operations: tuple[Operation, ...] = ()
    figures: tuple[StatedFigure, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> "Scenario":
        if (self.baseline is None) == (self.follows is None):
            raise ValueError("found both or neither of baseline and follows, expected one")
        _in_order(self.operations)
        _once(self.figures)
        return self

    @property
    def start(self) -> Start:
        """Return the baseline; only a scenario joined to the one it follows always has one."""
        if self.baseline is None:
            raise ValueError(
                f"scenario {self.id} is not joined to {self.follows}, which it follows"
            )
        return self.baseline

    def after(self, earlier: "Scenario") -> "Scenario":
        """Return this scenario with ``earlier``, which it follows, done before it.

        Raises ``ValueError`` when the days run backwards or a year's figure is stated twice.
        """
        return Scenario(
            id=self.id,
            title=self.title,
            about=self.about,
            baseline=earlier.start,
            operations=(*earlier.operations, *self.operations),
            figures=(*earlier.figures, *self.figures),
        )


def _in_order(operations: Sequence[Operation]) -> None:
    latest: date | None = None
    for number, operation in enumerate(operations, start=1):
        if operation.on is None:
            continue
        if latest is not None and operation.on < latest:
            raise ValueError(
                f"found operation {number} ({operation}) on {operation.on} after one on {latest}, "
                "expected the operations in the order of their days"
            )
        latest = operation.on


def _once(figures: Sequence[StatedFigure]) -> None:
    seen: set[tuple[str, int | None]] = set()
    for figure in figures:
        if (figure.what, figure.year) in seen:
            year = figure.year or "no stated year"
            raise ValueError(f"found two {figure.what}s of {year}, expected one of each year")
        seen.add((figure.what, figure.year))
