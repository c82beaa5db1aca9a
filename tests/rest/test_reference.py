"""The reference in the documentation is the one that follows from the declarations."""

import json
import re

from linli.core.pages.messages import FIELD_ERRORS
from linli.rest.api import render_openapi
from linli.rest.reference import render_reference
from linli.rest.refusals import list_sentences
from tests.architecture.sources import ROOT

DOCUMENT = ROOT / "docs" / "api.md"
HEADING = "## Operations\n\n"


def test_reference_is_the_rendered_one():
    """To bring it up to date, write `render_reference` of the description below that heading."""
    _, _, written = DOCUMENT.read_text().partition(HEADING)
    assert written == render_reference(json.loads(render_openapi()))


def test_every_operation_has_its_heading():
    headings = set(re.findall(r"^### (\w+ \S+)$", DOCUMENT.read_text(), re.MULTILINE))
    paths = json.loads(render_openapi())["paths"]
    assert headings == {f"{method.upper()} {path}" for path in paths for method in paths[path]}


def test_every_code_is_explained():
    before, _, _ = DOCUMENT.read_text().partition(HEADING)
    explained = set(re.findall(r"`([a-z_]+)`", before))
    assert list_sentences() | set(FIELD_ERRORS) - {"matter_not_found"} <= explained
