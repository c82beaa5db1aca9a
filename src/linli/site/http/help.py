"""Short pages that say how things go, in plain words, linked where the question arises."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_safe

from linli.core.matters.definition import Procedure
from linli.core.matters.registry import Registration, list_registrations
from linli.core.matters.rules import Rules, parse_rules
from linli.core.matters.versions import current_version
from linli.core.pages.clocks import say_limit
from linli.core.pages.http.requests import acting
from linli.ground.communities.models import Community


@dataclass(frozen=True, slots=True)
class Topic:
    """One page of help: its place in the address, and the question that it answers."""

    slug: str
    title: str
    gist: str


TOPICS = (
    Topic("states", _("What the states mean"), _("How far a matter has come")),
    Topic("promises", _("What you may expect, and by when"), _("The promise clock")),
    Topic("appeal", _("If it was not done well"), _("Rate it, have it handled again, appeal")),
    Topic("privacy", _("Who sees what about you"), _("Your words, your name, your phone")),
    Topic("receipt", _("Number and code"), _("Following a matter without an account")),
    Topic("offline", _("Without a phone or computer"), _("By telephone, at the desk, on paper")),
    Topic("access", _("Large print, keyboard, reading aloud"), _("How these pages can be used")),
)
BY_SLUG = {topic.slug: topic for topic in TOPICS}


@dataclass(frozen=True, slots=True)
class Expectation:
    """One promise of a kind of matter and how long it may take, in words."""

    label: str
    limit: str


@dataclass(frozen=True, slots=True)
class Expectations:
    """What is promised for a kind of matter, and for how many days its steps stay open."""

    procedure: Procedure
    promises: Sequence[Expectation]
    days: dict[str, int]


@require_safe
def show_help(request: HttpRequest) -> HttpResponse:
    """All topics."""
    return render(request, "site/help.html", {"topics": TOPICS})


@require_safe
def show_topic(request: HttpRequest, slug: str) -> HttpResponse:
    """One topic, with the limits that are in force here."""
    topic = BY_SLUG.get(slug)
    if topic is None:
        raise Http404(slug)
    context = {
        "topic": topic,
        "others": [each for each in TOPICS if each is not topic],
        "expectations": list_expectations(acting(request).community, now=timezone.now()),
    }
    return render(request, f"site/help/{slug}.html", context)


def list_expectations(community: Community, *, now: datetime) -> list[Expectations]:
    """What is promised for matters that are opened now, by the rules in force; first the kinds that
    come from no other."""
    found = []
    for registration in sorted(list_registrations(), key=_comes_from_another):
        procedure = registration.procedure
        version = current_version(community, procedure.kind, now=now)
        found.append(_expectations(procedure, parse_rules(procedure, version.rules)))
    return found


def _comes_from_another(registration: Registration) -> bool:
    return registration.procedure.origin is not None


def _expectations(procedure: Procedure, rules: Rules) -> Expectations:
    promises = [
        Expectation(promise.label, say_limit(rules.promises[promise.name]))
        for promise in procedure.promises
    ]
    return Expectations(procedure, promises, dict(rules.days))
