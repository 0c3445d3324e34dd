import os
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

PAGES = {
    "overview": "/",
    "coverage": "/coverage?structure=phase-1",
    "network": "/network",
    "return": "/return",
    "alignment": "/alignment?structure=phase-1",
}
WIDTHS = (1280, 1920)
AXE = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}},
}
# `PICTURES=1 pytest tests/browser` renews the pictures of the documentation.
PICTURES = Path(__file__).parents[2] / "docs" / "pictures" if os.environ.get("PICTURES") else None


TABLES_ARE_DRAWN = """() => [...document.querySelectorAll('.ag-root')]
    .every(table => table.querySelector('[role=columnheader]'))"""


def visit(page: Page, url: str, width: int = 1280) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(url)
    # The first visit waits for Neo4j to plan its queries.
    expect(page.locator("main h1")).to_have_count(1, timeout=30_000)
    page.wait_for_load_state("networkidle")
    page.wait_for_function(TABLES_ARE_DRAWN)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_shows_its_content_without_complaint(page, served, complaints, name, width):
    visit(page, served + PAGES[name], width)

    assert complaints.found == []
    assert len(page.locator("main").inner_text()) > 300
    assert page.locator(".notice.warning").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    if PICTURES and width == 1280:
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_breaks_no_rule_of_wcag_2_2_aa(page, served, name):
    visit(page, served + PAGES[name])
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    # A page that redraws its tables has none for a moment, and then tables without headings.
    page.wait_for_timeout(1000)
    page.wait_for_function(TABLES_ARE_DRAWN)

    found = Axe().run(page, options=AXE).response["violations"]

    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []


def test_no_outcome_has_a_lead_commissioner_in_the_first_phase(page, served):
    visit(page, f"{served}/?structure=phase-1")
    card = page.locator(".card", has_text="Outcomes with a lead commissioner")
    expect(card.locator(".number")).to_have_text("0 of 24")


def test_choosing_a_structure_changes_the_address_and_the_page(page, served, complaints):
    visit(page, f"{served}/coverage")
    page.get_by_role("combobox", name="Structure").or_(page.get_by_label("Structure")).first.click()
    page.get_by_role("option", name="Phase 2").click()

    expect(page.locator(".moment")).to_have_text("Phase 2, as at 1 October 2012")
    assert page.url == f"{served}/coverage?structure=phase-2"
    assert complaints.found == []


def test_links_between_pages_keep_the_structure(page, served, complaints):
    visit(page, f"{served}/coverage?structure=phase-1")
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Overview").click()

    expect(page.locator("main h1")).to_have_text("Overview")
    assert page.url == f"{served}/?structure=phase-1"
    expect(page).to_have_title("Overview · PlaceGraph")
    assert complaints.found == []


def test_choosing_other_aims_makes_a_link_that_shows_them(page, served, complaints):
    visit(page, f"{served}/alignment")
    page.get_by_label("Aims that support").first.click()
    page.get_by_role("option", name="Cheltenham Borough Council: outcomes").click()
    expect(page.locator("table.matrix caption")).to_contain_text("outcomes by")

    again = page.url
    visit(page, again)
    expect(page.locator("table.matrix caption")).to_contain_text(
        "Cheltenham Borough Council: outcomes by Cheltenham Strategic Partnership: ambitions"
    )
    assert complaints.found == []


def test_a_day_outside_the_structure_is_said_calmly(page, served):
    visit(page, f"{served}/?structure=phase-1&as_at=2020-01-01")
    expect(page.get_by_role("alert")).to_contain_text("expected a day of phase-1")


def test_the_first_stop_of_the_keyboard_leads_past_the_header(page, served):
    visit(page, served)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_an_address_that_leads_nowhere_says_so(page, served, complaints):
    visit(page, f"{served}/nowhere")
    expect(page.locator("main h1")).to_have_text("There is no such page")
    assert complaints.found == []


def test_a_typed_day_is_read_the_british_way(page, served):
    visit(page, f"{served}/coverage")
    box = page.get_by_label("As at")

    box.fill("01/10/2012")
    box.press("Enter")

    expect(page).to_have_url(re.compile("as_at=2012-10-01"))
    expect(page.locator(".moment")).to_have_text("As at 1 October 2012")
    expect(box).to_have_value("1 October 2012")


def test_a_day_that_does_not_exist_is_refused_in_words(page, served):
    visit(page, f"{served}/coverage")
    box = page.get_by_label("As at")

    box.fill("31 February 2012")
    box.press("Enter")

    expect(page.locator("main")).to_contain_text("found '31 February 2012', expected a date")


def test_a_page_does_not_scroll_sideways_on_a_telephone(page, served):
    visit(page, served, 390)

    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
