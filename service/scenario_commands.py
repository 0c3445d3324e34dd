"""`placegraph scenario …`: restructures tried out on the graph, and never written to it."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from placegraph import measures, output, reports
from placegraph.cypher import query
from placegraph.measures.scenarios import ScenarioResult, scenario_result
from placegraph.opening import open_store
from placegraph.output import As, Form, say
from placegraph.reallocate_command import reallocate
from placegraph.scenario_files import read_scenario, write_template

scenario = typer.Typer(
    no_args_is_help=True, help="Try a restructure out; the graph stays as it is."
)
scenario.command("reallocate")(reallocate)

File = Annotated[
    str, typer.Argument(metavar="FILE", help="A scenario in YAML or JSON, or a bundled one's name.")
]
Files = Annotated[
    list[str], typer.Argument(metavar="FILE...", help="Two or more scenarios of one baseline.")
]
Assumed = Annotated[
    bool, typer.Option("--if-required", help="Take what happens only if required to happen.")
]


@scenario.command("new")
def scenario_new(
    name: Annotated[Path, typer.Argument(help="File to write; .yml is added when it has no end.")],
    structure: Annotated[
        str, typer.Option(metavar="ID", help="The structure that the scenario starts from.")
    ],
) -> None:
    """Write an empty scenario to fill in, with notes on every operation there is."""
    path = name if name.suffix else name.with_suffix(".yml")
    with open_store() as store:
        at = measures.moment(store, as_at=None, structure=structure, today=date.today())
        posts = store.read(
            query("structures/posts"), as_at=at.as_at, organisation=at.organisation
        ).drop_duplicates("post")
    write_template(path, structure, at.title, posts[["post", "name", "fte"]])
    say(f"Wrote {path}. `placegraph scenario diff {path}` says what it changes.")


@scenario.command("apply")
def scenario_apply(file: File, if_required: Assumed = False, form: As = Form.TABLE) -> None:
    """Say what structure a scenario makes, and what the measures are before and after."""
    (found,) = _results([file], if_required)
    output.report(reports.scenario(found), form)


@scenario.command("diff")
def scenario_diff(file: File, if_required: Assumed = False, form: As = Form.TABLE) -> None:
    """Say what a scenario changes: what is orphaned, contested, vacated, moved, saved."""
    (found,) = _results([file], if_required)
    output.report(reports.scenario_difference(found), form)


@scenario.command("compare")
def scenario_compare(files: Files, if_required: Assumed = False, form: As = Form.TABLE) -> None:
    """Put scenarios of one baseline side by side."""
    if len(files) < 2:
        raise typer.BadParameter(f"found {len(files)} scenario, expected two or more.")
    output.report(reports.scenario_comparison(_results(files, if_required)), form)


def _results(files: list[str], assumed: bool) -> list[ScenarioResult]:
    # Files first: what is wrong with one should not wait for the graph.
    scenarios = [read_scenario(file) for file in files]
    with open_store() as store, output.waiting("Trying it out"):
        return [
            scenario_result(store, one, today=date.today(), assumed=assumed) for one in scenarios
        ]
