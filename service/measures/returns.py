"""Read the partnerships, their appraisals and figures, and measure return."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from placegraph.analytics.returns.appraisal import AppraisalInputs, AppraisalResult, appraised
from placegraph.analytics.returns.cases import Cases, cases
from placegraph.analytics.returns.claims import CLAIM_COLUMNS, Claims, claims
from placegraph.analytics.returns.discounting import GREEN_BOOK_2026_LOWER, LONG, Schedule
from placegraph.analytics.returns.evidence import Evidence, evidence, line_grades
from placegraph.analytics.returns.prices import Deflators
from placegraph.analytics.returns.returns import Returns
from placegraph.analytics.returns.returns import returns as returns_of
from placegraph.analytics.returns.simulation import Simulation, simulate
from placegraph.analytics.returns.switching import switching_values
from placegraph.analytics.returns.tornado import tornado
from placegraph.analytics.wording import citations
from placegraph.cypher import query
from placegraph.errors import MeasureError
from placegraph.graph.store import Store
from placegraph.measures.moments import Moment


@dataclass(frozen=True)
class AppraisalDetail:
    """One appraisal, whole: its three cases, and what moves them.

    ``lower_rates`` is the central case at the lower rates that HM Treasury asks to be tested where
    an appraisal on its schedule runs beyond 50 years, else None.
    ``tornado``, ``switching`` and ``grades`` have the columns their functions say; ``simulation``
    is None with the reason in ``not_simulated``. ``sources`` cites where the appraisal is from,
    ``line_sources`` (side, line, sources) where each line is.
    """

    appraisal: str
    name: str
    partnership: str
    inputs: AppraisalInputs
    cases: Cases
    lower_rates: AppraisalResult | None
    evidence: Evidence
    tornado: pd.DataFrame
    switching: pd.DataFrame
    grades: pd.DataFrame
    simulation: Simulation | None
    not_simulated: str
    sources: str
    line_sources: pd.DataFrame


def returns(
    store: Store, at: Moment | None = None, *, deflators: Deflators | None = None
) -> Returns:
    """Measure what is known of the return of every partnership, or of those of a moment."""
    partnerships = store.read(
        query("returns/partnerships"),
        as_at=at.as_at if at else None,
        organisation=at.organisation if at else None,
    )
    listed = set(partnerships["partnership"])
    found = {k: v for k, v in appraisal_inputs(store, deflators=deflators).items() if k in listed}
    return returns_of(
        partnerships,
        {name: next(iter(given.values())) for name, given in found.items() if len(given) == 1},
        store.read(query("returns/partnership_figures")),
        several={name: tuple(given) for name, given in found.items() if len(given) > 1},
    )


def appraisal_inputs(
    store: Store, *, deflators: Deflators | None = None
) -> Mapping[str, Mapping[str, AppraisalInputs]]:
    """Return the inputs of every appraisal, by partnership and appraisal."""
    tables = {
        name: store.read(query(f"returns/{name}"))
        for name in ("costs", "benefits", "ranges", "attributed")
    }
    found: dict[str, dict[str, AppraisalInputs]] = {}
    for row in store.read(query("returns/appraisals")).to_dict("records"):
        own = row["appraisal"]
        inputs = AppraisalInputs(
            **{
                name: table[table["appraisal"] == own].reset_index(drop=True)
                for name, table in tables.items()
            },
            timing=row["timing"],
            horizon=int(row["horizon"]),
            price_year=_year(row["price_year"]),
            base_year=_year(row["base_year"]),
        )
        if deflators is not None:
            inputs = replace(inputs, deflators=deflators)
        rate = row["rate"]
        given = found.setdefault(row["partnership"], {})
        given[own] = inputs if pd.isna(rate) else replace(inputs, rate=rate)
    return found


def appraisal(
    store: Store, name: str, *, draws: int, seed: int, deflators: Deflators | None = None
) -> AppraisalDetail:
    """Appraise ``name`` whole: cases, tornado, switching values, evidence and a simulation.

    Raises
    ------
    MeasureError
        If there is no such appraisal, or it contradicts itself.

    """
    known = {
        own: (partnership, inputs)
        for partnership, given in appraisal_inputs(store, deflators=deflators).items()
        for own, inputs in given.items()
    }
    if name not in known:
        raise MeasureError(
            f"--appraisal: found {name!r}, expected one of "
            f"{', '.join(sorted(known)) or 'none: no appraisal is loaded'}."
        )
    partnership, inputs = known[name]
    stated = store.read(query("returns/appraisals"))
    stated = stated[stated["appraisal"] == name]
    three = cases(inputs)
    simulation, reason = None, ""
    try:
        simulation = simulate(inputs, draws=draws, seed=seed)
    except MeasureError as error:
        reason = str(error)
    return AppraisalDetail(
        appraisal=name,
        name=str(stated["name"].iloc[0]),
        partnership=partnership,
        inputs=inputs,
        cases=three,
        lower_rates=_at_lower_rates(inputs),
        evidence=evidence(inputs, three.central),
        tornado=tornado(inputs),
        switching=switching_values(inputs),
        grades=line_grades(inputs),
        simulation=simulation,
        not_simulated=reason,
        sources=citations(stated["source"], stated["locator"]),
        line_sources=_line_sources(store),
    )


def benefit_claims(store: Store) -> Claims:
    """Find the benefits that several partnerships claim, in every appraisal on record."""
    benefits = store.read(query("returns/benefits"))
    appraisals = store.read(query("returns/appraisals"))[
        ["appraisal", "partnership", "base_year"]
    ].drop_duplicates(["appraisal", "partnership"])
    lines = benefits.drop_duplicates(["appraisal", "line"]).merge(appraisals, on="appraisal")
    return claims(
        lines[list(CLAIM_COLUMNS)],
        store.read(query("returns/valued_outcomes"))[["line", "outcome"]],
        benefits[["line", "beneficiary"]].dropna().drop_duplicates(),
    )


def _at_lower_rates(inputs: AppraisalInputs) -> AppraisalResult | None:
    if inputs.horizon <= LONG or not isinstance(inputs.rate, Schedule):
        return None
    return appraised(replace(inputs, rate=GREEN_BOOK_2026_LOWER))


def _line_sources(store: Store) -> pd.DataFrame:
    stated = store.read(query("returns/line_sources"))
    rows = [
        {"side": side, "line": line, "sources": citations(own["source"], own["locator"])}
        for (side, line), own in stated.groupby(["side", "line"], sort=False)
    ]
    return pd.DataFrame(rows, columns=["side", "line", "sources"])


def _year(value: object) -> int | None:
    return None if pd.isna(value) else int(value)  # type: ignore[call-overload]
