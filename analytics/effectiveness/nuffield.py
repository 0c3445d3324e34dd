"""The Partnership Assessment Tool of the Nuffield Institute for Health.

Brian Hardy, Bob Hudson and Eileen Waddington, *Assessing Strategic Partnership: The Partnership
Assessment Tool* (Strategic Partnering Taskforce, Office of the Deputy Prime Minister, 2003): six
principles of six statements, each answered from 4 (strongly agree) to 1 (strongly disagree). The
principles were read in a public copy; the scoring and the bands are as secondary literature has
them, and their page is not verified.
"""

from placegraph.analytics.effectiveness.questionnaire import Band, Group, Tool

_PRINCIPLES = (
    "Recognise and accept the need for partnership",
    "Develop clarity and realism of purpose",
    "Ensure commitment and ownership",
    "Develop and maintain trust",
    "Create clear and robust partnership arrangements",
    "Monitor, measure and learn",
)
_VERDICTS = (
    "D: working badly in all respects",
    "C: concerns outweigh what works",
    "B: working well overall, some aspects need attention",
    "A: working well",
)


def _bands(*reaches: int) -> tuple[Band, ...]:
    return tuple(Band(low, name) for low, name in zip(reaches, _VERDICTS, strict=True))


NUFFIELD = Tool(
    name="nuffield",
    title="Nuffield Partnership Assessment Tool (Hardy, Hudson and Waddington, 2003)",
    groups=tuple(
        Group(str(number), title, tuple(f"{number}.{item}" for item in range(1, 7)))
        for number, title in enumerate(_PRINCIPLES, start=1)
    ),
    lowest=1,
    highest=4,
    scoring="sum",
    bands=_bands(36, 37, 73, 109),
    group_bands=_bands(6, 7, 13, 19),
)
"""36 statements; totals 109 to 144 are band A, 73 to 108 B, 37 to 72 C and 36 D."""
