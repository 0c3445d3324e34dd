"""Workbooks that would fill memory, by mistake or on purpose, are refused before they do."""

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from placegraph.errors import UnreadableSource
from placegraph.loaders.reading.cells import unreadable_cells


def workbook(path: Path, cell: str, merge: str = "") -> Path:
    """Write a workbook of one cell; xlsxwriter itself would write every cell of a merge."""
    plain = path / "plain.xlsx"
    with xlsxwriter.Workbook(plain) as book:
        book.add_worksheet("organisation").write(cell, "id")
    made = path / "made.xlsx"
    cells = f'</sheetData><mergeCells count="1"><mergeCell ref="{merge}"/></mergeCells>'
    with zipfile.ZipFile(plain) as before, zipfile.ZipFile(made, "w") as after:
        for part in before.namelist():
            text = before.read(part)
            if merge and part.endswith("sheet1.xml"):
                text = text.replace(b"</sheetData>", cells.encode())
            after.writestr(part, text)
    return made


@pytest.mark.parametrize("merge", ["A1:XFD1048576", "A2:Z1048576"])
def test_a_merge_that_would_fill_memory_is_refused(tmp_path, merge):
    with pytest.raises(UnreadableSource, match="cells in merges, expected at most"):
        unreadable_cells(workbook(tmp_path, "A1", merge))


def test_a_stray_cell_at_the_end_of_a_sheet_is_refused(tmp_path):
    with pytest.raises(UnreadableSource, match="17,179,869,184 cells, expected at most"):
        unreadable_cells(workbook(tmp_path, "XFD1048576"))


def test_a_merge_of_ordinary_size_is_reported_cell_by_cell(tmp_path):
    assert unreadable_cells(workbook(tmp_path, "A1", "A1:B2")) == {
        "organisation": {
            (1, 2): "part of a merged cell",
            (2, 1): "part of a merged cell",
            (2, 2): "part of a merged cell",
        }
    }
