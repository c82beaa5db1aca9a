"""The description of the API is whole, and true."""

import re

import pytest
from django.test import Client
from django.urls import resolve

from linli.core.matters.definition import asked
from linli.core.matters.registry import list_registrations
from linli.core.rest.addresses import collection_of
from linli.rest.api import make_api, render_openapi

WRITING = {"400", "401", "403", "404", "409", "413", "415", "422", "429"}
READING = {"200", "401", "403", "404", "422", "429"}


@pytest.fixture
def openapi(client):
    return client.get("/api/v1/openapi.json").json()


def operations(openapi):
    return {
        f"{method.upper()} {path}": operation
        for path, methods in openapi["paths"].items()
        for method, operation in methods.items()
    }


def test_description_is_made_once_and_may_be_kept(client):
    response = client.get("/api/v1/openapi.json")
    assert (response.status_code, response["Cache-Control"]) == (200, "public, max-age=3600")
    assert response.content != b""
    assert render_openapi() is render_openapi()
    assert client.post("/api/v1/openapi.json").status_code == 405


def test_description_needs_no_database(client):
    assert client.get("/api/v1/openapi.json").json()["info"]["title"] == "Linli"


def test_every_declared_step_and_contribution_is_an_operation(openapi):
    declared = set()
    for registration in list_registrations():
        procedure = registration.procedure
        base = f"POST /api/v1/{collection_of(procedure.kind)}"
        declared.add(base)
        declared |= {f"{base}/{{number}}/steps/{step.name}" for step in procedure.steps}
        declared |= {
            f"{base}/{{number}}/contributions/{kind.name}" for kind in procedure.contributions
        }
    shared = {
        "GET /api/v1/matters",
        "GET /api/v1/matters/{number}",
        "POST /api/v1/matters/{number}/contact",
        "POST /api/v1/matters/{number}/follow",
        "POST /api/v1/matters/{number}/receipts/claim",
        "POST /api/v1/matters/{number}/receipts/revoke",
        "POST /api/v1/matters/{number}/unfollow",
        "GET /api/v1/mine",
        "GET /api/v1/photos/{key}",
        "POST /api/v1/photos",
        "GET /api/v1/worklists",
        "GET /api/v1/worklists/{name}",
        "GET /api/v1/places",
        "GET /api/v1/organisations",
        "GET /api/v1/options/{name}",
        "GET /api/v1/categories",
        "GET /api/v1/statistics",
    }
    assert set(operations(openapi)) == declared | shared


def test_body_of_a_step_has_its_declared_fields(openapi):
    for registration in list_registrations():
        procedure = registration.procedure
        for step in procedure.steps:
            path = f"/api/v1/{collection_of(procedure.kind)}/{{number}}/steps/{step.name}"
            body = openapi["paths"][path]["post"]["requestBody"]
            schema = body["content"]["application/json"]["schema"]
            assert list(schema["properties"]) == [field.name for field in asked(step.fields)]
            required = [field.name for field in step.fields if field.required]
            assert (schema.get("required", []), body["required"]) == (required, bool(required))


def test_every_operation_tells_all_of_its_refusals_in_one_shape(openapi):
    refusal = {"application/json": {"schema": {"$ref": "#/components/schemas/Refusal"}}}
    for name, operation in operations(openapi).items():
        responses = operation["responses"]
        good = {code for code in responses if code.startswith("2")}
        expected = READING if name.startswith("GET") else WRITING | good
        assert (set(responses), len(good)) == (expected, 1), name
        assert all(responses[code]["content"] == refusal for code in set(responses) - good), name


def test_every_operation_may_be_called_with_receipt_session_or_nothing(openapi):
    callers = [{"ReceiptHeader": []}, {"SessionCookie": []}, {}]
    found = {name: each["security"] for name, each in operations(openapi).items()}
    assert found == dict.fromkeys(found, callers)
    schemes = openapi["components"]["securitySchemes"]
    assert {name: (each["in"], each["name"]) for name, each in schemes.items()} == {
        "ReceiptHeader": ("header", "X-Linli-Receipt"),
        "SessionCookie": ("cookie", "sessionid"),
    }


def test_forbidden_codes_follow_from_the_declaration(openapi):
    def forbidden(path):
        text = openapi["paths"][f"/api/v1/{path}"]["post"]["responses"]["403"]["description"]
        return re.findall(r"`([a-z_]+)`", text)

    assert forbidden("cases") == ["csrf_failed"]
    assert forbidden("cases/{number}/steps/contact") == [
        "not_your_duty",
        "recused",
        "hidden_reporter",
        "csrf_failed",
    ]
    assert forbidden("cases/{number}/steps/verify") == [
        "not_your_duty",
        "recused",
        "four_eyes",
        "csrf_failed",
    ]
    assert forbidden("cases/{number}/steps/reopen") == [
        "not_your_duty",
        "used_up",
        "too_late",
        "csrf_failed",
    ]
    assert forbidden("appeals") == [
        "not_your_duty",
        "needs_origin",
        "used_up",
        "too_late",
        "csrf_failed",
    ]


def test_operations_have_names_of_their_own(openapi):
    names = [operation["operationId"] for operation in operations(openapi).values()]
    assert len(set(names)) == len(names)


def test_every_reference_has_its_schema(openapi):
    referred = set(re.findall(r'"#/components/schemas/(\w+)"', render_openapi().decode()))
    assert referred == referred & set(openapi["components"]["schemas"])
    assert "Refusal" in referred


def test_every_operation_answers_at_its_address(openapi):
    for path in openapi["paths"]:
        found = resolve(path.replace("{number}", "BS-2026-7K3Q").replace("{name}", "dispatch"))
        assert found.namespaces == ["api"], path


def test_description_is_the_same_each_time():
    def paths(api):
        return api.get_openapi_schema(path_prefix="/api/v1/")["paths"]

    assert paths(make_api()) == paths(make_api())


def test_browser_that_was_never_here_gets_no_cookie():
    assert Client().get("/api/v1/openapi.json").cookies == {}
