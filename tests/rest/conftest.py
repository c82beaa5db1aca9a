import pytest

from tests.factories import Scene, make_scene


@pytest.fixture
def scene(db) -> Scene:
    return make_scene()
