"""What users install: the wheel, built from a clean copy of what git knows or would."""

import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOT_PACKAGED = {"tests", "tools", "docs", "benchmarks"}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
FOLDERS: dict[str, str] = PROJECT["tool"]["setuptools"]["package-dir"]

USE = """
import sys
sys.path.insert(0, sys.argv[1])
import placegraph
from placegraph.cypher import catalogue
from placegraph.graph.embedded import jars
from placegraph.loaders.source import BUNDLED, bundled, describe
from placegraph.settings import default_home
assert placegraph.__file__.startswith(sys.argv[1]), placegraph.__file__
assert not default_home().is_relative_to(sys.argv[1]), default_home()
assert jars.neo4j_version()
print(len(catalogue()), *(len(describe(bundled(name)).files) for name in BUNDLED))
"""


def known_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return [Path(name) for name in sorted(set(listed.split("\0"))) if (ROOT / name).is_file()]


def installed_as(path: Path) -> str | None:
    """Return where a file of the checkout is in the wheel, None when it is in no package."""
    packages = {folder: package for package, folder in FOLDERS.items()}
    package = packages.get(path.parts[0])
    return None if package is None else "/".join((*package.split("."), *path.parts[1:]))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build as a release is built, with what an earlier build left behind lying about."""
    copy = tmp_path_factory.mktemp("copy")
    for path in known_files():
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, copy / path)
    left = copy / "build" / "lib" / "placegraph"
    left.mkdir(parents=True)
    (left / "deleted_long_ago.py").touch()
    built = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", "dist", "."],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    (made,) = (copy / "dist").glob("*.whl")
    return made


@pytest.fixture(scope="module")
def contents(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_every_folder_with_modules_is_a_listed_package() -> None:
    found = {
        ".".join((installed_as(path) or f"nowhere/{path}").split("/")[:-1])
        for path in known_files()
        if path.suffix == ".py" and path.parts[0] not in NOT_PACKAGED
    }
    assert found == set(PROJECT["tool"]["setuptools"]["packages"])


def test_every_package_has_an_init_module() -> None:
    folders = {
        path.parent
        for path in known_files()
        if path.suffix == ".py" and path.parts[0] not in NOT_PACKAGED
    }
    assert {folder for folder in folders if not (ROOT / folder / "__init__.py").is_file()} == set()


def test_no_folder_of_the_checkout_shadows_the_package() -> None:
    assert not (ROOT / "placegraph").exists()


def test_wheel_holds_every_module_and_data_file(contents: set[str]) -> None:
    wanted = {
        place
        for path in known_files()
        if (place := installed_as(path)) and not path.name.startswith(".")
    }
    assert wanted - contents == set()
    for needed in (
        "placegraph/py.typed",
        "placegraph/graph/embedded/jars.lock",
        "placegraph/loaders/flagship/member_of.csv",
        "placegraph/loaders/wheels_to_meals/appraisal.csv",
        "placegraph/dashboard/assets/placegraph.css",
        "placegraph/cypher/outcomes/roles.cypher",
    ):
        assert needed in contents


def test_wheel_holds_nothing_else(contents: set[str]) -> None:
    wanted = {installed_as(path) for path in known_files()}
    extra = {name for name in contents - wanted if ".dist-info/" not in name}
    assert extra == set()


def test_wheel_names_its_licence(contents: set[str]) -> None:
    assert [name for name in contents if name.endswith(".dist-info/licenses/LICENSE")] != []


def test_wheel_works_where_there_is_no_checkout(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "installed"
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"),
            *("--disable-pip-version-check", "--no-compile", "--target", str(target), str(wheel)),
        ],
        check=True,
    )
    used = subprocess.run(
        [sys.executable, "-P", "-c", USE, str(target)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert used.returncode == 0, used.stderr
    queries, *tables = map(int, used.stdout.split())
    assert queries == len(list((ROOT / "cypher").rglob("*.cypher")))
    assert tables == [
        len(list((ROOT / "loaders" / name).glob("*.csv")))
        for name in ("flagship", "wheels_to_meals")
    ]
