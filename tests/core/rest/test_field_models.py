import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from linli.core.matters.definition import Choice, Field, FieldType
from linli.core.matters.errors import InputRefusedError
from linli.core.matters.inputs import CONTROL, clean_input
from linli.core.rest.bodies import make_values
from linli.core.rest.field_models import make_model
from linli.ground.communities.models import Community

CHOICES = (Choice("yes", "Yes"), Choice("no", "No"))
FIELDS = (
    Field(name="words", label="What is it?", hint="Few words", type=FieldType.TEXT, max_length=20),
    Field(name="line", label="Line", type=FieldType.LINE, required=False, max_length=10),
    Field(name="phone", label="Phone", type=FieldType.CONTACT, required=False),
    Field(name="solved", label="Solved?", type=FieldType.CHOICE, choices=CHOICES),
    Field(name="hidden", label="Hide", type=FieldType.FLAG, required=False),
    Field(name="spot", label="Spot", type=FieldType.COORDINATES, required=False),
    Field(name="grid", label="Grid", type=FieldType.OPTION, options="grids"),
    Field(name="original", label="Original", type=FieldType.MATTER),
)
NUMBER = "^[A-Z]{2}-\\d{4}-[0-9A-HJKMNP-TV-Z]{4,8}$"


def optional(schema):
    return {"anyOf": [schema, {"type": "null"}], "default": None}


def test_schema_says_type_limits_choices_and_label_of_each_field():
    properties = make_model("Probe", FIELDS).model_json_schema()["properties"]
    for each in properties.values():
        del each["title"]
    degrees = [
        {"type": "number", "minimum": -90, "maximum": 90},
        {"type": "number", "minimum": -180, "maximum": 180},
    ]
    pair = {"type": "array", "prefixItems": degrees, "minItems": 2, "maxItems": 2}
    assert properties == {
        "words": {
            "type": "string",
            "maxLength": 20,
            "pattern": "\\S",
            "description": "What is it? Few words.",
        },
        "line": optional({"type": "string", "maxLength": 10}) | {"description": "Line."},
        "phone": optional({"type": "string", "maxLength": 120}) | {"description": "Phone."},
        "solved": {
            "type": "string",
            "enum": ["yes", "no"],
            "description": "Solved? `yes`: Yes; `no`: No.",
        },
        "hidden": optional({"type": "boolean"}) | {"description": "Hide."},
        "spot": optional(pair)
        | {"description": "Spot. A pair of numbers, latitude first, WGS 84."},
        "grid": {
            "type": "string",
            "minLength": 1,
            "maxLength": 120,
            "description": "Grid. A code of the list /api/v1/options/grids.",
        },
        "original": {"type": "string", "pattern": NUMBER, "description": "Original."},
    }


def test_schema_names_what_is_required_and_lets_nothing_else_in():
    schema = make_model("Probe", FIELDS).model_json_schema()
    assert schema["title"] == "Probe"
    assert schema["required"] == ["words", "solved", "grid", "original"]
    assert schema["additionalProperties"] is False


def test_origin_stands_before_the_fields():
    schema = make_model("Probe", FIELDS[:1], origin=True).model_json_schema()
    assert schema["required"] == ["origin", "words"]
    assert schema["properties"]["origin"]["pattern"] == NUMBER


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("words", " "),
        ("words", "a" * 21),
        ("words", 5),
        ("solved", "maybe"),
        ("spot", [91, 0]),
        ("spot", [1]),
        ("original", "BS-26-1"),
        ("unknown", 1),
    ],
)
def test_model_refuses_what_the_funnel_refuses(name, value):
    good = {"words": "a", "solved": "yes", "grid": "1", "original": "BS-2026-7K3Q"}
    make_model("Probe", FIELDS).model_validate(good)
    with pytest.raises(ValidationError):
        make_model("Probe", FIELDS).model_validate(good | {name: value})


TEXT = st.text(st.characters(codec="utf-8"), max_size=12)


@given(
    body=st.fixed_dictionaries(
        {"words": TEXT, "solved": st.sampled_from(["yes", "no", "perhaps"])},
        optional={
            "line": TEXT | st.none(),
            "phone": TEXT,
            "hidden": st.booleans(),
            "spot": st.tuples(st.floats(-100, 100), st.floats(-200, 200)).map(list),
        },
    )
)
def test_what_the_schema_allows_the_funnel_takes(body):
    """But for characters that are stripped as unprintable, which a pattern cannot tell."""
    fields = FIELDS[:6]
    try:
        make_model("Probe", fields).model_validate(body)
    except ValidationError:
        return
    if not CONTROL.sub("", body["words"]).strip():
        return
    try:
        clean_input(fields, make_values(body, fields), community=Community())
    except InputRefusedError as error:
        pytest.fail(f"{body} was allowed and then refused: {error.errors}")
