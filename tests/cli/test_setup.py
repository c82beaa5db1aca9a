"""linli setup: from nothing to something that one can work with, and no further the second time."""

import re

import pytest
from click.testing import CliRunner
from django.utils.translation import override

from linli.apps.cases.models import Category
from linli.cli import main
from linli.ground.accounts.models import Account
from linli.ground.communities.models import Community
from linli.ground.parties.models import Duty
from linli.ground.places.models import Place
from tests.cli.running import run

FOUNDING = ["setup", "--name", "Poplar Street", "--admin-name", "Li", "--contact", "13812345678"]


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.LINLI_DATA_DIR = tmp_path
    settings.LINLI_PUBLIC_URL = "https://linli.example"
    with override("en"):
        yield


def call(*arguments, answers=""):
    return CliRunner().invoke(main, list(arguments), input=answers)


@pytest.mark.django_db
def test_first_community_with_place_catalogue_and_administrator():
    result = call(*FOUNDING)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Poplar Street is ready" in result.output
    assert "https://linli.example/sign-in" in result.output
    community = Community.objects.get()
    assert (community.slug, community.name, community.host, community.profile) == (
        "poplar-street",
        "Poplar Street",
        "",
        "cn",
    )
    assert (community.time_zone, community.language) == ("Asia/Shanghai", "zh-hans")
    place = Place.objects.get()
    assert (place.code, place.kind, place.name) == ("829999001", "street", "Poplar Street")
    duty = Duty.objects.get()
    assert (duty.kind, duty.place, duty.organisation.slug) == ("administrator", place, "office")
    assert (duty.account.display_name, duty.account.phone) == ("Li", "+8613812345678")
    assert duty.account.is_demo is False
    assert Category.objects.filter(code="roads.lamp").exists()


@pytest.mark.django_db
def test_second_time_nothing_is_changed():
    call(*FOUNDING)
    again = call(*FOUNDING)
    assert again.output == "The community Poplar Street is there already; nothing was changed.\n"
    assert call("setup", "--starting-community").output == again.output
    assert call("setup", "--quiet").output == ""
    assert (Community.objects.count(), Account.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_what_no_option_says_is_asked():
    answers = "杨树街道\n310101005\n李管理\nli@example.com\n"
    result = call("setup", answers=answers)
    assert result.exit_code == 0
    assert result.output.startswith(
        "Name of the community: 杨树街道\nCode of its top place [829999001]: 310101005\n"
    )
    community = Community.objects.get()
    assert (community.slug, community.name) == ("community", "杨树街道")
    assert Place.objects.get().code == "310101005"
    assert Account.objects.get().mail == "li@example.com"


@pytest.mark.django_db
def test_generic_profile_has_its_own_proposal(settings):
    settings.LINLI_PROFILE = "generic"
    result = call("setup", answers="Poplar\n\nLi\nli@example.com\n")
    assert result.exit_code == 0
    assert (Place.objects.get().code, Place.objects.get().kind) == ("community", "district")
    assert Community.objects.get().time_zone == "UTC"


@pytest.mark.django_db
def test_nobody_to_ask_is_told_which_options_to_give():
    result = call("setup", "--name", "Poplar")
    assert result.exit_code == 2
    assert "Give --name, --admin-name and --contact where nobody can be asked." in result.stderr
    assert Community.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--contact", "12"], "Error: This is not a mobile number."),
        (["--contact", "@"], "Error: Check what stands before the @."),
        (["--admin-name", ""], "Error: Write a name of 1 to 40 characters."),
        (["--place-code", "12"], "Error: Poplar Street (12): The code “12” is not as long"),
    ],
)
def test_founding_that_is_refused_leaves_nothing(options, sentence):
    result = call(*FOUNDING, *options)
    assert result.exit_code == 1
    assert result.stderr.startswith(sentence)
    assert (Community.objects.count(), Place.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_fiction_is_refused_in_production(settings):
    settings.LINLI_PRODUCTION = True
    result = call("setup", "--starting-community")
    assert result.exit_code == 2
    assert "for trying out, not for production" in result.stderr
    assert Community.objects.count() == 0


@pytest.mark.django_db
def test_profile_that_nobody_knows_is_refused(settings):
    settings.LINLI_PROFILE = "moon"
    result = call(*FOUNDING)
    assert result.stderr == "Error: LINLI_PROFILE is moon; known are: cn, generic.\n"


def test_missing_keys_of_production_are_proposed(tmp_path):
    done = run(tmp_path, "setup", LINLI_PRODUCTION="1")
    assert done.returncode == 1
    proposed = re.findall(
        r"^  (LINLI_(?:SECRET|FIELD)_KEY)=([\w-]{43})$", done.stderr, re.MULTILINE
    )
    assert [name for name, _ in proposed] == ["LINLI_SECRET_KEY", "LINLI_FIELD_KEY"]
    assert proposed[0][1] != proposed[1][1]
    assert list(tmp_path.iterdir()) == []


def test_empty_folder_becomes_an_installation_that_the_doctor_finds_well(tmp_path):
    folder = tmp_path / "data"
    first = run(folder, "setup", "--starting-community", cwd=tmp_path, LINLI_PROFILE="generic")
    assert (first.returncode, first.stderr) == (0, "")
    assert "Riverside" in first.stdout
    made = ["keys", "linli.sqlite3", "log", "static"]
    assert sorted(path.name for path in folder.iterdir()) == made
    assert {path.stat().st_mode & 0o777 for path in (folder / "keys").iterdir()} == {0o600}
    doctor = run(folder, "doctor", LINLI_PROFILE="generic")
    faults = [line for line in doctor.stdout.splitlines() if line.startswith("✘")]
    assert doctor.returncode == 1
    assert faults == ["✘ Worker"], doctor.stdout
    assert run(folder, "setup", "--quiet", LINLI_PROFILE="generic").stdout == ""
