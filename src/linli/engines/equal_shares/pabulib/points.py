"""The points beside the votes, as whole numbers of a common unit."""

from decimal import Decimal

import numpy as np

from linli.engines.equal_shares.ballots import VoteType
from linli.engines.equal_shares.election import MOST_POINTS
from linli.engines.equal_shares.pabulib.amounts import common_unit, in_units, read_decimal
from linli.engines.equal_shares.pabulib.sheets import VoteSheet
from linli.engines.equal_shares.supports import IntArray


def read_points(sheet: VoteSheet, given: list[str], starts: IntArray) -> tuple[IntArray, int]:
    """The points of the distinct ballots one behind the other, and their common unit.

    Raises PabulibError where the points are not as many as the projects, are no numbers, or
    are negative on a cumulative ballot.
    """
    lengths = np.fromiter(map(_length, given), np.int64, len(given))
    if (lengths != np.diff(starts)).any():
        raise _miscounted(sheet)
    tokens = ",".join(cell for cell in given if cell.strip()).split(",") if lengths.sum() else []
    values = {token: _value(sheet, token) for token in dict.fromkeys(tokens)}
    unit = common_unit(list(values.values()))
    units = {token: in_units(value, unit) for token, value in values.items()}
    for token, value in units.items():
        if abs(value) > MOST_POINTS:
            raise _fault(sheet, token, f"{token.strip()!r} points are too many")
    return np.fromiter(map(units.__getitem__, tokens), np.int64, len(tokens)), unit


def _length(cell: str) -> int:
    return cell.count(",") + 1 if cell.strip() else 0


def _miscounted(sheet: VoteSheet) -> Exception:
    votes, points = sheet.column("vote"), sheet.column("points")
    row = next(i for i in range(len(votes)) if _length(votes[i]) != _length(points[i]))
    reason = f"{_length(points[row])} points for {_length(votes[row])} projects"
    return sheet.fault(reason, row, "points")


def _value(sheet: VoteSheet, token: str) -> Decimal:
    value = read_decimal(token)
    if value is None:
        raise _fault(sheet, token, f"{token.strip()!r} is no number of points")
    if value < 0 and sheet.vote_type is VoteType.CUMULATIVE:
        raise _fault(sheet, token, "points of a cumulative ballot are negative")
    return value


def _fault(sheet: VoteSheet, token: str, reason: str) -> Exception:
    row, position = sheet.find(sheet.column("points"), lambda t, i: t[i] == token)
    return sheet.fault(reason, row, "points", position)
