"""The command line as a person or a script uses it: in a process of its own, on a real graph."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import neo4j
import pytest

from placegraph.columns import COLUMNS
from placegraph.graph.engines import status
from placegraph.graph.store import Neo4jStore
from placegraph.loaders.source import bundled
from placegraph.settings import Settings

ONE_LINE_S = 120


@pytest.fixture
def environment(bundled_settings: Settings, bundled_store: Neo4jStore) -> dict[str, str]:
    """Let commands join the engine that holds the bundled data."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("PLACEGRAPH_")}
    return inherited | {"PLACEGRAPH_HOME": str(bundled_settings.home), "PLACEGRAPH_HTTP_PORT": "0"}


@pytest.fixture
def run(environment: dict[str, str]) -> Any:
    def placegraph(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "placegraph", *arguments],
            capture_output=True,
            text=True,
            env=environment,
            timeout=ONE_LINE_S,
            check=False,
        )

    return placegraph


@pytest.fixture
def graph(
    bundled_store: Neo4jStore, everything: Callable[[neo4j.Driver], list[str]]
) -> Callable[[], list[str]]:
    """Return the function that lists the whole graph."""
    return lambda: everything(bundled_store._driver)


def test_phase_1_has_no_lead_commissioner_for_any_of_24_outcomes(run: Any) -> None:
    done = run("measure", "coverage", "--structure", "phase-1", "--format", "json")

    assert done.returncode == 0
    answer = json.loads(done.stdout)
    assert answer["summary"]["lead_commissioner"] == 0
    assert answer["summary"]["outcomes"] == 24
    assert "0 of 24 outcomes have a lead commissioner" in answer["sentences"][0]
    assert set(COLUMNS["coverage"]) <= set(answer)


def test_phase_2_names_the_two_orphaned_outcomes(run: Any) -> None:
    done = run("measure", "coverage", "--structure", "phase-2")

    assert done.returncode == 0
    assert "0 of 24 outcomes have a lead commissioner in the sources; 22 have" in done.stdout
    assert "0 of those 22" in done.stdout.replace("\n", " ")
    assert "2 outcomes lost every contributing post" in done.stdout
    assert "O-OD-1" in done.stdout
    assert "O-OD-3" in done.stdout


@pytest.mark.parametrize("measure", ["influence", "coverage", "roi", "alignment"])
def test_csv_has_the_documented_columns_and_only_data_on_stdout(run: Any, measure: str) -> None:
    done = run("measure", measure, "--as-at", "2011-04-01", "--format", "csv")

    assert done.returncode == 0
    header, *rows = csv.reader(io.StringIO(done.stdout))
    assert tuple(header) in {tuple(columns) for columns in COLUMNS[measure].values()}
    assert rows
    assert all(len(row) == len(header) for row in rows)


def test_influence_gives_the_published_betweenness(run: Any) -> None:
    done = run("measure", "influence", "--format", "csv")

    rows = {row["actor"]: row for row in csv.DictReader(io.StringIO(done.stdout))}
    assert round(float(rows["ORG-CBC"]["two_mode_betweenness"]), 4) == 0.6944
    assert round(float(rows["ORG-GLC"]["constraint"]), 4) == 1.5004


def test_roi_gives_both_worked_results(run: Any) -> None:
    done = run("measure", "roi", "--format", "json")

    rows = {row["partnership"]: row for row in json.loads(done.stdout)["returns"]}
    assert round(rows["WM"]["bcr"], 2) == 1.93
    assert rows["PT-SP"]["statement"] == "efficiency evidenced, citizen benefit not monetised"
    assert rows["PT-SP"]["bcr"] is None


def test_a_second_demonstration_changes_nothing(run: Any, graph: Callable[[], list[str]]) -> None:
    before = graph()

    done = run("demo", "--once")

    assert done.returncode == 0
    assert graph() == before
    for answer in (
        "0 of 24 outcomes have a lead commissioner",
        "2 outcomes lost every contributing post",
        "two-mode betweenness 0.6944",
        "£1.93 of social value",
        "efficiency evidenced, citizen benefit not monetised",
        "index 0.7273",
    ):
        assert answer in done.stdout
    assert done.stderr.count("is loaded already") == 2


