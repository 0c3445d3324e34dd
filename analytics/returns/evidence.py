"""How well an appraisal is evidenced: grades from 1, best, to 6, worst.

The 2014 guidance (HM Treasury and New Economy, *Supporting public service transformation: cost
benefit analysis guidance for local partnerships*) grades three things of a benefit — who is
affected, the effect on them and the age of the evidence — and corrects for optimism by grade.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd

from placegraph.analytics.returns.appraisal import AppraisalInputs, AppraisalResult

WORST = 6
GRADES_OF = {
    "cost": ("evidence_grade",),
    "benefit": ("population_grade", "effect_grade", "age_grade"),
}


@dataclass(frozen=True)
class Corrections:
    """What each grade of evidence takes off a benefit or adds to a cost, as fractions.

    ``verified`` is False while the figures have not been checked against the publication they are
    said to come from: they are shown beside a line's own optimism bias and never applied.
    """

    name: str
    published: str
    by_grade: Mapping[int, float]
    verified: bool


LOCAL_PARTNERSHIPS = Corrections(
    name="Convention of this product, after the guidance for local partnerships",
    published="2014",
    by_grade=MappingProxyType({1: 0.0, 2: 0.05, 3: 0.10, 4: 0.15, 5: 0.25, 6: 0.40}),
    verified=False,
)


@dataclass(frozen=True)
class Evidence:
    """How well the benefits that matter are evidenced.

    ``grade`` is the worst grade among ``lines``, None when that is not known, with ``reasons``.
    ``lines`` are the fewest benefit lines, largest present value first, that make up at least half
    of all present value of benefits, losses counted by their size; lines as large as the last of
    them are among them. ``weight`` is the part they make up.
    """

    grade: int | None
    lines: tuple[str, ...]
    weight: float | None
    reasons: tuple[str, ...]


def line_grades(inputs: AppraisalInputs) -> pd.DataFrame:
    """Return the grade of every line: the worst of its grades.

    Columns: side, line, grade (NaN when not known), missing (grades not recorded, in words),
    correction (of ``LOCAL_PARTNERSHIPS``, a fraction). A line with a grade missing is not graded,
    because the missing one may be the worst; unless one is the worst there is.
    """
    rows = []
    for side, table in (("cost", inputs.costs), ("benefit", inputs.benefits)):
        for row in table.drop_duplicates("line").to_dict("records"):
            found = {name: _grade(row.get(name)) for name in GRADES_OF[side]}
            known = [grade for grade in found.values() if grade is not None]
            missing = [name for name, grade in found.items() if grade is None]
            grade = max(known) if known and (not missing or max(known) == WORST) else None
            rows.append(
                {
                    "side": side,
                    "line": row["line"],
                    "grade": np.nan if grade is None else grade,
                    "missing": ", ".join(missing),
                    "correction": np.nan if grade is None else LOCAL_PARTNERSHIPS.by_grade[grade],
                }
            )
    return pd.DataFrame(rows, columns=["side", "line", "grade", "missing", "correction"])


def evidence(inputs: AppraisalInputs, result: AppraisalResult) -> Evidence:
    """Grade an appraisal by the benefit lines that its result rests on.

    ``result`` is what ``inputs`` were appraised to. Method: the worst grade of the lines that make
    up half of the benefits, a convention of this product; grades after the 2014 guidance.
    """
    lines = result.lines[result.lines["side"] == "benefit"]
    if lines.empty:
        return Evidence(None, (), None, ("no benefit is monetised, so none is graded",))
    if lines["pv"].isna().any():
        return Evidence(None, (), None, ("the present value of a benefit is not known",))
    size = lines.set_index("line")["pv"].abs().sort_values(ascending=False, kind="stable")
    if not size.sum() > 0:
        return Evidence(None, (), None, ("the benefits are worth nothing, so none decides",))
    # A hair's breadth of rounding must not drop a line that makes up exactly half.
    enough = size.cumsum().to_numpy() >= 0.5 * size.sum() * (1 - 1e-12)
    smallest = float(size.iloc[int(np.argmax(enough))])
    chosen = size[size >= smallest * (1 - 1e-12)]
    grades = line_grades(inputs)
    own = grades[grades["side"] == "benefit"].set_index("line").loc[list(chosen.index)]
    weight = float(chosen.sum() / size.sum())
    ungraded = tuple(
        f"benefit line {line}: not recorded: {row['missing']}"
        for line, row in own[own["grade"].isna()].iterrows()
    )
    worst = own["grade"].max()
    if ungraded and worst != WORST:
        return Evidence(None, tuple(map(str, chosen.index)), weight, ungraded)
    return Evidence(int(worst), tuple(map(str, chosen.index)), weight, ())


def _grade(value: object) -> int | None:
    return None if value is None or pd.isna(value) else int(value)  # type: ignore[call-overload]
