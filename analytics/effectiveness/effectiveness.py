"""How well each partnership works, by whichever published tools it was assessed with.

Effectiveness stands beside return and is never blended into it: a partnership may work well and
return little, or the other way round. Tools are not blended with each other either, as each asks
other things on another scale.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from placegraph.analytics.effectiveness.assessments import (
    ASSESSMENT_COLUMNS,
    GROUP_COLUMNS,
    Assessed,
    assess,
)
from placegraph.analytics.effectiveness.partner_ratings import PartnerRatings, partner_ratings
from placegraph.analytics.effectiveness.suppression import MINIMUM
from placegraph.errors import MeasureError

_FRAME = ("partnership", "name", "statement", "assessments", "taken", "sources")


@dataclass(frozen=True)
class Effectiveness:
    """What is on record of how well partnerships work.

    ``frame`` has one row per partnership: partnership, name, statement (its latest assessment
    with each tool, in words; None when none is on record), assessments (number), taken (day of
    the latest, None when not said), sources. ``assessments`` and ``groups`` are as
    :class:`~placegraph.analytics.effectiveness.assessments.Assessed` has them, ``ratings`` what
    partners' ratings of each other come to.
    """

    frame: pd.DataFrame
    assessments: pd.DataFrame
    groups: pd.DataFrame
    ratings: PartnerRatings

    @property
    def statements(self) -> dict[str, str]:
        """Return the statement of each partnership that has one, by Partnership.id."""
        said = self.frame[self.frame["statement"].notna()]
        return dict(zip(said["partnership"], said["statement"], strict=True))


def effectiveness(
    partnerships: pd.DataFrame,
    assessments: pd.DataFrame,
    answers: pd.DataFrame,
    ratings: pd.DataFrame,
    *,
    minimum: int = MINIMUM,
) -> Effectiveness:
    """Summarise the assessments of each partnership and its partners' ratings of each other.

    ``partnerships`` has columns partnership, name. ``assessments`` has one row per assessment and
    statement of it: assessment, name, partnership, tool, taken (date), respondents, coding (of
    the lowest answer, VicHealth only), source, locator. ``answers`` has one row per statement of
    an answer: assessment, item, score, source, locator. ``ratings`` is as
    :func:`~placegraph.analytics.effectiveness.partner_ratings.partner_ratings` takes it; what
    fewer than ``minimum`` raters said is withheld.

    Raises ``MeasureError`` for an assessment with a tool that is not known, or of a partnership
    that is not listed.
    """
    strange = sorted(set(assessments["partnership"]) - set(partnerships["partnership"]))
    if strange:
        raise MeasureError(
            f"effectiveness: found assessments of {', '.join(strange)}, expected partnerships of "
            "the list; load those partnerships or correct the assessment."
        )
    found = [
        assess(rows, answers[answers["assessment"] == key])
        for key, rows in assessments.groupby("assessment", sort=True)
    ]
    rated = partner_ratings(ratings, minimum=minimum)
    rows = [
        _row(key, name, [a for a in found if a.partnership == key], rated)
        for key, name in zip(partnerships["partnership"], partnerships["name"], strict=True)
    ]
    names = dict(zip(partnerships["partnership"], partnerships["name"], strict=True))
    table = pd.DataFrame([a.row | {"partnership_name": names[a.partnership]} for a in found])
    groups = pd.DataFrame([row for a in found for row in a.groups], columns=list(GROUP_COLUMNS))
    frame = pd.DataFrame(rows, columns=list(_FRAME))
    for column in ("statement", "taken"):
        frame[column] = frame[column].astype(object).where(frame[column].notna(), None)
    return Effectiveness(
        frame=frame,
        assessments=table.reindex(columns=list(ASSESSMENT_COLUMNS)),
        groups=groups,
        ratings=rated,
    )


def _row(
    partnership: str, name: str, found: Iterable[Assessed], rated: PartnerRatings
) -> dict[str, object]:
    # An assessment without a day cannot be shown to be later than one with a day.
    ordered = sorted(found, key=lambda a: (a.taken is not None, a.taken or 0, a.assessment))
    latest = {a.tool: a for a in ordered}
    parts = [a.statement for a in latest.values()]
    parts += _rated(rated.networks[rated.networks["partnership"] == partnership])
    days = [a.taken for a in ordered if a.taken is not None]
    return {
        "partnership": partnership,
        "name": name,
        "statement": "; ".join(parts) or None,
        "assessments": len(ordered),
        "taken": days[-1] if days else None,
        "sources": "; ".join(dict.fromkeys(a.sources for a in ordered)),
    }


def _rated(networks: pd.DataFrame) -> list[str]:
    said = []
    for row in networks[networks["measure"].isin(["trust", "value"])].to_dict("records"):
        wave = f" ({row['wave']})" if row["wave"] is not None else ""
        if pd.isna(row["score"]):
            said.append(f"{row['measure']} between partners{wave}: too few raters to publish")
        else:
            said.append(
                f"{row['measure']} between partners{wave}: {row['score']:.1f} on 1 to 4, "
                f"{row['raters']} raters"
            )
    return said
