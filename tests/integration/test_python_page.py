"""What docs/python.md shows is what it prints, and importing stays quick."""

import contextlib
import io
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import placegraph
from placegraph.graph.store import Neo4jStore
from placegraph.settings import Settings

PAGE = (Path(__file__).parents[2] / "docs" / "python.md").read_text("utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", PAGE, re.DOTALL)


def test_examples_print_what_the_page_says(
    bundled_store: Neo4jStore, bundled_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLACEGRAPH_HOME", str(bundled_settings.home))
    names: dict[str, Any] = {}
    printed = []
    for code, _ in EXAMPLES:
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(code, names)
        printed.append(said.getvalue())
    assert printed == [text for _, text in EXAMPLES]


def test_every_example_says_what_it_prints() -> None:
    assert len(EXAMPLES) == PAGE.count("```python") > 0


def test_every_public_name_is_there_and_shown_or_described() -> None:
    for name in placegraph.__all__:
        assert getattr(placegraph, name) is not None
    unknown = set(re.findall(r"placegraph\.(\w+)\(", PAGE)) - set(placegraph.__all__)
    assert unknown == set()


def test_unknown_name_is_refused_as_python_does() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = placegraph.nothing  # type: ignore[attr-defined]


def test_importing_loads_nothing_heavy() -> None:
    listed = "import placegraph, sys; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run(
        [sys.executable, "-c", listed], capture_output=True, text=True, check=True
    ).stdout.split()
    assert (
        set(loaded) & {"pandas", "numpy", "scipy", "networkx", "neo4j", "dash", "pydantic"} == set()
    )
