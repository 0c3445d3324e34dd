"""LibreOffice works the workbook's formulas out to the figures of ``analytics.returns``.

Stored values are dropped first, so nothing can agree but what the formulas come to.
"""

import math
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from placegraph.analytics.returns.appraisal import AppraisalResult
from placegraph.analytics.returns.cases import Cases, cases
from placegraph.appraisal_workbook.book import Book
from placegraph.appraisal_workbook.case_results import RESULTS
from placegraph.appraisal_workbook.writer import write_workbook
from placegraph.graph.schema import Fact
from placegraph.loaders import tables
from placegraph.loaders.source import bundled

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(
    OFFICE is None,
    reason="LibreOffice is not here; `apt-get install libreoffice-calc` to have formulas checked",
)
SAID: dict[str, Any] = {"source": "paper", "locator": "p. 1"}
PENNY = 0.005
Edit = Callable[[openpyxl.Workbook], None]


@cache
def read_back(path: Path) -> Book:
    reading = tables.read(path)
    assert [*reading.problems, *(p for row in reading.rows for p in row.problems)] == []
    assert reading.dataset is not None
    facts: list[Fact] = [row.fact for row in reading.rows if row.fact is not None]
    names = {f.id: f.name for f in facts if hasattr(f, "name") and hasattr(f, "id")}
    return Book(reading.dataset.id, reading.dataset.title, tuple(facts), names)


@cache
def values(path: Path) -> openpyxl.Workbook:
    """Return a workbook that nobody changes any more, with values for formulas."""
    return openpyxl.load_workbook(path, data_only=True)


@cache
def worked(path: Path) -> Cases:
    return cases(read_back(path).inputs())


def put(book: openpyxl.Workbook, sheet: str, row: int, **cells: object) -> None:
    """Type into a row; an id that is not there yet takes the first empty row."""
    page = book[sheet]
    columns = {cell.value: cell.column for cell in page[1]}
    for name, value in cells.items():
        page.cell(row, columns[name]).value = value  # type: ignore[assignment]


def empty_row(book: openpyxl.Workbook, sheet: str) -> int:
    page = book[sheet]
    return next(r for r in range(2, 200) if all(cell.value is None for cell in page[r]))


def add(book: openpyxl.Workbook, sheet: str, **cells: object) -> None:
    put(book, sheet, empty_row(book, sheet), **cells, **SAID)


def synthetic(book: openpyxl.Workbook) -> None:
    """Make T-ROI-1 of the worked example's workbook, by typing it in."""
    for sheet in ("cost_line", "benefit_line", "line_of", "paid_by", "accrues_to"):
        page = book[sheet]
        for row in page.iter_rows(min_row=2):
            for cell in row:
                cell.value = None
    book["source"].cell(2, 1).value = "paper"
    for sheet in ("organisation", "partnership", "appraisal", "appraises"):
        page = book[sheet]
        column = {cell.value: cell.column for cell in page[1]}["source"]
        for row in range(2, page.max_row + 1):
            if page.cell(row, 1).value is not None or page.cell(row, 2).value is not None:
                page.cell(row, column).value = "paper"
    put(book, "appraisal", 2, timing="green_book", horizon=4, base_year=2020)
    cost = {"start_t": 0, "optimism_bias": 0.1}
    add(book, "cost_line", id="grant", name="Grant", kind="cash_revenue", amount=100_000,
        duration=1, **cost)  # fmt: skip
    add(book, "cost_line", id="staff", name="Staff", kind="staff_time", amount=20_000,
        duration=5, **cost)  # fmt: skip
    shared = {"quantity": 40, "start_t": 1, "duration": 4, "deadweight": 0.2, "displacement": 0,
              "attribution": 0.1}  # fmt: skip
    add(book, "benefit_line", id="fiscal", name="Stays", benefit_class="fiscal", unit_value=1500,
        drop_off=0, optimism_bias=0.15, cashable_share=0.4, **shared)  # fmt: skip
    add(book, "benefit_line", id="social", name="Health", benefit_class="social", unit_value=800,
        drop_off=0.1, optimism_bias=0.25, **shared)  # fmt: skip
    for kind, line in (("CostLine", "grant"), ("CostLine", "staff"), ("BenefitLine", "fiscal"),
                       ("BenefitLine", "social")):  # fmt: skip
        add(book, "line_of", from_type=kind, from_id=line, to_id="WM-SROI")
    for sheet, line, to, share in (
        ("paid_by", "grant", "WM-COUNCIL", 0.6),
        ("paid_by", "grant", "WM-VOLUNTEERS", 0.4),
        ("paid_by", "staff", "WM-COUNCIL", 1),
        ("accrues_to", "fiscal", "WM-COUNCIL", 0.25),
        ("accrues_to", "fiscal", "WM-NHS", 0.75),
        ("accrues_to", "social", "WM-RESIDENTS", 1),
    ):
        add(book, sheet, from_id=line, to_id=to, share=share)


