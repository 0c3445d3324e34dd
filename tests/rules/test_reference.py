"""The reference pages say what the code says."""

import importlib.util
import inspect
import re
from pathlib import Path
from types import ModuleType

import pytest

from placegraph import columns, reports
from placegraph.cypher import catalogue
from placegraph.settings import SETTINGS, Settings

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"


def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference", ROOT / "tools" / "reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


reference = tool()


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_generated_pages_are_up_to_date() -> None:
    assert reference.stale() == [], "run `make docs`"


def test_commands_do_not_depend_on_the_width_of_the_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    assert "commands.md" not in reference.stale()


def test_check_names_a_stale_page(tmp_path: Path) -> None:
    for name, text in reference.pages().items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "queries.md").write_text("old", encoding="utf-8")
    (tmp_path / "schema.md").unlink()
    assert reference.stale(tmp_path) == ["schema.md", "queries.md"]


@pytest.mark.parametrize(("words", "command"), reference.commands().items())
def test_command_and_its_parameters_have_help(words: str, command: object) -> None:
    assert getattr(command, "help", None), f"{words} is missing its help"
    missing = [p.name for p in getattr(command, "params", []) if not p.help]
    assert missing == []
    assert f"## {words}\n" in page("commands.md")


def test_every_setting_is_read_and_documented() -> None:
    assert {s.name.lower() for s in SETTINGS} == set(Settings.__dataclass_fields__)
    assert [s.variable for s in SETTINGS if f"| `{s.variable}` |" not in page("settings.md")] == []
    assert [s.variable for s in SETTINGS if not s.help] == []


def test_every_query_is_documented() -> None:
    assert [name for name in catalogue() if f"## {name}\n" not in page("queries.md")] == []


@pytest.mark.parametrize(("measure", "main"), reference.MAIN.items())
def test_table_marked_main_is_the_one_that_csv_prints(measure: str, main: str) -> None:
    source = inspect.getsource(getattr(reports, measure))
    assert re.findall(r'main="(\w+)"', source) == [main]


def test_every_measure_has_its_columns_documented() -> None:
    assert set(columns.COLUMNS) == set(reference.MAIN)


def test_every_decision_is_linked() -> None:
    index = page("architecture.md")
    decisions = sorted(path.name for path in (DOCS / "decisions").glob("[0-9]*.md"))
    assert [name for name in decisions if f"(decisions/{name})" not in index] == []


def test_links_between_pages_lead_somewhere() -> None:
    broken = []
    for path in (*DOCS.rglob("*.md"), *ROOT.glob("*.md")):
        text = re.sub(r"```.*?```|`[^`]*`", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)#\s]+)", text):
            # The picture is taken by `make pictures`, which needs a browser.
            if "://" in target or target.startswith(("mailto:", "docs/pictures/")):
                continue
            if not (path.parent / target).exists():
                broken.append(f"{path.relative_to(ROOT)}: {target}")
    assert broken == []
