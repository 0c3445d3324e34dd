"""Tables are found in files of every guise, and anything else ends in one clear error."""

import csv
import io
import os
import re
import zipfile
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from placegraph.errors import UnreadableSource
from placegraph.loaders.reading import worksheets
from placegraph.loaders.reading.text_tables import (
    Column,
    TextTable,
    header_score,
    open_table,
    open_tables,
)

COLUMNS = (
    Column("payee", ("Supplier Name", "Supplier"), required=True),
    Column("amount", ("Net Amount", "Amount"), required=True),
    Column("unit", ("Directorate",)),
)
ROWS = [["Supplier Name", "Net Amount", "Directorate"], ["Alder", "1.00", "Parks"]]


def write(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "table.csv"
    path.write_bytes(text.encode(encoding))
    return path


def cells(table: TextTable) -> list[tuple[int, str, str, str]]:
    return [(r.number, r.get("payee"), r.get("amount"), r.get("unit")) for r in table.rows()]


def book(path: Path, sheets: dict[str, list[list[object]]], **options: object) -> Path:
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd", **options}) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_any_delimiter_and_line_end_will_do(tmp_path: Path, delimiter: str, end: str) -> None:
    path = write(tmp_path, end.join(delimiter.join(row) for row in ROWS) + end)
    assert cells(open_table(path, COLUMNS)) == [(2, "Alder", "1.00", "Parks")]


def test_titles_are_compared_by_letters_and_digits(tmp_path: Path) -> None:
    path = write(tmp_path, "\nSUPPLIER_name: ,net-amount(£)\nAlder,1\n", "cp1252")
    table = open_table(path, COLUMNS)
    assert table.columns == {"payee": 0, "amount": 1}
    assert table.header_row == 2


def test_the_preferred_title_wins_and_others_are_unknown(tmp_path: Path) -> None:
    path = write(tmp_path, "Amount,Net Amount,Supplier,Notes,\n120,100,Alder,x,y\n")
    table = open_table(path, COLUMNS)
    row = next(table.rows())
    assert row.get("amount") == "100"
    assert table.unknown == ("Amount", "Notes")
    assert row.raw == {
        **{"Amount": "120", "Net Amount": "100", "Supplier": "Alder"},
        **{"Notes": "x", "column 5": "y"},
    }


def test_cells_come_trimmed_and_absent_ones_empty(tmp_path: Path) -> None:
    path = write(tmp_path, "Supplier,Amount,Directorate\n  Alder\xa0  Tools ,1\n")
    assert cells(open_table(path, COLUMNS)) == [(2, "Alder Tools", "1", "")]


def test_rows_are_numbered_as_a_spreadsheet_does(tmp_path: Path) -> None:
    path = write(tmp_path, 'Supplier,Amount\n\n"Alder\nTools",1\nBirch,2\n,,\n')
    assert [r[:2] for r in cells(open_table(path, COLUMNS))] == [(3, "Alder Tools"), (4, "Birch")]


def test_the_heading_may_come_last_or_between_rows(tmp_path: Path) -> None:
    last = write(tmp_path, "Alder,1\nBirch,\nSupplier,Amount\n")
    assert [r[:2] for r in cells(open_table(last, COLUMNS))] == [(1, "Alder"), (2, "Birch")]
    between = write(tmp_path, "Payments\nAlder,1\nSupplier,Amount\nBirch,2\n")
    assert [r[:2] for r in cells(open_table(between, COLUMNS))] == [(2, "Alder"), (4, "Birch")]


def test_a_heading_after_thousands_of_rows_is_found(tmp_path: Path) -> None:
    path = write(tmp_path, "Alder,1\n" * 5000 + "Supplier,Amount\n")
    assert sum(1 for _ in open_table(path, COLUMNS).rows()) == 5000


def test_a_heading_said_again_is_no_row(tmp_path: Path) -> None:
    path = write(tmp_path, "Supplier,Amount\nAlder,1\nSupplier, Amount,\nBirch,2\n")
    assert [r[1] for r in cells(open_table(path, COLUMNS))] == ["Alder", "Birch"]


def test_a_title_parted_from_its_cells_finds_them(tmp_path: Path) -> None:
    path = write(tmp_path, ",Supplier,,,Amount\nAlder,,,1,\nBirch,,,2,\n")
    assert [r[1:3] for r in cells(open_table(path, COLUMNS))] == [("Alder", "1"), ("Birch", "2")]


def test_rows_can_be_read_twice(tmp_path: Path) -> None:
    table = open_table(write(tmp_path, "Supplier,Amount\nAlder,1\n"), COLUMNS)
    assert cells(table) == cells(table)


def test_a_missing_required_column_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, "Supplier,Cost\nAlder,1\n")
    with pytest.raises(UnreadableSource, match=r"row 1 comes nearest, without amount"):
        open_table(path, COLUMNS)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "no row of column titles"),
        ('Supplier,Amount\nAlder,1\n"Birch,2\nCedar,3\n', "line 3: found a quotation mark"),
        ('Supplier,Amount\n"Alder,1\n' + "Birch,2\n" * 50_000, "line 2: found a quotation mark"),
        (
            'Supplier,Amount,Directorate\n"Alder,1,Parks\nBirch,2,"Housing"\n',
            "line 2: found a quotation mark",
        ),
        (
            "Supplier,Amount," + ",".join(f"c{n}" for n in range(10_000)) + "\n",
            "10,002 columns",
        ),
    ],
)
def test_what_cannot_be_split_is_refused_in_words(tmp_path: Path, text: str, found: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(UnreadableSource, match=re.escape(found)):
        list(open_table(path, COLUMNS).rows())


def test_stray_delimiters_beside_the_table_do_no_harm(tmp_path: Path) -> None:
    path = write(tmp_path, "Supplier,Amount" + "," * 5000 + "\nAlder,1" + "," * 5000 + "\n")
    assert [r[1] for r in cells(open_table(path, COLUMNS))] == ["Alder"]


def test_a_description_of_several_lines_is_one_cell(tmp_path: Path) -> None:
    path = write(tmp_path, 'Supplier,Amount,Directorate\nAlder,1,"a, b, c,\nd, e, f"\n')
    assert cells(open_table(path, COLUMNS)) == [(2, "Alder", "1", "a, b, c, d, e, f")]


def test_workbook_cells_come_as_text(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Payments in April"],
        [],
        ["Supplier", "Amount", "Directorate"],
        ["Alder", 0.1 + 0.2, date(2023, 4, 3)],
        ["Birch", -1250, datetime(2023, 4, 3, 9, 30)],
        [123, 1e15, True],
    ]
    path = book(tmp_path / "a.xlsx", {"April": rows})
    table = open_table(path, COLUMNS)
    assert (table.sheet, table.header_row) == ("April", 3)
    assert cells(table) == [
        (4, "Alder", "0.3", "2023-04-03"),
        (5, "Birch", "-1250", "2023-04-03 09:30:00"),
        (6, "123", "1000000000000000", "true"),
    ]


def test_every_sheet_with_the_columns_is_a_table_and_hidden_ones_are_not(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        for name, rows in (("Notes", [["Read me"]]), ("April", ROWS), ("May", ROWS), ("x", ROWS)):
            sheet = made.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            if name == "x":
                sheet.hide()
    assert [table.sheet for table in open_tables(path, COLUMNS)] == ["April", "May"]
    assert open_table(path, COLUMNS, sheet="May").sheet == "May"
    with pytest.raises(UnreadableSource, match="the sheet “June”"):
        open_table(path, COLUMNS, sheet="June")


def test_merged_cells_of_a_workbook_are_blank(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet()
        sheet.merge_range("A1:B1", "Supplier")
        sheet.write_row(0, 2, ["Amount"])
        sheet.write_row(1, 0, ["Alder", None, 5])
    assert cells(open_table(path, COLUMNS)) == [(2, "Alder", "5", "")]


def test_a_workbook_named_csv_is_read_as_the_workbook_it_is(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"April": [list(row) for row in ROWS]})
    named = path.rename(tmp_path / "a.csv")
    assert cells(open_table(named, COLUMNS)) == [(2, "Alder", "1.00", "Parks")]


def test_a_zip_that_unpacks_to_too_much_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worksheets, "MOST_BYTES", 10_000_000)
    path = book(tmp_path / "a.xlsx", {"April": [list(row) for row in ROWS]})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/picture.bin", b"\0" * 11_000_000)
    with pytest.raises(UnreadableSource, match="when unpacked"):
        open_table(path, COLUMNS)


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"PK\x03\x04" + b"x" * 500])
def test_a_broken_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(UnreadableSource, match="cannot be read as XLSX"):
        open_table(path, COLUMNS)
    assert header_score(path, COLUMNS) == 0


