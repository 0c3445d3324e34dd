from urllib.parse import parse_qsl

import pytest

from placegraph.dashboard.network.view import OPENING_KINDS, View, split_key, view_asked
from placegraph.errors import MeasureError


def asked(search: str) -> View:
    return view_asked(**dict(parse_qsl(search.removeprefix("?"))))


def test_an_address_without_filters_opens_on_who_works_with_whom():
    assert asked("").kinds == OPENING_KINDS


def test_a_link_to_one_thing_shows_every_kind_around_it():
    view = asked("?focus=Outcome:O-1")
    assert view.kinds == ()
    assert view.steps == 1


@pytest.mark.parametrize(
    "view",
    [
        View(),
        View(kinds=()),
        View(as_at="2011-04-01", structure="one", kinds=("Post", "Organisation:NHS")),
        View(organisation="O/1", partnership="P:2", relations=("MEMBER_OF", "PARTY_TO")),
        View(focus="Organisation:A:b/c", hops="3"),
        View(kinds=(), focus="WithheldPayee:w", records=True),
        View(kinds=("Organisation:voluntary and community sector",), focus="Post:P", hops="all"),
    ],
)
def test_the_address_of_a_view_asks_for_it_again(view):
    assert asked(view.search()) == view


def test_a_key_keeps_the_colons_of_its_identifier():
    assert split_key("Contract:ocds-1:2") == ("Contract", "ocds-1:2")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"kind": "Person"}, "kind: found 'Person', expected one of Organisation"),
        ({"relation": "KNOWS"}, "relation: found 'KNOWS', expected one of MEMBER_OF"),
        ({"kind": ["Post", "Contract"]}, "kind: found it given twice"),
        ({"hops": "9"}, "hops: found '9', expected one of 1, 2, 3, all"),
        ({"focus": "nobody"}, "focus: found 'nobody', expected a type and an identifier"),
    ],
)
def test_what_the_page_does_not_know_is_said_with_what_it_does(given, said):
    with pytest.raises(MeasureError, match=said):
        view_asked(**given)
