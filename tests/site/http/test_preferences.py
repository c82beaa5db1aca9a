"""How somebody wants to see the pages: kept, and back to where one was."""

import pytest
from django.conf import settings


def read(visitor, path: str) -> str:
    return visitor.get(path).content.decode()


def test_view_is_kept_and_leads_back(scene, visitor):
    response = visitor.post("/view", {"view": "elder", "next": "/matters?kind=case"})
    assert (response.status_code, response["Location"]) == (302, "/matters?kind=case")
    assert response.cookies["view"]["samesite"] == "Lax"
    page = read(visitor, "/")
    assert '<html lang="en" data-view="elder">' in page
    assert 'value="standard"' in page


def test_unknown_view_is_the_standard_one(scene, visitor):
    visitor.post("/view", {"view": "tiny"})
    assert visitor.cookies["view"].value == "standard"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_theme_is_kept_until_the_device_decides_again(scene, visitor, theme):
    response = visitor.post("/theme", {"theme": theme, "next": "/matters"})
    assert (response.status_code, response["Location"]) == (302, "/matters")
    page = read(visitor, "/")
    assert f'<html lang="en" data-theme="{theme}">' in page
    assert f'name="theme" value="{theme}"' not in page
    visitor.post("/theme", {"theme": ""})
    assert '<html lang="en">' in read(visitor, "/")


def test_theme_that_does_not_exist_is_not_shown(scene, visitor):
    visitor.post("/theme", {"theme": "neon"})
    assert visitor.cookies["theme"].value == ""
    visitor.cookies["theme"] = '"><script>'
    assert '<html lang="en">' in read(visitor, "/")


def test_language_is_kept_and_leads_back(scene, visitor):
    response = visitor.post("/language", {"language": "zh-hans", "next": "/report"})
    assert (response.status_code, response["Location"]) == (302, "/report")
    assert '<html lang="zh-Hans">' in read(visitor, "/")


@pytest.mark.parametrize("language", ["", "fr", "klingon", "../en"])
def test_language_that_is_not_spoken_here_is_not_kept(scene, visitor, language):
    visitor.post("/language", {"language": language})
    assert settings.LANGUAGE_COOKIE_NAME not in visitor.cookies


@pytest.mark.parametrize("address", ["/view", "/theme", "/language"])
@pytest.mark.parametrize(
    "target",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example",
        "javascript:alert(1)",
        "http:///elsewhere.example",
        "",
    ],
)
def test_switches_lead_to_this_site_alone(scene, visitor, address, target):
    response = visitor.post(
        address, {"view": "elder", "theme": "dark", "language": "en", "next": target}
    )
    assert response["Location"] == "/"


@pytest.mark.parametrize("address", ["/view", "/theme", "/language"])
def test_switches_are_no_links(scene, visitor, address):
    assert visitor.get(address).status_code == 405
