"""Loading, taking back and matching, as a person does it: one command after the other."""

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import neo4j
import pytest

from placegraph.cli import main
from placegraph.graph.engines import Address
from placegraph.loaders.formats import FORMATS
from placegraph.settings import Settings

DATA = Path(__file__).resolve().parents[1] / "data"


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture
def run(
    engine_settings: Settings,
    address: Address,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Run commands in this process, on the engine that tests share, emptied first."""
    auth = (address.user, address.password)
    with neo4j.GraphDatabase.driver(address.uri, auth=auth) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
    monkeypatch.setenv("PLACEGRAPH_HOME", str(engine_settings.home))
    monkeypatch.chdir(tmp_path)

    def placegraph(*arguments: str, fails: bool = False) -> Done:
        monkeypatch.setattr(sys, "argv", ["placegraph", *arguments])
        capsys.readouterr()
        code = 0
        try:
            main()
        except SystemExit as left:
            code = int(left.code or 0)
        captured = capsys.readouterr()
        done = Done(code, captured.out, captured.err)
        assert (done.returncode != 0) == fails, done.stderr
        return done

    return placegraph


def rows(run: Run, *arguments: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run(*arguments, "--format", "json").stdout)
    return found


SPENDING = (
    "OrganisationLabel,OrganisationalUnit,BeneficiaryName,PaymentDate,Amount\n"
    "Anytown Council,Parks,Ellerby Limited,03/04/2024,100.50\n"
    "Anytown Council,Parks,Ellerby Limited,09/04/2024,200.00\n"
    "Anytown Council,Roads,ELLERBY LTD,10/04/2024,50.00\n"
    "Anytown Council,Roads,Thornwick Supplies,10/04/2024,75.25\n"
)
PAID = (
    "MATCH (a)-[r:PAID]->(b) RETURN a.name AS unit, b.name AS payee, r.amount AS amount, "
    "r.payments AS payments, r.rows AS rows ORDER BY unit, payee"
)


def test_a_folder_of_every_format_is_recognised_loaded_listed_and_not_loaded_twice(
    run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "downloads"
    # One fixture is made to be refused.
    left_out = shutil.ignore_patterns("districts.geojson")
    for name in FORMATS:
        shutil.copytree(DATA / name, folder / name, ignore=left_out)
    (folder / "notes.txt").write_text("Nothing to see here.", encoding="utf-8")

    first = run("load", "auto", "downloads")
    again = run("load", "auto", "downloads")

    for name in FORMATS:
        assert f": {name}, " in first.stderr
    assert "Left out: downloads/notes.txt" in first.stderr
    assert again.stdout == first.stdout
    listed = rows(run, "loads")
    assert listed == rows(run, "loads", "list")
    assert {row["form"] for row in listed} == set(FORMATS)
    assert {row["state"] for row in listed} == {"in force"}
    assert again.stderr.count("loaded already; nothing to do") == len(listed)


def test_a_bad_file_in_a_folder_keeps_no_other_from_being_loaded(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "downloads"
    folder.mkdir()
    shutil.copy(DATA / "geography" / "districts.geojson", folder)
    shutil.copy(DATA / "spend" / "lga.csv", folder)

    done = run("load", "auto", "downloads", fails=True)

    assert "found a feature without a code" in done.stderr
    assert "found that 1 of 2 could not be loaded" in done.stderr
    assert [row["form"] for row in rows(run, "loads", "list")] == ["spend"]


def test_files_of_one_name_are_two_data_sets(run: Run, tmp_path: Path) -> None:
    for year in ("2023", "2024"):
        (tmp_path / "paid" / year).mkdir(parents=True)
        text = SPENDING.replace("2024", year)
        (tmp_path / "paid" / year / "april.csv").write_text(text, encoding="utf-8")

    run("load", "auto", "paid")

    assert {row["dataset"] for row in rows(run, "loads", "list")} == {
        "spend/2023/april",
        "spend/2024/april",
    }
    assert len(rows(run, "query", "--cypher", PAID)) == 6
    refused = run("load", "spend", "paid/2023/april.csv", "paid/2024/april.csv", fails=True)
    assert "found two files of one name" in " ".join(refused.stderr.split())


def test_a_dry_run_tells_what_would_change_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "april.csv").write_text(SPENDING, encoding="utf-8")
    assert "4 payments, £425.75" in run("load", "spend", "april.csv", "--dry-run").stdout
    assert rows(run, "loads", "list") == []
    run("load", "spend", "april.csv")
    before = rows(run, "query", "--cypher", PAID)
    assert before == [
        {
            "unit": "Parks",
            "payee": "Ellerby Limited",
            "amount": 300.5,
            "payments": 2,
            "rows": "2-3",
        },
        {"unit": "Roads", "payee": "ELLERBY LTD", "amount": 50.0, "payments": 1, "rows": "4"},
        {
            "unit": "Roads",
            "payee": "Thornwick Supplies",
            "amount": 75.25,
            "payments": 1,
            "rows": "5",
        },
    ]

    (tmp_path / "april.csv").write_text(SPENDING.replace("200.00", "250.00"), encoding="utf-8")
    told = run("load", "spend", "april.csv", "--dry-run").stdout

    paid = next(line for line in told.splitlines() if "Paid" in line)
    assert [cell.strip() for cell in paid.strip("│ ").split("│")] == [
        "Paid", "0", "1", "2", "0", "0", "amount 1",
    ]  # fmt: skip
    assert rows(run, "query", "--cypher", PAID) == before


def test_too_much_is_not_taken_away_unless_told_and_can_be_put_back(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "april.csv").write_text(SPENDING, encoding="utf-8")
    run("load", "spend", "april.csv")
    before = rows(run, "query", "--cypher", PAID)
    (tmp_path / "april.csv").write_text(
        "".join(SPENDING.splitlines(keepends=True)[:3]), encoding="utf-8"
    )

    warned = run("load", "spend", "april.csv", "--dry-run")
    assert "the load would be refused without --prune-limit" in warned.stderr
    refused = run("load", "spend", "april.csv", fails=True)
    assert "expected at most 10%; nothing was written" in refused.stderr
    assert rows(run, "query", "--cypher", PAID) == before

    run("load", "spend", "april.csv", "--prune-limit", "100")
    assert len(rows(run, "query", "--cypher", PAID)) == 1
    (latest,) = [row["load"] for row in rows(run, "loads", "list") if row["state"] == "in force"]
    run("loads", "undo", str(latest))
    assert rows(run, "query", "--cypher", PAID) == before
    assert len(rows(run, "loads", "list")) == 1


def test_two_names_of_one_payee_are_suggested_joined_parted_and_kept_apart(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "april.csv").write_text(SPENDING, encoding="utf-8")
    run("load", "spend", "april.csv")
    before = rows(run, "query", "--cypher", PAID)
    (suggested,) = rows(run, "match", "list")
    first, second = str(suggested["first"]), str(suggested["second"])
    assert {suggested["first_name"], suggested["second_name"]} == {"Ellerby Limited", "ELLERBY LTD"}

    run("match", "accept", first, second, "--keep", second)
    joined = rows(run, "query", "--cypher", PAID)
    assert sorted(str(row["payee"]) for row in joined) != sorted(
        str(row["payee"]) for row in before
    )
    assert len({row["payee"] for row in joined}) == 2
    (decision,) = rows(run, "match", "decisions")
    assert (decision["kept"], decision["verdict"]) == (second, "accepted")
    assert rows(run, "match", "list") == []

    run("match", "undo", first, second)
    assert rows(run, "query", "--cypher", PAID) == before

    run("match", "reject", first, second)
    assert rows(run, "match", "list") == []
    assert "was rejected before" in run("match", "accept", first, second, fails=True).stderr


def test_a_mapping_loads_any_other_table(run: Run, tmp_path: Path) -> None:
    shutil.copytree(DATA / "mapped", tmp_path / "mapped")
    mapping = next((tmp_path / "mapped").glob("*.y*ml"))
    table = next(p for p in sorted((tmp_path / "mapped").iterdir()) if p.suffix == ".csv")

    run("load", "mapped", str(mapping), str(table))

    assert [row["form"] for row in rows(run, "loads", "list")] == ["mapped"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("load", "spend", "gone.csv"), "found that it cannot be opened"),
        (("load", "ocds", "words.csv"), "words.csv: found"),
        (("load", "auto", "words.csv"), "found none of the formats"),
        (("loads", "undo", "nothing@000000000000"), "found no such load"),
        (("match", "accept", "a", "b"), "found no such organisation"),
        (("match", "undo", "a", "b"), "found no decision about them"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    (tmp_path / "words.csv").write_text("just words\n", encoding="utf-8")

    done = run(*arguments, fails=True)

    (line,) = [line for line in done.stderr.splitlines() if line.startswith("Error: ")]
    assert message in line
