"""Who may import whom."""

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("service", "graph", "loaders", "analytics", "dashboard", "cypher")


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    plain = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    return plain | {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}


def test_each_layer_imports_only_those_below_it() -> None:
    checked = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "check_layers.py")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_only_the_graph_part_imports_the_driver() -> None:
    users = {
        path.relative_to(ROOT).parts[0]
        for part in PARTS
        for path in (ROOT / part).rglob("*.py")
        if any(name.split(".")[0] == "neo4j" for name in imported(path))
    }
    assert users == {"graph"}


def test_nothing_imports_by_a_name_that_only_the_checkout_has() -> None:
    local = {
        f"{path.relative_to(ROOT)} imports {name}"
        for part in PARTS
        for path in (ROOT / part).rglob("*.py")
        for name in imported(path)
        if name.split(".")[0] in PARTS
    }
    assert local == set()
