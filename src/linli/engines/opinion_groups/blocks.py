"""Passes over the ballots in blocks of participants, here or on other machines."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from linli.engines.opinion_groups.ballots import Ballots
from linli.engines.opinion_groups.locking import lock_fields

Array = NDArray[Any]


@dataclass(frozen=True, eq=False, slots=True)
class Block:
    """The ballots of some participants, from row ``begin`` on."""

    begin: int
    starts: Array
    columns: Array
    votes: Array

    def __post_init__(self) -> None:
        """Locks the arrays: what was worked out from them stays true."""
        lock_fields(self)

    @property
    def rows(self) -> int:
        """How many participants it holds."""
        return int(self.starts.size - 1)


class Passes(Protocol):
    """Runs one of the compiled loops on every block, in whatever order and place."""

    def run(
        self, task: str, *arguments: Any, rows: Array | None = None
    ) -> Iterator[tuple[Block, Any]]:
        """Each block with the result of ``task`` on it.

        ``task`` is "module.function" of the compiled loops; it is called with the block's starts,
        columns and votes, then with the block's part of ``rows`` where that is given, then with
        the arguments.
        """
        ...


def split(ballots: Ballots, size: int) -> list[Block]:
    """The ballots in blocks of ``size`` participants; they share the memory of the whole."""
    blocks = []
    for begin in range(0, ballots.rows, size):
        starts = ballots.starts[begin : begin + size + 1]
        low, high = int(starts[0]), int(starts[-1])
        blocks.append(
            Block(begin, starts - low, ballots.columns[low:high], ballots.votes[low:high])
        )
    return blocks


def apply(task: str, block: Block, rows: Array | None, arguments: tuple[Any, ...]) -> Any:
    """The result of one compiled loop on one block."""
    module, function = task.split(".")
    found = import_module(f"linli.engines.opinion_groups.compiled.{module}")
    own = () if rows is None else (rows[block.begin : block.begin + block.rows],)
    return getattr(found, function)(block.starts, block.columns, block.votes, *own, *arguments)


@dataclass(frozen=True, slots=True)
class LocalPasses:
    """One block after the other, in this process and thread."""

    blocks: list[Block]

    def run(
        self, task: str, *arguments: Any, rows: Array | None = None
    ) -> Iterator[tuple[Block, Any]]:
        """See Passes."""
        for block in self.blocks:
            yield block, apply(task, block, rows, arguments)


def add_up(results: Iterator[tuple[Block, Any]]) -> Array:
    """The sum over all blocks, of whole numbers: the same in any order."""
    total: Array | None = None
    for _, result in results:
        if total is None:
            total = result if result.flags.writeable else result.copy()
        else:
            total += result
    assert total is not None
    return total


def lay_out(results: Iterator[tuple[Block, Any]], count: int) -> Array:
    """The rows of all blocks, each at its place."""
    whole: Array | None = None
    for block, result in results:
        if whole is None:
            whole = np.empty((count, *result.shape[1:]), result.dtype)
        whole[block.begin : block.begin + block.rows] = result
    assert whole is not None
    return whole