def ranged(book: openpyxl.Workbook) -> None:
    synthetic(book)
    for key, side, line, parameter, low, high in (
        ("r1", "BenefitLine", "fiscal", "deadweight", 0.4, 0.1),
        ("r2", "CostLine", "grant", "amount", 120_000, 90_000),
        ("r3", "BenefitLine", "social", "drop_off", 1, 0),
        ("r4", "BenefitLine", "fiscal", "unit_value", 1000, 9000),
    ):
        add(book, "input_range", id=key, name=key, parameter=parameter, low=low, high=high)
        add(book, "range_of", from_id=key, to_type=side, to_id=line)


def green_book_rate(book: openpyxl.Workbook) -> None:
    ranged(book)
    put(book, "appraisal", 2, rate=None, horizon=9)
    put(book, "benefit_line", 2, duration=9, unit_value=6000)


def other_prices(book: openpyxl.Workbook) -> None:
    ranged(book)
    put(book, "appraisal", 2, price_year=2020)
    put(book, "cost_line", 2, price_year=2012)
    put(book, "benefit_line", 2, price_year=2018)


def prices_of_no_year(book: openpyxl.Workbook) -> None:
    synthetic(book)
    put(book, "cost_line", 2, price_year=2012)


def other_timing(book: openpyxl.Workbook) -> None:
    ranged(book)
    put(book, "appraisal", 2, timing="sroi")


def unknown(book: openpyxl.Workbook) -> None:
    synthetic(book)
    put(book, "benefit_line", 2, deadweight=None)
    put(book, "benefit_line", 3, cashable_share=None)


def no_cashable_share(book: openpyxl.Workbook) -> None:
    synthetic(book)
    put(book, "benefit_line", 2, cashable_share=None)


def another_line(book: openpyxl.Workbook) -> None:
    """Another class, an id that differs by its case alone, nobody who gains."""
    synthetic(book)
    add(book, "benefit_line", id="FISCAL", name="Jobs", benefit_class="economic", unit_value=-70,
        quantity=12, start_t=0, duration=2, deadweight=0, displacement=0.5, attribution=0,
        drop_off=1, optimism_bias=0)  # fmt: skip
    add(book, "line_of", from_type="BenefitLine", from_id="FISCAL", to_id="WM-SROI")


def only_costs(book: openpyxl.Workbook) -> None:
    synthetic(book)
    for sheet in ("benefit_line", "accrues_to"):
        for row in book[sheet].iter_rows(min_row=2):
            for cell in row:
                cell.value = None
    for row in (4, 5):
        put(book, "line_of", row, from_type=None, from_id=None, to_id=None, source=None,
            locator=None)  # fmt: skip


EDITS: dict[str, Edit] = {
    "T-W2M": lambda _: None,
    "T-ROI-1": synthetic,
    "ranged": ranged,
    "green_book_rate": green_book_rate,
    "other_prices": other_prices,
    "prices_of_no_year": prices_of_no_year,
    "other_timing": other_timing,
    "unknown": unknown,
    "no_cashable_share": no_cashable_share,
    "another_line": another_line,
    "only_costs": only_costs,
}


