"""An appraisal goes out as a workbook and comes back: the same figures, or those typed in."""

from pathlib import Path

import openpyxl
import pytest

from placegraph import appraisal_commands
from placegraph.analytics.returns.appraisal import appraised
from placegraph.appraisal_workbook.reading import read_book
from placegraph.appraisal_workbook.writer import write_workbook
from placegraph.errors import MeasureError, UnreadableSource
from placegraph.graph.store import Neo4jStore
from placegraph.loaders.pipeline import load_tables
from placegraph.loaders.source import bundled


def export(store: Neo4jStore, path: Path) -> openpyxl.Workbook:
    write_workbook(read_book(store, "WM-SROI"), path)
    return openpyxl.load_workbook(path)


def test_out_and_back_changes_nothing_and_a_typed_figure_changes_only_itself(
    store: Neo4jStore, tmp_path: Path
) -> None:
    load_tables(store, bundled("wheels_to_meals"))
    before = appraised(read_book(store, "WM-SROI").inputs())
    book = export(store, tmp_path / "out.xlsx")
    assert load_tables(store, tmp_path / "out.xlsx").unchanged

    page = book["benefit_line"]
    columns = {cell.value: cell.column for cell in page[1]}
    row = next(r for r in range(2, 20) if page.cell(r, 1).value == "WM-B2")
    page.cell(row, columns["quantity"]).value = 3.5
    book.save(tmp_path / "typed.xlsx")
    loaded = load_tables(store, tmp_path / "typed.xlsx").written
    assert loaded is not None
    assert (loaded.changed, loaded.nodes_created, loaded.nodes_removed) == (1, 0, 0)
    after = appraised(read_book(store, "WM-SROI").inputs())
    assert before.pvb is not None
    assert after.pvb == pytest.approx(before.pvb - 3.5 * 4964 * 0.95 / 1.035)
    assert load_tables(store, tmp_path / "typed.xlsx").unchanged


def test_an_appraisal_that_is_part_of_a_data_set_is_not_stated_twice(
    store: Neo4jStore, tmp_path: Path
) -> None:
    tables = tmp_path / "tables"
    tables.mkdir()
    for path in bundled("wheels_to_meals").glob("*.csv"):
        text = path.read_text(encoding="utf-8")
        if path.stem == "organisation":
            text += "WM-OTHER,Somebody else,other,false,sroi-guide,p. 1,\n"
        (tables / path.name).write_text(text, encoding="utf-8")
    load_tables(store, tables)
    book = read_book(store, "WM-SROI")
    assert book.dataset == "appraisal/WM-SROI"
    assert "holds more than this appraisal" in book.warnings[0]
    export(store, tmp_path / "out.xlsx")
    with pytest.raises(UnreadableSource, match="which wheels-to-meals states too"):
        appraisal_commands.refuse_a_second_voice(store, tmp_path / "out.xlsx")


def test_an_appraisal_that_is_not_there_is_named(store: Neo4jStore) -> None:
    with pytest.raises(MeasureError, match="appraisal nowhere: found none of that id"):
        read_book(store, "nowhere")
