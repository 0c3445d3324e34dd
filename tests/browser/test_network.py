import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

AXE = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}},
}
PLACE = """key => {
    const cy = document.getElementById("network-canvas")._cyreg.cy;
    const at = cy.getElementById(key).renderedPosition();
    const box = cy.container().getBoundingClientRect();
    return [box.x + at.x, box.y + at.y];
}"""
INK = """() => {
    const canvas = document.querySelector("#network-canvas canvas[data-id=layer2-node]");
    const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    return pixels.filter((value, index) => index % 4 === 3 && value > 0).length;
}"""
FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
POSITIONS = """() => Object.fromEntries(document.getElementById("network-canvas")._cyreg.cy.nodes()
    .map(node => [node.id(), node.position()]))"""


@pytest.fixture
def opened(page: Page, served: str):
    """Return a function that opens the page and waits until the picture is drawn."""

    def go(search: str = "", width: int = 1280) -> Page:
        page.set_viewport_size({"width": width, "height": 1000})
        page.goto(f"{served}/network{search}")
        page.wait_for_selector("#network-canvas[data-drawn]")
        page.wait_for_load_state("networkidle")
        return page

    return go


def counts(page: Page) -> tuple[int, int]:
    found = re.search(
        r"shows ([\d,]+) things? and ([\d,]+) connection",
        page.locator("#network-words").inner_text(),
    )
    assert found
    return int(found[1].replace(",", "")), int(found[2].replace(",", ""))


def drawn(page: Page) -> tuple[int, int]:
    return tuple(
        page.evaluate(
            "(() => { const cy = document.getElementById('network-canvas')._cyreg.cy;"
            "return [cy.nodes().length, cy.edges().length]; })()"
        )
    )


def search(page: Page, words: str) -> None:
    page.get_by_label("Find a thing by name").first.focus()
    page.keyboard.type(words)
    expect(page.get_by_role("option", name=words).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


@pytest.mark.parametrize("width", [1280, 1920])
def test_the_picture_is_drawn_and_has_as_many_marks_as_it_says(opened, complaints, width):
    page = opened(width=width)
    assert page.evaluate(INK) > 2000
    assert drawn(page) == counts(page)
    assert complaints.found == []


def test_names_in_the_picture_are_read_at_one_size_at_every_zoom(opened):
    page = opened()
    size = (
        "(() => { const cy = document.getElementById('network-canvas')._cyreg.cy;"
        "return cy.zoom() * parseFloat(cy.nodes()[0].style('font-size')); })()"
    )
    before = page.evaluate(size)
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_timeout(200)
    assert page.evaluate(size) == pytest.approx(before, rel=0.02)
    assert before >= 12


def test_tapping_a_mark_shows_its_facts_with_a_source(opened, complaints):
    page = opened()
    page.locator("#network-canvas").scroll_into_view_if_needed()
    # The canvas learns of the scrolling with the next frame.
    page.evaluate(FRAMES)
    page.mouse.click(*page.evaluate(PLACE, "Partnership:PT-CSP"))

    expect(page.locator("#network-chosen")).to_have_text("Cheltenham Strategic Partnership")
    expect(page.locator("#network-panel .said li").first).to_contain_text(re.compile(r", S\d:\d+"))
    expect(page.locator("#network-status")).to_contain_text("Cheltenham Strategic Partnership")
    assert "focus=Partnership:PT-CSP" in page.url
    assert complaints.found == []


def test_a_neighbours_facts_are_reached_by_keyboard_alone(opened, complaints):
    page = opened()
    search(page, "Joint Core Strategy")
    expect(page.locator("#network-chosen")).to_have_text("Joint Core Strategy")
    for _ in range(60):
        if page.evaluate("document.activeElement.matches('#network-panel button')"):
            break
        page.keyboard.press("Tab")
    name = page.evaluate("document.activeElement.innerText")
    page.keyboard.press("Enter")

    expect(page.locator("#network-chosen")).to_have_text(name)
    expect(page.locator("#network-chosen")).to_be_focused()
    expect(page.locator("#network-panel .said li").first).to_be_visible()
    assert complaints.found == []


def test_more_steps_show_more_and_say_what_lies_further_out(opened):
    page = opened("?focus=Partnership:PT-JCS")
    near = counts(page)
    expect(page.locator("#network-words")).to_contain_text("one step further out")
    page.get_by_label("Around the chosen thing, show").first.click()
    page.get_by_role("option", name="2 steps around it").click()

    expect(page.locator("#network-words")).to_contain_text("2 steps around")
    assert counts(page) > near
    assert "hops=2" in page.url


def test_filters_change_the_counts_the_address_and_not_the_places(opened, complaints):
    page = opened()
    before, places = counts(page), page.evaluate(POSITIONS)
    page.get_by_label("Kinds of connection").first.click()
    page.get_by_role("option", name="sits on").click()

    expect(page.locator("#network-words")).not_to_contain_text(f"{before[1]} connections")
    assert "relation=MEMBER_OF" in page.url
    assert drawn(page) == counts(page) < before
    after = page.evaluate(POSITIONS)
    assert after == {key: places[key] for key in after}
    assert complaints.found == []


def test_a_link_reproduces_the_view(opened):
    page = opened(
        "?kind=Organisation,Partnership&relation=MEMBER_OF&focus=Organisation:ORG-CBC&hops=2"
    )
    shown = page.locator("#network-words").inner_text()
    address = page.url
    page.reload()
    page.wait_for_selector("#network-canvas[data-drawn]")
    assert page.locator("#network-words").inner_text() == shown
    assert page.url == address
    expect(page.get_by_label("Find a thing by name").first).to_have_value(
        "Cheltenham Borough Council"
    )


def test_back_returns_to_the_view_before(opened, complaints):
    page = opened()
    search(page, "Joint Core Strategy")
    expect(page.locator("#network-chosen")).to_have_text("Joint Core Strategy")
    page.go_back()
    expect(page.locator("#network-chosen")).to_have_text("Nothing chosen yet")
    expect(page.get_by_label("Find a thing by name").first).to_have_value("")
    assert complaints.found == []


def test_a_structure_chosen_above_keeps_the_focus(opened, complaints):
    page = opened("?focus=Post:P-ADOPS")
    page.get_by_label("Structure", exact=True).first.click()
    page.get_by_role("option", name="Phase 1").click()
    expect(page.locator(".moment")).to_contain_text("Phase 1")
    expect(page.locator("#network-chosen")).to_have_text("AD Operations")
    assert "structure=phase-1" in page.url
    assert complaints.found == []


@pytest.mark.parametrize("search_", ["?kind=all", "?focus=Organisation:ORG-CBC"])
def test_no_rule_of_wcag_2_2_aa_is_broken(opened, search_):
    page = opened(search_)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    found = Axe().run(page, options=AXE).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []


def test_a_focus_that_is_not_there_is_said_calmly(opened, complaints):
    page = opened("?focus=Partnership:PT-NONE")
    expect(page.get_by_role("alert")).to_contain_text("Found no partnership PT-NONE")
    assert complaints.found == []
