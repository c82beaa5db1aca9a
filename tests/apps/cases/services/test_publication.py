"""Publishing redacted words, and taking them down."""

import pytest

from linli.core.matters.acting import acting_anonymously
from linli.core.matters.errors import StepRefusedError
from linli.core.matters.selectors import list_timeline
from linli.core.matters.services import perform
from linli.core.records.models import RecordPart
from tests.factories import make_scene, report_case

pytestmark = pytest.mark.django_db
WORDS = {"public_title": "Lamp out by the market", "public_words": "Dark for three days"}


@pytest.fixture
def scene():
    return make_scene()


def public_texts(scene, matter) -> list[str]:
    entries = list_timeline(matter, user=acting_anonymously(scene.community))
    return [part.text for entry in entries for part in entry.parts]


def publish(scene, matter, **words):
    perform(matter.pk, "publish", acting_user=scene.acting("officer"), values=WORDS | words)
    matter.refresh_from_db()


def test_nothing_of_a_report_is_public_by_itself(scene):
    matter = report_case(scene, words="I am Zhang of number 3").matter
    assert public_texts(scene, matter) == []


def test_published_words_and_title_are_everybodys(scene):
    matter = report_case(scene, words="I am Zhang of number 3").matter
    publish(scene, matter)
    assert public_texts(scene, matter) == [WORDS["public_title"], WORDS["public_words"]]
    assert matter.title == WORDS["public_title"]


def test_publishing_again_replaces_what_was_public(scene):
    matter = report_case(scene).matter
    publish(scene, matter)
    publish(scene, matter, public_words="Dark for a week")
    assert public_texts(scene, matter) == [WORDS["public_title"], "Dark for a week"]


def test_taking_down_leaves_the_reason_and_no_word(scene):
    matter = report_case(scene).matter
    title = matter.title
    publish(scene, matter)
    perform(
        matter.pk,
        "take_down",
        acting_user=scene.acting("dispatcher"),
        values={"grounds": "privacy"},
    )
    matter.refresh_from_db()
    entries = list_timeline(matter, user=acting_anonymously(scene.community))
    assert [entry.record.step for entry in entries] == ["report", "publish", "take_down"]
    assert entries[-1].record.facts == {"grounds": "privacy"}
    assert (public_texts(scene, matter), matter.title) == ([], title)


def test_originals_that_were_public_at_their_source_are_kept_for_the_parties(scene):
    matter = report_case(scene, words="Taken over with public words").matter
    RecordPart.objects.filter(record__matter_id=matter.pk, name="words").update(audience="public")
    publish(scene, matter)
    perform(
        matter.pk,
        "take_down",
        acting_user=scene.acting("dispatcher"),
        values={"grounds": "privacy"},
    )
    assert public_texts(scene, matter) == []
    kept = RecordPart.objects.get(record__matter_id=matter.pk, name="words")
    assert (kept.text, kept.audience) == ("Taken over with public words", "report")


def test_taking_down_what_was_never_published_is_refused(scene):
    matter = report_case(scene).matter
    with pytest.raises(StepRefusedError) as caught:
        perform(
            matter.pk,
            "take_down",
            acting_user=scene.acting("dispatcher"),
            values={"grounds": "wish"},
        )
    assert caught.value.code == "nothing_published"


def test_restricted_matter_cannot_be_published(scene):
    matter = report_case(scene, category="disputes.home").matter
    with pytest.raises(StepRefusedError) as caught:
        perform(matter.pk, "publish", acting_user=scene.acting("officer"), values=WORDS)
    assert caught.value.code == "restricted"
