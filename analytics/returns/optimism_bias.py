"""Optimism bias of capital projects (Mott MacDonald, Review of Large Public Procurement, 2002).

The upper bounds are the starting point; they fall as risks are costed and are no contingency.
There are no generic values for benefits: those lines carry the appraiser's own evidence.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from placegraph.errors import MeasureError


@dataclass(frozen=True)
class OptimismBias:
    """Upper and lower bias of a project type, as fractions; None where the table gives none."""

    duration_upper: float | None
    duration_lower: float | None
    capital_upper: float | None
    capital_lower: float | None
    operating_upper: float | None = None
    operating_lower: float | None = None


OPTIMISM_BIAS: Mapping[str, OptimismBias] = {
    "non-standard buildings": OptimismBias(0.39, 0.02, 0.51, 0.04),
    "standard buildings": OptimismBias(0.04, 0.01, 0.24, 0.02),
    "non-standard civil engineering": OptimismBias(0.25, 0.03, 0.66, 0.06),
    "standard civil engineering": OptimismBias(0.20, 0.01, 0.44, 0.03),
    "equipment/development": OptimismBias(0.54, 0.10, 2.00, 0.10),
    "outsourcing": OptimismBias(None, None, None, None, 0.41, 0.0),
}
"""Project type → bias, from the table of the 2002 review."""


@dataclass(frozen=True)
class BlendedBias:
    """Upper bias of a mixed project, as fractions; None where a part of it has no figure."""

    capital: float | None
    duration: float | None


def blended_optimism_bias(shares: Mapping[str, float]) -> BlendedBias:
    """Blend the upper bounds of several project types by their shares of a project.

    ``shares`` maps a type of ``OPTIMISM_BIAS`` to its share (fraction of cost); shares sum to 1.

    Raises ``MeasureError`` for an unknown type or shares that do not sum to 1.

    >>> blended_optimism_bias({"non-standard buildings": 0.3, "standard buildings": 0.7})
    BlendedBias(capital=0.321, duration=0.145)
    """
    for kind in shares:
        if kind not in OPTIMISM_BIAS:
            raise MeasureError(
                f"optimism bias: found project type {kind!r}, expected one of "
                f"{', '.join(OPTIMISM_BIAS)}; use the table's name."
            )
    if not math.isclose(sum(shares.values()), 1, abs_tol=1e-6):
        raise MeasureError(
            f"optimism bias: found shares that sum to {sum(shares.values()):g}, expected 1; "
            "correct the shares."
        )
    return BlendedBias(
        capital=_blend([(OPTIMISM_BIAS[kind].capital_upper, s) for kind, s in shares.items()]),
        duration=_blend([(OPTIMISM_BIAS[kind].duration_upper, s) for kind, s in shares.items()]),
    )


def _blend(parts: list[tuple[float | None, float]]) -> float | None:
    total = 0.0
    for bias, share in parts:
        if share == 0:
            continue
        if bias is None:
            return None
        total += bias * share
    return round(total, 12)
