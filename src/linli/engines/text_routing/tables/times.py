"""Times as offices write them."""

import re
from datetime import UTC, datetime

_WRITTEN = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
    r"(?:[ T]+(\d{1,2})[:时点](\d{1,2})(?:[:分](\d{1,2})(?:\.\d+)?秒?)?分?)?"
)


def parse_time(text: str) -> datetime | None:
    """The time without a zone (UTC where one was written); None if it is no time."""
    cleaned = text.strip()
    match = _WRITTEN.fullmatch(cleaned)
    try:
        if match:
            year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
            return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - offices write no zone
        found = datetime.fromisoformat(cleaned)
    except ValueError:
        return None
    return found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found
