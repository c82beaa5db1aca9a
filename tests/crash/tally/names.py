"""What those who do not run the task know of it."""

from pathlib import Path

TALLY = "tally"


def begun_file(data_dir: Path) -> Path:
    """As many bytes as runs of the task that were begun, killed ones among them."""
    return data_dir / "tallies-begun"
