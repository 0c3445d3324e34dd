"""Check the layers: import-linter cannot follow the editable install's mapping of folders.

Lays the folders out as the package they make, in links, and runs ``lint-imports`` on that.
"""

import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Lay out, check; return the exit status of ``lint-imports``."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    folders: dict[str, str] = project["tool"]["setuptools"]["package-dir"]
    with tempfile.TemporaryDirectory() as temporary:
        lay_out(folders, Path(temporary))
        checked = subprocess.run(  # noqa: S603
            [
                str(Path(sys.executable).with_name("lint-imports")),
                *("--config", str(CHECKOUT / "pyproject.toml"), "--no-cache"),
            ],
            cwd=temporary,
            env=os.environ | {"PYTHONPATH": temporary},
            check=False,
        )
    return checked.returncode


def lay_out(folders: dict[str, str], target: Path) -> None:
    """Link the files of the top package, and the folders of those inside it, below ``target``."""
    for package, folder in sorted(folders.items()):
        place = target.joinpath(*package.split("."))
        if "." in package:
            place.symlink_to(CHECKOUT / folder)
            continue
        place.mkdir()
        for entry in (CHECKOUT / folder).iterdir():
            (place / entry.name).symlink_to(entry)


if __name__ == "__main__":
    sys.exit(main())
