"""What each measure says: sentences, a summary and named tables with stable columns."""

from placegraph.reports.alignment import (
    alignment,
    alignment_sentence,
    place_alignment,
    suggestions,
)
from placegraph.reports.appraisals import appraisal
from placegraph.reports.coverage import coverage, lead_sentence, orphaned_sentence
from placegraph.reports.effectiveness import effectiveness
from placegraph.reports.influence import influence
from placegraph.reports.listings import catalogue_frame, engine
from placegraph.reports.reallocation import reallocation
from placegraph.reports.report import Report
from placegraph.reports.returns import roi
from placegraph.reports.scenarios import scenario, scenario_comparison, scenario_difference

__all__ = [
    "Report",
    "alignment",
    "alignment_sentence",
    "appraisal",
    "catalogue_frame",
    "coverage",
    "effectiveness",
    "engine",
    "influence",
    "lead_sentence",
    "orphaned_sentence",
    "place_alignment",
    "reallocation",
    "roi",
    "scenario",
    "scenario_comparison",
    "scenario_difference",
    "suggestions",
]
