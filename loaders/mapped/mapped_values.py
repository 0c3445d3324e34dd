"""Make the values of declared properties from text."""

import re
from datetime import date
from decimal import Decimal

from placegraph.graph.schema import Property
from placegraph.loaders.reading.values import amount, day, words, yes_no

_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,199}")

Value = str | int | float | bool | date


def is_identifier(text: str) -> bool:
    """Return whether ``text`` can be an identifier as it stands."""
    return bool(_IDENTIFIER.fullmatch(text))


def converted(text: str, of: Property) -> Value | None:
    """Return ``text`` as a value of a declared property, None when it says nothing.

    Raises
    ------
    ValueError
        If it cannot be one.

    """
    plain = words(text)
    if plain is None:
        return None
    if of.kind == "date":
        return day(plain)
    if of.kind == "boolean":
        said = yes_no(plain)
        if said is None:
            raise ValueError(of.expected)
        return said
    if of.kind in ("integer", "number"):
        return _number(plain, of)
    if of.kind == "choice":
        chosen = {choice.lower(): choice for choice in of.choices}
        if plain.lower() not in chosen:
            raise ValueError(of.expected)
        return chosen[plain.lower()]
    if "identifier" in of.expected and not is_identifier(plain):
        raise ValueError(of.expected)
    return plain


def _number(plain: str, of: Property) -> float | int | None:
    found: Decimal | None = amount(plain)
    if found is None:
        return None
    if of.kind == "number":
        return float(found)
    if found != int(found):
        raise ValueError(of.expected)
    return int(found)
