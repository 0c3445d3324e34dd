"""Options that several commands have."""

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from placegraph.output import typed_day

AsAt = Annotated[
    date | None,
    typer.Option(
        "--as-at",
        parser=typed_day,
        metavar="DATE",
        help="Day the facts hold on; today if not given.",
    ),
]


Structure = Annotated[
    str | None,
    typer.Option("--structure", metavar="ID", help="Take the day and the council of a structure."),
]
LowerSet = Annotated[
    str | None,
    typer.Option("--lower", metavar="SET", help="Aims that support, such as BODY/objective."),
]
UpperSet = Annotated[
    str | None, typer.Option("--upper", metavar="SET", help="Aims that are supported.")
]


class Split(StrEnum):
    """How strictly commissioners and providers are to be kept apart."""

    SOFT = "soft"
    HARD = "hard"
