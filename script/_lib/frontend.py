"""Bundles the site's scripts and styles."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from . import node_packages
from .paths import BUILT, FRONTEND, NODE_MODULES, PACKAGE, ROOT
from .progress import run, step
from .stamps import Stamp, digest

STAMP = Stamp(BUILT / ".linli")
ESBUILD = NODE_MODULES / "esbuild" / "bin" / "esbuild"
# Browsers of the last four years; esbuild rewrites what older ones among them do not know.
TARGET = "es2020,chrome107,firefox106,safari16"


def build() -> None:
    """Makes `static/built/NAME.js` of each `frontend/NAME.ts`, and the same for styles."""
    sources = [path for path in PACKAGE.glob("**/frontend/**/*") if path.is_file()]
    wanted = digest([*sources, ROOT / "package-lock.json", Path(__file__)])
    if STAMP.read() == wanted:
        return
    with step("构建前端", "Building scripts and styles"):
        draft = ROOT / ".tools" / "built"
        shutil.rmtree(draft, ignore_errors=True)
        run([ESBUILD, *_entries(), *_options(draft)], env=node_packages.environment())
        shutil.rmtree(BUILT, ignore_errors=True)
        BUILT.parent.mkdir(exist_ok=True)
        draft.rename(BUILT)
    STAMP.write(wanted)


def _entries() -> Iterator[Path]:
    """The files at the top; what lies in folders below is there to be imported."""
    yield from sorted(FRONTEND.glob("*.ts"))
    yield from sorted(FRONTEND.glob("*.css"))


def _options(folder: Path) -> list[str]:
    """Source maps lie beside the bundles without a reference in them, so no visitor loads one."""
    return [
        "--bundle",
        "--minify",
        "--format=iife",
        "--charset=utf8",
        f"--target={TARGET}",
        "--sourcemap=external",
        "--loader:.svg=dataurl",
        "--log-level=warning",
        f"--outdir={folder}",
    ]


def main() -> int:
    from . import project_setup

    project_setup.ensure(development=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
