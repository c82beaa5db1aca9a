"""Ours and theirs in turn: what a page costs, and how many queries it asks."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.browsers import Answer

BLOCKS = 20
Call = Callable[[], Answer]


@dataclass(frozen=True, slots=True)
class Page:
    """One page: ours and the bare one, and ours with one row and with thirty."""

    name: str
    ours: Call
    bare: Call
    few: Call
    many: Call


@dataclass(frozen=True, slots=True)
class Result:
    """CPU milliseconds a request in the median block, the median ratio of neighbouring blocks
    (bare / ours), and numbers of queries."""

    name: str
    ours: float
    bare: float
    ratio: float
    few: int
    many: int

    @property
    def is_constant(self) -> bool:
        return self.few == self.many

    def line(self) -> str:
        cost = f"{self.ours:8.2f}{self.bare:8.2f}{self.ratio:8.2f}"
        return f"{self.name:<22}{cost}   {self.few} and {self.many}"


def compare(page: Page, *, seconds: float) -> Result:
    """About so many seconds of alternating blocks."""
    few, many = count_queries(page.few), count_queries(page.many)
    number = _requests_a_block(page, seconds)
    gc.collect()
    gc.freeze()  # as the server does before it forks
    ours, bare = [], []
    for _ in range(BLOCKS):
        ours.append(_block(page.ours, number))
        bare.append(_block(page.bare, number))
    gc.unfreeze()
    ratios = [theirs / own for theirs, own in zip(bare, ours, strict=True)]
    return Result(
        page.name,
        statistics.median(ours),
        statistics.median(bare),
        statistics.median(ratios),
        few,
        many,
    )


def count_queries(call: Call) -> int:
    """Of the second call: the first fills what a process keeps."""
    call()
    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)


def _requests_a_block(page: Page, seconds: float) -> int:
    began = time.perf_counter()
    for _ in range(3):
        page.ours()
        page.bare()
    return max(1, round(seconds / BLOCKS / ((time.perf_counter() - began) / 3)))


def _block(call: Call, number: int) -> float:
    return sum(call().cpu for _ in range(number)) / number * 1000
