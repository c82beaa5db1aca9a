"""The page of the design system shows what there is, as real pages would."""

import re

import pytest

from linli.core.pages.icons import CLOCKS, PATHS
from linli.core.pages.templatetags.components import LOOKS


@pytest.fixture
def page(scene, visitor) -> str:
    response = visitor.get("/design")
    assert response.status_code == 200
    return response.content.decode()


def test_every_look_of_a_clock_is_shown(page):
    words = {"Running", "Due soon", "Late", "Kept", "Kept late", "Not kept"}
    shown = re.findall(r'class="cstate[^"]*">.*?</svg>([^<]+)</span>', page, re.DOTALL)
    assert (set(shown), len(shown)) == (words, len(CLOCKS))


def test_every_phase_of_a_state_is_shown(page):
    assert set(re.findall(r'class="tag tag--(\w+)"', page)) == set(LOOKS.values())


def test_every_icon_is_shown_with_its_name(page):
    assert set(re.findall(r"</svg><code>(\w+)</code>", page)) == set(PATHS)


def test_field_with_an_error_is_shown(page):
    assert 'aria-invalid="true"' in page
    assert "Please fill this in." in page
