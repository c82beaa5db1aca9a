"""Zero bytes in addresses and forms, on whatever page."""

import pytest
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory

from linli.site.http.texts import TextMiddleware
from tests.factories import make_scene


def passed(request):
    TextMiddleware(lambda _request: HttpResponse()).process_view(request, lambda: None, (), {})
    return request


def test_form_goes_on_without_them_and_with_everything_else():
    posted = RequestFactory().post("/x", {"a": ["1\0", "\0"], "b": "2", "c": "\n\t"})
    assert dict(passed(posted).POST.lists()) == {"a": ["1", ""], "b": ["2"], "c": ["\n\t"]}


def test_form_without_any_stays_as_it_is():
    posted = RequestFactory().post("/x", {"a": "1"})
    before = posted.POST
    assert passed(posted).POST is before


def test_address_with_one_is_none():
    with pytest.raises(Http404):
        passed(RequestFactory().get("/x/%00"))


def test_programmes_are_answered_in_the_words_of_the_api():
    posted = RequestFactory().post("/api/v1/x%00", {"a": "\0"})
    before = posted.POST
    assert passed(posted).POST is before


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/matters/%00", "/organisations/%00", "/places/%00", "/invitations/%00", "/about/%00"]
)
def test_no_page_breaks_by_one(path):
    make_scene()
    assert Client().get(path).status_code == 404
