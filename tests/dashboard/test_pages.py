import pytest

PAGES = ("/", "/coverage", "/return", "/alignment")


@pytest.mark.parametrize("path", PAGES)
def test_an_empty_store_is_told_what_to_load(render, empty, path):
    assert "Load " in render(empty, path)


@pytest.mark.parametrize("path", PAGES)
def test_a_lost_store_is_one_calm_line(render, failing, path):
    said = render(failing, path)
    assert "found that the connection was lost" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("path", PAGES)
def test_a_day_that_is_no_date_is_said_to_be_none(render, place, path):
    assert "expected a date as YYYY-MM-DD" in render(place, path, as_at="yesterday")


@pytest.mark.parametrize("path", PAGES)
def test_a_structure_that_is_not_on_record_names_those_that_are(render, place, path):
    assert "expected one of one, two" in render(place, path, structure="three")


def test_overview_counts_leads_named_of_outcomes(render, place):
    assert "0 of 2 Outcomes with a lead commissioner" in render(place, "/")


def test_overview_lists_what_a_structure_lost_with_the_post_that_went(render, place):
    said = render(place, "/", structure="two")
    assert "1 Outcomes that lose every contributor" in said
    assert "Streets are clean (Second phase loses Head of Change)" in said


def test_overview_leaves_worked_examples_out_of_what_is_not_evidenced(render, place):
    said = render(place, "/")
    assert "1 of 2 Partnerships whose return is not evidenced" in said
    assert "Lunch Club" not in said


def test_overview_says_what_influence_rests_on(render, place):
    said = render(place, "/")
    assert "computed on 2 of 3 organisations" in said
    assert "not power over anybody" in said


def test_coverage_marks_a_temporary_contributor(render, place):
    said = render(place, "/coverage", structure="one")
    assert "contributor, temporary post" in said
    assert "not named" in said


def test_coverage_shows_what_is_not_recorded_as_unknown_and_not_as_none(render, empty):
    said = render(empty, "/coverage")
    assert "coverage is unknown, not 0" in said
    assert "0 of 0" not in said


def test_coverage_gives_gaps_in_words_with_severity(render, place):
    said = render(place, "/coverage", structure="one")
    assert "Which outcomes have no lead commissioner? high: 2" in said
    assert "No source names a lead commissioner for “People feel safe”." in said


def test_return_calls_a_fall_in_cost_efficiency_and_nothing_else(render, place):
    said = render(place, "/return")
    assert "efficiency evidenced, citizen benefit not monetised" in said
    assert "cost fell by 25.0%" in said
    assert "Return to citizens not monetised" in said


def test_return_labels_the_worked_example_and_warns_of_comparison(render, place):
    said = render(place, "/return")
    assert "Not a partnership of this place" in said
    assert "should not be compared" in said
    # Ten at £20.70, a year later at 3.5 %, are worth £200, and cost £100.
    assert "£2.00 for each £1 Value to people" in said


def test_return_lists_partnerships_nobody_has_evidence_for(render, place):
    assert "For 1 of 2 partnerships no source gives" in render(place, "/return")


def test_alignment_names_orphans_both_ways_in_words(render, place):
    said = render(place, "/alignment")
    assert "Support nothing on the other side: A rich place" in said
    assert "Are supported by nothing on the other side: Care for the young" in said


def test_alignment_warns_that_proposed_links_are_a_reading(render, place):
    assert "1 of 1 counted link: proposed," in render(place, "/alignment")


def test_alignment_puts_the_sets_asked_for_into_words(render, place):
    said = render(place, "/alignment", lower="C/outcome", upper="PT/ambition")
    assert "Council: outcomes" in said
    assert "No link between the two levels is recorded." in said


def test_alignment_of_a_set_that_is_not_on_record_names_those_that_are(render, place):
    assert "expected one of C/objective" in render(place, "/alignment", lower="C/wish")


def test_a_name_given_twice_in_an_address_counts_once(render, place):
    said = render(place, "/coverage", as_at=["2011-05-01", "2012-05-01"])

    assert "1 May 2012" in said
