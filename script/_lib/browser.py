"""Chromium for the tests in a browser, installed where the machine permits it."""

import os

from tests.services.chromium import SETTING, find_chromium

from . import debian
from .progress import StepFailedError, say, step

# Without these Chinese text is measured and pictured as empty boxes.
FONTS = "fonts-noto-cjk"


def provide() -> bool:
    """Whether there is a browser now; its path is set for the tests."""
    if find_chromium() is None and debian.can_install():
        try:
            with step("安装 Chromium", "Installing Chromium"):
                debian.install("chromium", FONTS)
        except StepFailedError as error:
            say(str(error))
    found = find_chromium()
    if found is None:
        say("没有 Chromium，浏览器测试无法运行。 There is no Chromium for the tests in a browser.")
        return False
    os.environ[SETTING] = str(found)
    return True
