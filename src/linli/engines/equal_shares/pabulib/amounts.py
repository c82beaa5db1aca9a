"""Numbers as the format writes them, read exactly."""

import re
from decimal import Decimal
from fractions import Fraction

# As many digits as fit into 64 bits, and none lost in arithmetic with decimals.  A comma before
# three digits may part thousands as well as decimals, so it is not taken for either.
_DECIMAL = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]{1,9}0*|,(?![0-9]{3}$)[0-9]{1,9}0*)?")


def read_decimal(cell: str) -> Decimal | None:
    """The number in a cell, with a decimal point or comma; None when it is not a number."""
    value = cell.strip()
    return Decimal(value.replace(",", ".")) if _DECIMAL.fullmatch(value) else None


def common_unit(values: list[Decimal]) -> int:
    """The least power of ten by which all values become whole."""
    places = [-int(value.normalize().as_tuple().exponent) for value in values if value]
    return int(10 ** max([0, *places]))


def in_units(value: Decimal, unit: int) -> int:
    """The value as a whole number of units, of which ``common_unit`` says how small they are."""
    return int(Fraction(value) * unit)


def format_amount(units: int, unit: int) -> str:
    """Smallest units as the decimal number that the format writes."""
    whole, rest = divmod(units, unit)
    return str(whole) if not rest else f"{whole}.{rest:0{len(str(unit)) - 1}}".rstrip("0")
