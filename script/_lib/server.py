"""script/server: from a bare checkout to a running Linli; from the second time on at once."""

import argparse
import os
import socket
import sys
from collections.abc import Mapping, Sequence
from typing import NoReturn

from . import first_start, project_setup
from .paths import VENV_BIN
from .progress import StepFailedError, say


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="script/server")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--no-demo", action="store_true", help="without the demonstration")
    options = parser.parse_args(arguments)
    if _is_taken(options.port):
        say(f"端口 {options.port} 已被占用。 Port {options.port} is taken; try --port.")
        return 1
    project_setup.ensure(development=False)
    env = _environment(options.port, demo=not options.no_demo)
    try:
        first_start.prepare(env)
    except StepFailedError as error:
        say(str(error))
        return 1
    return _serve(options.port, env)


def _serve(port: int, env: Mapping[str, str]) -> NoReturn:
    linli = str(VENV_BIN / "linli")
    os.execve(linli, [linli, "serve", "--port", str(port), "--greet"], dict(env))


def _environment(port: int, *, demo: bool) -> dict[str, str]:
    """What the operator set, and the address that follows from the port."""
    env = {"LINLI_PUBLIC_URL": f"http://127.0.0.1:{port}"} | dict(os.environ)
    env["DJANGO_SETTINGS_MODULE"] = "linli.config.settings"
    return env if demo else env | {"LINLI_DEMO": "0"}


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
        return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
