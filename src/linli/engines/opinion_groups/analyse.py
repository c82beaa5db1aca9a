"""From votes to the analysis."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linli.engines.opinion_groups.analysis import Analysis
from linli.engines.opinion_groups.ballots import Ballots, gather
from linli.engines.opinion_groups.blocks import Block, LocalPasses, Passes, add_up, split
from linli.engines.opinion_groups.errors import OptionError, VotesError
from linli.engines.opinion_groups.fit import Fit, fit_sums, take_sums
from linli.engines.opinion_groups.memory import NumberMemory
from linli.engines.opinion_groups.naming import Named, name_columns
from linli.engines.opinion_groups.options import Options
from linli.engines.opinion_groups.statements import Statement, Statements
from linli.engines.opinion_groups.votes import Votes

Array = NDArray[Any]
Spread = Callable[[list[Block]], Passes]


def analyse(
    votes: Votes,
    statements: Statements | None = None,
    options: Options = Options(),  # noqa: B008 - frozen
    *,
    spread: Spread = LocalPasses,
) -> Analysis:
    """Who thinks alike, what each group stands for, what all share, what to ask next.

    What does not depend on the order of anything is exact: the same votes give the same result to
    the bit, in blocks of any size and order. ``spread`` takes the blocks of ballots to where the
    passes over them run. Raises VotesError where there is nothing to analyse, OptionError where
    the options cannot be used on these votes.
    """
    if not votes.size:
        raise VotesError("there are no votes")
    ballots = gather(votes)
    check_population(options, ballots.rows)
    named = name_columns(ballots.statement_ids, statements)
    part = list_parts(named.asked, options)
    passes = spread(split(ballots, options.block_size))
    fit = fit_sums(passes, take_sums(passes, part, ballots.rows), ballots.sizes, options)
    memory = NumberMemory(fit.number)
    return conclude(
        options, ballots, passes, fit, named=named, listed=statements, part=part, memory=memory
    )


def check_population(options: Options, people: int) -> None:
    """OptionError where more people have voted than there are."""
    if options.population is not None and options.population < people:
        raise OptionError(f"population is {options.population}, but {people} people have voted")


def list_parts(asked: Sequence[Statement], options: Options) -> NDArray[np.bool_]:
    """Which statements take part; VotesError if none does."""
    strict = options.strict_moderation
    part = np.array([statement.takes_part(strict=strict) for statement in asked], bool)
    if not part.any():
        raise VotesError("every statement with votes is moderated out or meta")
    return part


def conclude(
    options: Options,
    ballots: Ballots,
    passes: Passes,
    fit: Fit,
    *,
    named: Named,
    listed: Statements | None,
    part: NDArray[np.bool_],
    memory: NumberMemory,
) -> Analysis:
    """The analysis, with the votes counted by group."""
    labels = fit.labels
    counts = add_up(passes.run("sums.count_votes", fit.sizes.size, ballots.width, rows=labels))
    return Analysis(
        options,
        ballots,
        named.asked,
        named.unasked,
        part,
        fit,
        labels,
        counts,
        memory,
        named.notes,
        listed,
    )
