"""The part of an OCDS release that is read, and how what is published is made to fit it.

Whatever is not named here is left out before anything is kept: descriptions among it. Contact
points, addresses and documents are not even built.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, Final

JsonObject = dict[str, Any]
Odd = Callable[[str], None]

_TEXT: Final = "text"
_NUMBER: Final = "a number"
_FLAG: Final = "true or false"

_ID = {"scheme": _TEXT, "id": _TEXT, "legalName": _TEXT}
_PARTY = {
    "id": _TEXT,
    "name": _TEXT,
    "identifier": _ID,
    "additionalIdentifiers": [_ID],
    "roles": [_TEXT],
}
_VALUE = {"amount": _NUMBER, "amountGross": _NUMBER, "currency": _TEXT}
_CODE = {"scheme": _TEXT, "id": _TEXT, "description": _TEXT}
_ITEM = {"id": _TEXT, "classification": _CODE, "additionalClassifications": [_CODE]}
_PERIOD = {"startDate": _TEXT, "endDate": _TEXT, "maxExtentDate": _TEXT}
_TECHNIQUES = {
    "hasFrameworkAgreement": _FLAG,
    "frameworkAgreement": {"method": _TEXT, "type": _TEXT},
    "hasDynamicPurchasingSystem": _FLAG,
    "dynamicPurchasingSystem": {"type": _TEXT},
}
_RELATED = [
    {
        "id": _TEXT,
        "relationship": [_TEXT],
        "scheme": _TEXT,
        "identifier": _TEXT,
        "title": _TEXT,
    }
]

#: An object lists its fields, a list holds the shape of its members.
RELEASE: Final[JsonObject] = {
    "ocid": _TEXT,
    "id": _TEXT,
    "date": _TEXT,
    "tag": [_TEXT],
    "title": _TEXT,
    "parties": [_PARTY],
    "buyer": _PARTY,
    "tender": {
        "id": _TEXT,
        "title": _TEXT,
        "status": _TEXT,
        "value": _VALUE,
        "procurementMethod": _TEXT,
        "procurementMethodDetails": _TEXT,
        "procuringEntity": _PARTY,
        "classification": _CODE,
        "additionalClassifications": [_CODE],
        "items": [_ITEM],
        "lots": [{"id": _TEXT, "techniques": _TECHNIQUES}],
        "techniques": _TECHNIQUES,
        **_TECHNIQUES,
    },
    "awards": [
        {
            "id": _TEXT,
            "title": _TEXT,
            "status": _TEXT,
            "value": _VALUE,
            "suppliers": [_PARTY],
            "relatedLots": [_TEXT],
            "contractPeriod": _PERIOD,
            "items": [_ITEM],
        }
    ],
    "contracts": [
        {
            "id": _TEXT,
            "awardID": _TEXT,
            "title": _TEXT,
            "status": _TEXT,
            "value": _VALUE,
            "suppliers": [_PARTY],
            "period": _PERIOD,
            "items": [_ITEM],
            "relatedProcesses": _RELATED,
        }
    ],
    "relatedProcesses": _RELATED,
}


def _names(shape: Any) -> Iterator[str]:
    if isinstance(shape, list):
        yield from _names(shape[0])
    elif isinstance(shape, dict):
        for name, inner in shape.items():
            yield name
            yield from _names(inner)


#: Every field name that is read anywhere in a release.
NAMES: Final = frozenset(_names(RELEASE))

_LEFT_OUT = object()


def fit(release: JsonObject, odd: Odd) -> JsonObject:
    """Return the release in the declared shape: numbers as text, lists as lists.

    Publishers write a list of one as an object, or a list as an object numbered from 1; both are
    taken for the list. A field of another type is left out and reported. Identifiers that are
    blank go too, since equal identifiers would merge what has nothing in common.
    """
    fitted: JsonObject = _fit(release, RELEASE, "", odd)
    return fitted


def _fit(value: Any, shape: Any, path: str, odd: Odd) -> Any:
    if value is None:
        return None
    if isinstance(shape, list):
        members = _members(value, shape[0])
        fitted = [_fit(member, shape[0], path, odd) for member in members if member is not None]
        return [member for member in fitted if member is not _LEFT_OUT]
    if isinstance(shape, dict):
        return _object(value, shape, path, odd)
    found = _SCALARS[shape](value)
    if found is None:
        odd(f"{path} is not {shape}; left out")
        return _LEFT_OUT
    return found


def _members(value: Any, shape: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    if isinstance(shape, dict) and isinstance(value, dict) and _numbered(value):
        return [value[key] for key in sorted(value, key=int)]
    return [value]


def _numbered(value: JsonObject) -> bool:
    return bool(value) and all(key.isdecimal() for key in value)


def _object(value: Any, shape: JsonObject, path: str, odd: Odd) -> Any:
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, dict):
        # Programs that know no empty object write an empty list.
        if value != []:
            odd(f"{path} is no object; left out")
        return _LEFT_OUT
    fitted = {}
    for name, inner in shape.items():
        if name not in value:
            continue
        found = _fit(value[name], inner, f"{path}/{name}".lstrip("/"), odd)
        if found is not _LEFT_OUT and not (name == "id" and _blank(found)):
            fitted[name] = found
    return fitted


def _blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _text(value: Any) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return str(value)
    return None


def _number(value: Any) -> str | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        value = value.replace(",", "").replace("£", "").strip()
    try:
        found = Decimal(value)
    except (InvalidOperation, TypeError, ValueError):
        return None
    return str(found) if found.is_finite() else None


def _flag(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}.get(value.lower()) if isinstance(value, str) else None


_SCALARS: Final[dict[str, Callable[[Any], str | bool | None]]] = {
    _TEXT: _text,
    _NUMBER: _number,
    _FLAG: _flag,
}
