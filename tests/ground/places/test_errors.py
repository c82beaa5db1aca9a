import re
from pathlib import Path

import pytest
from django.utils import translation

from linli.ground.places import errors
from linli.ground.places.boundaries.problems import PlaceName, Problem
from linli.ground.places.errors import SENTENCES, TerritoryRefusedError, describe_problem

SOURCE = Path(errors.__file__).parent
RAISED = re.compile(
    r'(?:Problem|_FileError|GeometryError|CodeError|NameRefusedError|_describe|_refuse)\(\s*"([a-z0-9_]+)"'
)


def test_each_problem_in_the_source_has_a_sentence_and_no_other():
    texts = [path.read_text() for path in SOURCE.rglob("*.py")]
    assert {code for text in texts for code in RAISED.findall(text)} == set(SENTENCES)


def test_each_problem_has_its_line_in_the_documentation():
    page = (SOURCE.parents[3] / "docs" / "places.md").read_text(encoding="utf-8")
    page = page.partition("## Problems and what to do")[2]
    documented = re.findall(r"^\| `([a-z0-9_]+)` \|", page, re.MULTILINE)
    assert sorted(documented) == sorted(SENTENCES)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def test_problem_on_the_ground_names_places_area_and_point():
    problem = Problem(
        "overlap",
        place=PlaceName("110105001001001", "East"),
        others=(PlaceName("110105001001002", "West"),),
        area_m2=12.5,
        at=(39.9, 116.39),
    )
    assert describe_problem(problem) == (
        "East (110105001001001): Overlaps with West (110105001001002) by 12.5 m² near 39.9, 116.39."
    )


def test_problem_in_the_file_names_its_feature():
    problem = Problem("property_missing", 7, PlaceName("110105", "100 % North"), detail="kind")
    assert describe_problem(problem) == (
        "Feature 7: 100 % North (110105): The property “kind” is missing."
    )


def test_refusal_lists_its_first_problems_and_counts_all():
    problems = [Problem("not_a_feature", number) for number in range(1, 251)]
    refusal = TerritoryRefusedError(problems)
    assert (refusal.code, refusal.count) == ("not_a_feature", 250)
    assert refusal.problems == tuple(problems[:200])
    assert str(refusal).splitlines()[1] == "Feature 2: This is not a GeoJSON Feature."
