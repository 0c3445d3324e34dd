"""`placegraph measure …`: one module a measure."""

import typer

from placegraph.measure_commands.alignment import alignment
from placegraph.measure_commands.coverage import coverage
from placegraph.measure_commands.effectiveness import effectiveness
from placegraph.measure_commands.influence import influence
from placegraph.measure_commands.returns import roi

measure = typer.Typer(no_args_is_help=True, help="Measure the graph four ways.")
measure.command("influence")(influence)
measure.command("coverage")(coverage)
measure.command("roi")(roi)
measure.command("effectiveness")(effectiveness)
measure.command("alignment")(alignment)
