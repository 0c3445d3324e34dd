"""What the effectiveness of partnerships says."""

from placegraph.analytics.effectiveness.effectiveness import Effectiveness
from placegraph.measures import Moment
from placegraph.reports.report import Report, documented


def effectiveness(found: Effectiveness, at: Moment) -> Report:
    """Report how well partnerships work, by the tools they were assessed with."""
    frame = found.frame
    assessed = frame[frame["statement"].notna()]
    surveys = found.ratings.networks.drop_duplicates(["partnership", "wave"])
    return Report(
        measure="effectiveness",
        moment=str(at),
        sentences=(
            f"Effectiveness {at}: {len(assessed)} of {len(frame)} partnerships have an assessment "
            "on record. One that has none may work well or badly; nobody has said.",
            *(f"{row.name}: {row.statement}." for row in assessed.itertuples()),
            *(f"Left out are {note}." for note in found.ratings.notes),
            "Effectiveness stands beside the return of a partnership and is no part of it; tools "
            "ask different things, so their scores are not to be compared with each other.",
        ),
        summary={
            "partnerships": len(frame),
            "assessed": len(assessed),
            "assessments": len(found.assessments),
            "surveys": len(surveys),
        },
        tables=documented(
            "effectiveness",
            effectiveness=frame,
            assessments=found.assessments,
            groups=found.groups,
            organisations=found.ratings.organisations,
            networks=found.ratings.networks,
        ),
        main="effectiveness",
        shown={
            "effectiveness": ("name", "statement", "taken"),
            "assessments": ("partnership_name", "tool", "taken", "answered", "items", "score",
                            "bands_possible"),
            "groups": ("assessment", "title", "answered", "items", "score", "least", "most"),
            "organisations": ("partnership", "wave", "name", "measure", "score", "raters",
                              "reason"),
            "networks": ("partnership", "wave", "measure", "score", "percent", "raters", "reason"),
        },
    )  # fmt: skip
