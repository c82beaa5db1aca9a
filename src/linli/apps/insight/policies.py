"""Who may see what was learned and found: its words are words of reporters."""

from linli.ground.parties.enums import DutyKind

READERS = (
    DutyKind.DISPATCHER,
    DutyKind.OFFICER,
    DutyKind.STEWARD,
    DutyKind.DESK,
    DutyKind.SUPERVISOR,
    DutyKind.ADMINISTRATOR,
)
