"""A community, and whoever administers it."""

import pytest

from linli.core.matters.acting import ActingUser
from tests.factories import Scene, make_scene


@pytest.fixture
def scene() -> Scene:
    return make_scene()


@pytest.fixture
def admin(scene) -> ActingUser:
    return scene.acting("administrator")
