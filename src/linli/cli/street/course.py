"""How affairs go: who does what after the report, until everything is done or the present comes."""

import random
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from linli.cli.street.affairs import Act, Affair
from linli.cli.street.endings import Endings
from linli.cli.street.rhythm import Occasion
from linli.cli.street.telling import DAY, OFFICE
from linli.cli.street.turns import Turns
from linli.ground.calendars.public import due_at
from linli.ground.parties.enums import DutyKind

# Of a thousand reports: what becomes of them beside being handled by one organisation, where it can.
TURNS = {
    "redirect": 75,
    "repeat": 40,
    "merge": 40,
    "withdraw": 15,
    "solve": 90,
    "return": 50,
    "extend": 50,
    "whistle": 30,
}
# How long somebody may come back to what was answered.
ANSWERED = timedelta(days=150)


class Storyteller(Turns, Endings):
    """Tells the course of each occasion."""

    __slots__ = ()

    def tell(self, occasion: Occasion) -> None:
        """Adds the affair of that occasion, and those that come out of it.  What is drawn for it
        depends on nothing but its key."""
        self.chance.seed(f"{self.seed}/{occasion.key}")
        turn, original = self._turn(occasion)
        affair = self._report(occasion, turn, original)
        self.told.append(affair)
        if occasion.is_lasting:
            self.lasting.append(affair)
        if turn == "redirect":
            self._redirect(affair)
        elif turn == "repeat":
            self._repeat(affair)
        elif turn == "merge" and original is not None:
            self._merge(affair, original)
        elif turn == "solve":
            self._solve(affair)
        else:
            self._handle(affair, turn)
            if occasion.is_lasting:
                self.latest[occasion.category, occasion.grid.code] = affair

    def _turn(self, occasion: Occasion) -> tuple[str, Affair | None]:
        """What becomes of the report, and the affair that it is about once more."""
        turn = self.chance.choices([*TURNS, ""], [*TURNS.values(), 1000 - sum(TURNS.values())])[0]
        if occasion.series:
            again = occasion.series == "site" and self.chance.random() < 0.5  # noqa: PLR2004 - one in two
            turn = "merge" if again else ""
        if turn == "merge":
            original = self._going_on(occasion)
            return (turn if original else ""), original
        if turn in {"redirect", "repeat"} and (answered := self._answered(occasion)):
            return "repeat", answered
        if turn == "repeat":
            return "", None
        return turn if self._themes(occasion, turn) else "", None

    def _going_on(self, occasion: Occasion) -> Affair | None:
        """The last affair of the grid, where it may still be noticed by others."""
        last = self.latest.get((occasion.category, occasion.grid.code))
        if last is None or not _is_fresh(last, occasion.at):
            return None
        timely = self.writer.timely(occasion.category, occasion.at)
        return last if last.theme in timely else None

    def _answered(self, occasion: Occasion) -> Affair | None:
        """The last affair of the grid that was answered, and may be told again with nothing new."""
        repeatable = {option[0] for option in self.writer.options(occasion.category, "repeats")}
        return next(
            (
                affair
                for affair in reversed(self.lasting)
                if affair.category == occasion.category
                and affair.grid == occasion.grid
                and affair.theme in repeatable
                and _is_answered(affair, occasion.at)
            ),
            None,
        )

    def _themes(self, occasion: Occasion, turn: str) -> Sequence[int]:
        """The sentences that the occasion and the turn are for."""
        fitting = self.writer.fitting(occasion.category, turn)
        fitting &= self.writer.timely(occasion.category, occasion.at)
        return sorted(fitting & set(occasion.themes or fitting))

    def _report(self, occasion: Occasion, turn: str, original: Affair | None) -> Affair:
        """What is reported; of one and the same thing as the original, in other words."""
        grid, category, chance = occasion.grid, occasion.category, self.chance
        if original is not None:
            theme, place = original.theme, original.acts[0].values["spot"]
        else:
            theme = chance.choice(self._themes(occasion, turn))
            place = self.places.get(occasion.series, "") or self._place(occasion, turn, theme)
        resident, hidden = self._reporter(original if turn == "repeat" else None)
        values = {
            "category": category,
            "words": self.writer.report(category, place, theme),
            "place": grid.code,
            "spot": place,
        }
        if hidden:
            values["hidden"] = "on"
        if occasion.series:
            self.places.setdefault(occasion.series, place)
        spot = grid.inside(chance.uniform(0.1, 0.9), chance.uniform(0.1, 0.9))
        return Affair(
            key=occasion.key,
            kind="case",
            category=category,
            grid=grid,
            spot=original.spot if original else spot,
            acts=[Act(occasion.at, resident or "anybody", "report", values)],
            reporter=resident,
            hidden=hidden,
            theme=theme,
        )

    def _reporter(self, before: Affair | None) -> tuple[str, bool]:
        """Who reports it, and whether with a hidden name; who did before, where somebody did."""
        if before is not None:
            return before.reporter, before.hidden
        resident = self.chance.choice(self.people.residents) if self.chance.random() < 0.8 else ""  # noqa: PLR2004
        hidden = bool(resident) and self.chance.random() < 0.06  # noqa: PLR2004 - few ask for it
        return resident, hidden

    def _place(self, occasion: Occasion, turn: str, theme: int) -> str:
        """On the ground of homes where it is to be said that this is their owners' affair."""
        is_outside = "where" not in self.writer.table[occasion.category]
        returns = self.writer.options(occasion.category, "returns")
        is_owners = turn == "return" and any(whose == "property" for _reason, whose in returns)
        if is_outside and (is_owners or turn == "redirect"):
            return self.writer.spot_of_homes(occasion.grid)
        return self.writer.spot(occasion.category, theme, occasion.grid)

    def _accept(self, affair: Affair, *, after: datetime) -> datetime:
        slow = self.chance.random() < 0.05  # noqa: PLR2004 - one in twenty waits
        at = self.pace.office(after, least=4, most=16 * 60 if slow else 150)
        return self._add(affair, at, self._dispatcher(), "accept", category=affair.category)

    def _solve(self, affair: Affair) -> None:
        at = self.pace.office(affair.opened_at, least=8, most=220)
        steward = self._one(DutyKind.STEWARD, place=affair.grid.code)
        (result,) = self.writer.option(affair.category, "on_the_spot", affair.theme)
        at = self._add(affair, at, steward, "solve", result=result)
        officer = self._one(DutyKind.OFFICER, place=affair.grid.code)
        at = self.pace.office(at, least=30, most=2 * DAY)
        at = self._add(
            affair, at, officer, "verify_solution", finding=self.writer.pick("findings_solved")
        )
        self._close(affair, at, "")

    def _dispatch(self, affair: Affair, holder: str, *, after: datetime) -> datetime:
        at = self.pace.office(after, least=1, most=45)
        said = self.writer.pick("briefs", category=affair.category)
        brief = f"{self.names[affair.category]}：{said}"
        return self._add(
            affair, at, self._dispatcher(), "dispatch", organisation=holder, brief=brief
        )

    def _handle(self, affair: Affair, turn: str) -> None:
        holder = self._holder(affair)
        at = self._dispatch(affair, holder, after=self._accept(affair, after=affair.opened_at))
        if holder == OFFICE or holder in self._bodies or not self._is_long(affair):
            turn = "withdraw" if turn == "withdraw" else ""
        if turn == "withdraw" and not affair.hidden:
            by = affair.reporter or "reporter"
            self._add(affair, self.pace.resident(at, least=20, most=DAY), by, "withdraw")
            return
        dispatched = at
        if turn == "return":
            at, holder = self._return(affair, holder, after=at)
        at = self._work(affair, holder, turn, dispatched=dispatched, after=at)
        self._close(affair, self._verify(affair, holder, after=at), holder)

    def _work(
        self, affair: Affair, holder: str, turn: str, *, dispatched: datetime, after: datetime
    ) -> datetime:
        """Contact, beginning, whatever comes between, and the result."""
        handler = self._handler(holder)
        if affair.reporter:
            self._contact(affair, handler, after=after)
        at = self.pace.office(affair.acts[-1].at, least=5, most=240)
        at = self._add(affair, at, handler, "start")
        limit = self.rules.limit_of("handle", affair.category)
        share = self.pace.share(self.slowness[holder])
        if turn == "extend":
            share = max(share, 1.05)
            at = self._extend(affair, handler, after=at)
        if turn == "whistle":
            at = self._whistle(affair, holder, after=at)
        done = max(self.pace.work(dispatched, limit, share=share), at + timedelta(minutes=10))
        due = due_at(self.pace.calendar, dispatched, limit).at
        if turn != "extend" and self.chance.random() < 0.7:  # noqa: PLR2004 - few say nothing
            self._explain(affair, handler, due=due, done=done)
        return self._add(
            affair,
            done,
            handler,
            "handle",
            result=self._result(affair),
        )

    def _contact(self, affair: Affair, handler: str, *, after: datetime) -> None:
        reached = self.chance.random() < 0.88  # noqa: PLR2004 - most answer
        at_home = self.writer.table[affair.category].get("where") == "home"
        notes = "contact_notes_home" if at_home else "contact_notes"
        note = self.writer.pick(notes if reached else "unreached_notes")
        by = self._dispatcher() if affair.hidden else handler
        urgent = self.rules.limit_of("contact", affair.category).amount < 8  # noqa: PLR2004 - hours
        at = self.pace.call(after, least=6, most=100 if urgent else 300)
        at = self._add(affair, at, by, "contact", reached="yes" if reached else "no", note=note)
        if not reached and self.chance.random() < 0.8:  # noqa: PLR2004 - most answer in the end
            note = self.writer.pick(notes)
            at = self.pace.call(at, least=60, most=500)
            self._add(affair, at, by, "contact", reached="yes", note=note)

    def _close(self, affair: Affair, after: datetime, holder: str) -> None:
        at = self._shut(affair, after, holder)
        said = self._evaluate(affair, holder, after=at)
        if self.chance.random() < 0.1:  # noqa: PLR2004 - one in ten is told to all
            self._publish(affair, after=affair.acts[-1].at)
        if said == "no" and self.chance.random() < 0.5:  # noqa: PLR2004 - one in two
            self._reopen(affair, closed=at)

    def _reopen(self, affair: Affair, *, closed: datetime) -> None:
        at = self.pace.resident(affair.acts[-1].at, least=30, most=DAY)
        if at > closed + timedelta(days=14):
            return
        by = affair.reporter or "reporter"
        reason = self.writer.reopen(affair.category, days=(at - closed).days)
        at = self._add(affair, at, by, "reopen", reason=reason)
        holder = self._holder(affair)
        at = self._dispatch(affair, holder, after=self.pace.office(at, least=5, most=150))
        at = self._work(affair, holder, "", dispatched=at, after=at)
        at = self._verify(affair, holder, after=at)
        self._shut(affair, at, holder)


def _is_fresh(original: Affair, at: datetime) -> bool:
    """Whether somebody may still have been at work on it when the other was reported."""
    return at - original.opened_at < timedelta(days=8)


def _is_answered(affair: Affair, at: datetime) -> bool:
    """Whether it was closed by then, not long ago, and its reporter has not called it good."""
    before = [act for act in affair.acts if act.at < at]
    closed = [act.at for act in before if act.step == "close"]
    is_recent = bool(closed) and at - closed[-1] < ANSWERED
    is_liked = any(act.values.get("satisfied") in {"very", "satisfied"} for act in before)
    return is_recent and not is_liked and all(act.step != "reopen" for act in before)


def make_slowness(slugs: Iterable[str], *, seed: int) -> dict[str, float]:
    """How slow each organisation is beside the others."""
    chance = random.Random(seed + 3)
    return {slug: chance.uniform(0.65, 1.3) for slug in sorted(slugs)}
