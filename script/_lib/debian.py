"""Packages of the operating system, where it is Debian's kind and we may install them."""

import os
import shutil

from .progress import run


def can_install() -> bool:
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def install(*names: str) -> None:
    """Raises StepFailedError when the packages cannot be had."""
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update", "-qq"], env=env)
    run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *names], env=env)
