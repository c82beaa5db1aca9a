"""An analysis after new votes, from the sums of the one before."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linli.engines.opinion_groups.analyse import check_population, conclude, list_parts
from linli.engines.opinion_groups.analysis import Analysis
from linli.engines.opinion_groups.axes import is_dense
from linli.engines.opinion_groups.ballots import Ballots
from linli.engines.opinion_groups.blocks import LocalPasses, split
from linli.engines.opinion_groups.centre import Centre, find_centre
from linli.engines.opinion_groups.certainty.samples import select_rows
from linli.engines.opinion_groups.errors import VotesError
from linli.engines.opinion_groups.fit import Sums, fit_sums
from linli.engines.opinion_groups.joining import Joined, join_ballots
from linli.engines.opinion_groups.naming import name_columns
from linli.engines.opinion_groups.statements import Statements
from linli.engines.opinion_groups.votes import Votes

Array = NDArray[Any]


def update(analysis: Analysis, new_votes: Votes, statements: Statements | None = None) -> Analysis:
    """The analysis of the votes before and the new ones, which count as later than all before.

    That they do also where their times are earlier: on a statement that somebody had voted on, the
    new vote replaces the old one, though an earlier first vote moves its participant forward in the
    order of rows. Where no time is earlier, the result is that of ``analyse`` on all votes, but for
    the number of groups, which is kept until another has been the best four times in a row.
    Summed anew are only the ballots of those who voted now; everybody is placed and grouped anew,
    as each vote moves the centre. ``statements`` replace those known before; where one is moderated
    otherwise than it was, all is summed anew.
    """
    given = analysis.listed if statements is None else statements
    if not new_votes.size and given == analysis.listed:
        return analysis
    if new_votes.size and (new_votes.times is None) != (analysis.ballots.first_times is None):
        raise VotesError("new votes must carry times exactly if those before did")
    joined = join_ballots(analysis.ballots, new_votes)
    check_population(analysis.options, joined.ballots.rows)
    named = name_columns(joined.ballots.statement_ids, given)
    part = list_parts(named.asked, analysis.options)
    sums = _renew_sums(analysis, joined, part)
    passes = LocalPasses(split(joined.ballots, analysis.options.block_size))
    fit = fit_sums(passes, sums, joined.ballots.sizes, analysis.options)
    memory = analysis.memory.follow(fit.number)
    if memory.kept in fit.groupings:
        fit = replace(fit, number=memory.kept)
    return conclude(
        analysis.options,
        joined.ballots,
        passes,
        fit,
        named=named,
        listed=given,
        part=part,
        memory=memory,
    )


def _renew_sums(analysis: Analysis, joined: Joined, part: NDArray[np.bool_]) -> Sums:
    """The old sums less the touched ballots as they were, plus as they are."""
    ballots, columns = joined.ballots, joined.columns
    old, now = select_rows(analysis.ballots, joined.before), select_rows(ballots, joined.after)
    counts = np.zeros((part.size, 3), np.int64)
    counts[columns] = analysis.totals - _count(old)
    counts += _count(now)
    centre = find_centre(counts, part)
    if not is_dense(centre.means.size):
        return Sums(counts, centre, None)
    known, former = analysis.fit.sums.pairs, analysis.fit.sums.centre
    if known is None or not np.array_equal(part[columns], analysis.part):
        return Sums(counts, centre, _pair(ballots, centre))
    places = centre.inner[columns[analysis.part]]
    pairs = np.zeros((3, centre.means.size, centre.means.size), np.int64)
    pairs[:, places[:, None], places[None, :]] = known - _pair(old, former)
    return Sums(counts, centre, pairs + _pair(now, centre))


def _count(ballots: Ballots) -> Array:
    from linli.engines.opinion_groups.compiled import sums

    nobody_left_out = np.zeros(ballots.rows, np.int64)
    found: Array = sums.count_votes(
        ballots.starts, ballots.columns, ballots.votes, nobody_left_out, 1, ballots.width
    )
    total: Array = found[0]
    return total


def _pair(ballots: Ballots, centre: Centre) -> Array:
    from linli.engines.opinion_groups.compiled import sums

    found: Array = sums.sum_pairs(
        ballots.starts, ballots.columns, ballots.votes, centre.inner, centre.means.size
    )
    return found
