"""What an app's service gets when its step is taken."""

from dataclasses import dataclass, field
from datetime import datetime

from linli.core.matters.acting import ActingUser
from linli.core.matters.inputs import StepInput
from linli.core.matters.machine import Decision
from linli.core.matters.models import Matter
from linli.core.records.enums import Channel
from linli.core.records.facts import Fact
from linli.core.records.services import Part
from linli.ground.communities.models import Community


@dataclass(slots=True)
class StepContext:
    """The locked matter, the clean values, and what the service may add to the record.

    A service may set `matter.holder`, `place`, `subject`, `title`, `privacy`, `reporter_hidden`,
    and write its own rows; state, promises and record are the funnel's.  `channel` where it is
    another than the user came by.  `origin` is the matter that a new one comes out of.
    """

    community: Community
    matter: Matter
    decision: Decision
    values: StepInput
    user: ActingUser
    now: datetime
    facts: dict[str, Fact] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    channel: Channel | None = None
    origin: Matter | None = None