def test_loading_the_same_tables_again_changes_nothing(
    run: Any, graph: Callable[[], list[str]]
) -> None:
    before = graph()

    done = run("load", "tables", str(bundled("flagship")))

    assert done.returncode == 0
    assert "statements, loaded already; nothing to do." in done.stderr
    assert graph() == before


def test_a_catalogue_query_is_answered_with_its_question_on_stderr(run: Any) -> None:
    done = run("query", "partnerships/bridging_organisations", "--param", "minimum=3",
               "--format", "csv")  # fmt: skip

    assert done.returncode == 0
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["organisation"] for row in rows][:2] == ["ORG-CBC", "ORG-TBC"]
    assert done.stderr.startswith("Which organisations sit on several partnerships")


def test_an_analysts_own_statement_may_read_and_not_write(
    run: Any, graph: Callable[[], list[str]]
) -> None:
    before = graph()

    read = run("query", "--cypher", "MATCH (p:Partnership) RETURN count(p) AS n", "--format", "csv")
    written = run("query", "--cypher", "CREATE (n:Partnership {id: 'x'})")

    assert (read.returncode, read.stdout) == (0, "n\n18\n")
    assert (written.returncode, written.stdout) == (1, "")
    assert written.stderr == (
        "Error: --cypher: found a statement that writes, expected one that only reads.\n"
    )
    assert graph() == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["measure", "coverage", "--structure", "phase-9"], "found 'phase-9', expected one of"),
        (["measure", "alignment", "--lower", "x"], "--lower: found 'x', expected one of"),
        (["query", "no/such"], "no/such: found no such query"),
        (["query", "outcomes/orphaned"], "found no value for before"),
        (["query", "posts/functions", "--param", "as_at=soon"], "as_at: found 'soon', expected"),
        (["query", "--cypher", "MATCH (n RETURN n"], "--cypher: Neo4j refused it"),
        (["query", "--cypher", "RETURN 1", "--param", "x"], "--param: found 'x', expected NAME"),
        (["load", "tables", "no/such/folder"], "no/such/folder"),
    ],
)
def test_a_problem_is_one_line_and_exit_1(run: Any, arguments: list[str], message: str) -> None:
    done = run(*arguments)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: ")
    assert done.stderr.count("\n") == 1
    assert message in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["measure", "coverage", "--as-at", "tomorrow"],
        ["measure", "coverage", "--format", "xml"],
        ["query", "a", "--cypher", "RETURN 1"],
        ["load", "tables"],
    ],
)
def test_wrong_usage_is_exit_2(run: Any, arguments: list[str]) -> None:
    done = run(*arguments)

    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr


def test_a_setting_nothing_reads_is_a_problem(environment: dict[str, str], run: Any) -> None:
    environment["PLACEGRAPH_HOEM"] = "x"

    done = run("db", "status")

    assert done.returncode == 1
    assert done.stderr.startswith("Error: PLACEGRAPH_HOEM: found a variable nothing reads")


def bad_folder(folder: Path) -> Path:
    folder.mkdir()
    tables = {
        "dataset": "id,title\nbad,Bad data\n",
        "source": "id,name\nb1,A paper\n",
        "organisation": (
            "id,name,kind,source,locator\n"
            "bad-one,One,distrikt,b1,p. 1\n"
            "bad-two,,district,b1,p. 1\n"
            "bad-three,Three,district,b1,p. 1\n"
        ),
        "member_of": (
            "from_type,from_id,to_type,to_id,completeness,source,locator\n"
            "Organisation,bad-three,Partnership,nowhere,complete,b1,p. 2\n"
        ),
    }
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def test_every_bad_row_is_reported_in_one_pass_and_nothing_is_written(
    run: Any, tmp_path: Path, graph: Callable[[], list[str]]
) -> None:
    before = graph()

    done = run("load", "tables", str(bad_folder(tmp_path / "bad")))

    assert (done.returncode, done.stdout) == (1, "")
    assert "organisation.csv, row 2, column kind: found distrikt, expected one of" in done.stderr
    assert "organisation.csv, row 3, column name: found" in done.stderr
    assert "member_of.csv, row 2, column to_id: found nowhere" in done.stderr
    assert graph() == before


