"""What may come between: another way, an earlier matter, a return, more time, a whistle."""

from datetime import datetime, timedelta

from linli.cli.street.affairs import Act, Affair
from linli.cli.street.telling import DAY, Teller
from linli.ground.parties.enums import DutyKind


class Turns(Teller):
    """Tells what happens to few affairs."""

    __slots__ = ()

    def _redirect(self, affair: Affair) -> None:
        route, words = self.writer.option(affair.category, "redirects", affair.theme)
        self._show(affair, route, words)

    def _repeat(self, affair: Affair) -> None:
        """Nothing new since the same reporter was answered."""
        (words,) = self.writer.option(affair.category, "repeats", affair.theme)
        self._show(affair, "repeated", words)

    def _show(self, affair: Affair, route: str, words: str) -> None:
        at = self.pace.office(affair.opened_at, least=10, most=200)
        self._add(affair, at, self._dispatcher(), "redirect", route=route, explanation=words)

    def _merge(self, affair: Affair, original: Affair) -> None:
        affair.original = original.key
        at = self.pace.office(affair.opened_at, least=5, most=180)
        self._add(affair, at, self._dispatcher(), "merge", original=original.key)

    def _return(self, affair: Affair, holder: str, *, after: datetime) -> tuple[datetime, str]:
        reason, whose = self.chance.choice(self.writer.options(affair.category, "returns"))
        other = self._property(affair) if whose == "property" else whose
        asked = self.pace.office(after, least=15, most=300)
        at = self._add(affair, asked, self._handler(holder), "ask_return", reason=reason)
        moves = self.chance.random() < 0.6  # noqa: PLR2004 - more than half are right
        at = self._add(
            affair,
            self.pace.office(at, least=40, most=DAY),
            self._one(DutyKind.OFFICER, place=affair.grid.code),
            "rule",
            ruling="moves" if moves else "stays",
            organisation=other if moves else "",
            reasons=self.writer.pick("rule_moves" if moves else "rule_stays"),
        )
        return at, other if moves else holder

    def _extend(self, affair: Affair, handler: str, *, after: datetime) -> datetime:
        longer = self.chance.choice(["3wd", "3wd", "5wd", "10wd"])
        reason = self.writer.hindrance(affair.category, affair.theme, month=after.month)[0]
        at = self._add(
            affair,
            after + timedelta(minutes=15),
            handler,
            "ask_extension",
            reason=reason,
            longer=longer,
        )
        granted = self.chance.random() < 0.75  # noqa: PLR2004 - three in four
        return self._add(
            affair,
            self.pace.office(at, least=20, most=300),
            self._dispatcher(),
            "decide_extension",
            extension=longer if granted else "none",
            reasons=self.writer.pick("extension_grants" if granted else "extension_refusals"),
        )

    def _explain(self, affair: Affair, handler: str, *, due: datetime, done: datetime) -> None:
        """What the organisation says while it is late, where it is late for long enough."""
        at = self.pace.office(due, least=20, most=DAY)
        said = self.writer.hindrance(affair.category, affair.theme, month=due.month)
        if said and affair.acts[-1].at < at < done:
            _reason, cause, words = said
            self._add(affair, at, handler, "explain", cause=cause, statement=words)

    def _whistle(self, affair: Affair, holder: str, *, after: datetime) -> datetime:
        """Those who have a part in such a thing are called; the last answer frees the lead."""
        officer = self._one(DutyKind.OFFICER, place=affair.grid.code)
        last = after
        for number, slug in enumerate(self._partners(affair, holder)):
            last = max(last, self._respond(affair, officer, slug, number, after=after))
        return last

    def _partners(self, affair: Affair, holder: str) -> list[str]:
        named = self.writer.options(affair.category, "partners")
        slugs = [self._property(affair) if slug == "property" else str(slug) for slug in named]
        return [slug for slug in dict.fromkeys(slugs) if slug != holder]

    def _respond(
        self, affair: Affair, officer: str, slug: str, number: int, *, after: datetime
    ) -> datetime:
        brief = self.writer.pick("call_briefs")
        called = Act(
            after + timedelta(minutes=5 + number),
            officer,
            "call",
            {"organisation": slug, "brief": brief},
        )
        part = Affair(
            f"{affair.key}-{slug}",
            "response",
            affair.category,
            affair.grid,
            None,
            [called],
            reporter=affair.reporter,
            hidden=affair.hidden,
            origin=affair.key,
        )
        handler = self._handler(slug)
        at = self.pace.office(called.at, least=30, most=12 * 60)
        at = self._add(part, at, handler, "respond")
        limit = self.rules.limit_of("handle", affair.category)
        at = max(self.pace.work(called.at, limit, share=self.pace.share(self.slowness[slug])), at)
        rightly = self.chance.choices(["yes", "partly", "no"], [80, 14, 6])[0]
        at = self._add(
            part, at, handler, "answer", result=self.writer.pick("answers"), rightly=rightly
        )
        full = self.chance.choices(["yes", "partly"], [85, 15])[0]
        self._add(
            part,
            self.pace.office(at, least=60, most=2 * DAY),
            officer,
            "confirm",
            done_in_full=full,
        )
        self.told.append(part)
        return at
