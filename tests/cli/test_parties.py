"""`linli add …`: organisations and duties, so that a new community can begin to work."""

import pytest
from click.testing import CliRunner

from linli.cli import main
from linli.ground.parties.models import Duty, Organisation
from tests.factories import make_scene

pytestmark = pytest.mark.django_db


def run(*arguments: str):
    return CliRunner().invoke(main, list(arguments))


def test_added_organisation_and_duty_make_somebody_able_to_work():
    scene = make_scene()
    assert run("add", "organisation", "water", "Water works", "--sector", "company").exit_code == 0
    place = scene.places.street.code
    options = ["--organisation", "water", "--place", place, "--name", "Wang"]
    result = run("add", "duty", "13912345678", "handler", *options)
    assert (result.exit_code, result.output) == (0, f"handler: water, {place}\n")
    duty = Duty.objects.get(organisation__slug="water")
    assert (duty.account.display_name, duty.account.phone) == ("Wang", "+8613912345678")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["13912345678", "king", "--organisation", "works", "--place", "310101"], "KIND is one of"),
        (
            ["13912345678", "handler", "--organisation", "no", "--place", "310101", "--name", "W"],
            "no organisation",
        ),
        (
            ["13912345678", "handler", "--organisation", "works", "--place", "9", "--name", "W"],
            "no place",
        ),
        (
            ["12", "handler", "--organisation", "works", "--place", "310101", "--name", "W"],
            "ContactError",
        ),
    ],
)
def test_duty_that_cannot_be_given_says_why_and_leaves_nothing(arguments, says):
    make_scene()
    before = Duty.objects.count()
    result = run("add", "duty", *arguments)
    assert result.exit_code != 0
    assert says in result.output
    assert Duty.objects.count() == before


def test_organisation_whose_name_could_not_stand_in_a_record_is_refused():
    make_scene()
    result = run("add", "organisation", "水务", "Water works", "--sector", "company")
    assert result.exit_code == 1
    assert not Organisation.objects.filter(name="Water works").exists()
