"""Read a small YAML file that somebody wrote by hand, and nothing else."""

from pathlib import Path

import yaml

from placegraph.errors import UnreadableSource

_MOST_BYTES = 256 * 1024
_MOST_DEPTH = 12


def document(path: Path) -> yaml.Node:
    """Return the content of a YAML file as nodes that know their lines.

    Raises
    ------
    UnreadableSource
        If it is not YAML, or has anchors, aliases, or more than somebody would write by hand.

    """
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            raise UnreadableSource(
                path,
                f"found a file of more than {_MOST_BYTES // 1024} KB, expected a mapping in YAML; "
                "give the mapping first and the table after it.",
            )
        text = content.decode("utf-8-sig")
        _refuse_bombs(path, text)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except OSError as error:
        raise UnreadableSource(
            path, f"found that it cannot be opened ({error.strerror}), expected to read it."
        ) from error
    except UnicodeDecodeError as error:
        raise UnreadableSource(
            path, "found text that is not UTF-8, expected YAML; save it as UTF-8."
        ) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}: " if mark else ""
        raise UnreadableSource(
            path,
            f"{where}found no YAML ({getattr(error, 'problem', None) or 'unreadable'}), expected "
            "lines such as “name: {column: Supplier}”; look for a missing bracket, quotation mark "
            "or space.",
        ) from error
    if node is None:
        raise UnreadableSource(path, "found an empty file, expected a mapping with rows.")
    return node


def _refuse_bombs(path: Path, text: str) -> None:
    """Refuse what makes a small file large or deep, before anything is built of it."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise UnreadableSource(
                path, f"line {line}: found an anchor or alias, expected plain YAML; write it out."
            )
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _MOST_DEPTH:
            raise UnreadableSource(
                path, f"line {line}: found more than {_MOST_DEPTH} levels, expected fewer."
            )
