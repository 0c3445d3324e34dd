import zipfile
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from placegraph.errors import UnreadableSource
from placegraph.loaders.readers import tables
from placegraph.loaders.source import describe


def read(path: Path):
    return list(tables(describe(path)))


def fields(path: Path) -> list[dict[str, str]]:
    return [record.fields for table in read(path) for record in table.records]


def rows(path: Path) -> list[int]:
    return [record.row for table in read(path) for record in table.records]


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableSource) as caught:
        read(path)
    return str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_csv_is_read_with_and_without_a_byte_order_mark(folder, encoding):
    path = folder({"t": [["id", "name"], ["a", "Café £"]]}, encoding=encoding)

    assert fields(path) == [{"id": "a", "name": "Café £"}]


def test_csv_in_another_encoding_names_file_line_and_byte(folder):
    path = folder({"t": [["id", "name"], ["a", "Cafe"], ["b", "Café"]]}, encoding="cp1252")

    message = refusal(path)

    assert "t.csv: line 3: found byte 0xe9 (byte 23 of the file), expected UTF-8" in message


def test_csv_in_utf16_is_refused(folder):
    assert "line 1: found byte 0xff" in refusal(folder({"t": [["id"]]}, encoding="utf-16"))


def test_csv_with_semicolons_is_refused(tmp_path):
    (tmp_path / "t.csv").write_text("id;name\na;b\n")

    assert "separated by semicolons" in refusal(tmp_path)


def test_csv_with_an_open_quote_names_the_line_it_starts_on(tmp_path):
    (tmp_path / "t.csv").write_text('id,name\na,b\nc,"d\ne,f\n')

    assert "t.csv: the row that starts on line 3" in refusal(tmp_path)


@pytest.mark.parametrize("form", ["folder", "workbook"])
def test_headers_are_tolerant_of_case_and_spaces(request, form):
    path = request.getfixturevalue(form)({"Member Of": [[" ID ", "Valid From", "", ""], ["a"]]})

    (table,) = read(path)

    assert (table.name, table.header) == ("member_of", ("id", "valid_from"))


@pytest.mark.parametrize("form", ["folder", "workbook"])
def test_blank_rows_are_left_out_and_still_counted(request, form):
    content = {"t": [["", ""], ["id", "name"], ["", " "], ["a", "b"], [], ["c", "d"]]}

    path = request.getfixturevalue(form)(content)

    assert rows(path) == [4, 6]


@pytest.mark.parametrize("form", ["folder", "workbook"])
def test_cells_without_a_header_are_kept_apart(request, form):
    path = request.getfixturevalue(form)({"t": [["id", "", "name"], ["a", "x", "b", "", "y"]]})

    (table,) = read(path)

    assert table.records[0].fields == {"id": "a", "name": "b"}
    assert table.records[0].strays == {2: "x", 5: "y"}


def test_two_tables_of_one_name_are_refused(folder):
    path = folder({"Member of": [["id"]], "member_of": [["id"]]})

    assert "found the table member_of twice, as Member of.csv and as member_of.csv" in refusal(path)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (5, "5"),
        (5.0, "5"),
        (0.07, "0.07"),
        (-12.5, "-12.5"),
        (123456789012345678, "1.234567890123457e+17"),
        (True, "true"),
        (False, "false"),
        (date(2014, 4, 1), "2014-04-01"),
        (datetime(2014, 4, 1), "2014-04-01"),
        (datetime(2014, 4, 1, 9, 30), "2014-04-01T09:30:00"),
        (time(9, 30), "09:30:00"),
        ("007", "007"),
        ("  a  ", "a"),
        ("a\nb", "a\nb"),
        ("=1+1", "=1+1"),
    ],
)
def test_typed_cells_of_a_workbook_come_as_text(workbook, cell, text):
    options = [["id", "value"], ["a", cell]]

    assert fields(workbook({"t": options})) == [{"id": "a", "value": text}]


def test_line_endings_inside_a_cell_are_the_same_in_both_forms(folder, workbook):
    assert fields(folder({"t": [["id"], ["a\r\nb"]]})) == fields(
        workbook({"t": [["id"], ["a\nb"]]})
    )


def test_dates_of_a_workbook_that_counts_from_1904_are_right(tmp_path):
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(
        str(path), {"date_1904": True, "default_date_format": "dd/mm/yyyy"}
    ) as book:
        sheet = book.add_worksheet("t")
        sheet.write_row(0, 0, ["id", "day"])
        sheet.write_row(1, 0, ["a", date(2014, 4, 1)])

    assert fields(path) == [{"id": "a", "day": "2014-04-01"}]


def test_failed_formulas_are_found_where_they_stand(tmp_path):
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Other & first")
        sheet = book.add_worksheet("t")
        sheet.write_row(0, 0, ["id", "a", "b"])
        sheet.write_string(1, 0, "x")
        sheet.write_formula(1, 1, "=NA()", None, "#N/A")
        sheet.write_formula(1, 2, "=1+1", None, 2)

    assert fields(path) == [{"id": "x", "a": "#N/A", "b": "2"}]


def test_formula_that_gives_empty_text_is_blank(tmp_path):
    made, path = tmp_path / "made.xlsx", tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(str(made)) as book:
        sheet = book.add_worksheet("t")
        sheet.write_row(0, 0, ["id", "a"])
        sheet.write_string(1, 0, "x")
        sheet.write_formula(1, 1, 'T("")', None, "")
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            # As Excel writes it: text, and empty.
            target.writestr(name, source.read(name).replace(b'<c r="B2">', b'<c r="B2" t="str">'))

    assert fields(path) == [{"id": "x"}]


def test_formulas_that_no_program_worked_out_are_found(tmp_path):
    path = tmp_path / "t.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "t"
    book.active.append(["id", "a", "b"])
    book.active.append(["x", None, "=1+1"])
    book.save(path)

    assert fields(path) == [{"id": "x", "b": "a formula without a result"}]


def test_cells_that_a_merge_hides_are_found(tmp_path):
    path = tmp_path / "t.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "t"
    for row in (["id", "a"], ["x", "both"], ["y", None]):
        book.active.append(row)
    book.active.merge_cells("B2:B3")
    book.save(path)

    assert fields(path) == [{"id": "x", "a": "both"}, {"id": "y", "a": "part of a merged cell"}]


def test_table_that_does_not_start_in_the_first_column_keeps_its_places(tmp_path):
    path = tmp_path / "t.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "t"
    book.active["C3"], book.active["D3"] = "id", "a"
    book.active["C4"], book.active["D4"] = "x", "=1+1"
    book.save(path)

    assert fields(path) == [{"id": "x", "a": "a formula without a result"}]
    assert rows(path) == [4]


def test_sheets_that_explain_are_not_tables(workbook):
    path = workbook({"Read me": [["Fill in"]], "Lists": [["true"]], "t": [["id"], ["a"]]})

    assert [table.name for table in read(path)] == ["t"]


@pytest.mark.parametrize("content", [b"", b"id,name\na,b\n", b"PK\x03\x04 not an archive"])
def test_file_that_is_no_workbook_is_refused(tmp_path, content):
    path = tmp_path / "data.xlsx"
    path.write_bytes(content)

    assert "cannot be read as XLSX" in refusal(path)


CELLS = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_characters="\x7f\x85"), max_size=8
)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(cells=st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=5))
def test_any_text_is_read_alike_from_both_forms(folder, workbook, cells):
    content = {"t": [["id", "name", "note"], *cells]}

    csv_file, book = folder(content), workbook(content)

    assert fields(csv_file) == fields(book)
    assert rows(csv_file) == rows(book)
