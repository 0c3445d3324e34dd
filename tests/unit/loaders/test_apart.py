import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from placegraph.errors import UnreadableSource
from placegraph.loaders import apart
from placegraph.loaders.formats import FORMATS, recognise
from placegraph.loaders.published import About, Findings

DATA = Path(__file__).parents[2] / "data"
ABOUT = About("one", title="Published", publisher="Ashford Council", publisher_id="GB-LAE-ASH")
#: Of each registered format a file that it reads whole.
FILES = sorted(
    path
    for folder in ("contracts", "spend", "ocds", "360giving")
    for path in (DATA / folder).iterdir()
    if path.suffix in {".csv", ".json"}
)


@pytest.fixture
def everything_is_large(monkeypatch):
    monkeypatch.setattr(apart, "LARGE", 0)


@pytest.fixture
def processes(monkeypatch):
    """The processes that are started."""
    started, begin = [], subprocess.Popen
    monkeypatch.setattr(
        apart.subprocess, "Popen", lambda *a, **k: started.append(begin(*a, **k)) or started[-1]
    )
    return started


def read(path, form=None, findings=None):
    found = Findings() if findings is None else findings
    form = form or recognise(path)
    return list(apart.statements(form, (path,), ABOUT, found)), found


@pytest.mark.parametrize("path", FILES[::3], ids=lambda path: path.name)
def test_large_files_say_the_same_as_small_ones(path, monkeypatch, processes):
    here, found_here = read(path)
    assert not processes

    monkeypatch.setattr(apart, "LARGE", 0)
    there, found_there = read(path)

    assert len(processes) == 1
    assert here
    assert there == here
    assert found_there == found_here


def test_files_are_read_apart_from_the_stated_size(tmp_path, monkeypatch, processes):
    path = tmp_path / "spend.csv"
    path.write_bytes((DATA / "spend" / "lga.csv").read_bytes())
    monkeypatch.setattr(apart, "LARGE", path.stat().st_size + 1)
    read(path, FORMATS["spend"])
    assert not processes

    with path.open("a") as file:
        file.write("\n")
    read(path, FORMATS["spend"])
    assert len(processes) == 1


@pytest.mark.usefixtures("everything_is_large")
def test_format_made_on_the_spot_is_read_here(processes):
    own = replace(FORMATS["spend"])

    assert read(DATA / "spend" / "lga.csv", own)[0]
    assert not processes


@pytest.mark.usefixtures("everything_is_large")
def test_failure_is_the_same_one_clear_error(tmp_path, processes):
    path = tmp_path / "register.csv"
    path.write_text("a,b\n1,2\n")

    with pytest.raises(UnreadableSource) as caught:
        read(path, FORMATS["contracts"])

    with pytest.raises(UnreadableSource) as expected:
        list(apart._here(FORMATS["contracts"], (path,), ABOUT, Findings()))
    assert str(caught.value) == str(expected.value)
    assert caught.value.path == path
    assert processes[0].returncode is not None


@pytest.mark.usefixtures("everything_is_large")
def test_process_that_is_killed_is_told_apart_from_a_whole_file(monkeypatch):
    begin = subprocess.Popen

    def begin_and_kill(*args, **options):
        process = begin(*args, **options)
        process.send_signal(signal.SIGKILL)
        process.wait()
        return process

    monkeypatch.setattr(apart.subprocess, "Popen", begin_and_kill)

    with pytest.raises(UnreadableSource, match="ended before the file did"):
        read(DATA / "spend" / "lga.csv", FORMATS["spend"])


@pytest.mark.usefixtures("everything_is_large")
def test_process_ends_when_nobody_listens_any_more(tmp_path, processes):
    path = tmp_path / "spend.csv"
    lines = (DATA / "spend" / "lga.csv").read_text(encoding="utf-8-sig").splitlines()
    path.write_text("\n".join([*lines, *lines[1:] * 3_000]))
    said = apart.statements(FORMATS["spend"], (path,), ABOUT, Findings())

    next(said)
    said.close()

    assert processes[0].returncode is not None


def test_reader_whose_listener_was_killed_ends_quietly(tmp_path):
    path = tmp_path / "spend.csv"
    lines = (DATA / "spend" / "lga.csv").read_text(encoding="utf-8-sig").splitlines()
    path.write_text("\n".join([*lines, *lines[1:] * 3_000]))
    begun = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys\n"
            "from pathlib import Path\n"
            "from placegraph.loaders import apart\n"
            "from placegraph.loaders.published import About, Findings\n"
            "apart.LARGE = 0\n"
            "said = apart.statements(apart.FORMATS['spend'], (Path(sys.argv[1]),), "
            "About('one'), Findings())\n"
            "next(said)\n"
            "print('reading', flush=True)\n"
            "input()\n",
            str(path),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with begun as listener:
        assert listener.stdout.readline() == "reading\n"
        group = os.getpgid(listener.pid)

        listener.kill()
        listener.wait()

        until = time.monotonic() + 30
        while time.monotonic() < until and alive(group):
            time.sleep(0.1)
        assert not alive(group)
        assert listener.stderr.read() == ""


def alive(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
