"""The result: what Polis computes at once, how sure it is when that is first asked for."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linli.engines.opinion_groups.ballots import Ballots
from linli.engines.opinion_groups.certainty.chance import Chance, compare_with_chance
from linli.engines.opinion_groups.certainty.coordination import Coordination, find_coordination
from linli.engines.opinion_groups.certainty.intervals import bound_agreement
from linli.engines.opinion_groups.certainty.sensitivity import Sensitivity, measure_sensitivity
from linli.engines.opinion_groups.certainty.spread import bound_consensus
from linli.engines.opinion_groups.certainty.stability import Stability, measure_stability
from linli.engines.opinion_groups.consensus import Consensus, list_consensus, measure_consensus
from linli.engines.opinion_groups.divisions import Division, list_divisions
from linli.engines.opinion_groups.explanation import explain, explain_unasked
from linli.engines.opinion_groups.finding import Finding, Reason, State
from linli.engines.opinion_groups.fit import Fit
from linli.engines.opinion_groups.grouping import BaseClusters
from linli.engines.opinion_groups.locking import lock, lock_fields
from linli.engines.opinion_groups.memory import NumberMemory
from linli.engines.opinion_groups.options import Options
from linli.engines.opinion_groups.priorities import find_extremity, find_priorities
from linli.engines.opinion_groups.ranking import rank
from linli.engines.opinion_groups.representative import Representative, list_representative
from linli.engines.opinion_groups.statements import Statement, Statements
from linli.engines.opinion_groups.wording import Words

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Group:
    """A group of people who vote alike, and what it stands for."""

    id: int
    size: int
    representative: tuple[Representative, ...]


@dataclass(frozen=True, eq=False)
class Analysis:
    """Everything about one conversation.

    Arrays over participants are in the order of ``participants``, arrays over statements in that
    of ``statements``, which holds those with votes; ``unasked`` are the others. ``group`` is what
    the method of Polis makes of the votes, whether or not it is more than chance: speak of groups
    by ``groups``, which holds those that are, and by ``finding``, which says why if none are.
    """

    options: Options
    ballots: Ballots
    statements: tuple[Statement, ...]
    unasked: tuple[Statement, ...]
    part: NDArray[np.bool_]  # which statements take part
    fit: Fit
    group: NDArray[np.int64]  # of each participant, −1 outside of the conversation
    counts: NDArray[np.int64]  # groups × statements × (agree, disagree, all)
    memory: NumberMemory
    notes: tuple[str, ...] = ()
    listed: Statements | None = None  # what was known of statements

    def __post_init__(self) -> None:
        """Locks the arrays: what was worked out from them stays true."""
        lock_fields(self)

    @property
    def participants(self) -> Array:
        """Their ids, by first vote where votes carry times, else by id."""
        return self.ballots.participant_ids

    @property
    def positions(self) -> NDArray[np.float64]:
        """Where each participant stands, n × 2."""
        return self.fit.positions

    @property
    def base_clusters(self) -> BaseClusters:
        """The clusters of up to a hundred that groups are made of, over those in the conversation."""
        return self.fit.base

    @property
    def totals(self) -> NDArray[np.int64]:
        """Statements × (agree, disagree, all), over all participants."""
        return self.fit.sums.counts

    @property
    def silhouettes(self) -> dict[int, float]:
        """How well each number of groups fits, from −1 to 1."""
        return {number: found.silhouette for number, found in self.fit.groupings.items()}

    @cached_property
    def clusters(self) -> tuple[Group, ...]:
        """The groups as the method of Polis finds them, whether or not they are more than chance."""
        sizes = self.fit.sizes
        listed = self.options.listed
        return tuple(
            Group(
                g,
                int(sizes[g]),
                list_representative(self.counts, g, self.places, self._names, listed),
            )
            for g in range(len(sizes))
        )

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The groups to speak of: beyond chance, and of enough people not to point at anybody."""
        return tuple(self.clusters[group] for group in self.finding.shown)

    @cached_property
    def published(self) -> NDArray[np.int64]:
        """The cluster of each participant, −1 also where it is under the floor: those in one too
        small to show cannot be told from those outside of the conversation.
        """
        small = np.isin(self.group, np.flatnonzero(self.fit.sizes < self.options.floor))
        return lock(np.where(small, -1, self.group))

    @cached_property
    def finding(self) -> Finding:
        """Whether there are groups, and why."""
        sizes = self.fit.sizes
        large = tuple(g for g in range(len(sizes)) if sizes[g] >= self.options.floor)
        if len(sizes) <= 1:
            return Finding(State.NO_GROUPS, Reason.ALL_ALIKE, (), 0)
        if self.chance.p > self.options.significance:
            return Finding(State.NO_GROUPS, Reason.CHANCE, (), 0)
        if not large:
            return Finding(State.NO_GROUPS, Reason.TOO_SMALL, (), len(sizes))
        return Finding(State.GROUPS, Reason.BEYOND_CHANCE, large, len(sizes) - len(large))

    @cached_property
    def consensus(self) -> Consensus:
        """What most participants agree with or disagree with; nothing under the floor of people."""
        if self.ballots.rows < self.options.floor:
            return Consensus((), ())
        return list_consensus(self.totals, self.places, self._names, self.options.listed)

    @cached_property
    def group_informed_consensus(self) -> NDArray[np.float64]:
        """Statements × (agree, disagree): high only where each group is on that side."""
        return lock(measure_consensus(self.counts))

    @cached_property
    def extremity(self) -> NDArray[np.float64]:
        """How far each statement moves who agrees with it from the middle."""
        centre = self.fit.sums.centre
        means, vectors = centre.spread(centre.means), centre.spread(self.fit.axes.vectors)
        return lock(find_extremity(means, vectors, len(self.statements)))

    @cached_property
    def priorities(self) -> NDArray[np.float64]:
        """How urgently each statement should be shown next."""
        meta = np.array([statement.is_meta for statement in self.statements], bool)
        return lock(find_priorities(self.counts.sum(axis=0), self.extremity, meta))

    @property
    def most_urgent(self) -> tuple[Statement, ...]:
        """The statements with the highest priority, of those that take part; also new ones."""
        strict = self.options.strict_moderation
        new = [found for found in self.unasked if found.takes_part(strict=strict)]
        named = [*(self.statements[place] for place in self.places), *new]
        scores = self.priorities[self.places].tolist()
        scores += [self.find_first_priority(statement) for statement in new]
        return tuple(
            named[place] for place in rank(scores, range(len(scores)))[: self.options.listed]
        )

    def find_first_priority(self, statement: Statement) -> float:
        """The priority of a statement without votes, which is taken to tell nobody apart yet."""
        nothing, meta = np.zeros((1, 3)), np.array([statement.is_meta])
        return float(find_priorities(nothing, np.zeros(1), meta)[0])

    @cached_property
    def divisions(self) -> tuple[Division, ...]:
        """What divides the groups that are spoken of most."""
        shown = list(self.finding.shown)
        return list_divisions(self.counts, shown, self.places, self._names, self.options.listed)

    @cached_property
    def intervals(self) -> NDArray[np.float64]:
        """Statements × (low, high): 95 % intervals of the share of the population that agrees."""
        return lock(bound_agreement(self.totals, self.options.population))

    @cached_property
    def consensus_intervals(self) -> NDArray[np.float64]:
        """Statements × (low, high) of the group-informed consensus, agreeing."""
        return lock(bound_consensus(self.counts, self.options))

    @cached_property
    def chance(self) -> Chance:
        """The test whether there is more structure than chance makes."""
        return compare_with_chance(self.ballots, self.part, self.options)

    @cached_property
    def stability(self) -> Stability:
        """How far the grouping stays when participants are drawn again."""
        return measure_stability(self.ballots, self.part, self.fit, self.options)

    @cached_property
    def sensitivity(self) -> Sensitivity:
        """How far it stays without single participants."""
        return measure_sensitivity(self.ballots, self.part, self.fit, self.options)

    @cached_property
    def coordination(self) -> tuple[Coordination, ...]:
        """Blocks of participants who voted as one."""
        return find_coordination(self.ballots, self.part, self.fit, self.counts, self.options)

    def explain(self, statement: int | str) -> Words:
        """What the groups say to a statement, in plain words; KeyError if there is none."""
        for new in self.unasked:
            if str(new.id) == str(statement):
                return explain_unasked(new, strict=self.options.strict_moderation)
        return explain(self, self.place_of(statement))

    def place_of(self, statement: int | str) -> int:
        """The place of a statement with votes in the arrays; KeyError if there is none."""
        return self._place_by_name[str(statement)]

    @cached_property
    def _place_by_name(self) -> dict[str, int]:
        return {str(statement.id): place for place, statement in enumerate(self.statements)}

    @cached_property
    def _names(self) -> list[int | str]:
        return [statement.id for statement in self.statements]

    @cached_property
    def places(self) -> list[int]:
        """The statements that take part, which alone are listed."""
        return np.flatnonzero(self.part).tolist()