def test_a_score_is_the_share_of_columns_found(tmp_path: Path) -> None:
    assert header_score(write(tmp_path, "Supplier,Amount\nAlder,1\n"), COLUMNS) == 2 / 3
    assert header_score(write(tmp_path, "Supplier,Directorate\nAlder,1\n"), COLUMNS) == 0
    assert header_score(write(tmp_path, "Alder,1\n" * 50_000 + "Supplier,Amount"), COLUMNS) == 2 / 3
    assert header_score(tmp_path / "none.csv", COLUMNS) == 0
    assert header_score(tmp_path, COLUMNS) == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    values=st.lists(
        st.tuples(
            st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1),
            st.integers(),
        ),
        min_size=1,
        max_size=20,
    )
)
def test_whatever_is_written_is_read_back(tmp_path: Path, values: list[tuple[str, int]]) -> None:
    made = io.StringIO(newline="")
    csv.writer(made, quoting=csv.QUOTE_ALL).writerows([("Supplier", "Amount"), *values])
    path = write(tmp_path, made.getvalue())
    found = [(r.get("payee"), r.get("amount")) for r in open_table(path, COLUMNS).rows()]
    expected = [(" ".join(name.split()), str(number)) for name, number in values]
    assert found == expected


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=600))
def test_any_bytes_are_a_table_or_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any.csv"
    for start in (b"", b"Supplier,Amount\r\n", b"PK\x03\x04"):
        path.write_bytes(start + content)
        assert 0 <= header_score(path, COLUMNS) <= 1
        with suppress(UnreadableSource):
            assert all(row.number > 0 for row in open_table(path, COLUMNS).rows())


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(place=st.floats(0, 1), byte=st.integers(0, 255))
def test_a_damaged_workbook_is_a_table_or_refused(tmp_path: Path, place: float, byte: int) -> None:
    path = book(tmp_path / "a.xlsx", {"April": [list(row) for row in ROWS]})
    content = bytearray(path.read_bytes())
    content[int(place * (len(content) - 1))] = byte
    path.write_bytes(content)
    with suppress(UnreadableSource):
        assert all(row.number > 0 for row in open_table(path, COLUMNS).rows())


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    os.mkfifo(path)
    assert header_score(path, COLUMNS) == 0
    with pytest.raises(UnreadableSource, match="found a pipe, a device or the like"):
        open_table(path, COLUMNS)


def test_a_device_that_never_ends_is_refused() -> None:
    assert header_score(Path("/dev/zero"), COLUMNS) == 0
    with pytest.raises(UnreadableSource, match="a device"):
        open_table(Path("/dev/zero"), COLUMNS)


def test_a_heading_is_recognised_above_a_quotation_that_is_never_closed(tmp_path: Path) -> None:
    path = write(tmp_path, "Supplier;Amount\n" + '"' + "\n" * 300_000)
    assert header_score(path, COLUMNS) == pytest.approx(2 / 3)
