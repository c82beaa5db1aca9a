import pytest
from django.http import Http404

from linli.ground.communities.models import Community
from linli.ground.communities.selectors import (
    NoCommunityError,
    get_community_for_host,
    get_default_community,
    normalise_host,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def named():
    return Community.objects.create(slug="named", name="柳岸", host="liuan.example")


@pytest.fixture
def default():
    return Community.objects.create(slug="default", name="邻里")


def test_get_default_community_is_the_first_without_a_host(named, default):
    Community.objects.create(slug="later", name="后来")
    assert get_default_community() == default


def test_get_default_community_without_any_is_refused(named):
    with pytest.raises(NoCommunityError) as caught:
        get_default_community()
    assert caught.value.code == "no_community"
    assert isinstance(caught.value, Http404)


@pytest.mark.parametrize("host", ["liuan.example", "LIUAN.example:8000", "liuan.example."])
def test_get_community_for_host_finds_its_own(named, default, host):
    assert get_community_for_host(host) == named


@pytest.mark.parametrize("host", ["other.example", "127.0.0.1:8000", "[::1]:8000", ""])
def test_get_community_for_host_falls_back_to_the_default(named, default, host):
    assert get_community_for_host(host) == default


def test_get_community_for_unknown_host_without_default_is_refused(named):
    with pytest.raises(NoCommunityError):
        get_community_for_host("other.example")


@pytest.mark.parametrize(
    ("host", "name"),
    [("A.Example:80", "a.example"), ("[::1]:8000", "[::1]"), ("a.", "a"), ("", "")],
)
def test_normalise_host_leaves_the_name(host, name):
    assert normalise_host(host) == name
