"""Who takes a step in tests: by duty, by receipt, or somebody who relieves another."""

from django.utils import timezone

from linli.core.matters.acting import (
    ActingUser,
    acting_anonymously,
    acting_as,
    acting_as_system,
)
from linli.core.matters.definition import Actor, Step, Where
from linli.core.matters.definition.actors import Kind
from linli.core.matters.models import Matter
from linli.core.matters.services.receipts import issue_receipt, secret_for
from tests.factories.scenes import PARTNER, Scene, make_account, make_duty


def as_actor(scene: Scene, matter: Matter, actor: Actor) -> ActingUser:
    """Somebody of that kind before this matter."""
    if actor.where is Where.HOLDER and matter.holder and matter.holder.slug == PARTNER:
        return acting_as(scene.partner)
    if actor.kind is Kind.DUTY:
        return scene.acting(actor.duty)
    if actor.kind is Kind.REPORTER:
        return reporter_of(matter)
    if actor.kind is Kind.SYSTEM:
        return acting_as_system(scene.community)
    return acting_anonymously(scene.community)


def hand_for(scene: Scene, matter: Matter, actor: Actor, step: Step) -> ActingUser:
    """Somebody of that kind who may take the step: one who relieves the usual person where the
    step wants another than had a hand in it."""
    user = as_actor(scene, matter, actor)
    if actor.kind is not Kind.DUTY or not step.apart_in_person:
        return user
    relief = make_account(scene.community, f"Relief {actor.duty}")
    duty = user.duties[0]
    make_duty(relief, actor.duty, organisation=duty.organisation, place=duty.place)
    return acting_as(relief)


def reporter_of(matter: Matter) -> ActingUser:
    """The bearer of the matter's receipt."""
    return acting_anonymously(matter.community, receipts=[matter.pk])


def give_receipt(matter: Matter) -> str:
    """A further receipt's secret."""
    secret = secret_for(acting_anonymously(matter.community), "", "")
    issue_receipt(matter, secret=secret, now=timezone.now())
    return secret
