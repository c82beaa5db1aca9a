"""Registry of background tasks: a name, a function, retries, or a period."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from linli.core.records.errors import UnknownTaskError

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Task:
    """`run` is called inside the transaction that deletes the job: its writes happen once.

    A task `outside` waits for somebody else's machine (a mail server), so it runs in no transaction:
    on SQLite one would keep every writer waiting.  It takes effect at least once.
    """

    name: str
    run: Callable[[Payload], None]
    attempts: int = 8
    every: timedelta | None = None
    outside: bool = False


_TASKS: dict[str, Task] = {}


def register_task(task: Task) -> Task:
    """Makes a task known by its name; ValueError where the name is taken by another function."""
    known = _TASKS.get(task.name)
    if known is not None and known.run is not task.run:
        raise ValueError(f"two tasks are named {task.name}")
    _TASKS[task.name] = task
    return task


def get_task(name: str) -> Task:
    """Raises UnknownTaskError."""
    try:
        return _TASKS[name]
    except KeyError:
        raise UnknownTaskError(name) from None


def list_periodic_tasks() -> list[Task]:
    """Tasks that run by themselves, by name."""
    return sorted((task for task in _TASKS.values() if task.every), key=lambda task: task.name)
