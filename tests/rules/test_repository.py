"""What the files of the checkout may and may not say, and that the README's commands run."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]

from placegraph.demonstration import load_bundled
from placegraph.graph.engines import Address
from placegraph.graph.store import Neo4jStore
from placegraph.settings import SETTINGS, Settings

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")

#: Whom a file may name: documents and standards, the one place jars come from, this machine.
HOSTS = {
    "127.0.0.1",
    "keepachangelog.com",
    "maven.apache.org",
    "repo.maven.apache.org",
    "semver.org",
    "www.apache.org",
    "www.cheltenham.gov.uk",
    "www.w3.org",
}
#: Where published files come from, and what stands in them.
PUBLISHERS = {
    "creativecommons.org",
    "example.org",
    "geoportal.statistics.gov.uk",
    "github.com",
    "grantnav.threesixtygiving.org",
    "opendatacommunities.org",
    "org-id.guide",
    "registry.threesixtygiving.org",
    "schemas.opendata.esd.org.uk",
    "standard.open-contracting.org",
    "standard.threesixtygiving.org",
    "statistics.data.gov.uk",
    "www.contractsfinder.service.gov.uk",
    "www.data.gov.uk",
    "www.example.org",
    "www.find-tender.service.gov.uk",
    "www.gov.uk",
}
_SETTING = re.compile(r"^(?:export )?(PLACEGRAPH_\w+)='?[^ ']+'?\s*")


def texts() -> Iterator[tuple[str, str]]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    for name in sorted(set(listed.split("\0"))):
        path = ROOT / name
        if path.is_file() and path.suffix not in {".png", ".ico", ".woff2"}:
            # Fixtures of published files hold the encodings that these come in.
            errors = "replace" if name.startswith("tests/data/") else "strict"
            yield name, path.read_text(encoding="utf-8", errors=errors)


def lines_of_readme() -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line]


def without_settings(line: str) -> str:
    """Return the line without the variables it sets, or nothing when it sets only these."""
    while match := _SETTING.match(line):
        assert match[1] in {setting.variable for setting in SETTINGS}
        line = line[match.end() :]
    return line


def fill_in(workbook: Path) -> None:
    """Write into the template what its reader would, at the least."""
    book = openpyxl.load_workbook(workbook)
    rows = {
        "dataset": {"id": "my-place", "title": "My place"},
        "source": {"id": "plan", "name": "Our plan"},
        "organisation": {
            "id": "council",
            "name": "The Council",
            "kind": "unitary",
            "source": "plan",
            "locator": "p. 1",
        },
    }
    for table, row in rows.items():
        header = [cell.value for cell in book[table][1]]
        for column, value in row.items():
            book[table].cell(2, header.index(column) + 1, value)
    book.save(workbook)


def test_no_file_names_a_folder_of_one_machine() -> None:
    homes = re.compile(r"(?<![\w.$}])/(?:home/|Users/|root\b|work\b)")
    assert [name for name, text in texts() if homes.search(text)] == []


def test_files_name_only_hosts_that_are_wanted() -> None:
    found = {
        (name, host)
        for name, text in texts()
        for host in re.findall(r"https?://([\w.-]+)", text)
        if host not in HOSTS | PUBLISHERS and not host.endswith(".example")
    }
    assert found == set()


def test_what_lies_beside_the_checkout_is_named_only_by_tests_that_can_do_without() -> None:
    beside = re.compile(r'\.\./shared|parent / "shared"')
    naming = {name: text for name, text in texts() if beside.search(text)}
    assert [name for name in naming if not name.startswith("tests/")] == []
    assert [name for name, text in naming.items() if "skip" not in text] == []


def test_every_requirement_is_locked_with_hashes_and_no_index() -> None:
    body = [line for line in LOCK.splitlines() if line.strip() and not line.strip().startswith("#")]
    pins = [line for line in body if not line.startswith(" ")]
    assert [line for line in pins if not re.match(r"[A-Za-z0-9._-]+(\[\w+\])?==", line)] == []
    strange = [
        line
        for line in body
        if line.startswith(" ") and not re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line)
    ]
    assert strange == []
    joined = LOCK.replace("\\\n", "")
    entries = [line for line in joined.splitlines() if "==" in line and not line.startswith(" ")]
    assert [line.split()[0] for line in entries if "--hash=sha256:" not in line] == []


def test_lock_pins_everything_that_is_asked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    asked += project["build-system"]["requires"]
    names = {re.split(r"[\[<>=!~; ]", each, maxsplit=1)[0].lower() for each in asked}
    pinned = {name.lower() for name in re.findall(r"^([\w.-]+)(?:\[\w+\])?==", LOCK, re.MULTILINE)}
    assert names - pinned == set()


def test_hooks_use_what_is_installed() -> None:
    hooks = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert re.findall(r"repo: (\S+)", hooks) == ["local"]
    tools = re.findall(r"entry: \.venv/bin/(\S+)", hooks)
    assert len(tools) == hooks.count("entry:")
    assert [tool for tool in tools if not Path(sys.executable).with_name(tool).exists()] == []


def test_readme_starts_with_the_two_commands() -> None:
    assert lines_of_readme()[:2] == ["make demo", "make test"]


def test_make_targets_of_the_readme_are_there() -> None:
    named = re.findall(r"(?:^|`)make ([a-z]+)((?: ARGS=\S+?)?)(?:$|`)", README, re.MULTILINE)
    assert {target for target, _ in named} >= {"demo", "test"}
    for target, arguments in named:
        command = ["make", "--dry-run", target, *arguments.split()]
        planned = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert planned.returncode == 0, planned.stderr
        assert arguments.partition("=")[2] in planned.stdout


def test_readme_holds_only_commands_that_are_tested() -> None:
    starts = {line.split()[0] for line in map(without_settings, lines_of_readme()) if line}
    assert starts <= {"make", "placegraph", "docker"}


def test_commands_of_the_readme_run(
    engine_settings: Settings, address: Address, tmp_path: Path
) -> None:
    with Neo4jStore.at(address) as store:
        load_bundled(store, say=lambda _line: None)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PLACEGRAPH_")}
    environment["PLACEGRAPH_HOME"] = str(engine_settings.home)
    lines = [without_settings(line) for line in lines_of_readme()]
    for line in (line for line in lines if line.startswith("placegraph ")):
        words = shlex.split(line)[1:]
        # It serves until it is stopped; the tests of the dashboard start it.
        asked = [*words, "--help"] if words == ["serve"] else words
        run = subprocess.run(
            [sys.executable, "-m", "placegraph", *asked],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, f"{line}: {run.stderr}"
        assert "Traceback" not in run.stderr
        assert run.stdout or words[0] in {"template", "load", "schema"}, f"{line}: said nothing"
        if words[0] == "template":
            fill_in(tmp_path / words[1])
            published = ROOT / "tests" / "data"
            shutil.copy(published / "spend" / "lga.csv", tmp_path / "payments-over-500.csv")
            shutil.copytree(published / "360giving", tmp_path / "downloads")
