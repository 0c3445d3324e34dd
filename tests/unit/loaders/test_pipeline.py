import csv
import json
import os
from dataclasses import FrozenInstanceError

import pytest

from placegraph.errors import InvalidRecords, Problem, SourceError, UnreadableSource
from placegraph.graph.batch import Written
from placegraph.graph.model import MemberOf, Organisation, Partnership, Source
from placegraph.loaders.pipeline import Options, load_published, load_tables
from placegraph.loaders.published import About, Format, Said
from placegraph.loaders.rejects import HEADER as REJECTS_HEADER


def rejects(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_good_data_set_is_written_whole(store, folder, content):
    report = load_tables(store, folder(content))

    assert (report.dataset, report.title) == ("demo", "A small place")
    assert report.facts == {"Source": 1, "Organisation": 2, "Partnership": 1, "MemberOf": 2}
    assert report.written == Written(facts=6)
    assert (report.problems, report.rejects) == ((), None)
    assert [load.id for load in store.loads] == [report.load]
    assert [kind.declared for kind, _ in store.rows] == [
        Source, Organisation, Organisation, Partnership, MemberOf, MemberOf,
    ]  # fmt: skip
    assert store.loads[0].prune


def test_report_is_frozen(store, folder, content):
    report = load_tables(store, folder(content))

    with pytest.raises(FrozenInstanceError):
        report.load = "other"


def test_dry_run_writes_nothing(store, folder, content, tmp_path):
    content["organisation"][1][2] = "unitry"
    path = folder(content)

    report = load_tables(store, path, Options(dry_run=True, skip_invalid=True))

    assert (report.written, report.rejects, store.loads) == (None, None, [])
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
    assert len(report.problems) == 2


def test_one_bad_row_keeps_everything_out(store, folder, content):
    content["organisation"][1][2] = "unitry"

    with pytest.raises(InvalidRecords) as caught:
        load_tables(store, folder(content))

    (problem,) = caught.value.problems
    assert str(problem).startswith(
        "organisation.csv, row 2, column kind: found unitry, expected one of county, district,"
    )
    assert store.loads == []


def test_data_set_that_does_not_say_who_speaks_is_never_written(store, folder, content):
    del content["dataset"]

    with pytest.raises(InvalidRecords):
        load_tables(store, folder(content), Options(skip_invalid=True))

    assert store.loads == []


@pytest.mark.parametrize("form", ["folder", "workbook"])
def test_rows_left_out_are_listed_next_to_the_data_set(request, store, content, form):
    content["organisation"][1][2] = "unitry"
    path = request.getfixturevalue(form)(content)

    report = load_tables(store, path, Options(skip_invalid=True))

    assert report.rejects == path.resolve().with_name(f"{path.name}.rejects.csv")
    assert report.facts == {"Source": 1, "Organisation": 1, "Partnership": 1, "MemberOf": 1}
    first = next(r for r in rejects(report.rejects) if r["column"] == "kind")
    assert (first["row"], first["found"]) == ("2", "unitry")
    assert first["sheet"] == ("" if form == "folder" else "organisation")
    assert json.loads(first["record"])["name"] == "The Council"
    assert {r["row"] for r in rejects(report.rejects) if r["column"] == "from_id"} == {"2"}


def test_load_that_left_rows_out_does_not_prune(store, folder, content):
    content["organisation"][1][2] = "unitry"

    load_tables(store, folder(content), Options(skip_invalid=True))

    assert not store.loads[0].prune


def test_skipping_invalid_rows_prunes_when_there_are_none(store, folder, content):
    report = load_tables(store, folder(content), Options(skip_invalid=True))

    assert store.loads[0].prune
    assert report.rejects is None


def test_earlier_list_of_rejects_is_replaced(store, folder, content):
    content["organisation"][1][2] = "unitry"
    path = folder(content)
    first = load_tables(store, path, Options(skip_invalid=True)).rejects.read_bytes()

    assert load_tables(store, path, Options(skip_invalid=True)).rejects.read_bytes() == first


def test_file_that_is_no_list_of_rejects_is_left_alone(store, folder, content):
    content["organisation"][1][2] = "unitry"
    path = folder(content)
    other = path.with_name("data.rejects.csv")
    other.write_text("mine\n")

    with pytest.raises(SourceError, match=r"data\.rejects\.csv: found a file that is no list"):
        load_tables(store, path, Options(skip_invalid=True))

    assert other.read_text() == "mine\n"
    assert store.loads == []


def test_rejects_are_no_table_of_the_data_set(store, folder, content):
    assert REJECTS_HEADER == ("file", "sheet", "row", "column", "found", "expected", "record")
    content["organisation"][1][2] = "unitry"
    path = folder(content)
    load_tables(store, path, Options(skip_invalid=True))
    content["organisation"][1][2] = "unitary"

    assert load_tables(store, folder(content)).problems == ()


def test_load_is_the_same_whatever_the_form_order_and_date_of_its_files(
    store, folder, workbook, content
):
    path = folder(content)
    first = load_tables(store, path).load
    content["organisation"][1:] = content["organisation"][:0:-1]
    content["member_of"] = [row[::-1] for row in content["member_of"]]
    other = folder(content, "other")
    os.utime(other / "organisation.csv", (0, 0))

    assert load_tables(store, other).load == first
    assert load_tables(store, workbook(content)).load == first


@pytest.mark.parametrize(
    ("table", "column", "text"),
    [("organisation", 1, "The council"), ("dataset", 1, "A place"), ("member_of", 8, "2015-04-01")],
)
def test_load_changes_with_what_is_said(store, folder, content, table, column, text):
    first = load_tables(store, folder(content)).load
    content[table][1][column] = text

    assert load_tables(store, folder(content)).load != first


def test_load_that_leaves_a_row_out_is_not_the_load_without_that_row(store, folder, content):
    content["organisation"].append(["x", "X", "none", "", "S1", "p. 1"])
    left_out = load_tables(store, folder(content), Options(skip_invalid=True)).load
    content["organisation"].pop()

    assert load_tables(store, folder(content)).load != left_out


def published(statements):
    return Format("made", "Made up", lambda path: True, statements)


SAID = (
    Said(Source(id="s", name="S", source="s", locator="the file itself")),
    Said(Organisation(id="o", name="O", kind="business", source="s", locator="row 2")),
)


def test_a_file_that_changes_while_it_is_read_is_not_loaded(store, tmp_path):
    path = tmp_path / "file.csv"
    path.write_text("1")

    def statements(paths, about, findings):
        yield from SAID
        paths[0].write_text("2")

    with pytest.raises(UnreadableSource, match="found that a file changed while it was read"):
        load_published(store, published(statements), [path], About("made/file"))

    assert store.loads == []


def test_a_file_without_a_row_is_not_loaded(store, tmp_path):
    path = tmp_path / "file.csv"
    path.write_text("1")

    with pytest.raises(UnreadableSource, match="found no row to load in it"):
        load_published(store, published(lambda *_: iter(SAID[:1])), [path], About("made/file"))


def test_a_loader_that_fails_is_one_clear_error_and_nothing_is_written(store, tmp_path):
    path = tmp_path / "file.csv"
    path.write_text("1")

    def statements(paths, about, findings):
        yield Said(Source(id="s", name="S", source="s", locator="the file itself"))
        raise IndexError("list index out of range")

    with pytest.raises(UnreadableSource, match="This is a fault of PlaceGraph"):
        load_published(store, published(statements), [path], About("made/file"))

    assert store.loads == []


def test_a_folder_in_place_of_a_file_is_one_clear_error(store, tmp_path):
    with pytest.raises(UnreadableSource, match="found no file there"):
        load_published(store, published(lambda *_: iter(())), [tmp_path], About("made/file"))


def test_a_rejected_row_stops_a_published_load_unless_it_may_be_left_out(store, tmp_path):
    path = tmp_path / "file.csv"
    path.write_text("1")

    def statements(paths, about, findings):
        yield from SAID
        problem = Problem("file.csv", "", 2, "Amount", "lots", "an amount in pounds")
        findings.reject(problem, {"Amount": "lots"})

    form, about = published(statements), About("made/file")
    with pytest.raises(InvalidRecords):
        load_published(store, form, [path], about)
    assert store.loads == []

    report = load_published(store, form, [path], about, Options(skip_invalid=True))

    assert report.rejected == {"row": 1}
    assert [row["found"] for row in rejects(report.rejects)] == ["lots"]
    assert store.loads[0].prune is False


def test_the_same_file_is_not_read_again_and_another_is(store, tmp_path):
    path = tmp_path / "file.csv"
    path.write_text("1")
    read = []

    def statements(paths, about, findings):
        read.append(paths[0].read_text())
        findings.count("payments")
        yield from SAID

    form, about = published(statements), About("made/file")
    first = load_published(store, form, [path], about)
    again = load_published(store, form, [path], about)
    path.write_text("2")
    load_published(store, form, [path], about)

    assert read == ["1", "2"]
    assert (first.unchanged, again.unchanged) == (False, True)
    assert again.figures == first.figures == ("1 payments",)
