"""The door of administration."""

from linli.apps.administration.services import (
    Founding,
    create_community,
    found_community,
    read_founding,
)
from linli.apps.administration.services.first_visit import write_setup_code

__all__ = [
    "Founding",
    "create_community",
    "found_community",
    "read_founding",
    "write_setup_code",
]
