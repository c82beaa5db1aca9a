"""The web server's process: granian in front of Django's WSGI application.

Started by `linli serve` as `python -m linli.cli.web HOST PORT`.
"""

import gc
import importlib
import multiprocessing
import os
import sys
from collections.abc import Callable
from typing import Any

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from linli.cli.lifeline import end_with

APPLICATION = "linli.config.wsgi"
# In each worker so many requests run, so many more wait in it; the rest wait in the kernel.
THREADS = 4
PENDING = 64
BACKLOG = 1024
KILL_AFTER_SECONDS = 10


def main(host: str, port: int) -> None:
    """Serves until it is told to stop."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
    from django.conf import settings

    if multiprocessing.get_start_method() == "fork":
        preload()
    server = Granian(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=settings.LINLI_WEB_WORKERS,
        blocking_threads=THREADS,
        backpressure=PENDING,
        backlog=BACKLOG,
        respawn_failed_workers=True,
        workers_kill_timeout=KILL_AFTER_SECONDS,
        log_level=LogLevels.warning,
    )
    server.serve(target_loader=load_application)


def preload() -> None:
    """Imports all once for all workers, which share that memory: they are up sooner, the first
    time and after a crash.  No connection is open yet that two processes could share."""
    importlib.import_module(APPLICATION)
    from django.urls import get_resolver

    assert get_resolver().url_patterns
    gc.collect()
    gc.freeze()


def load_application(module: str) -> Callable[..., Any]:
    """Run in each worker: it must not outlive the process that would start it again."""
    end_with(os.getppid())
    application: Callable[..., Any] = importlib.import_module(module).application
    return application


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
