import pytest
from django.core.exceptions import DisallowedHost
from django.http import HttpResponse
from django.test import RequestFactory

from linli.ground.communities.middleware import CommunityMiddleware, get_cached_community
from linli.ground.communities.models import Community
from linli.ground.communities.selectors import NoCommunityError


def ask(host="testserver", read=True):
    """What a view behind the middleware finds: the community's key, or None where it does not ask."""
    seen = []

    def view(request):
        seen.append(request.community.pk if read else None)
        return HttpResponse()

    CommunityMiddleware(view)(RequestFactory(headers={"host": host}).get("/"))
    return seen[0]


@pytest.mark.django_db
def test_middleware_sets_the_community(settings):
    settings.ALLOWED_HOSTS = ["testserver", "liuan.example"]
    default = Community.objects.create(slug="default", name="邻里")
    named = Community.objects.create(slug="named", name="柳岸", host="liuan.example")
    assert (ask(), ask("liuan.example:8000")) == (default.pk, named.pk)


@pytest.mark.django_db
def test_middleware_asks_nothing_for_a_page_that_needs_no_community(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert ask(read=False) is None


@pytest.mark.django_db
def test_middleware_without_community_refuses_where_it_is_read():
    with pytest.raises(NoCommunityError) as caught:
        ask()
    assert caught.value.code == "no_community"


@pytest.mark.django_db
def test_middleware_keeps_hosts_that_are_not_allowed_out(settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    Community.objects.create(slug="default", name="邻里")
    with pytest.raises(DisallowedHost):
        ask("evil.example")


@pytest.mark.django_db(transaction=True)
def test_cached_community_costs_one_look_up(django_assert_num_queries):
    Community.objects.create(slug="default", name="邻里")
    community = Community.objects.create(slug="named", name="柳岸", host="liuan.example")
    with django_assert_num_queries(1):
        found = [get_cached_community(host) for host in ("liuan.example", "LIUAN.example:80")]
    assert found == [community, community]
    found[0].name = "changed by one request"
    assert get_cached_community("liuan.example").name == "柳岸"


@pytest.mark.django_db(transaction=True)
def test_cached_community_keeps_no_failure():
    with pytest.raises(NoCommunityError):
        get_cached_community("liuan.example")
    community = Community.objects.create(slug="default", name="邻里")
    assert get_cached_community("liuan.example") == community


@pytest.mark.django_db
def test_cached_community_is_neither_asked_nor_filled_inside_a_transaction():
    first = Community.objects.create(slug="first", name="甲")
    assert get_cached_community("x.example") == first
    first.delete()
    second = Community.objects.create(slug="second", name="乙")
    assert get_cached_community("x.example") == second
