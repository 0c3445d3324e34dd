from datetime import date

import pytest
from dash.development.base_component import Component

from placegraph.cypher import query
from placegraph.dashboard.network.description import basis
from placegraph.dashboard.network.facts import panel
from placegraph.graph.store import frame

SAID = {"source": "s", "source_name": "The only paper", "locator": "p. 7"}
EDGE = {"statements": 1, "sources": ["s p. 7"]}
NODES = [
    {"id": "C", "type": "Organisation", "name": "Council", "kind": "district", "degree": 2},
    {"id": "D", "type": "Organisation", "name": "District", "degree": 1},
    {"id": "PT", "type": "Partnership", "name": "Place Board", "degree": 2},
    {"id": "P1", "type": "Post", "name": "Director", "degree": 1},
]
EDGES = [
    {"from_type": "Organisation", "from_id": "C", "relation": "MEMBER_OF",
     "to_type": "Partnership", "to_id": "PT", "completeness": "complete", **EDGE},
    {"from_type": "Organisation", "from_id": "D", "relation": "MEMBER_OF",
     "to_type": "Partnership", "to_id": "PT", "status": "proposed", **EDGE},
    {"from_type": "Post", "from_id": "P1", "relation": "POST_IN",
     "to_type": "Organisation", "to_id": "C", **EDGE},
]  # fmt: skip
FACTS = [
    {"fact": "name", "value": "Council", "outgoing": True, **SAID},
    {"fact": "unnamed_group", "value": "false", "outgoing": True, **SAID},
    {"fact": "MEMBER_OF", "other": "PT", "value": "Place Board", "other_type": "Partnership",
     "outgoing": True, "status": "proposed", "valid_from": date(2011, 4, 1), **SAID},
    {"fact": "MEMBER_OF", "other": "PT", "value": "Place Board", "other_type": "Partnership",
     "outgoing": True, **SAID | {"locator": "p. 9"}},
    {"fact": "PARTY_TO", "other": "K", "value": "Old deal", "other_type": "Contract",
     "outgoing": True, "valid_to": date(2010, 1, 1), "note": "It lapsed.", **SAID},
    {"fact": "POST_IN", "other": "P1", "value": "Director", "other_type": "Post",
     "outgoing": False, **SAID},
]  # fmt: skip


@pytest.fixture
def joined(place):
    place.rows = place.rows | {
        "network/nodes": NODES, "network/edges": EDGES, "network/facts": FACTS,
    }  # fmt: skip
    return place


def facts():
    declared = query("network/facts")
    names = [column.name for column in declared.columns]
    return frame(declared, [[row.get(name) for name in names] for row in FACTS])


def walk(part: object):
    if isinstance(part, list | tuple):
        for one in part:
            yield from walk(one)
    elif isinstance(part, Component):
        yield part
        yield from walk(getattr(part, "children", None))


def test_one_sentence_says_what_the_picture_shows(render, joined):
    said = render(joined, "/network", as_at="2011-04-01")
    assert "The picture shows 3 things and 2 connections, as at 1 April 2011." in said
    assert "The filters hide 1 post." in said


def test_the_picture_rests_on_statements_of_named_sources(render, joined):
    said = render(joined, "/network")
    assert "2 statements about connections in 1 source: The only paper (2)" in said
    assert "ties that no paper mentions" in said


def test_both_tables_say_what_the_picture_shows(render, joined):
    said = render(joined, "/network")
    assert "Things in the picture (3)" in said
    assert "organisation: district" in said
    assert "District sits on Place Board proposed" in said
    assert "The only paper, p. 7" in said


def test_a_focus_says_what_it_is_narrowed_to_and_what_lies_further_out(render, joined):
    said = render(joined, "/network", focus="Organisation:C")
    assert "narrowed to 1 step around Council" in said
    assert "1 more thing lies one step further out" in said
    assert "Council, organisation, chosen: 2 connections on this day" in said


def test_filters_that_hide_a_neighbour_say_so(render, joined):
    said = render(joined, "/network", focus="Organisation:C", kind="Organisation,Partnership")
    assert "1 neighbour of Council is hidden by the filters" in said


def test_a_focus_not_on_record_is_said_and_the_picture_shown(render, joined):
    said = render(joined, "/network", focus="Organisation:Z")
    assert "Found no organisation Z on record on this day" in said
    assert "The picture shows" in said


