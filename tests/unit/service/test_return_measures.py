"""Return over a store that answers from rows: what is read, measured and said."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from placegraph import measures, reports
from placegraph.columns import COLUMNS
from placegraph.cypher import Query, Value
from placegraph.errors import MeasureError
from placegraph.graph.store import Store, frame

SAID = {"source": "paper", "locator": "p. 4"}
SHARED = {"start_t": 1, "duration": 4, "deadweight": 0.2, "displacement": 0.0, "attribution": 0.1}
FISCAL = {
    **{"line": "B1", "name": "Fewer admissions", "class": "fiscal", "quantity": 40.0},
    **{"unit_value": 1500.0, "drop_off": 0.0, "optimism_bias": 0.15, "cashable_share": 0.4},
    **{"indicator": "admissions", "population_grade": 2, "effect_grade": 3, "age_grade": 1},
    **SHARED,
}
SOCIAL = {
    **{"line": "B2", "name": "Confidence", "class": "social", "quantity": 40.0},
    **{"unit_value": 800.0, "drop_off": 0.1, "optimism_bias": 0.25, "cashable_share": 0.0},
    **SHARED,
}
CASH = {
    **{"line": "C1", "name": "Cash", "kind": "cash_revenue", "amount": 100_000.0, "start_t": 0},
    **{"duration": 1, "optimism_bias": 0.1},
}
STAFF = {**CASH, "line": "C2", "name": "Staff", "amount": 20_000.0, "duration": 5}


def of(appraisal: str, row: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {"appraisal": appraisal, **row, **more}


def gains(name: str, share: float) -> dict[str, Any]:
    return {"beneficiary": name, "beneficiary_name": name, "share": share}


def pays(name: str, share: float) -> dict[str, Any]:
    return {"payer": name, "payer_name": name, "share": share}


def asked(appraisal: str, partnership: str, **more: Any) -> dict[str, Any]:
    """Return an appraisal of four years from 2024/25, in its prices."""
    usual = {"timing": "green_book", "horizon": 4, "price_year": 2024, "base_year": 2024}
    return {
        "appraisal": appraisal,
        "name": appraisal,
        "partnership": partnership,
        **usual,
        **SAID,
    } | more


ROWS: dict[str, list[dict[str, Any]]] = {
    "returns/partnerships": [
        {"partnership": "P", "name": "First board"},
        {"partnership": "Q", "name": "Second board"},
    ],
    "returns/appraisals": [asked("one", "P"), asked("two", "Q", base_year=2026)],
    "returns/costs": [
        of("one", CASH, **pays("A", 0.6)),
        of("one", CASH, **pays("B", 0.4)),
        of("one", STAFF, **pays("A", 1.0)),
        of("two", {**CASH, "line": "C3", "price_year": 2019}, **pays("B", 1.0)),
    ],
    "returns/benefits": [
        of("one", FISCAL, **gains("A", 0.25)),
        of("one", FISCAL, **gains("NHS", 0.75)),
        of("one", SOCIAL, **gains("citizens", 1.0)),
        of("two", {**FISCAL, "line": "B3", "attribution": 0.05}, **gains("NHS", 1.0)),
    ],
    "returns/ranges": [
        of("one", {"side": side, "line": line, "parameter": parameter, "low": low, "high": high,
                   "distribution": law, "name": "survey"})
        for side, line, parameter, low, high, law in (
            ("benefit", "B1", "quantity", 30.0, 52.0, "pert"),
            ("cost", "C1", "amount", 120_000.0, 95_000.0, "triangular"),
        )
    ],
    "returns/attributed": [of("one", {"line": "B1", "to": "B", "to_name": "B", "share": 0.1})],
    "returns/line_sources": [
        {"side": "benefit", "line": "B1", "source": "paper", "locator": "t. 2"}
    ],
}  # fmt: skip


class Rows:
    """A store that answers with the rows given for a query, and with none else."""

    def __init__(self, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
        self.rows = rows

    def read(self, asked: Query, /, **_parameters: Value) -> pd.DataFrame:
        names = [column.name for column in asked.columns]
        given = self.rows.get(asked.name, [])
        assert all(set(row) <= set(names) for row in given), asked.name
        return frame(asked, [[row.get(name) for name in names] for row in given])


def store(**changed: list[dict[str, Any]]) -> Store:
    named = {f"returns/{name}": rows for name, rows in changed.items()}
    return Rows({**ROWS, **named})  # type: ignore[return-value]


def detail(**changed: list[dict[str, Any]]) -> measures.AppraisalDetail:
    return measures.appraisal(store(**changed), "one", draws=2000, seed=1)


class TestOneAppraisal:
    def test_it_is_t_roi_1_read_from_a_store(self) -> None:
        found = detail().cases.central

        assert found.npsv == pytest.approx(-23_116.69, abs=0.01)
        position = found.partner_position.set_index("organisation")["npv"].round(2).to_dict()
        assert position == {
            "A": -135_088.88,
            "B": -44_000,
            "NHS": 101_156.60,
            "citizens": 54_815.58,
        }

    def test_it_says_its_range_basis_evidence_and_likelihood(self) -> None:
        said = " ".join(reports.appraisal(detail()).sentences)

        assert "net present social value -£23,117 (-£78,836 to £22,846)" in said
        assert "grade 3 of 6" in said
        assert "make up 71% of the whole (B1)" in said
        assert "2 cost and 2 benefit lines over years 0 to 4" in said
        assert "source paper:p. 4" in said
        assert "prices of 2024/25" in said
        assert "the quantity of Fewer admissions moves the result most" in said
        assert "In 2,000 draws (seed 1) of 2 figures" in said

    def test_every_table_has_its_documented_columns_and_its_sources(self) -> None:
        made = reports.appraisal(detail())

        for name, table in made.tables.items():
            assert list(table.columns) == list(COLUMNS["roi"][name])
        lines = made.tables["lines"].set_index("line")
        assert lines.loc["B1", "sources"] == "paper:t. 2"
        assert lines.loc["B1", "grade"] == 3
        assert lines.loc["B2", "missing"] == "population_grade, effect_grade, age_grade"

    def test_without_a_distribution_it_says_why_nothing_is_simulated(self) -> None:
        ranges = [{**row, "distribution": None} for row in ROWS["returns/ranges"]]
        found = detail(ranges=ranges)

        assert found.simulation is None
        said = " ".join(reports.appraisal(found).sentences)
        assert "No simulation: found no distribution for benefit line B1: quantity" in said
        assert reports.appraisal(found).tables["simulation"].empty

    def test_without_ranges_the_central_case_does_not_stand_as_if_certain(self) -> None:
        said = " ".join(reports.appraisal(detail(ranges=[])).sentences)

        assert "-£23,117 (range not recorded)" in said

    @pytest.mark.parametrize(
        ("left_out", "words"),
        [("benefits", "not evidenced, which is not 0"), ("costs", "no ratio is defined")],
    )
    def test_what_is_not_costed_or_not_evidenced_has_no_ratio(
        self, left_out: str, words: str
    ) -> None:
        made = reports.appraisal(
            detail(ranges=[], attributed=[], **{left_out: []})  # type: ignore[arg-type]
        )

        assert words in made.sentences[0]
        assert made.tables["cases"]["bcr"].isna().all()

    def test_beyond_fifty_years_it_is_tested_at_lower_rates(self) -> None:
        long = detail(appraisals=[asked("one", "P", horizon=60)])

        assert long.lower_rates is not None
        assert long.lower_rates.npsv is not None
        assert long.cases.central.npsv is not None
        assert long.lower_rates.npsv > long.cases.central.npsv
        assert "beyond 50 years" in " ".join(reports.appraisal(long).sentences)
        assert detail().lower_rates is None

    def test_an_appraisal_nobody_knows_is_refused_with_those_there_are(self) -> None:
        with pytest.raises(MeasureError, match="found 'three', expected one of one, two"):
            measures.appraisal(store(), "three", draws=10, seed=1)


class TestAllPartnerships:
    def report(self, **changed: list[dict[str, Any]]) -> reports.Report:
        at = measures.Moment(date(2026, 1, 1))
        read = store(**changed)
        return reports.roi(measures.returns(read, at), at, measures.benefit_claims(read))

    def test_every_partnership_shows_its_range(self) -> None:
        table = self.report().tables["returns"].set_index("partnership")

        assert table.loc["P", ["npsv_low", "npsv", "npsv_high"]].round(0).tolist() == [
            -78_836, -23_117, 22_846
        ]  # fmt: skip
        assert table.loc["Q", "npsv_low"] is None or pd.isna(table.loc["Q", "npsv_low"])

    def test_a_cost_in_the_prices_of_another_year_is_deflated_first(self) -> None:
        inputs = measures.returns(store()).appraisals["Q"]

        # 100 / 80.8738, the release of March 2026.
        assert inputs.pvc == pytest.approx(110_000 * 1.236494, rel=1e-6)

    def test_a_benefit_that_two_claim_is_found_and_said(self) -> None:
        made = self.report()

        assert made.summary["benefits_claimed_above_the_whole"] == 1
        (pair,) = made.tables["shared_benefits"].to_dict("records")
        assert (pair["line_a"], pair["line_b"]) == ("B1", "B3")
        assert (pair["first_year"], pair["last_year"]) == ("2027/28", "2028/29")
        assert any("1 benefit is claimed by more than one" in said for said in made.sentences)

    def test_an_appraisal_that_contradicts_itself_is_named(self) -> None:
        wrong = [{**row, "low": row["high"], "high": row["low"]} for row in ROWS["returns/ranges"]]
        made = self.report(ranges=wrong)

        assert made.summary["refused"] == 1
        assert any("its appraisal is refused" in s and "swap them" in s for s in made.sentences)


class TestDeflators:
    def written(self, folder: Path, text: str) -> Path:
        path = folder / "series.csv"
        path.write_text(text, encoding="utf-8")
        return path

    def test_a_series_of_ones_own_takes_the_place_of_the_bundled_one(self, tmp_path: Path) -> None:
        path = self.written(tmp_path, "year,index\n2019,50\n2024,100\n")
        series = measures.deflators(path, "2026-06-30")
        inputs = measures.appraisal_inputs(store(), deflators=series)["Q"]["two"]

        assert str(inputs.deflators) == "series.csv, 2026-06-30"
        found = measures.returns(store(), deflators=series).appraisals["Q"]
        assert found.pvc == pytest.approx(110_000 * 2)

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("year,value\n2019,50\n", "found no column index"),
            ("year,index\n2019/20,50\n", "line 2: found year '2019/20'"),
            ("year,index\n2019,50\n2019,60\n", "found 2019 twice"),
            ("year,index\n2019,0\n", "found an index of 0"),
        ],
    )
    def test_a_file_that_is_no_series_is_refused(
        self, tmp_path: Path, text: str, words: str
    ) -> None:
        with pytest.raises(MeasureError, match=words):
            measures.deflators(self.written(tmp_path, text), "2026-06-30")

    def test_the_day_of_publication_is_asked_for(self, tmp_path: Path) -> None:
        path = self.written(tmp_path, "year,index\n2019,50\n")

        with pytest.raises(MeasureError, match="expected the day of publication"):
            measures.deflators(path, "")

    def test_a_file_that_is_not_there_is_said(self, tmp_path: Path) -> None:
        with pytest.raises(MeasureError, match="cannot be read"):
            measures.deflators(tmp_path / "none.csv", "2026-06-30")
