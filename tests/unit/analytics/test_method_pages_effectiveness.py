"""The worked figures of docs/methods/effectiveness.md are what the measure gives."""

import re
from pathlib import Path

import pandas as pd

from placegraph.analytics.effectiveness.audit_commission import AUDIT_COMMISSION
from placegraph.analytics.effectiveness.nuffield import NUFFIELD
from placegraph.analytics.effectiveness.partner_ratings import MEASURES, partner_ratings
from placegraph.analytics.effectiveness.questionnaire import band_of, score_all, score_group
from placegraph.analytics.effectiveness.vichealth import vichealth

PAGE = Path(__file__).resolve().parents[3] / "docs" / "methods" / "effectiveness.md"


def worked() -> dict[str, str]:
    text = PAGE.read_text(encoding="utf-8")
    return dict(re.findall(r"^\| worked \| (.+?) \| (.+?) \|$", text, re.MULTILINE))


def nuffield(answers: int) -> str:
    found = score_all(NUFFIELD, dict.fromkeys(NUFFIELD.items[:answers], 3.0))
    bands = [band[0] for band in found.bands]
    if found.score is None:
        return f"{found.least:g} to {found.most:g}, bands {' or '.join(bands)}"
    return f"{found.score:g}, band {bands[0]}"


def rationale() -> str:
    found = score_group(AUDIT_COMMISSION, AUDIT_COMMISSION.groups[0],
                        {"1.1": 1.0, "1.2": 0.5, "1.4": 0.0})  # fmt: skip
    return f"{found.score:.2f}, {found.unanswered} open"


def trust(raters: str) -> str:
    rows = [
        (rater, "a", "A", dimension, score, "w", "P")
        for rater in raters
        for dimension, score in zip(MEASURES["trust"], (4.0, 3.0, 2.0), strict=True)
    ]
    columns = ["rater", "rated", "rated_name", "dimension", "score", "wave", "partnership"]
    found = partner_ratings(pd.DataFrame(rows, columns=columns)).organisations.iloc[0]
    return "withheld" if pd.isna(found["score"]) else f"{found['score']:.1f}"


def test_worked_figures_are_what_the_measure_gives() -> None:
    assert worked() == {
        "Nuffield, 35 answers of 3 and one open": nuffield(35),
        "Nuffield, 36 answers of 3": nuffield(36),
        "VicHealth coded 1 to 5, mean total 125.1": f"band {band_of(125.1, vichealth(1).bands)[0]}",
        "VicHealth coded 1 to 5, mean total 134.7": f"band {band_of(134.7, vichealth(1).bands)[0]}",
        "VicHealth coded 0 to 4, total 91": f"band {band_of(91, vichealth(0).bands)[0]}",
        "Audit Commission rationale: yes, partly, open, no": rationale(),
        "Trust of an organisation rated 4, 3 and 2 on its three dimensions by each of 3 partners": (
            trust("xyz")
        ),
        "Trust of an organisation rated by 2 partners": trust("xy"),
    }
