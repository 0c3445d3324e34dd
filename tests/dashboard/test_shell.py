import dash
import pytest
from dash import html

from placegraph.dashboard import shell
from placegraph.dashboard.app import create_app


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ("structure", "?lower=x&structure=two"),
        ("as-at", "?as_at=2012-01-01&lower=x&structure=one"),
    ],
)
def test_a_changed_control_rewrites_only_its_part_of_the_address(changed, expected):
    search = "?as_at=2011-05-01&lower=x&structure=one"
    assert (
        shell.rewritten(
            search,
            structure="two" if changed == "structure" else "one",
            as_at="2012-01-01",
            changed=changed,
        )
        == expected
    )


def test_choosing_no_structure_clears_it_from_the_address():
    assert (
        shell.rewritten(
            "?structure=one", structure=shell.EVERYTHING, as_at=None, changed="structure"
        )
        == ""
    )


def test_links_to_pages_keep_the_moment_and_mark_the_page_shown(place):
    create_app(place)
    items = shell.navigation("/coverage", "?structure=one&lower=x").children
    assert all(item.children.href.endswith("?structure=one") for item in items)
    marked = [item.children.children for item in items if getattr(item, "aria-current", "")]
    assert marked == ["Coverage"]


def test_structures_are_offered_by_council_with_their_days(place):
    app = create_app(place)
    with app.server.app_context():
        options = shell.structure_options(shell.structures(place))
    assert options[1]["group"] == "Council"
    assert options[1]["items"][0] == {
        "value": "one",
        "label": "First phase, from 1 April 2011",
    }


def test_the_frame_stands_when_the_store_has_gone(failing):
    app = create_app(failing)
    with app.server.app_context():
        assert isinstance(shell.frame().children[1], html.A)


def test_the_document_is_in_british_english_and_asks_nobody_else_for_anything(place):
    page = create_app(place).server.test_client().get("/").get_data(as_text=True)
    assert '<html lang="en-GB">' in page
    assert 'src="http' not in page
    assert 'href="http' not in page


def test_every_page_has_a_title_of_its_own(place):
    create_app(place)
    titles = [page["title"] for page in dash.page_registry.values()]
    assert len(set(titles)) == len(titles)
