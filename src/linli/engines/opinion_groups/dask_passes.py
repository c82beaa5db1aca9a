"""Passes over the ballots on the workers of a dask cluster.

What comes back is whole numbers that are added up, and rows that are laid in their place, so the
result is the same to the bit as in one process.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from typing import Any

from numpy.typing import NDArray

from linli.engines.opinion_groups.blocks import Block, Passes, apply
from linli.engines.opinion_groups.errors import OptionError

Array = NDArray[Any]

_LOCAL = "local"
_WORKERS = 2
# Seconds in which a scheduler must answer.
_PATIENCE = 10


class DaskPasses:
    """The blocks lie on the workers; each task runs where its block is."""

    def __init__(self, client: Any, blocks: list[Block]) -> None:
        self.client = client
        self.blocks = blocks
        self.places = client.scatter(blocks, hash=False)

    def run(
        self, task: str, *arguments: Any, rows: Array | None = None
    ) -> Iterator[tuple[Block, Any]]:
        """See Passes. Blocks come in the order in which they are done."""
        distributed: Any = import_module("distributed")
        waiting: dict[Any, Block] = {}
        for block, place in zip(self.blocks, self.places, strict=True):
            own = None if rows is None else rows[block.begin : block.begin + block.rows]
            future = self.client.submit(_apply, task, place, own, arguments, pure=False)
            waiting[future] = block
        for future, result in distributed.as_completed(waiting, with_results=True):
            yield waiting[future], result


@contextmanager
def open_cluster(scheduler: str) -> Iterator[Callable[[list[Block]], Passes]]:
    """What ``analyse`` takes as ``spread``, on the cluster at this address.

    "local" starts a cluster of two workers on this machine. Raises OptionError where dask is not
    installed or the scheduler does not answer.
    """
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise OptionError("dask is not installed: pip install 'linli[dask]'") from error
    with ExitStack() as stack:
        address: Any = scheduler
        if scheduler == _LOCAL:
            address = stack.enter_context(
                distributed.LocalCluster(
                    n_workers=_WORKERS, threads_per_worker=1, dashboard_address=None
                )
            )
        try:
            client = stack.enter_context(distributed.Client(address, timeout=_PATIENCE))
        except (OSError, TimeoutError, ValueError) as error:
            raise OptionError(f"no dask scheduler answers at {scheduler}: {error}") from error
        yield lambda blocks: DaskPasses(client, blocks)


def _apply(task: str, block: Block, own: Array | None, arguments: tuple[Any, ...]) -> Any:
    """One task on a worker, which got only the block's part of the rows."""
    alone = Block(0, block.starts, block.columns, block.votes)
    return apply(task, alone, own, arguments)
