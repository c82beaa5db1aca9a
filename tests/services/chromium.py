"""Finds a Chromium or Chrome for the tests that walk the pages in a browser."""

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
USUAL_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
SETTING = "LINLI_TEST_CHROMIUM"


def find_chromium() -> Path | None:
    """The browser that `LINLI_TEST_CHROMIUM` names, else the first one on this machine."""
    named = os.environ.get(SETTING)
    on_path = (shutil.which(name) for name in ([named] if named else NAMES))
    found = next((path for path in on_path if path), None)
    if found:
        return Path(found)
    return next((Path(place) for place in USUAL_PLACES if Path(place).exists()), None)
