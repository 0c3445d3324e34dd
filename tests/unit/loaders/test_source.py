from pathlib import Path

import pytest

from placegraph.errors import UnreadableSource
from placegraph.loaders.source import BUNDLED, bundled, describe


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableSource) as caught:
        describe(path)
    return str(caught.value)


def test_folder_lists_its_csv_files_and_nothing_else(tmp_path):
    for name in ("b.csv", "a.CSV", "README.md", "._a.csv", ".hidden.csv"):
        (tmp_path / name).touch()

    found = describe(tmp_path)

    assert found.form == "csv"
    assert [p.name for p in found.files] == ["a.CSV", "b.csv"]


def test_missing_path_is_said_to_be_missing(tmp_path):
    assert "gone: found nothing there, expected a folder" in refusal(tmp_path / "gone")


def test_empty_folder_is_refused(tmp_path):
    assert "found no CSV file, expected one a table" in refusal(tmp_path)


def test_folder_with_both_forms_is_refused(tmp_path):
    (tmp_path / "dataset.csv").touch()
    (tmp_path / "data.xlsx").touch()

    assert "found CSV files and the workbook data.xlsx" in refusal(tmp_path)


def test_folder_that_holds_a_workbook_points_to_it(tmp_path):
    (tmp_path / "data.xlsx").touch()

    assert f"give {tmp_path.resolve() / 'data.xlsx'}" in refusal(tmp_path)


def test_lock_of_an_open_workbook_is_not_the_workbook(tmp_path):
    (tmp_path / "~$data.xlsx").touch()
    (tmp_path / "dataset.csv").touch()

    assert describe(tmp_path).form == "csv"


def test_single_csv_file_points_to_its_folder(tmp_path):
    (tmp_path / "dataset.csv").touch()

    assert f"give {tmp_path.resolve()}." in refusal(tmp_path / "dataset.csv")


def test_password_protected_workbook_is_named_as_such(tmp_path):
    path = tmp_path / "data.xlsx"
    name = "EncryptedPackage".encode("utf-16-le")
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + name)

    assert "protected by a password" in refusal(path)


def test_old_excel_format_is_refused_whatever_its_name(tmp_path):
    path = tmp_path / "data.xlsx"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504))

    assert "save it as .xlsx" in refusal(path)


def test_other_kinds_of_file_are_refused(tmp_path):
    path = tmp_path / "data.ods"
    path.touch()

    assert "found another kind of file" in refusal(path)


@pytest.mark.parametrize("name", BUNDLED)
def test_bundled_data_sets_are_folders(name):
    assert bundled(name).is_dir()


def test_unknown_bundled_name_lists_those_there_are():
    with pytest.raises(UnreadableSource, match="expected one of flagship, wheels_to_meals"):
        bundled("flagshop")
