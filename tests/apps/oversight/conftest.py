import pytest

from tests.apps.oversight.appeals import Filing
from tests.factories import Scene, make_case_in_state, make_scene


@pytest.fixture
def scene(db) -> Scene:
    return make_scene()


@pytest.fixture
def filing(scene: Scene) -> Filing:
    """A closed case of a resident with an account, and nothing filed yet."""
    return Filing.against(scene)


@pytest.fixture
def reported(scene: Scene):
    """A case that has only been reported."""
    return make_case_in_state(scene, "reported")
