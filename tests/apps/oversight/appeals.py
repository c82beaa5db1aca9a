"""A closed case whose reporter may appeal, and everything that may come of it."""

from dataclasses import dataclass
from datetime import datetime

from linli.core.matters.acting import ActingUser, acting_as
from linli.core.matters.models import Matter
from linli.core.matters.services import Outcome, open_matter, perform
from linli.core.records.models import Record
from linli.ground.accounts.public import Account
from tests.factories import Scene, make_account, make_case_in_state

GROUNDS = "Nobody ever came"
REASONS = "We went there and looked"


@dataclass(slots=True)
class Filing:
    """The case, its reporter, and the appeal as soon as there is one."""

    scene: Scene
    case: Matter
    account: Account
    appeal: Matter | None = None

    @classmethod
    def against(cls, scene: Scene, **values: str) -> "Filing":
        account = make_account(scene.community, contact="13812345678")
        case = make_case_in_state(scene, "closed", reporter=acting_as(account), **values)
        return cls(scene, case, account)

    @property
    def reporter(self) -> ActingUser:
        return acting_as(self.account)

    def file(self, *, by: ActingUser | None = None, now: datetime | None = None) -> Matter:
        """The appeal, by the case's reporter unless somebody else tries."""
        self.appeal = open_matter(
            "appeal",
            acting_user=by or self.reporter,
            values={"grounds": GROUNDS},
            origin=self.case,
            now=now,
        ).matter
        return self.appeal

    def examine(self, *, by: ActingUser | None = None) -> Outcome:
        return self._take("examine", by)

    def decide(self, outcome: str, *, by: ActingUser | None = None) -> Outcome:
        return self._take("decide", by, outcome=outcome, reasons=REASONS)

    def withdraw(self, *, by: ActingUser | None = None) -> Outcome:
        return self._take("withdraw", by or self.reporter)

    def _take(self, step: str, by: ActingUser | None, **values: str) -> Outcome:
        assert self.appeal is not None
        user = by or self.scene.acting("reviewer")
        return perform(self.appeal.pk, step, acting_user=user, values=values)

    def states(self) -> tuple[str, str]:
        """Of the case and of the appeal, as the database has them."""
        assert self.appeal is not None
        self.case.refresh_from_db()
        self.appeal.refresh_from_db()
        return self.case.state, self.appeal.state


def steps_of(matter: Matter) -> list[str]:
    """The steps that its records tell of."""
    records = Record.objects.filter(matter_id=matter.pk).order_by("sequence")
    return list(records.values_list("step", flat=True))
