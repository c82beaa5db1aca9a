"""Following from the page, and what one's own page then lists."""

import pytest
from django.test import Client
from django.utils import timezone

from linli.core.follows.models import Follow
from linli.core.notices.services import follow_steps
from tests.core.rest.calls import bearer, count_queries, post, refusal, signed_in
from tests.factories import make_account, report_case, take


@pytest.fixture
def matter(scene):
    return report_case(scene).matter


def test_matter_is_followed_and_followed_no_more(scene, matter):
    client, path = signed_in(make_account(scene.community)), f"/matters/{matter.number}"
    assert client.post(f"{path}/follow", {"follow": "yes"})["Location"] == path
    assert 'name="follow" value="no"' in client.get(path).content.decode()
    assert matter.number in client.get("/mine").content.decode()
    client.post(f"{path}/follow", {"follow": "no"})
    assert 'name="follow" value="yes"' in client.get(path).content.decode()
    assert matter.number not in client.get("/mine").content.decode()


def test_stranger_is_led_to_sign_in_and_back(matter):
    response = Client().post(f"/matters/{matter.number}/follow")
    assert response["Location"] == f"/sign-in?next=%2Fmatters%2F{matter.number}"
    assert not Follow.objects.exists()


def test_matter_that_one_may_not_see_cannot_be_followed(scene):
    matter = report_case(scene, category="disputes.home").matter
    client = signed_in(make_account(scene.community))
    assert client.post(f"/matters/{matter.number}/follow").status_code == 404


def test_own_page_lists_what_one_was_told_in_words(scene, matter):
    client = signed_in(make_account(scene.community))
    client.post(f"/matters/{matter.number}/follow")
    take(scene, matter, "accept")
    follow_steps(scene.community, now=timezone.now())
    page = client.get("/mine", headers={"Accept-Language": "en"}).content.decode()
    assert "What you were told" in page
    assert "It was taken on" in page or "Accepted" in page


def test_own_page_costs_the_same_however_much_one_follows(scene, matter):
    client = signed_in(make_account(scene.community))
    client.post(f"/matters/{matter.number}/follow")
    one = count_queries(client, "/mine")
    for _ in range(4):
        other = report_case(scene).matter
        client.post(f"/matters/{other.number}/follow")
        take(scene, other, "accept")
    follow_steps(scene.community, now=timezone.now())
    assert count_queries(client, "/mine") <= one + 1


def test_api_follows_for_whoever_is_signed_in_alone(scene, matter):
    client, path = signed_in(make_account(scene.community)), f"/matters/{matter.number}"
    assert post(client, f"{path}/follow").json() == {"following": True}
    assert Follow.objects.count() == 1
    assert post(client, f"{path}/unfollow").json() == {"following": False}
    assert Follow.objects.count() == 0
    for way in ("follow", "unfollow"):
        assert refusal(post(Client(), f"{path}/{way}", **bearer(matter))) == (403, "needs_account")