def test_a_dry_run_writes_nothing(run: Any, tmp_path: Path, graph: Callable[[], list[str]]) -> None:
    before = graph()

    done = run("load", "tables", str(bad_folder(tmp_path / "bad")), "--dry-run", "--skip-invalid")

    assert done.returncode == 0
    assert "nothing was written" in done.stderr
    assert graph() == before
    assert not list(tmp_path.glob("*.rejects.csv"))


def test_a_template_is_written_once(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"

    first, second = run("template", str(path)), run("template", str(path))

    assert first.returncode == 0
    assert path.read_bytes()[:2] == b"PK"
    assert second.returncode == 1
    assert second.stderr.startswith("Error: ")


def test_db_status_says_where_and_who(run: Any, bundled_settings: Settings) -> None:
    done = run("db", "status")

    assert done.returncode == 0
    assert "is running" in done.stdout
    assert str(bundled_settings.home) in done.stdout
    assert str(os.getpid()) in done.stdout


def test_output_cut_short_by_its_reader_is_no_traceback(environment: dict[str, str]) -> None:
    reader = subprocess.run(
        f"{sys.executable} -m placegraph query network/edges --format csv | head -n 1",
        shell=True,
        capture_output=True,
        text=True,
        env=environment,
        timeout=ONE_LINE_S,
        check=False,
    )

    assert reader.stdout.startswith("from_type,")
    assert "Traceback" not in reader.stderr


def test_the_dashboard_is_served_until_interrupted(environment: dict[str, str]) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "placegraph", "serve"],
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    ) as served:
        assert served.stderr is not None
        line = next(line for line in served.stderr if "The dashboard is at" in line)
        address = line.split()[4].rstrip(".")
        with urllib.request.urlopen(address, timeout=30) as page:
            assert page.status == 200
            assert "PlaceGraph" in page.read().decode()

        served.send_signal(signal.SIGINT)
        rest = served.stderr.read()
        code = served.wait(timeout=60)

    assert code == 0
    assert "Traceback" not in rest


def test_the_dashboard_survives_the_end_of_its_engine(own_engine: Settings) -> None:
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("PLACEGRAPH_")}
    environment = inherited | {
        "PLACEGRAPH_HOME": str(own_engine.home),
        "PLACEGRAPH_HTTP_PORT": "0",
    }
    with subprocess.Popen(
        [sys.executable, "-m", "placegraph", "serve"],
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    ) as served:
        assert served.stderr is not None
        next(line for line in served.stderr if "The dashboard is at" in line)
        engine = status(own_engine).pid
        assert engine is not None

        os.kill(engine, signal.SIGKILL)
        said = next(line for line in served.stderr if "Neo4j ended" in line)
        again = next(line for line in served.stderr if "The dashboard is at" in line)
        with urllib.request.urlopen(again.split()[4].rstrip("."), timeout=30) as page:
            assert page.status == 200

        served.send_signal(signal.SIGINT)
        rest = served.stderr.read()
        code = served.wait(timeout=60)

    assert "starting both again" in said
    assert (code, "Traceback" in rest) == (0, False)
    assert status(own_engine).condition == "stopped"


def test_a_full_disk_below_standard_output_is_one_line(environment: dict[str, str]) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "placegraph", "query", "network/edges", "--format", "csv"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
            timeout=ONE_LINE_S,
            check=False,
        )

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "Error: standard output: found No space left on device" in done.stderr


def test_an_endless_number_is_text_in_json(run: Any) -> None:
    done = run("query", "--cypher", "RETURN 1.0/0.0 AS endless", "--format", "json")

    assert json.loads(done.stdout) == [{"endless": "Infinity"}]
