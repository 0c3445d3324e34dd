"""The made register is always the same, becomes what it says it does, and its commands run."""

import importlib.util
import subprocess
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from placegraph.loaders.contracts.loader import FORMAT
from placegraph.loaders.pipeline import load_published
from placegraph.loaders.published import About

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"


def benchmark(name: str) -> ModuleType:
    """Return a module of the folder of benchmarks, which is no package."""
    spec = importlib.util.spec_from_file_location(name, BENCHMARKS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    return benchmark("contracts_generator")


def test_same_seed_makes_the_same_file(generator: ModuleType, tmp_path: Path) -> None:
    one, other, third = (tmp_path / name for name in ("one.csv", "other.csv", "third.csv"))
    generator.write_register(one, 240)
    generator.write_register(other, 240)
    generator.write_register(third, 240, seed=2)
    assert one.read_bytes() == other.read_bytes()
    assert one.read_bytes() != third.read_bytes()


def test_as_many_rows_are_made_as_asked_for(generator: ModuleType) -> None:
    assert [len(list(generator.register(rows))) for rows in (1, 23, 24, 1_000)] == [
        1, 23, 24, 1_000,
    ]  # fmt: skip


def test_twenty_four_rows_become_ten_contracts_with_thirty_six_ties(
    generator: ModuleType, tmp_path: Path
) -> None:
    path = tmp_path / "register.csv"
    generator.write_register(path, 24 * 20)
    stores = benchmark("measured_stores")
    report = load_published(stores.ForgetfulStore(), FORMAT, [path], About("register"))
    assert FORMAT.recognises(path)
    assert report.problems == ()
    facts = report.facts
    assert facts["Contract"] == 10 * 20
    assert facts["PartyTo"] == (10 + 24) * 20
    assert facts["ClientOf"] == 2 * 20
    assert facts["PartyTo"] + facts["ClientOf"] == 1.5 * 24 * 20


def test_a_few_suppliers_have_many_rows_and_half_have_a_company_number(
    generator: ModuleType,
) -> None:
    rows = list(generator.register(7_000))
    named = Counter(row["SupplierName"] for row in rows)
    registered = {row["SupplierName"] for row in rows if row["CompaniesHouseRegistrationNumber"]}
    assert 700 < len(named) <= 1_000
    assert sum(number for _, number in named.most_common(10)) > 7_000 / 10
    assert 0.45 < len(registered) / len(named) < 0.55


def test_later_ends_change_a_share_of_contracts_and_nothing_else(generator: ModuleType) -> None:
    before, after = list(generator.register(2_400)), list(generator.register(2_400, later=100))
    changed = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
    assert len({one["ContractReference"] for one, _ in changed}) == 10
    assert all(
        {name for name in one if one[name] != other[name]} == {"EndDate"} for one, other in changed
    )


def test_reading_is_measured_by_one_command() -> None:
    command = [sys.executable, str(BENCHMARKS / "load_contracts.py"), "reading", "--rows"]
    done = subprocess.run([*command, "48", "96"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert [line.split(":")[0] for line in done.stdout.splitlines() if line[0] != " "] == [
        "48 rows", "96 rows",
    ]  # fmt: skip
