"""The product's settings, and one app more: the task that is counted."""

from linli.config.settings import *  # noqa: F403 - all of them, as they are
from linli.config.settings import INSTALLED_APPS as PRODUCT_APPS

INSTALLED_APPS = ["tests.crash.tally", *PRODUCT_APPS]
