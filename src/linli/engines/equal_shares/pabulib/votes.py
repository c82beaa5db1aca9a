"""The VOTES section as ballots."""

from collections.abc import Sequence

import numpy as np

from linli.engines.equal_shares.ballots import Ballots, VoteType
from linli.engines.equal_shares.pabulib.points import read_points
from linli.engines.equal_shares.pabulib.sheets import VoteSheet
from linli.engines.equal_shares.supports import IntArray


def read_ballots(sheet: VoteSheet) -> tuple[Ballots, tuple[str, ...]]:
    """The ballots and what is odd about them.

    Raises PabulibError at the first voter, project or number that is wrong. A project named
    twice by an approval counts once and is noted; on other ballots it is refused, since it is
    not clear what it means there.
    """
    _refuse_unnamed_and_repeated_voters(sheet)
    votes = sheet.column("vote")
    ballots = _read(sheet, votes)
    if not _names_twice(ballots):
        return ballots, ()
    row, position = sheet.find(votes, _repetition)
    if sheet.vote_type is not VoteType.APPROVAL:
        raise sheet.fault("the ballot names this project twice", row, "vote", position)
    note = f"voter {sheet.column('voter_id')[row].strip()!r} names a project twice: counted once"
    return _read(sheet, [",".join(dict.fromkeys(_tokens(vote))) for vote in votes]), (note,)


def _refuse_unnamed_and_repeated_voters(sheet: VoteSheet) -> None:
    voters = [voter.strip() for voter in sheet.column("voter_id")]
    known = set(voters)
    if "" in known:
        raise sheet.fault("a voter without an id", voters.index(""), "voter_id")
    if len(known) == len(voters):
        return
    seen: dict[str, int] = {}
    row = next(i for i, voter in enumerate(voters) if seen.setdefault(voter, i) != i)
    raise sheet.fault(f"voter {voters[row]!r} has voted before", row, "voter_id")


def _read(sheet: VoteSheet, votes: list[str]) -> Ballots:
    if not sheet.vote_type.has_points:
        return _collect(sheet, votes, votes, list(dict.fromkeys(votes)))
    keys = list(zip(votes, sheet.column("points"), strict=True))
    distinct = list(dict.fromkeys(keys))
    ballots = _collect(sheet, votes, keys, [vote for vote, _ in distinct], distinct)
    points, unit = read_points(sheet, [given for _, given in distinct], ballots.starts)
    return Ballots(
        project_count=ballots.project_count,
        weights=ballots.weights,
        starts=ballots.starts,
        choices=ballots.choices,
        points=points,
        ballot_of_voter=ballots.ballot_of_voter,
        points_unit=unit,
    )


def _collect(
    sheet: VoteSheet,
    votes: list[str],
    keys: Sequence[object],
    ballots: list[str],
    distinct: Sequence[object] | None = None,
) -> Ballots:
    index = {key: i for i, key in enumerate(ballots if distinct is None else distinct)}
    voters = np.fromiter(map(index.__getitem__, keys), np.int64, len(keys))
    lengths = np.fromiter(map(_length, ballots), np.int64, len(ballots))
    starts = np.concatenate(([0], np.cumsum(lengths)))
    if sheet.vote_type is VoteType.CHOOSE_1 and lengths.max(initial=0) > 1:
        row, position = sheet.find(votes, _second)
        raise sheet.fault("a choose-1 ballot names more than one project", row, "vote", position)
    choices = _choices(sheet, votes, ballots)
    points = np.ones(len(choices), np.int64)
    if sheet.vote_type is VoteType.ORDINAL:
        points = np.repeat(starts[1:], lengths) - 1 - np.arange(len(choices))
    return Ballots(
        project_count=len(sheet.index),
        weights=np.bincount(voters, minlength=len(ballots)),
        starts=starts,
        choices=choices,
        points=points,
        ballot_of_voter=voters,
    )


def _choices(sheet: VoteSheet, votes: list[str], ballots: list[str]) -> IntArray:
    named = [ballot for ballot in ballots if ballot.strip()]
    tokens = ",".join(named).split(",") if named else []
    try:
        return _look_up(sheet, tokens)
    except KeyError:
        tokens = [token.strip() for token in tokens]
    try:
        return _look_up(sheet, tokens)
    except KeyError as error:
        row, position = sheet.find(votes, lambda t, i: t[i].strip() not in sheet.index)
        name = error.args[0]
        reason = f"project {name!r} is not in PROJECTS" if name else "an empty project id"
        raise sheet.fault(reason, row, "vote", position) from None


def _look_up(sheet: VoteSheet, tokens: list[str]) -> IntArray:
    return np.fromiter(map(sheet.index.__getitem__, tokens), np.int64, len(tokens))


def _length(ballot: str) -> int:
    return ballot.count(",") + 1 if ballot.strip() else 0


def _tokens(ballot: str) -> list[str]:
    return [token.strip() for token in ballot.split(",")]


def _names_twice(ballots: Ballots) -> bool:
    return any(bool((np.diff(s.ballots) == 0).any()) for s in ballots.supports)


def _repetition(tokens: list[str], position: int) -> bool:
    return tokens[position].strip() in (token.strip() for token in tokens[:position])


def _second(_tokens: list[str], position: int) -> bool:
    return position == 1
