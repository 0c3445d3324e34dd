"""The checklist of the Partnerships Analysis Tool of VicHealth, the health promotion foundation.

John McLeod for VicHealth, *The Partnerships Analysis Tool* (2003, revised 2011): seven sections of
five statements. Answers are coded 0 to 4 or 1 to 5 depending on the edition, and a total means
nothing without knowing which. The bands for 1 to 5 are those printed with a published use of the
tool (Injury Prevention, BMJ, table 2); those for 0 to 4 are the same, 35 lower.
"""

from collections.abc import Iterable

from placegraph.analytics.effectiveness.questionnaire import Band, Group, Tool

_SECTIONS = (
    "Determining the need for the partnership",
    "Choosing partners",
    "Making sure partnerships work",
    "Planning collaborative action",
    "Implementing collaborative action",
    "Minimising the barriers to partnerships",
    "Reflecting on and continuing the partnership",
)
_BANDS = (
    (35, "1: the whole idea of a partnership should be questioned"),
    (85, "2: moving in the right direction, needs more attention"),
    (127, "3: based on genuine collaboration"),
)


def vichealth(lowest: int) -> Tool:
    """Return the checklist with answers coded from ``lowest``: 0 to 4, or 1 to 5."""
    shift = 35 * (1 - lowest)
    groups = tuple(
        Group(str(number), title, tuple(f"{number}.{item}" for item in range(1, 6)))
        for number, title in enumerate(_SECTIONS, start=1)
    )
    return Tool(
        name="vichealth",
        title="VicHealth Partnerships Analysis Tool (McLeod, 2003, revised 2011)",
        groups=groups,
        lowest=lowest,
        highest=lowest + 4,
        scoring="sum",
        bands=tuple(Band(reaches - shift, name) for reaches, name in _BANDS),
    )


def coding(answers: Iterable[float]) -> int | None:
    """Return which coding the answers show: below 1 the one from 0, above 4 the one from 1.

    None when they would do for both, for then only whoever asked can tell.
    """
    found = list(answers)
    if any(answer < 1 for answer in found):
        return 0
    return 1 if any(answer > 4 for answer in found) else None
