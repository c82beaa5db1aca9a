"""Trying a service: by whom and when, and what it refuses."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from linli.core.matters.acting import ActingUser
from linli.core.matters.errors import InputRefusedError


def doing(user: ActingUser) -> dict[str, Any]:
    """That this user does it now."""
    return {"acting_user": user, "now": timezone.now()}


def errors_of(call: Callable[[], object]) -> dict[str, str]:
    """The codes by field with which the call is refused."""
    with pytest.raises(InputRefusedError) as caught:
        call()
    return dict(caught.value.errors)
