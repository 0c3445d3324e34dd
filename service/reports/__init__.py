"""What each measure says: sentences, a summary and named tables with stable columns."""

from placegraph.reports.alignment import alignment, alignment_sentence
from placegraph.reports.coverage import coverage, lead_sentence, orphaned_sentence
from placegraph.reports.influence import influence
from placegraph.reports.listings import catalogue_frame, engine
from placegraph.reports.report import Report
from placegraph.reports.returns import roi

__all__ = [
    "Report",
    "alignment",
    "alignment_sentence",
    "catalogue_frame",
    "coverage",
    "engine",
    "influence",
    "lead_sentence",
    "orphaned_sentence",
    "roi",
]
