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


class Split(StrEnum):
    """How strictly commissioners and providers are to be kept apart."""

    SOFT = "soft"
    HARD = "hard"
