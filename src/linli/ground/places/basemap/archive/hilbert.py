"""The number of a tile: its place on a Hilbert curve through its zoom, after all zooms before.

Tiles that lie beside each other get near numbers, so that they lie near in the file too.
"""


def tile_number(zoom: int, column: int, row: int) -> int:
    """The number of the tile (specification, 4.1)."""
    number: int = (4**zoom - 1) // 3
    x, y = column, row
    for bit in reversed(range(zoom)):
        side = 1 << bit
        right, down = int(bool(x & side)), int(bool(y & side))
        number += side * side * ((3 * right) ^ down)
        if not down:
            if right:
                x, y = side - 1 - (x & (side - 1)), side - 1 - (y & (side - 1))
            x, y = y, x
    return number
