"""Read scenarios from the files they are written in, YAML or JSON, and write an empty one.

Only plain YAML is read: no tags, anchors or aliases, and no more of it than somebody would write by
hand. Each complaint names the line and what was expected there.
"""

from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd
import yaml
from pydantic import ValidationError

from placegraph.analytics.scenarios.operations import OPERATIONS
from placegraph.analytics.scenarios.scenario import Scenario
from placegraph.errors import UnreadableSource
from placegraph.loaders.reading.yaml_document import document

_BUNDLED = Path(str(files("placegraph.loaders.flagship")))


def bundled_scenarios() -> tuple[str, ...]:
    """Return the names of the scenarios that come with the bundled data."""
    return tuple(sorted(path.stem for path in _BUNDLED.glob("*.yml")))


def read_scenario(name: str) -> Scenario:
    """Read a scenario from a file, or a bundled one by its name, after those it follows.

    Raises
    ------
    UnreadableSource
        If there is no such file, it is no plain YAML or JSON, or says what no scenario can.

    """
    return _joined(_path(name, Path()), ())


def write_template(path: Path, structure: str, name: str, posts: pd.DataFrame) -> None:
    """Write a scenario without operations that starts from a structure, with notes on each kind.

    ``posts``: post, name and fte of the structure, listed for whoever fills it in.

    Raises
    ------
    UnreadableSource
        If there is such a file already.

    """
    if path.exists():
        raise UnreadableSource(
            path, "found a file of that name, expected none; nothing was written. Choose another."
        )
    path.write_text("\n".join(_template(path.stem, structure, name, posts)), encoding="utf-8")


def _path(name: str, beside: Path) -> Path:
    given = beside / name
    for candidate in (given, given.with_name(f"{given.name}.yml")):
        if candidate.is_file():
            return candidate
    if name in bundled_scenarios():
        return _BUNDLED / f"{name}.yml"
    raise UnreadableSource(
        given,
        "found no such file, expected a scenario in YAML or JSON, or the name of a bundled one: "
        f"{', '.join(bundled_scenarios())}.",
    )


def _joined(path: Path, before: tuple[Path, ...]) -> Scenario:
    if path in before:
        raise UnreadableSource(
            path, "found that it follows itself, expected a beginning; correct “follows”."
        )
    node = _document(path)
    try:
        own = Scenario.model_validate(_value(node))
        if own.follows is None:
            return own
        return own.after(_joined(_path(own.follows, path.parent), (*before, path)))
    except ValidationError as error:
        raise UnreadableSource(path, _complaint(error, node)) from None


def _document(path: Path) -> yaml.Node:
    node = document(
        path,
        like="- {do: delete post, post: P-1}",
        form="YAML or JSON",
        too_large="split the scenario",
    )
    if not isinstance(node, yaml.MappingNode):
        raise UnreadableSource(
            path,
            "found no scenario, expected id, title, baseline and operations; see "
            "`placegraph scenario new`.",
        )
    return node


def _value(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _value(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_value(item) for item in node.value]
    text = str(node.value)
    if node.tag == "tag:yaml.org,2002:null":
        return None
    # YAML takes on, off, yes and no for true and false too; a scenario has days under “on”.
    if node.tag == "tag:yaml.org,2002:bool" and text.lower() in ("true", "false"):
        return text.lower() == "true"
    if node.tag in ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float"):
        return float(text) if "." in text or "e" in text.lower() else _whole(text)
    return text


def _whole(text: str) -> int | str:
    # 1_000 and 12:30 are numbers to YAML, and 010 is eight; here they are text, and refused.
    plain = text.lstrip("+-").isdigit() and (text.lstrip("+-") == "0" or text[0] != "0")
    return int(text) if plain else text


def _complaint(error: ValidationError, node: yaml.Node) -> str:
    first = error.errors(include_url=False)[0]
    line, where = _place(node, first["loc"])
    found = first["input"]
    shown = "" if isinstance(found, dict | list) else f"found {str(found)[:80]!r}: "
    said = str(first["msg"]).removeprefix("Value error, ")
    if first["type"] == "extra_forbidden":
        said = "expected no such name here"
    more = error.error_count() - 1
    others = f" ({more} more like it)" if more else ""
    return f"line {line}: {where}: {shown}{said}{others}; correct the scenario."


def _place(node: yaml.Node, loc: tuple[int | str, ...]) -> tuple[int, str]:
    """Return the line of what an error is about, and the words that lead there."""
    words = []
    for step in loc:
        inner = _inner(node, step)
        if inner is not None:
            node = inner
        words.append(str(step + 1) if isinstance(step, int) else str(step))
    line = node.start_mark.line + 1 if node.start_mark else 1
    return line, " ".join(words) or "the scenario"


def _inner(node: yaml.Node, step: int | str) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        found: yaml.Node = node.value[step]
        return found
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if str(key.value) == step), None)
    return None


def _template(id_: str, structure: str, name: str, posts: pd.DataFrame) -> Iterator[str]:
    yield f"# A restructure that starts from {name}. Lines that begin with # are notes."
    yield f"id: {id_}"
    yield "title: What it is called"
    yield f"baseline: {{structure: {structure}}}"
    yield ""
    yield "# What is done, in order. Every operation may also say:"
    yield "#   on: 2027-04-01        the day it takes effect; else that of the one before"
    yield "#   source, locator       the paper that proposes it, and the place in it"
    yield "#   reason                why"
    yield "#   conditional: true     when it happens only if required"
    yield "operations: []"
    yield ""
    yield "# The operations there are:"
    for word, kind in OPERATIONS.items():
        said = (kind.__doc__ or "").partition("\n")[0]
        yield f"#   - do: {word}  # {said}"
        for line in _fields(kind.model_fields):
            yield f"#     {line}"
    yield ""
    yield "# What the papers say it saves or costs, kept as stated:"
    yield "figures: []"
    yield "#   - {what: saving, year: 2027, onwards: true, low: 50000, source: s1, locator: page 4}"
    yield ""
    yield f"# The posts of {name}:"
    for post, title, fte in zip(posts["post"], posts["name"], posts["fte"], strict=True):
        yield f"#   {post}  {title}" + ("" if pd.isna(fte) else f", {fte:g} FTE")
    yield ""


def _fields(fields: Mapping[str, Any]) -> Iterator[str]:
    for name, field in sorted(fields.items(), key=lambda pair: not pair[1].is_required()):
        if name in ("do", "on", "source", "locator", "reason", "conditional"):
            continue
        needed = "" if field.is_required() else "  (if any)"
        said = f"  {field.description}" if field.description else ""
        yield f"{field.alias or name}: …{needed}{said}"
