"""How affairs end: looked at by another, closed, rated, told to everybody."""

from datetime import datetime

from linli.cli.street.affairs import Affair
from linli.cli.street.telling import DAY, OFFICE, Teller
from linli.ground.parties.enums import DutyKind


class Endings(Teller):
    """Tells what comes after the work."""

    __slots__ = ()

    def _verify(self, affair: Affair, holder: str, *, after: datetime) -> datetime:
        steward = self._one(DutyKind.STEWARD, place=affair.grid.code)
        if holder in self._bodies:
            steward = self._dispatcher()
        at = self.pace.office(after, least=40, most=1.6 * DAY)
        if self.chance.random() < 0.05:  # noqa: PLR2004 - one in twenty is not done
            reason = self.writer.pick("send_back", category=affair.category)
            at = self._add(affair, at, steward, "send_back", reason=reason)
            at = self.pace.office(at, least=120, most=2 * DAY)
            result = self._result(affair)
            at = self._add(affair, at, self._handler(holder), "handle", result=result)
            at = self.pace.office(at, least=40, most=DAY)
        finding = self.writer.pick("findings", category=affair.category)
        return self._add(affair, at, steward, "verify", finding=finding)

    def _shut(self, affair: Affair, after: datetime, holder: str) -> datetime:
        """Closed by the dispatcher; by the neighbourhood's officer where her own office did it."""
        own = holder == OFFICE
        officer = self._one(DutyKind.OFFICER, place=affair.grid.code)
        at = self.pace.office(after, least=10, most=1.2 * DAY)
        return self._add(affair, at, officer if own else self._dispatcher(), "close")

    def _evaluate(self, affair: Affair, holder: str, *, after: datetime) -> str:
        """What the reporter says of it, by himself or when he is called; empty where nothing."""
        solved = self.chance.choices(["yes", "partly", "no"], [82, 10, 8])[0]
        likes = {"yes": [42, 40, 15, 3], "partly": [3, 30, 47, 20], "no": [0, 2, 18, 80]}[solved]
        satisfied = self.chance.choices(["very", "satisfied", "basically", "no"], likes)[0]
        if self.chance.random() < 0.36:  # noqa: PLR2004 - of those who rate themselves
            opinion = self._opinion("opinions", affair, solved, satisfied)
            at = self.pace.resident(after, least=60, most=5 * DAY)
            by = affair.reporter or "reporter"
            self._add(affair, at, by, "rate", solved=solved, satisfied=satisfied, opinion=opinion)
            return solved
        if affair.reporter and holder != OFFICE and self.chance.random() < 0.6:  # noqa: PLR2004 - of the others the desk calls
            return self._call_back(affair, solved, satisfied, after=after)
        return ""

    def _call_back(self, affair: Affair, solved: str, satisfied: str, *, after: datetime) -> str:
        at = self.pace.office(after, least=DAY / 2, most=5 * DAY)
        desk = self._one(DutyKind.DESK)
        answered = self.chance.choices(["yes", "no", "declined"], [78, 18, 4])[0]
        if answered != "yes":
            self._add(affair, at, desk, "call_back", answered=answered)
            return ""
        self._add(
            affair,
            at,
            desk,
            "call_back",
            answered=answered,
            contacted="yes" if self._is_reached(affair) else "no",
            solved=solved,
            satisfied=satisfied,
            opinion=self._opinion("call_backs", affair, solved, satisfied),
        )
        return solved

    def _opinion(self, group: str, affair: Affair, solved: str, satisfied: str) -> str:
        reached = self._is_reached(affair)
        return self.writer.opinion(group, solved=solved, satisfied=satisfied, reached=reached)

    def _publish(self, affair: Affair, *, after: datetime) -> None:
        spot, name = affair.acts[0].values["spot"], self.names[affair.category]
        title = self.writer.public_title(affair.category, name, affair.grid, spot)
        outside = title.partition("：")[0]
        words = affair.acts[0].values["words"].replace(spot, outside)
        self._add(
            affair,
            self.pace.office(after, least=60, most=DAY),
            self._dispatcher(),
            "publish",
            public_title=title,
            public_words=words,
        )
