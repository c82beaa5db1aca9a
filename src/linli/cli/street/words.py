"""What residents of the street write, and what is answered: sentences put together by chance."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from linli.cli.street.ground import Grid

Table = Mapping[str, Any]
RAINY = range(4, 10)
# Under which name each option of a turn begins with the number of its sentence.
NUMBERED = {"redirect": "redirects", "solve": "on_the_spot"}


@dataclass(slots=True)
class Writer:
    """Puts sentences together from `street_words.toml`."""

    table: Table
    chance: random.Random

    def pick(self, name: str, *, category: str = "") -> str:
        """One of the sentences that fit every category; of those for what is done from afar where
        that is how this one is answered."""
        remote = f"{name}_remote"
        is_remote = bool(category) and self.table[category].get("remote", False)
        common = self.table["common"]
        return str(self.chance.choice(common[remote if is_remote and remote in common else name]))

    def timely(self, category: str, at: datetime) -> set[int]:
        """The sentences that somebody may write at that hour of the year."""
        row = self.table[category]
        months, hours = row.get("only_months", ()), row.get("only_hours", ())
        untimely = {theme for theme, first, last in months if not first <= at.month <= last}
        untimely |= {theme for theme, first, last in hours if not first <= at.hour <= last}
        return set(range(len(row["words"]))) - untimely

    def fitting(self, category: str, turn: str) -> set[int]:
        """The sentences that the turn may be taken for; empty where it is for none."""
        row = self.table[category]
        every = set(range(len(row["words"])))
        match turn:
            case "redirect" | "solve":
                return {option[0] for option in row.get(NUMBERED[turn], ())}
            case "return":
                return set(row.get("return_for", every)) if "returns" in row else set()
            case "whistle":
                return every if row.get("partners") else set()
            case "extend":
                return {theme for theme in every if self._hindrances(category, theme)}
            case _:
                return every

    def result(self, category: str, theme: int) -> str:
        """What was done about a report of that sentence."""
        row = self.table[category]
        return str(row["results"][self.chance.choice(row["fit"][theme])])

    def option(self, category: str, name: str, theme: int) -> Sequence[str]:
        """One of what `options` has for that sentence, without its number."""
        fitting = [each[1:] for each in self.options(category, name) if each[0] == theme]
        return self.chance.choice(fitting)

    def reopen(self, category: str, *, days: int) -> str:
        """Why the reporter has it opened again so many days after it was closed."""
        row, common = self.table[category], self.table["common"]
        usual = common["reopen_remote" if row.get("remote") else "reopen"]
        reasons = row.get("reopen", usual)
        return str(self.chance.choice([text for least, text in reasons if least <= days]))

    def options(self, category: str, name: str) -> Sequence[Sequence[Any]]:
        """What the category knows of that name: `on_the_spot`, `redirects`, `repeats`, `returns`."""
        found: Sequence[Sequence[Any]] = self.table[category].get(name, ())
        return found

    def hindrance(self, category: str, theme: int, *, month: int) -> Sequence[str]:
        """Why that takes longer: the reason, its cause, and what is said of it in public; empty
        where nothing may hold it up."""
        tags = self._hindrances(category, theme, rainy=month in RAINY)
        if not tags:
            return ()
        found: Sequence[str] = self.chance.choice(
            self.table["common"]["hindrances"][self.chance.choice(tags)]
        )
        return found

    def _hindrances(self, category: str, theme: int, *, rainy: bool = False) -> Sequence[str]:
        rows = self.table[category].get("hindrances")
        return [tag for tag in rows[theme] if rainy or tag != "weather"] if rows else ()

    def opinion(self, group: str, *, solved: str, satisfied: str, reached: bool) -> str:
        """What the reporter says (`opinions`), or is noted of him (`call_backs`), who says so;
        `reached` where somebody had spoken with him."""
        how = {"partly": "partly", "no": "unsolved"}.get(solved, satisfied)
        known = self.table["common"][group]
        more = known.get(f"{how}_reached", ()) if reached else ()
        return str(self.chance.choice([*known[how], *more]))

    def spot_of_homes(self, grid: Grid) -> str:
        """Somewhere on the ground of the grid's compound, which its owners look after."""
        return f"{grid.compound}{self.chance.randint(1, 6)}号楼前"

    def spot(self, category: str, theme: int, grid: Grid) -> str:
        """Somewhere in the grid where such a thing happens."""
        house = f"{grid.compound}{self.chance.randint(1, 6)}号楼"
        row = self.table[category]
        match row.get("where", "street"):
            case "home" if theme in row.get("whole", ()):
                return house
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

    def report(self, category: str, spot: str, theme: int) -> str:
        """The words of a report."""
        core, *effects = self.table[category]["words"][theme].split("|")
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
