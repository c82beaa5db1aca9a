import pytest
from django.core.cache import cache
from django.test import Client

from tests.factories import Scene, make_scene


@pytest.fixture
def scene(db) -> Scene:
    """A community that answers every host; no page of an earlier one is remembered."""
    cache.clear()
    return make_scene()


@pytest.fixture
def visitor() -> Client:
    """Somebody whom nobody knows, who reads English."""
    return Client(headers={"Accept-Language": "en"})
