"""One's own input to an open matter."""

import pytest

from linli.core.contributions.models import Contribution
from linli.core.matters.acting import acting_as
from tests.core.rest.calls import signed_in
from tests.factories import make_account, report_case


@pytest.fixture
def reporter(scene):
    return make_account(scene.community)


@pytest.fixture
def matter(scene, reporter):
    return report_case(scene, reporter=acting_as(reporter)).matter


def test_form_is_shown_and_sent_adds_the_words(matter, reporter):
    client, path = signed_in(reporter), f"/matters/{matter.number}/contribute/supplement"
    assert 'name="text"' in client.get(path).content.decode()
    response = client.post(path, {"text": "It flickers"})
    assert (response.status_code, response["Location"]) == (302, f"/matters/{matter.number}")
    assert Contribution.objects.values_list("kind", "text").get() == ("supplement", "It flickers")


def test_wrong_words_come_back_with_their_error(matter, reporter):
    path = f"/matters/{matter.number}/contribute/supplement"
    response = signed_in(reporter).post(path, {"text": "a" * 2001})
    assert response.status_code == 422
    assert 'id="text-error"' in response.content.decode()
    assert Contribution.objects.count() == 0


def test_joining_needs_no_form_and_is_counted_on_the_page(scene, matter):
    client = signed_in(make_account(scene.community))
    client.post(f"/matters/{matter.number}/contribute/join")
    page = client.get(f"/matters/{matter.number}", headers={"Accept-Language": "en"})
    assert "Others joined: 1" in page.content.decode()


def test_kind_that_is_not_declared_is_not_there(matter, reporter):
    client = signed_in(reporter)
    assert client.get(f"/matters/{matter.number}/contribute/shout").status_code == 404
