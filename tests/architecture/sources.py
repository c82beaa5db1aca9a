"""The project's own files, as the tests of its architecture read them."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "linli"
# What set-up, tests and tools make; none of it is committed.
MADE = {
    ".git",
    ".hypothesis",
    ".import_linter_cache",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".tools",
    ".venv",
    "__pycache__",
    "built",
    "node_modules",
    "var",
}


def project_files() -> list[Path]:
    """What is or may be committed: as git says, or, outside a checkout, all that is not made."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        names = [ROOT / name for name in listed.stdout.split("\0") if name]
        return sorted(path for path in names if path.is_file())
    return sorted(_walk(ROOT))


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name in MADE or path.suffix in {".pyc", ".mo"}:
            continue
        if path.is_dir():
            yield from _walk(path)
        else:
            yield path


def python_files(*folders: Path) -> list[Path]:
    """Hand-written Python in these folders, or in the whole project."""
    return [
        path
        for path in project_files()
        if path.suffix == ".py"
        and "migrations" not in path.parts
        and (not folders or any(path.is_relative_to(folder) for folder in folders))
    ]


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), str(path))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))
