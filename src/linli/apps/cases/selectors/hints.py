"""Suggestions for dispatchers, from the words of the report."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from linli.apps.cases.enums import CaseState
from linli.apps.cases.selectors.routing import Router
from linli.apps.cases.selectors.suggestions import CATALOGUE, Asked, Suggestion
from linli.apps.cases.selectors.words import read_words
from linli.core.matters.acting import ActingUser
from linli.core.matters.enums import Role
from linli.core.matters.models import Matter
from linli.core.matters.policies import roles_on
from linli.core.matters.registry import Hint

UNDECIDED = {CaseState.REPORTED, CaseState.ACCEPTED}


def suggest_for_cases(user: ActingUser, matters: Sequence[Matter]) -> Mapping[UUID, Hint]:
    """For cases that wait for a dispatcher: category and organisation, and why."""
    waiting = [
        matter
        for matter in matters
        if matter.state in UNDECIDED and Role.OFFICE in roles_on(matter, user)
    ]
    if not waiting:
        return {}
    words = read_words(matter.pk for matter in waiting)
    router = Router.load(user.community)
    hints = {matter.pk: _hint(matter, words.get(matter.pk, ""), router) for matter in waiting}
    return {key: hint for key, hint in hints.items() if hint is not None}


def _hint(matter: Matter, text: str, router: Router) -> Hint | None:
    """An accepted case has the dispatcher's category; nobody guesses against it."""
    asked = Asked.about(matter, text, community=router.community)
    is_settled = matter.state == CaseState.ACCEPTED
    found = router.settle(matter.subject) if is_settled else router.suggest(asked)
    if not found:
        return None
    (proposal,) = router.propose(asked, found[:1])
    names, code = [proposal.category.name], proposal.category.code
    brief = {} if matter.reporter_hidden else {"brief": text}
    values = {"accept": {"category": code}, "dispatch": brief}
    if proposal.organisation is not None:
        names.append(proposal.organisation.name)
        values["dispatch"] = {**brief, "organisation": proposal.organisation.slug}
    return Hint(
        label=" → ".join(names),
        why=_why(proposal.suggestion),
        source=proposal.suggestion.source,
        values=values,
    )


def _why(suggestion: Suggestion) -> str:
    """By its words where single ones spoke, and how probable it is where that is known."""
    has_words, percent = bool(suggestion.words), suggestion.percent
    if suggestion.source == CATALOGUE:
        alone = _("the catalogue's organisation for this category")
        said = _("from the catalogue's words: %(words)s") if has_words else alone
    elif percent is None:
        alone = _("the model, by the whole text")
        said = _("from the words: %(words)s") if has_words else alone
    else:
        alone = _("the model, by the whole text; %(percent)d %% probable")
        said = _("from the words: %(words)s; %(percent)d %% probable") if has_words else alone
    return said % {"words": _(", ").join(suggestion.words), "percent": percent}
