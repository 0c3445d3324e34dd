"""Read a small YAML file that somebody wrote by hand, and nothing else."""

from pathlib import Path

import yaml

from placegraph.errors import UnreadableSource

_MOST_BYTES = 1024 * 1024
_MOST_DEPTH = 20


def document(
    path: Path, *, like: str = "name: {column: Supplier}", form: str = "YAML", too_large: str = ""
) -> yaml.Node | None:
    """Return the content of a YAML file as nodes that know their lines; None when it has none.

    ``like`` is a line as it should be, ``form`` what is expected and ``too_large`` what to do with
    a file that is none, for messages.

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
                f"found more than {_MOST_BYTES // 1024} KB, expected {form} that somebody wrote; "
                f"{too_large or 'give another file'}.",
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
            path, f"found text that is not UTF-8, expected {form}; save it as UTF-8."
        ) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}: " if mark else ""
        raise UnreadableSource(
            path,
            f"{where}found no YAML ({getattr(error, 'problem', None) or 'unreadable'}), expected "
            f"lines such as “{like}”; look for a missing bracket, quotation mark or space.",
        ) from error
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
