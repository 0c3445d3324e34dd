"""Check types on what users install: mypy cannot follow the editable install's mapping.

Builds the wheel from a clean copy of the package folders, unpacks it and runs mypy on that.
"""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Build, unpack, check; return mypy's exit status."""
    with tempfile.TemporaryDirectory() as folder:
        build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", folder]
        built = subprocess.run(  # noqa: S603
            [*build, str(CHECKOUT)], capture_output=True, text=True, check=False
        )
        if built.returncode:
            sys.stderr.write(built.stdout + built.stderr)
            return built.returncode
        (wheel,) = Path(folder).glob("*.whl")
        zipfile.ZipFile(wheel).extractall(Path(folder, "package"))
        checked = subprocess.run(  # noqa: S603
            [
                *(sys.executable, "-m", "mypy", "--package", "placegraph"),
                *("--config-file", str(CHECKOUT / "pyproject.toml")),
                *("--cache-dir", str(CHECKOUT / ".mypy_cache")),
            ],
            cwd=Path(folder, "package"),
            check=False,
        )
    return checked.returncode


if __name__ == "__main__":
    sys.exit(main())
