"""Reading scenarios from files, and what is said of those that are wrong."""

import json
from pathlib import Path

import pandas as pd
import pytest

from placegraph.analytics.scenarios.operations import OPERATIONS
from placegraph.errors import UnreadableSource
from placegraph.scenario_files import bundled_scenarios, read_scenario, write_template

HEAD = "id: x\ntitle: X\nbaseline: {structure: now}\n"


def written(folder: Path, text: str, name: str = "x.yml") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_day_under_on_is_a_day(tmp_path: Path) -> None:
    """YAML 1.1 reads the word “on” as true."""
    text = HEAD + "operations:\n  - {do: delete post, post: P-1, on: 2027-04-01}\n"
    (operation,) = read_scenario(written(tmp_path, text)).operations
    assert str(operation.on) == "2027-04-01"


def test_json_is_read_too(tmp_path: Path) -> None:
    said = {
        "id": "x",
        "title": "X",
        "baseline": {"as_at": "2027-01-01"},
        "operations": [{"do": "regrade post", "post": "P-1", "fte": 0.5, "temporary": True}],
    }
    (operation,) = read_scenario(written(tmp_path, json.dumps(said), "x.json")).operations
    assert operation.model_dump(exclude_defaults=True) == said["operations"][0]


def test_a_scenario_comes_after_the_one_it_follows(tmp_path: Path) -> None:
    written(tmp_path, HEAD + "operations: [{do: delete post, post: P-1}]\n", "first.yml")
    second = "id: y\ntitle: Y\nfollows: first\noperations: [{do: delete post, post: P-2}]\n"
    found = read_scenario(written(tmp_path, second, "second.yml"))

    assert found.start.structure == "now"
    assert [str(one) for one in found.operations] == ["delete post P-1", "delete post P-2"]


def test_the_bundled_scenarios_can_be_read_by_name() -> None:
    assert [read_scenario(name).id for name in bundled_scenarios()] == ["phase-1", "phase-2"]


def test_a_scenario_that_follows_itself_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "id: x\ntitle: X\nfollows: x\n")
    with pytest.raises(UnreadableSource, match="follows itself"):
        read_scenario(path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[1, 2]", "found no scenario"),
        ("id: [", "found no YAML"),
        (HEAD + "about: &a x\n", "line 4: found an anchor"),
        (
            HEAD + "operations:\n  - do: delete post\n    post: P-1\n    when: 2027\n",
            r"line 7: operations 1 delete post when: found '2027': expected no such name here",
        ),
        (
            HEAD + "operations:\n  - {do: create post, post: P-1, title: A, fte: many}\n",
            r"line 5: operations 1 create post fte: found 'many'",
        ),
        (HEAD + "operations: [{do: abolish post, post: P-1}]\n", "line 4: operations 1.*abolish"),
        ("title: X\nbaseline: {structure: now}\n", "line 1: id: .*[Ff]ield required"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UnreadableSource, match=said):
        read_scenario(written(tmp_path, text))


def test_a_file_that_is_not_there_is_answered_with_those_that_are() -> None:
    with pytest.raises(UnreadableSource, match="bundled one: phase-1, phase-2"):
        read_scenario("nowhere")


def test_the_template_is_a_scenario_that_names_every_operation_and_post(tmp_path: Path) -> None:
    path = tmp_path / "mine.yml"
    posts = pd.DataFrame({"post": ["P-1"], "name": ["Chief"], "fte": [0.5]})
    write_template(path, "now", "Structure of today", posts)

    text = path.read_text(encoding="utf-8")
    assert read_scenario(str(path)).operations == ()
    assert [word for word in OPERATIONS if f"#   - do: {word}  # " not in text] == []
    assert "#   P-1  Chief, 0.5 FTE" in text
    with pytest.raises(UnreadableSource, match="nothing was written"):
        write_template(path, "now", "Structure of today", posts)
