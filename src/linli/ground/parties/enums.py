"""Sectors of organisations and kinds of duties."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sector(TextChoices):
    """What kind of organisation takes part (政—社—企联动)."""

    GOVERNMENT_OFFICE = "government_office", _("Government office")
    PARTY_ORGANISATION = "party_organisation", _("Party organisation")
    PUBLIC_INSTITUTION = "public_institution", _("Public institution")
    COMPANY = "company", _("Company")
    SOCIAL_ORGANISATION = "social_organisation", _("Social organisation")
    RESIDENTS_BODY = "residents_body", _("Residents' body")


class DutyKind(TextChoices):
    """A role that a person holds for an organisation in a place."""

    STEWARD = "steward", _("Grid steward")
    DISPATCHER = "dispatcher", _("Dispatcher")
    HANDLER = "handler", _("Handler")
    OFFICER = "officer", _("Community officer")
    DESK = "desk", _("Telephone desk")
    MEDIATOR = "mediator", _("Mediator")
    REVIEWER = "reviewer", _("Reviewer")
    SUPERVISOR = "supervisor", _("Supervisor")
    ADMINISTRATOR = "administrator", _("Administrator")
