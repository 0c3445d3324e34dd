"""What an appraisal's workbook holds: the statements of one data set about one appraisal."""

from dataclasses import dataclass, field
from typing import TypeVar

import pandas as pd

from placegraph.analytics.returns.appraisal_inputs import (
    ATTRIBUTED_COLUMNS,
    RANGE_COLUMNS,
    AppraisalInputs,
)
from placegraph.analytics.returns.appraisal_lines import BENEFIT_COLUMNS, COST_COLUMNS
from placegraph.analytics.returns.discounting import GREEN_BOOK_2026
from placegraph.errors import MeasureError
from placegraph.graph.model import (
    AccruesTo,
    Appraisal,
    AttributedTo,
    BenefitLine,
    CostLine,
    InputRange,
    PaidBy,
    RangeOf,
)
from placegraph.graph.schema import Fact, Node
from placegraph.graph.vocabulary import Timing

_AnyFact = TypeVar("_AnyFact", bound=Fact)
_SIDES = {"CostLine": "cost", "BenefitLine": "benefit"}


@dataclass(frozen=True)
class Book:
    """The statements that a workbook carries.

    ``dataset`` and ``title`` say who speaks when it is loaded. ``names`` gives the name of each
    body that a line refers to, also of those that another data set describes. ``warnings`` say
    what has to be done before it can be loaded again.
    """

    dataset: str
    title: str
    facts: tuple[Fact, ...]
    names: dict[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    def of(self, declared: type[_AnyFact]) -> list[_AnyFact]:
        """Return the statements of one type, in their order."""
        return [fact for fact in self.facts if isinstance(fact, declared)]

    @property
    def appraisal(self) -> Appraisal:
        """Return the appraisal.

        Raises
        ------
        MeasureError
            If it is not described just once.

        """
        found = self.of(Appraisal)
        if len(found) != 1:
            raise MeasureError(
                f"appraisal of {self.dataset}: found {len(found)} descriptions of an appraisal, "
                "expected one; a workbook holds one appraisal, as one source describes it."
            )
        return found[0]

    def inputs(self) -> AppraisalInputs:
        """Return what ``analytics.returns`` appraises.

        Raises
        ------
        MeasureError
            If a line or a range is described more than once, for then no one figure is stated.

        """
        for declared in (CostLine, BenefitLine, InputRange):
            self._once(declared)
        appraisal = self.appraisal
        ranged = {tie.from_id: tie for tie in self.of(RangeOf)}
        return AppraisalInputs(
            costs=self._lines(CostLine, PaidBy, "payer", COST_COLUMNS, "evidence_grade"),
            benefits=self._lines(
                BenefitLine,
                AccruesTo,
                "beneficiary",
                BENEFIT_COLUMNS,
                "population_grade",
                "effect_grade",
                "age_grade",
            ),
            timing="sroi" if appraisal.timing is Timing.SROI else "green_book",
            horizon=appraisal.horizon,
            rate=GREEN_BOOK_2026 if appraisal.rate is None else appraisal.rate,
            price_year=appraisal.price_year,
            base_year=appraisal.base_year,
            ranges=pd.DataFrame(
                [
                    (
                        _SIDES[tie.to_type],
                        tie.to_id,
                        found.parameter.value,
                        found.low,
                        found.high,
                        None if found.distribution is None else found.distribution.value,
                    )
                    for found in self.of(InputRange)
                    if (tie := ranged.get(found.id)) is not None
                ],
                columns=list(RANGE_COLUMNS),
            ),
            attributed=pd.DataFrame(
                [
                    (tie.from_id, tie.to_id, self.names.get(tie.to_id), tie.share)
                    for tie in self.of(AttributedTo)
                ],
                columns=list(ATTRIBUTED_COLUMNS),
            ),
        )

    def _once(self, declared: type[Node]) -> None:
        ids = [node.id for node in self.of(declared)]
        twice = sorted({one for one in ids if ids.count(one) > 1})
        if twice:
            raise MeasureError(
                f"appraisal {self.appraisal.id}: found several descriptions of "
                f"{', '.join(twice)}, expected one each; a workbook holds one figure in a cell."
            )

    def _lines(
        self,
        declared: type[CostLine] | type[BenefitLine],
        share: type[PaidBy] | type[AccruesTo],
        organisation: str,
        columns: tuple[str, ...],
        *grades: str,
    ) -> pd.DataFrame:
        shares: dict[str, list[PaidBy | AccruesTo]] = {}
        for tie in self.of(share):
            shares.setdefault(tie.from_id, []).append(tie)
        rows: list[dict[str, object]] = []
        for line in self.of(declared):
            said = line.model_dump(mode="json")
            own = {"line": line.id, "class": said.get("benefit_class")} | said
            rows += [
                own
                | {
                    organisation: tie.to_id,
                    f"{organisation}_name": self.names.get(tie.to_id),
                    "share": tie.share,
                }
                for tie in shares.get(line.id, ())
            ]
            if line.id not in shares:
                rows.append(own | dict.fromkeys((organisation, f"{organisation}_name", "share")))
        return pd.DataFrame(rows, columns=[*columns, "price_year", *grades])
