"""Real elections and reference results, where the machine has them."""

import json
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path("../shared/data/budgets")
INSTANCES = FOLDER / "instances"
ORACLES = FOLDER / "oracles"

needs_data = pytest.mark.skipif(
    not FOLDER.exists(), reason=f"the reference data are not at {FOLDER} on this machine"
)


def list_instances() -> list[Path]:
    """The real elections."""
    return sorted(INSTANCES.glob("*.pb"))


def read_reference(name: str) -> dict[str, Any]:
    """The reference results in a file, by the election or case that they are of."""
    found: dict[str, Any] = json.loads((ORACLES / name).read_text())
    return found


def oracle_file(named: str) -> Path:
    """The election that a reference names, by its path where it was made."""
    return ORACLES / named.removeprefix("test/fixtures/")
