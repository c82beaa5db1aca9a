"""Ballots and new votes made one."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linli.engines.opinion_groups.ballots import Ballots, gather
from linli.engines.opinion_groups.certainty.samples import select_rows
from linli.engines.opinion_groups.votes import Votes

Array = NDArray[Any]


@dataclass(frozen=True, eq=False, slots=True)
class Joined:
    """The new ballots; which rows were touched, in the old and the new; where columns went."""

    ballots: Ballots
    before: Array
    after: Array
    columns: Array


def join_ballots(old: Ballots, new: Votes) -> Joined:
    """The ballots of all votes, the new ones being the later; rows in their usual order."""
    if not new.size:
        nobody = np.empty(0, np.int64)
        return Joined(old, nobody, nobody, np.arange(old.width))
    people, rows, voters = _unite(old.participant_ids, new.participant_ids)
    names, columns, asked = _unite(old.statement_ids, new.statement_ids)
    voted = np.zeros(people.size, bool)
    voted[voters] = True
    before, kept = np.flatnonzero(voted[rows]), np.flatnonzero(~voted[rows])
    places = np.searchsorted(voters, rows[before])
    renewed = _renew(_say_again(select_rows(old, before), places, columns), new, asked)
    owners = np.concatenate([rows[kept], voters])
    firsts = None
    if old.first_times is not None and new.times is not None:
        firsts = np.concatenate(
            [old.first_times[kept], _find_firsts(new, old.first_times[before], places)]
        )
    order = np.lexsort((owners,) if firsts is None else (owners, firsts))
    taken = np.concatenate([kept, old.rows + np.arange(voters.size)])[order]
    joined = replace(
        select_rows(_stack(_move(old, columns), renewed, names), taken),
        participant_ids=people[owners[order]],
        first_times=None if firsts is None else firsts[order],
    )
    return Joined(joined, before, np.flatnonzero(order >= kept.size), columns)


def _unite(old: Array, new: Array) -> tuple[Array, Array, Array]:
    """All ids, ascending, and the places of the old and of the new ones among them."""
    if old.dtype != new.dtype:
        old, new = (np.array([str(name) for name in ids.tolist()], object) for ids in (old, new))
    known, given = old, np.sort(new)
    if not (old[:-1] < old[1:]).all():
        known = np.sort(old)
    places = np.searchsorted(known, given)
    strange = known[np.minimum(places, known.size - 1)] != given
    ids = np.insert(known, places[strange], given[strange])
    return ids, np.searchsorted(ids, old), np.searchsorted(ids, new)


def _move(old: Ballots, columns: Array) -> Ballots:
    """The ballots with each statement in its new column; ids and times are left behind."""
    if np.array_equal(columns, np.arange(old.width)):
        return replace(old, first_times=None)
    people = np.repeat(np.arange(old.rows, dtype=np.int32), old.sizes)
    names = columns[old.columns].astype(np.int32)
    kinds = np.arange(columns.max() + 1)
    return gather(Votes(np.arange(old.rows), kinds, people, names, old.votes, None))


def _stack(old: Ballots, renewed: Ballots, names: Array) -> Ballots:
    """The rows before as they were, then the renewed ones."""
    columns = np.concatenate([old.columns, renewed.columns])
    return Ballots(
        np.arange(old.rows + renewed.rows),
        names,
        np.concatenate([old.starts, old.starts[-1] + renewed.starts[1:]]),
        columns.astype(_type_for(names.size), copy=False),
        np.concatenate([old.votes, renewed.votes]),
        None,
    )


def _say_again(old: Ballots, places: Array, columns: Array) -> tuple[Array, Array, Array]:
    """What these people said before, as votes: people, statements and values."""
    return np.repeat(places, old.sizes), columns[old.columns], old.votes


def _renew(before: tuple[Array, Array, Array], new: Votes, asked: Array) -> Ballots:
    """The ballots of those who voted now, in the order of their ids: what they said before, then
    the new votes in the order of their times.
    """
    turn = slice(None) if new.times is None else np.argsort(new.times, kind="stable")
    people = np.concatenate([before[0], new.participants[turn]]).astype(np.int32)
    names = np.concatenate([before[1], asked[new.statements[turn]]]).astype(np.int32)
    values = np.concatenate([before[2], new.values[turn]])
    count = np.arange(new.participant_ids.size)
    return gather(Votes(count, np.arange(names.max() + 1), people, names, values, None))


def _find_firsts(new: Votes, before: Array, places: Array) -> Array:
    """When each of those who voted now voted first; ``places`` are of those known before."""
    assert new.times is not None
    first = np.full(new.participant_ids.size, np.iinfo(np.int64).max)
    np.minimum.at(first, new.participants, new.times)
    np.minimum.at(first, places, before)
    return first


def _type_for(width: int) -> type:
    return np.uint16 if width <= np.iinfo(np.uint16).max + 1 else np.int32
