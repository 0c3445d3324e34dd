"""What a network page's address asks for, read from the query string and written back to it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from placegraph.dashboard.network.words import KINDS, RELATIONS
from placegraph.errors import MeasureError

#: What the page opens with: who works with whom. Everything else is one choice away.
OPENING_KINDS = ("Organisation", "Partnership", "CommissioningBody", "Contract")
ALL = "all"
HOPS = ("1", "2", "3", ALL)
_SEPARATOR = ","
_SHOWN = "shown"


@dataclass(frozen=True)
class View:
    """The filters and the focus of one view.

    ``kinds`` holds node types (``Organisation``) or types with a kind (``Organisation:NHS``);
    none of them means every kind. ``relations`` works alike. ``focus`` is a key as
    :func:`key` makes it. ``hops`` is one of :data:`HOPS`. ``records`` adds the published contracts,
    grants and payments around the focus.
    """

    as_at: str | None = None
    structure: str | None = None
    kinds: tuple[str, ...] = OPENING_KINDS
    organisation: str | None = None
    partnership: str | None = None
    relations: tuple[str, ...] = ()
    focus: str | None = None
    hops: str = "1"
    records: bool = False

    @property
    def steps(self) -> int | None:
        """Return how many steps around the focus are shown, None for the whole picture."""
        return None if self.focus is None or self.hops == ALL else int(self.hops)

    def search(self) -> str:
        """Return the query string that asks for this view again, ``?`` included."""
        asked = {
            "as_at": self.as_at,
            "structure": self.structure,
            "kind": _SEPARATOR.join(self.kinds) or ALL,
            "organisation": self.organisation,
            "partnership": self.partnership,
            "relation": _SEPARATOR.join(self.relations),
            "focus": self.focus,
            "hops": self.hops if self.focus else None,
            "records": _SHOWN if self.focus and self.records else None,
        }
        return "?" + urlencode({k: v for k, v in asked.items() if v}, safe=",:/")


def key(type_: str, id_: str) -> str:
    """Return the stable key of a thing: its type and its identifier."""
    return f"{type_}:{id_}"


def split_key(text: str) -> tuple[str, str]:
    """Return the type and identifier in a key.

    Raises
    ------
    MeasureError
        If it is no key of a node type in the network.

    """
    type_, _, id_ = text.partition(":")
    if type_ not in KINDS or not id_:
        raise MeasureError(
            f"focus: found {text!r}, expected a type and an identifier as Organisation:ORG-1, "
            f"the type one of {', '.join(KINDS)}."
        )
    return type_, id_


def view_asked(
    *,
    as_at: str | None = None,
    structure: str | None = None,
    kind: str | None = None,
    organisation: str | None = None,
    partnership: str | None = None,
    relation: str | None = None,
    focus: str | None = None,
    hops: str = "1",
    records: str | None = None,
    **_: str,
) -> View:
    """Return the view that the parameters of an address ask for; others are passed over.

    Without ``kind`` it opens on :data:`OPENING_KINDS`, or on every kind when there is a focus:
    a link to one thing should show all it is joined to.

    Raises
    ------
    MeasureError
        If one of them is not a word this page knows.

    """
    for name, given in (
        ("kind", kind),
        ("organisation", organisation),
        ("partnership", partnership),
        ("relation", relation),
        ("focus", focus),
        ("hops", hops),
        ("records", records),
    ):
        # An address that gives a name twice arrives as a list.
        if not isinstance(given, str | None):
            raise MeasureError(f"{name}: found it given twice, expected once, with commas between.")
    kinds = OPENING_KINDS if not kind and not focus else _words(kind)
    for word in kinds:
        _expect("kind", word.partition(":")[0], tuple(KINDS))
    relations = _words(relation)
    for word in relations:
        _expect("relation", word, tuple(RELATIONS))
    _expect("hops", hops, HOPS)
    _expect("records", records or _SHOWN, (_SHOWN,))
    if focus:
        split_key(focus)
    return View(
        as_at or None,
        structure or None,
        kinds,
        organisation or None,
        partnership or None,
        relations,
        focus or None,
        hops,
        bool(records),
    )


def _words(text: str | None) -> tuple[str, ...]:
    return () if not text or text == ALL else tuple(text.split(_SEPARATOR))


def _expect(name: str, found: str, expected: tuple[str, ...]) -> None:
    if found not in expected:
        raise MeasureError(f"{name}: found {found!r}, expected one of {', '.join(expected)}.")
