import json

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from linli.core.matters.definition import Choice, Field, FieldType
from linli.core.matters.errors import InputRefusedError
from linli.core.matters.inputs import CLEANERS, clean_input
from linli.core.rest.bodies import make_values, read_object
from linli.core.rest.errors import JsonError, MediaTypeError
from linli.ground.communities.models import Community

FIELDS = [
    Field(name="words", label="Words", type=FieldType.TEXT),
    Field(name="line", label="Line", type=FieldType.LINE),
    Field(name="phone", label="Phone", type=FieldType.CONTACT),
    Field(name="choice", label="Choice", type=FieldType.CHOICE, choices=(Choice("yes", "Yes"),)),
    Field(name="flag", label="Flag", type=FieldType.FLAG, required=False),
    Field(name="spot", label="Spot", type=FieldType.COORDINATES),
    Field(name="other", label="Other", type=FieldType.MATTER),
    Field.photos("photos", "Photos"),
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=4,
)


def request(body: bytes | str, content_type: str = "application/json"):
    return RequestFactory().post("/", body, content_type)


def test_object_is_read():
    assert read_object(request('{"words": "灯", "n": 1}')) == {"words": "灯", "n": 1}


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", ""])
def test_empty_body_is_an_empty_object_whatever_it_is_called(content_type):
    assert read_object(request("", content_type)) == {}


def test_charset_beside_the_media_type_is_no_matter():
    assert read_object(request("{}", "application/json; charset=utf-8")) == {}


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b'"words"',
        b"null",
        b"\xff\xfe",
        b'{"words": "\\ud800"}',
        b'{"\\udfff": 1}',
        b'{"n": NaN}',
        b'{"n": Infinity}',
        b"[" * 100_000,
        b'{"n": ' + b"1" * 5000 + b"}",
    ],
    ids=lambda body: repr(body[:20]),
)
def test_body_that_is_no_object_is_refused(body):
    with pytest.raises(JsonError):
        read_object(request(body))


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded"])
def test_body_of_another_media_type_is_refused(content_type):
    with pytest.raises(MediaTypeError):
        read_object(request("{}", content_type))


def test_form_with_files_that_was_read_before_is_refused():
    posted = RequestFactory().post("/", {"words": "a"})
    assert posted.POST["words"] == "a"
    with pytest.raises(MediaTypeError):
        read_object(posted)


def test_values_of_their_type_stay_as_they_are():
    body = {
        "words": "a",
        "choice": "yes",
        "flag": True,
        "spot": [31.2, 121.4],
        "other": None,
        "unknown": {"a": 1},
    }
    assert make_values(body, FIELDS) == body


def test_values_of_another_type_become_their_json_text():
    body = {"choice": ["yes"], "flag": 1.5, "spot": {"lat": 1}, "other": True}
    assert make_values(body, FIELDS) == {
        "choice": '["yes"]',
        "flag": "1.5",
        "spot": '{"lat": 1}',
        "other": "true",
    }


def test_each_type_of_field_is_tried():
    assert {field.type for field in FIELDS} == set(CLEANERS) - {FieldType.OPTION}


@given(body=st.fixed_dictionaries({}, optional={field.name: JSON for field in FIELDS}))
def test_any_json_is_taken_or_refused_by_field_and_never_breaks(body):
    """Whatever a programme sends ends as clean values or as codes for fields that it sent or
    left out."""
    values = make_values(json.loads(json.dumps(body)), FIELDS)
    names = {field.name for field in FIELDS}
    assert judged(values) <= names


def judged(values) -> set[str]:
    """The fields that were taken, or those that were refused."""
    try:
        return set(clean_input(tuple(FIELDS), values, community=Community()).values)
    except InputRefusedError as error:
        return set(error.errors)
