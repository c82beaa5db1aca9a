"""The sequencer of the public log beside the worker's loop, in a thread of the same process.

It holds no lease: the log's own lock says who writes, and is free again the moment its holder dies.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import click
from django.core.exceptions import ImproperlyConfigured

from linli.apps.disclosure.public import Sequencer


@contextmanager
def sealing() -> Iterator[None]:
    """Seals until the block ends.  If the sequencer dies of a fault, the process is told to stop,
    so that the supervisor starts both anew."""
    stop = Event()
    try:
        sequencer = Sequencer()
    except ImproperlyConfigured as error:
        raise click.ClickException(str(error)) from error
    thread = Thread(target=_run, args=(sequencer, stop), name="sequencer")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _run(sequencer: Sequencer, stop: Event) -> None:
    try:
        sequencer.run(stop)
    finally:
        if not stop.is_set():
            os.kill(os.getpid(), signal.SIGTERM)
