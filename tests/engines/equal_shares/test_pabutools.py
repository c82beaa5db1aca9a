"""Every rule, completion and satisfaction against pabutools, on random small elections."""

import os
from random import Random

import pytest

from script._lib.progress import StepFailedError
from tests.engines.equal_shares.elections import random_sample
from tests.engines.equal_shares.oracle.questions import Answers, ask_linli, ask_pabutools

ELECTIONS = 300


def ordered(question: str, winners: list[str]) -> list[str]:
    """The winners in order, but sorted where pabutools sorts them or raises beyond the last."""
    return sorted(winners) if "phragmen" in question or "step" in question else winners


def without_free(costs: dict[str, int], winners: list[str]) -> list[str]:
    """The winners that cost something: pabutools lists free ones in the order of a set."""
    return [key for key in winners if costs[key]]


def test_allocate_agrees_with_pabutools() -> None:
    random = Random(20_260_101)
    samples = [random_sample(random) for _ in range(ELECTIONS)]
    try:
        theirs = ask_pabutools(samples)
    except StepFailedError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"pabutools cannot be installed here: {error}")
    asked = 0
    for sample, expected in zip(samples, theirs, strict=True):
        ours = ask_linli(sample, list(expected))
        assert comparable(sample.costs, ours) == comparable(sample.costs, expected), sample
        asked += len(expected)
    assert asked > 15 * ELECTIONS


def comparable(costs: dict[str, int], answers: Answers) -> dict[str, tuple[list[str], list[str]]]:
    """By question who wins, and in which order those win who cost something."""
    return {
        question: (sorted(winners), without_free(costs, ordered(question, winners)))
        for question, winners in answers.items()
    }
