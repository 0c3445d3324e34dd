"""What the reports of alignment say beside their figures."""

from datetime import date

import pandas as pd

from placegraph import reports
from placegraph.analytics.alignment.alignment import alignment
from placegraph.analytics.alignment.place_matrix import place_matrix
from placegraph.analytics.alignment.suggestions import suggest_links
from placegraph.columns import COLUMNS
from placegraph.measures import Moment, PlaceAlignment

AT = Moment(date(2011, 4, 1))
UNKNOWN = float("nan")


def aims(name: str, texts: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id": list(texts),
            "name": list(texts.values()),
            "set": name,
            "weight": UNKNOWN,
            "budget": UNKNOWN,
        }
    )


DISTRICT = aims("D/objective", {"d1": "Clean streets", "d2": "Warm homes"})
COUNTY = aims("C/theme", {"c1": "Cleaner streets", "c2": "Jobs"})


def links(*rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["lower", "upper", "score", "status"])


def test_the_basis_says_how_many_pairs_were_judged():
    found = alignment(links(("d1", "c1", 3, "agreed")), lower=DISTRICT, upper=COUNTY)
    made = reports.alignment(found, AT)
    assert made.sentences[1].startswith("1 of 4 pairs of aims have a link that counts.")
    assert (made.summary["pairs"], made.summary["pairs_linked"]) == (4, 1)
    assert list(made.tables["orphans"]["name"]) == ["Warm homes", "Jobs"]


def test_every_blank_score_has_a_reason_and_no_other_has():
    found = alignment(links(("d1", "c1", 3, "agreed")), lower=DISTRICT, upper=COUNTY)
    scores = reports.alignment(found, AT).tables["scores"].set_index("score")
    assert (scores["value"].isna() == scores["reason"].notna()).all()
    assert scores.at["resource_a_d", "reason"] == "2 of the 2 lower aims have no budget on record."


def test_an_unknown_index_is_said_with_its_reason():
    found = alignment(links(), lower=DISTRICT, upper=COUNTY)
    (said,) = reports.alignment(found, AT).sentences
    assert said.endswith("not known: No link between the two levels is recorded.")


def test_pairs_without_a_link_are_counted_and_left_out_of_the_place():
    found = place_matrix(links(("d1", "c1", 3, "agreed")), aims=pd.concat([DISTRICT, COUNTY]))
    made = reports.place_alignment(PlaceAlignment(found, unplaced=2, unplaced_links=1), AT)
    assert "1 of 4 pairs of 2 sets of aims have an index" in made.sentences[0]
    assert "Of the 3 that no link joins nothing is known." in made.sentences[0]
    assert made.sentences[1].startswith("2 aims that nobody is recorded to have set are left out")
    assert len(made.tables["place"]) == 1
    assert list(made.tables["place"].columns) == list(COLUMNS["alignment"]["place"])
    whole = reports.place_alignment(PlaceAlignment(found, unplaced=0, unplaced_links=0), AT)
    assert len(whole.sentences) == 1


def test_aims_without_a_suggestion_are_named():
    made = reports.suggestions(suggest_links(DISTRICT, COUNTY, decided=[("d1", "c2")]), AT)
    assert "Links suggested as at 1 April 2011: 1 of 3 pairs compared" in made.sentences[0]
    assert "decided about them: 1." in made.sentences[0]
    assert made.sentences[1].startswith("Aims that nothing is suggested for: d2.")
    assert list(made.tables["suggestions"].columns) == list(COLUMNS["alignment"]["suggestions"])