@pytest.fixture(scope="module")
def recomputed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the worked example, then again from what was typed into it, all recomputed."""
    folder = tmp_path_factory.mktemp("books")
    write_workbook(read_back(bundled("wheels_to_meals")), folder / "first.xlsx")
    for name, edit in EDITS.items():
        book = openpyxl.load_workbook(folder / "first.xlsx")
        edit(book)
        (folder / "typed").mkdir(exist_ok=True)
        book.save(folder / "typed" / f"{name}.xlsx")
        # Sheets for low and high are there once ranges were, so they are written anew.
        write_workbook(read_back(folder / "typed" / f"{name}.xlsx"), folder / f"{name}.xlsx")
        (folder / "bare").mkdir(exist_ok=True)
        # openpyxl keeps formulas and drops what they came to.
        openpyxl.load_workbook(folder / f"{name}.xlsx").save(folder / "bare" / f"{name}.xlsx")
    for name in EDITS:
        shutil.copy(folder / "typed" / f"{name}.xlsx", folder / "bare" / f"typed-{name}.xlsx")
    assert OFFICE is not None
    subprocess.run(
        [
            *(OFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"),
            *("--convert-to", "xlsx", "--outdir", str(folder / "done")),
            *(str(path) for path in sorted((folder / "bare").glob("*.xlsx"))),
        ],
        check=True,
        capture_output=True,
        timeout=1800,
    )
    return folder


def shown(path: Path) -> dict[str, dict[str, Any]]:
    sheet = values(path)["Results"]
    return {
        str(sheet.cell(4, column).value): {
            name: sheet.cell(5 + place, column).value for place, name in enumerate(RESULTS)
        }
        for column in (2, 3, 4)
    }


def agree(found: dict[str, Any], result: AppraisalResult, what: str) -> None:
    for name in RESULTS:
        value = getattr(result, name)
        if value is None:
            assert isinstance(found[name], str), f"{what}: {name}"
        else:
            assert found[name] == pytest.approx(value, abs=PENNY if abs(value) > 100 else 1e-9), (
                f"{what}: {name}"
            )


@pytest.mark.parametrize("name", EDITS)
def test_formulas_come_to_the_figures_of_the_appraisal(recomputed: Path, name: str) -> None:
    expected = worked(recomputed / f"{name}.xlsx")
    found = shown(recomputed / "done" / f"{name}.xlsx")
    agree(found["central"], expected.central, f"{name} central")
    for case, result in (("low", expected.low), ("high", expected.high)):
        if result is None:
            assert set(found[case].values()) == {"not known"}
        else:
            agree(found[case], result, f"{name} {case}")


@pytest.mark.parametrize("name", EDITS)
def test_a_workbook_that_is_typed_into_recomputes_itself(recomputed: Path, name: str) -> None:
    expected = worked(recomputed / "typed" / f"{name}.xlsx")
    found = shown(recomputed / "done" / f"typed-{name}.xlsx")
    agree(found["central"], expected.central, name)


@pytest.mark.parametrize("name", EDITS)
def test_stored_values_are_what_the_formulas_come_to(recomputed: Path, name: str) -> None:
    stored = values(recomputed / f"{name}.xlsx")
    done = values(recomputed / "done" / f"{name}.xlsx")
    differing = {}
    for sheet in stored:
        for row in sheet.iter_rows():
            for cell in row:
                found = done[sheet.title][cell.coordinate].value
                one, other = cell.value or "", found or ""
                if isinstance(one, int | float) and isinstance(other, int | float):
                    same = math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-6)
                else:
                    same = one == other or {one, other} <= {"", 0}
                if not same:
                    differing[f"{sheet.title}!{cell.coordinate}"] = (one, other)
    assert differing == {}


@pytest.mark.parametrize("name", EDITS)
def test_positions_of_partners_are_those_of_the_appraisal(recomputed: Path, name: str) -> None:
    result = worked(recomputed / f"{name}.xlsx").central
    sheet = values(recomputed / "done" / f"{name}.xlsx")["Partners"]
    found = {row[0]: row[4] for row in sheet.iter_rows(min_row=6, values_only=True) if row[0]}
    for row in result.partner_position.to_dict("records"):
        if row["organisation"] not in found:
            continue
        value = found[row["organisation"]]
        if math.isnan(row["npv"]):
            assert value == "unknown"
        else:
            assert value == pytest.approx(row["npv"], abs=PENNY)
    if result.npsv is not None:
        assert found["Total"] == pytest.approx(result.npsv, abs=PENNY)


def test_t_roi_1_comes_out_of_the_formulas(recomputed: Path) -> None:
    found = shown(recomputed / "done" / "T-ROI-1.xlsx")["central"]
    golden = {"pvc": 212_807.74, "pv_fiscal": 134_875.47, "pv_social": 54_815.58,
              "pvb": 189_691.05, "npsv": -23_116.69}  # fmt: skip
    assert {name: round(found[name], 2) for name in golden} == golden
    assert found["payback"] == "does not pay back"


def test_t_w2m_comes_out_of_the_formulas(recomputed: Path) -> None:
    found = shown(recomputed / "done" / "T-W2M.xlsx")["central"]
    assert (round(found["pvb"], 2), round(found["npsv"], 2)) == (81_741.93, 39_366.93)
    assert round(found["bcr"], 2) == 1.93
