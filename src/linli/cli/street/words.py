"""What residents of the street write, and what is answered: sentences put together by chance."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from linli.cli.street.ground import Grid

Table = Mapping[str, Any]


@dataclass(slots=True)
class Writer:
    """Puts sentences together from `street_words.toml`."""

    table: Table
    chance: random.Random

    def pick(self, name: str) -> str:
        """One of the sentences that fit every category."""
        return str(self.chance.choice(self.table["common"][name]))

    def result(self, category: str) -> str:
        """What was done about a report of the category."""
        return str(self.chance.choice(self.table[category]["results"]))

    def spot(self, category: str, grid: Grid) -> str:
        """Somewhere in the grid where such a thing happens."""
        house = f"{grid.compound}{self.chance.randint(1, 6)}号楼"
        match self.table[category].get("where", "street"):
            case "home":
                return house + self.chance.choice(["", "", f"{self.chance.randint(1, 3)}单元"])
            case "compound":
                return self.chance.choice([grid.compound, grid.compound, house])
            case _:
                return self.chance.choice(self._outside(grid))

    def _outside(self, grid: Grid) -> Sequence[str]:
        road = self.chance.choice(grid.roads)
        return (
            f"{road}{self.chance.randint(3, 168)}号门前",
            f"{grid.roads[0]}与{grid.roads[1]}路口",
            f"{grid.compound}{self.chance.choice(['东', '南', '西', '北'])}门",
            f"{grid.compound}旁边的{self.pick('landmarks')}",
            self.pick("landmarks"),
        )

    def report(self, category: str, spot: str) -> str:
        """The words of a report."""
        core, *effects = self.chance.choice(self.table[category]["words"]).split("|")
        effect = self.chance.choice(["", *effects, *effects])
        text = self.pick("openings") + core + (f"，{effect}。" if effect else "。")
        said: str = text + self.pick("endings")
        return said.format(
            spot=spot, days=self.chance.randint(2, 12), floor=self.chance.randint(4, 17)
        )

    def public_title(self, category: str, name: str, grid: Grid, spot: str) -> str:
        """A title that points to no home."""
        outside = "where" not in self.table[category]
        return f"{spot if outside else grid.compound}：{name}"


def weigh_categories(table: Table, *, month: int) -> dict[str, float]:
    """How often each category is reported in a month, beside the others."""
    found = {}
    for code, row in table.items():
        if code != "common":
            season = row["months"][month - 1] if "months" in row else 1
            found[code] = row["share"] * season
    return found
