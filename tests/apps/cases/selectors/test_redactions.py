"""What the form for publishing is filled in with: the words without what points at a person."""

import html
import re

import pytest
from django.utils.translation import override

from linli.apps.cases.selectors import suggest_public_words
from linli.core.records.models import RecordPart
from tests.core.rest.calls import on_duty
from tests.factories import make_scene, report_case

pytestmark = pytest.mark.django_db
WORDS = "我叫王小明，电话13812345678，柳岸路的路灯坏了三天。"
MASKED = "我叫[姓名]，电话[电话]，柳岸路的路灯坏了三天。"


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture
def matter(scene):
    return report_case(scene, words=WORDS).matter


def filled_in(client, matter) -> str:
    page = client.get(f"/matters/{matter.number}/steps/publish").content.decode()
    found = re.search(r'name="public_words"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    return html.unescape(found.group(1))


def test_office_is_shown_the_masked_words_and_what_was_taken_out(scene, matter):
    hint = suggest_public_words(scene.acting("dispatcher"), matter)
    assert hint.values == {"publish": {"public_words": MASKED}}
    assert hint.why == (
        "Taken out: names 1, phone numbers 1. "
        "About one name in four is missed: read every word once more."
    )


def test_form_for_publishing_is_filled_in_and_nothing_is_published_by_it(scene, matter):
    assert filled_in(on_duty(scene, "dispatcher"), matter) == MASKED
    assert not RecordPart.objects.filter(audience="public").exists()


def test_words_without_anything_to_take_out_stay_as_they_are(scene):
    matter = report_case(scene, words="路灯坏了三天").matter
    hint = suggest_public_words(scene.acting("officer"), matter)
    assert hint.values == {"publish": {"public_words": "路灯坏了三天"}}
    assert hint.why.startswith("Nothing was found to take out.")


@pytest.mark.parametrize("kind", ["handler", "administrator"])
def test_nobody_but_an_office_is_shown_them(scene, matter, kind):
    assert suggest_public_words(scene.acting(kind), matter) is None


def test_report_whose_words_are_gone_suggests_nothing(scene, matter):
    RecordPart.objects.filter(name="words").delete()
    assert suggest_public_words(scene.acting("dispatcher"), matter) is None
    assert filled_in(on_duty(scene, "dispatcher"), matter) == ""
