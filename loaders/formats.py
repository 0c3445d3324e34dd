"""The published formats, by name, and which of them a file is."""

from pathlib import Path

from placegraph.errors import UnreadableSource
from placegraph.loaders.contracts import loader as contracts
from placegraph.loaders.geography import loader as geography
from placegraph.loaders.ocds import loader as ocds
from placegraph.loaders.partnerships import loader as partnerships
from placegraph.loaders.published import Format
from placegraph.loaders.spend import loader as spend
from placegraph.loaders.staff import organogram, structure
from placegraph.loaders.threesixtygiving import loader as threesixtygiving

FORMATS: dict[str, Format] = {
    module.FORMAT.name: module.FORMAT
    for module in (
        ocds,
        contracts,
        spend,
        organogram,
        structure,
        threesixtygiving,
        geography,
        partnerships,
    )
}


def recognise(path: Path) -> Format:
    """Return the format of the file at ``path``.

    Raises
    ------
    UnreadableSource
        If it is none of the formats, or could be two of them.

    """
    if not path.is_file():
        raise UnreadableSource(path, "found no file there, expected one.")
    found = [form for form in FORMATS.values() if form.recognises(path)]
    if {form.name for form in found} == {"contracts", "spend"}:
        # A register of contracts has a payee, an amount and a date as well.
        return FORMATS["contracts"]
    if len(found) == 1:
        return found[0]
    names = ", ".join(form.name for form in found or FORMATS.values())
    if found:
        raise UnreadableSource(
            path, f"found a file that could be {names}, expected one; name the format."
        )
    raise UnreadableSource(
        path,
        f"found none of the formats {names}, expected one; if it is one of them, name it and "
        "see what is wrong with it, and otherwise describe its columns with `placegraph load "
        "mapped`.",
    )
