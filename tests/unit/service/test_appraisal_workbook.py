"""The workbook holds the figures of the appraisal, and its tables load as they are."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from placegraph.analytics.returns.appraisal import appraised
from placegraph.analytics.returns.cases import cases
from placegraph.appraisal_workbook.book import Book
from placegraph.appraisal_workbook.case_results import RESULTS
from placegraph.appraisal_workbook.writer import write_workbook
from placegraph.errors import MeasureError, SourceError
from placegraph.graph.model import (
    AccruesTo,
    Appraisal,
    Appraises,
    BenefitLine,
    CostLine,
    InputRange,
    LineOf,
    Organisation,
    PaidBy,
    Partnership,
    RangeOf,
    Source,
)
from placegraph.graph.schema import Fact
from placegraph.loaders import tables
from placegraph.loaders.source import bundled

SAID: dict[str, Any] = {"source": "paper", "locator": "p. 1"}


def tie(declared: type, start: Fact, end_type: str, end: str, **more: Any) -> Fact:
    ends = {"from_type": type(start).__name__, "from_id": start.id, "to_type": end_type}  # type: ignore[attr-defined]
    return declared.model_validate(ends | {"to_id": end} | SAID | more)  # type: ignore[no-any-return, attr-defined]


def book_of(facts: Sequence[Fact], dataset: str = "made", title: str = "Made") -> Book:
    names = {f.id: f.name for f in facts if hasattr(f, "name") and hasattr(f, "id")}
    return Book(dataset, title, tuple(facts), names)


def read_back(path: Path) -> Book:
    reading = tables.read(path)
    problems = [*reading.problems, *(p for row in reading.rows for p in row.problems)]
    assert problems == []
    assert reading.dataset is not None
    facts = [row.fact for row in reading.rows if row.fact is not None]
    return book_of(facts, reading.dataset.id, reading.dataset.title)


def wheels_to_meals() -> Book:
    return read_back(bundled("wheels_to_meals"))


def synthetic(*, ranged: bool = False, **changed: Any) -> Book:
    """T-ROI-1: two costs, a fiscal and a social benefit, with every convention at once."""
    facts: list[Fact] = [
        Source(id="paper", name="A paper", source="paper", locator="the document itself"),
        Partnership(id="P", name="=1+1", kind="other", members_known="unknown", **SAID),
        *(
            Organisation(id=key, name=name, kind="council", **SAID)
            for key, name in {"A": "@Council", "B": "+B", "NHS": "-N", "C": "Citizens"}.items()
        ),
    ]
    appraisal = Appraisal(
        id="ROI", name="=SUM(A1)", timing="green_book", horizon=4, base_year=2020,
        rate=0.035, **SAID,
    )  # fmt: skip
    grant = CostLine(id="grant", name="Grant", kind="cash_revenue", amount=100_000, start_t=0,
                     duration=1, optimism_bias=0.1, **SAID)  # fmt: skip
    staff = CostLine(id="staff", name="Half a post", kind="staff_time", amount=20_000, start_t=0,
                     duration=5, optimism_bias=0.1, **SAID)  # fmt: skip
    shared = {"quantity": 40, "start_t": 1, "duration": 4, "deadweight": 0.2, "displacement": 0,
              "attribution": 0.1}  # fmt: skip
    fiscal = BenefitLine.model_validate(
        {"id": "fiscal", "name": "Fewer stays", "benefit_class": "fiscal", "unit_value": 1500,
         "drop_off": 0, "optimism_bias": 0.15, "cashable_share": 0.4}
        | shared | SAID | changed
    )  # fmt: skip
    social = BenefitLine.model_validate(
        {"id": "social", "name": "Wellbeing", "benefit_class": "social", "unit_value": 800,
         "drop_off": 0.1, "optimism_bias": 0.25} | shared | SAID
    )  # fmt: skip
    facts += [
        appraisal,
        tie(Appraises, appraisal, "Partnership", "P"),
        grant,
        staff,
        fiscal,
        social,
    ]
    facts += [tie(LineOf, line, "Appraisal", "ROI") for line in (grant, staff, fiscal, social)]
    facts += [
        tie(PaidBy, grant, "Organisation", "A", share=0.6),
        tie(PaidBy, grant, "Organisation", "B", share=0.4),
        tie(PaidBy, staff, "Organisation", "A", share=1),
        tie(AccruesTo, fiscal, "Organisation", "A", share=0.25),
        tie(AccruesTo, fiscal, "Organisation", "NHS", share=0.75),
        tie(AccruesTo, social, "Organisation", "C", share=1),
    ]
    if ranged:
        dead = InputRange(id="r1", name="Deadweight", parameter="deadweight", low=0.4, high=0.1,
                          **SAID)  # fmt: skip
        paid = InputRange(id="r2", name="Grant", parameter="amount", low=120_000, high=90_000,
                          **SAID)  # fmt: skip
        facts += [dead, paid, tie(RangeOf, dead, "BenefitLine", "fiscal")]
        facts += [tie(RangeOf, paid, "CostLine", "grant")]
    return book_of(facts)


def results(path: Path) -> dict[str, dict[str, object]]:
    """Return what the first sheet shows, by case and result."""
    sheet = openpyxl.load_workbook(path, data_only=True)["Results"]
    return {
        sheet.cell(4, column).value: {
            name: sheet.cell(5 + place, column).value for place, name in enumerate(RESULTS)
        }
        for column in (2, 3, 4)
    }


def test_t_w2m_is_in_the_stored_values(tmp_path: Path) -> None:
    write_workbook(wheels_to_meals(), tmp_path / "book.xlsx")
    found = results(tmp_path / "book.xlsx")["central"]
    assert round(float(found["pvb"]), 2) == 81_741.93  # type: ignore[arg-type]
    assert round(float(found["npsv"]), 2) == 39_366.93  # type: ignore[arg-type]
    assert round(float(found["bcr"]), 6) == 1.929013  # type: ignore[arg-type]
    assert round(float(found["payback_months"]), 2) == 6.16  # type: ignore[arg-type]


def test_t_roi_1_is_in_the_stored_values(tmp_path: Path) -> None:
    write_workbook(synthetic(), tmp_path / "book.xlsx")
    found = results(tmp_path / "book.xlsx")["central"]
    golden = {"pvc": 212_807.74, "pv_fiscal": 134_875.47, "pv_social": 54_815.58,
              "pvb": 189_691.05, "npsv": -23_116.69}  # fmt: skip
    assert {name: round(float(found[name]), 2) for name in golden} == golden  # type: ignore[arg-type]
    ratios = {"bcr": 0.8914, "efficiency": 0.6338, "cashable": 0.2535, "citizen": 0.2576}
    assert {name: round(float(found[name]), 4) for name in ratios} == ratios  # type: ignore[arg-type]
    assert found["payback"] == "does not pay back"
    assert found["payback_months"] == "not defined"
    assert found["pv_economic"] == "none claimed"


def test_cases_without_ranges_are_not_known_and_with_them_are_three(tmp_path: Path) -> None:
    write_workbook(synthetic(), tmp_path / "one.xlsx")
    assert set(results(tmp_path / "one.xlsx")["low"].values()) == {"not known"}
    ranged = synthetic(ranged=True)
    write_workbook(ranged, tmp_path / "three.xlsx")
    found = results(tmp_path / "three.xlsx")
    expected = cases(ranged.inputs()).frame.set_index("case")["npsv"]
    assert {case: found[case]["npsv"] for case in found} == pytest.approx(dict(expected))


def test_an_unknown_figure_leaves_what_needs_it_unknown(tmp_path: Path) -> None:
    book = synthetic(deadweight=None)
    write_workbook(book, tmp_path / "book.xlsx")
    found = results(tmp_path / "book.xlsx")["central"]
    assert appraised(book.inputs()).pvb is None
    for name in ("pv_fiscal", "pvb", "npsv", "bcr", "efficiency", "cashable", "payback"):
        assert found[name] == "unknown"
    assert found["pvc"] == pytest.approx(212_807.74, abs=0.005)


@pytest.mark.parametrize("book", [wheels_to_meals(), synthetic(ranged=True)], ids=["w2m", "roi"])
def test_what_is_written_is_read_back_whole(book: Book, tmp_path: Path) -> None:
    write_workbook(book, tmp_path / "book.xlsx")
    again = read_back(tmp_path / "book.xlsx")
    assert (again.dataset, again.title) == (book.dataset, book.title)
    assert set(again.facts) == set(book.facts)
    before, after = appraised(book.inputs()), appraised(again.inputs())
    assert (after.pvb, after.pvc, after.npsv) == (before.pvb, before.pvc, before.npsv)


def test_names_that_look_like_formulas_stay_text(tmp_path: Path) -> None:
    write_workbook(synthetic(), tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    typed = [
        cell
        for sheet in book
        if sheet.title == sheet.title.lower()
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    assert [cell.coordinate for cell in typed if cell.data_type == "f"] == []
    assert {"=1+1", "=SUM(A1)", "@Council", "+B", "-N"} <= {cell.value for cell in typed}


def test_only_what_may_be_typed_in_is_unlocked(tmp_path: Path) -> None:
    write_workbook(synthetic(), tmp_path / "book.xlsx")
    for sheet in openpyxl.load_workbook(tmp_path / "book.xlsx"):
        assert sheet.protection.sheet
        unlocked = {
            cell.row for row in sheet.iter_rows() for cell in row if not cell.protection.locked
        }
        is_table = sheet.title == sheet.title.lower()
        assert (unlocked != set(), 1 in unlocked) == (is_table, False)


def test_a_bad_cell_is_named_by_sheet_row_and_column(tmp_path: Path) -> None:
    write_workbook(synthetic(), tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    book["cost_line"]["D2"] = "a lot"
    book.save(tmp_path / "book.xlsx")
    (problem,) = [p for row in tables.read(tmp_path / "book.xlsx").rows for p in row.problems]
    assert str(problem) == (
        "book.xlsx, sheet cost_line, row 2, column amount: found a lot, expected a number at "
        "least 0"
    )


def test_a_file_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "book.xlsx").write_text("mine")
    with pytest.raises(SourceError, match="found a file already there"):
        write_workbook(synthetic(), tmp_path / "book.xlsx")
    with pytest.raises(SourceError, match=r"expected a name that ends in \.xlsx"):
        write_workbook(synthetic(), tmp_path / "book.csv")


def test_a_line_that_is_described_twice_is_refused() -> None:
    book = synthetic()
    again = book.of(CostLine)[0].model_copy(update={"amount": 5.0, "locator": "p. 2"})
    with pytest.raises(MeasureError, match="found several descriptions of grant"):
        book_of([*book.facts, again]).inputs()
