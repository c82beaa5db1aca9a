"""The task: long enough to be killed in the middle, and seen to have begun."""

import time
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from tests.crash.tally.models import Tally
from tests.crash.tally.names import begun_file

SECONDS = 0.3


def run_tally(payload: Mapping[str, Any]) -> None:
    """Adds the payload's number; a byte in a file tells how many were begun, killed ones too."""
    with begun_file(settings.LINLI_DATA_DIR).open("ab") as begun:
        begun.write(b".")
    Tally.objects.create(number=payload["number"])
    time.sleep(SECONDS)
