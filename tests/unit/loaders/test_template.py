import zipfile
from datetime import date

import openpyxl
import pytest

from placegraph.errors import SourceError
from placegraph.graph.model import SCHEMA, MemberOf, Organisation, Outcome
from placegraph.graph.schema import table
from placegraph.loaders.pipeline import load_tables
from placegraph.loaders.tables import DATASET, columns
from placegraph.loaders.template import write_template


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    path = tmp_path_factory.mktemp("template") / "template.xlsx"
    write_template(path)
    return path


@pytest.fixture(scope="module")
def book(template):
    return openpyxl.load_workbook(template)


def header(sheet):
    return {cell.value: cell for cell in sheet[1]}


def drop_downs(book, sheet):
    lists = {}
    for rule in book[sheet].data_validations.dataValidation:
        place = str(rule.sqref).partition(":")[0]
        cells = book["Lists"][rule.formula1.removeprefix("Lists!").replace("$", "")]
        name = book[sheet].cell(1, book[sheet][place].column).value
        lists[name] = [row[0].value for row in cells]
    return lists


def test_every_declared_type_has_a_sheet_after_the_explanation(book):
    assert book.sheetnames == ["Read me", DATASET, *(table(t) for t in SCHEMA.types), "Lists"]
    assert book["Lists"].sheet_state == "hidden"


def test_sheet_names_fit_a_workbook(book):
    assert max(map(len, book.sheetnames)) <= 31


@pytest.mark.parametrize("declared", SCHEMA.types, ids=table)
def test_headers_are_the_columns_and_say_what_they_mean(book, declared):
    cells = header(book[table(declared)])

    assert list(cells) == [c.name for c in columns(declared)]
    for column in columns(declared):
        comment = cells[column.name].comment.text
        assert column.description in comment
        assert column.expected in comment
        assert comment.startswith("*") is column.required
    assert book[table(declared)].freeze_panes == "A2"


def test_required_columns_are_marked_in_colour(book):
    cells = header(book["organisation"])

    assert cells["name"].fill.fgColor.rgb != cells["note"].fill.fgColor.rgb


def test_choices_are_drop_down_lists(book):
    lists = drop_downs(book, "member_of")

    assert lists["from_type"] == ["Organisation", "Post"]
    assert lists["to_type"] == ["Partnership", "GovernanceBody"]
    assert lists["completeness"] == ["complete", "partial", "unknown"]
    assert drop_downs(book, "organisation")["unnamed_group"] == ["true", "false"]


def test_text_columns_keep_what_is_typed(book):
    columns = book["organisation"].column_dimensions

    assert header(book["organisation"])["id"].column_letter == "A"
    assert columns["A"].number_format == "@"


def test_no_cell_is_a_formula(template):
    with zipfile.ZipFile(template) as archive:
        sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
        assert not [n for n in sheets if b"<f>" in archive.read(n)]


def test_filled_template_loads_as_it_is(template, store, tmp_path):
    book = openpyxl.load_workbook(template)

    def fill(name, /, **values):
        sheet = book[name]
        row = 2
        while any(cell.value is not None for cell in sheet[row]):
            row += 1
        for column, cell in header(sheet).items():
            sheet.cell(row, cell.column).value = values.get(column)

    fill("dataset", id="demo", title="A small place")
    fill("source", id="S1", name="Plan", published=date(2014, 3, 1), external=False)
    said = {"source": "S1", "locator": "p. 1"}
    fill("organisation", id="council", name="The Council", kind="unitary", **said)
    fill("organisation", id="007", name="The Trust", kind="NHS", unnamed_group=True, **said)
    fill("partnership", id="board", name="B", kind="statutory", members_known="partial", **said)
    fill("outcome", id="o", name="People are well", budget=1000, **said)
    fill(
        "member_of", from_type="Organisation", from_id="007", to_type="Partnership", to_id="board",
        completeness="partial", valid_from=date(2014, 4, 1), **said,
    )  # fmt: skip
    path = tmp_path / "filled.xlsx"
    book.save(path)

    report = load_tables(store, path)

    assert report.problems == ()
    loaded = {kind.declared: row for kind, row in store.rows}
    assert loaded[Organisation].ends == ("007",)
    assert loaded[Organisation].said["unnamed_group"] is True
    assert loaded[MemberOf].said["valid_from"] == "2014-04-01"
    assert loaded[Outcome].said["budget"] == 1000


def test_file_that_is_there_is_not_overwritten(tmp_path):
    path = tmp_path / "mine.xlsx"
    path.write_text("mine")

    with pytest.raises(SourceError, match="found a file already there"):
        write_template(path)

    assert path.read_text() == "mine"


@pytest.mark.parametrize(
    ("name", "message"),
    [("gone/t.xlsx", "found no folder"), ("t.csv", r"expected a name that ends in \.xlsx")],
)
def test_place_that_cannot_hold_a_workbook_is_refused(tmp_path, name, message):
    with pytest.raises(SourceError, match=message):
        write_template(tmp_path / name)
