class PartiesError(Exception):
    """Something about a party was refused."""

    code = "parties_error"


class OrganisationSlugError(PartiesError):
    """An organisation's name in addresses has other than small letters, digits and hyphens."""

    code = "organisation_slug"


class DutyDatesError(PartiesError):
    """A duty would end before it begins."""

    code = "duty_dates"


class DutyTakenError(PartiesError):
    """The person has that very duty on some of these days already."""

    code = "has_duty_already"
