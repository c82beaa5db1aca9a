"""Jurisdiction profiles: what differs between places, as data beside this module."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


class UnknownProfileError(LookupError):
    """No profile of that name, or the profile lacks the part that was asked for."""

    code = "unknown_profile"


@cache
def read_part(profile: str, part: str) -> dict[str, Any]:
    """The table `<profile>/<part>.toml`; the caller must not change it.

    Raises UnknownProfileError with the name of the missing file.
    """
    resource = files("linli.ground.profiles").joinpath(profile, f"{part}.toml")
    if not resource.is_file():
        raise UnknownProfileError(f"{profile}/{part}.toml")
    return tomllib.loads(resource.read_text(encoding="utf-8"))


def has_part(profile: str, part: str) -> bool:
    """Whether the profile says anything about that."""
    return files("linli.ground.profiles").joinpath(profile, f"{part}.toml").is_file()


def list_profiles() -> list[str]:
    """Names of the profiles that this installation knows."""
    root = files("linli.ground.profiles")
    return sorted(
        entry.name for entry in root.iterdir() if entry.joinpath("profile.toml").is_file()
    )
