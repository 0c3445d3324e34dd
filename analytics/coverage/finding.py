"""A finding, and the words that findings share."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from placegraph.analytics.coverage.moment import (
    CONTRIBUTES,
    LEAD_COMMISSIONER,
    LEAD_OFFICER,
    Role,
)

Split = Literal["soft", "hard"]
Severity = Literal["critical", "breach", "high", "medium", "info"]

SEVERITIES: tuple[Severity, ...] = ("critical", "breach", "high", "medium", "info")
"""From the one to act on first to the one to know of."""

NAMES = {
    LEAD_COMMISSIONER: "lead commissioner",
    LEAD_OFFICER: "lead officer",
    CONTRIBUTES: "contributor",
}

_LISTED = 5
"""Names a sentence gives before it counts the rest."""


@dataclass(frozen=True)
class Finding:
    """One answer to one question; ``subject`` is an id, None when it is about all outcomes."""

    question: str
    severity: Severity
    subject: str | None
    subject_name: str
    sentence: str
    evidence: str


def quoted(name: str) -> str:
    """Return an aim's text in quotation marks, without the full stop it is printed with."""
    return f"“{name.rstrip(' .')}”"


def holders(roles: Iterable[Role]) -> str:
    """Return the names of those who hold ``roles``, each once."""
    return ", ".join(dict.fromkeys(role.holder_name for role in roles))


def counted(number: int, what: str) -> str:
    """Return a number with its noun: ``1 outcome``, ``2 outcomes``."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def some(names: Iterable[str]) -> str:
    """Return the first names and the number of the others.

    >>> some(["a", "b"])
    'a; b'
    """
    all_names = list(dict.fromkeys(names))
    shown = "; ".join(all_names[:_LISTED])
    left = len(all_names) - _LISTED
    return f"{shown}; and {left:,} more" if left > 0 else shown