def test_a_filter_the_page_does_not_know_is_one_calm_line(render, joined):
    assert "kind: found 'Person', expected one of" in render(joined, "/network", kind="Person")


def test_an_empty_store_is_told_what_to_load(render, empty):
    assert "Load a data set" in render(empty, "/network")


def test_a_lost_store_is_one_calm_line(render, failing):
    assert "found that the connection was lost" in render(failing, "/network")


def test_facts_are_grouped_in_plain_english_with_their_source_and_place():
    parts = panel("Organisation", "Council", facts(), day=date(2012, 1, 1), present=set())
    titles = [p.children[0] for p in walk(parts) if type(p).__name__ == "Summary"]
    assert titles == ["Sits on", "Party to", "Posts"]
    said = str([p.to_plotly_json() for p in parts])
    assert "The only paper, p. 7" in said
    assert "Proposed; from 1 April 2011. " in said
    assert "MEMBER_OF" not in said


def test_two_statements_of_one_fact_are_one_entry_with_two_places():
    parts = panel("Organisation", "Council", facts(), day=date(2012, 1, 1), present=set())
    (first, *_) = [p for p in walk(parts) if getattr(p, "className", "") == "others"]
    assert len(first.children) == 1
    assert len([p for p in walk(first) if type(p).__name__ == "Li"]) == 3


def test_what_does_not_hold_on_the_day_says_so():
    parts = panel("Organisation", "Council", facts(), day=date(2012, 1, 1), present=set())
    assert "Until 1 January 2010; not on the day shown. " in str(
        [p.to_plotly_json() for p in parts]
    )


def test_only_things_on_record_that_day_are_buttons():
    parts = panel(
        "Organisation", "Council", facts(), day=date(2012, 1, 1), present={"Partnership:PT"}
    )
    buttons = [p for p in walk(parts) if type(p).__name__ == "Button"]
    assert [b.id["key"] for b in buttons] == ["Partnership:PT"]


def test_a_picture_without_connections_cites_nothing():
    declared = query("network/edges")
    assert "no statement to cite" in basis(frame(declared, []), {})


def test_properties_said_in_one_place_cite_it_once():
    parts = panel("Organisation", "Council", facts(), day=date(2012, 1, 1), present=set())
    (stated,) = [p for p in walk(parts) if getattr(p, "className", "") == "stated"]
    said = [p.children for p in walk(stated) if type(p).__name__ in ("Dt", "Dd")]
    assert said == ["Name", "Council", "Stands for several bodies not named", "No"]
    assert len([p for p in walk(stated) if type(p).__name__ == "Li"]) == 1


RECORDS = [
    {"from_type": "Organisation", "from_id": "C", "from_name": "Council", "from_kind": "district",
     "relation": "PAID", "to_type": "WithheldPayee", "to_id": "W", "to_name": "REDACTED",
     "statements": 1, "sources": ["s row 4"]},
    {"from_type": "Organisation", "from_id": "C", "from_name": "Council", "from_kind": "district",
     "relation": "PAID", "to_type": "Organisation", "to_id": "X", "to_name": "A printer",
     "to_kind": "not known", "statements": 2, "sources": ["s row 5", "s row 9"]},
]  # fmt: skip


def test_published_records_are_shown_around_one_thing_when_asked_for(render, joined):
    joined.rows = joined.rows | {"network/records": RECORDS}
    hidden = render(joined, "/network", focus="Organisation:C")
    shown = render(joined, "/network", focus="Organisation:C", records="shown")

    assert "REDACTED" not in hidden
    assert "Show its published contracts and payments" in hidden
    assert "REDACTED" in shown
    assert "withheld payee" in shown
    assert "A printer" in shown
    assert "Hide its published contracts and payments" in shown


def test_a_payee_the_picture_leaves_out_is_found_by_its_address(render, joined):
    joined.rows = joined.rows | {"network/records": RECORDS}
    said = render(joined, "/network", focus="Organisation:X")
    assert "A printer" in said
    assert "is not there" not in said


def test_the_panel_says_when_it_lists_only_some_of_many():
    many = facts().assign(stated=[5213 if f == "MEMBER_OF" else 1 for f in facts()["fact"]])
    made = walk(panel("Organisation", "Council", many, day=date(2011, 4, 1), present=set()))
    said = str([getattr(part, "children", None) for part in made])
    assert "(1, from the first 2 of 5,213 statements)" in said
