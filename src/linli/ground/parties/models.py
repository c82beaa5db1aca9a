"""Who takes part: residents, organisations, and the duties that people hold."""

from django.db import models
from django.db.models import F, Q

from linli.ground.accounts.models import Account
from linli.ground.communities.models import CommunityOwned
from linli.ground.parties.enums import DutyKind, Sector
from linli.ground.places.models import Place
from linli.ground.privacy.fields import EncryptedTextField


class Organisation(CommunityOwned):
    """A party that answers in public: an office, a company, a social organisation …"""

    slug = models.SlugField(max_length=60, allow_unicode=True)
    name = models.CharField(max_length=120)
    sector = models.CharField(max_length=40, choices=Sector.choices)
    phone = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "slug"], name="organisation_slug_unique"),
            models.UniqueConstraint(fields=["community", "name"], name="organisation_name_unique"),
            models.UniqueConstraint(fields=["community", "id"], name="organisation_in_community"),
        ]

    def __str__(self) -> str:
        return self.name


class Resident(CommunityOwned):
    """Somebody who raises or joins affairs, with or without an account.

    Contact data of a resident with an account is the account's; the columns here serve those
    without one, and are emptied on erasure while the row keeps the matters' shape.
    """

    account = models.OneToOneField(
        Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="resident"
    )
    name = EncryptedTextField(blank=True, default="")
    phone = EncryptedTextField(blank=True, default="")
    mail = EncryptedTextField(blank=True, default="")
    consented_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "id"], name="resident_in_community"),
        ]


class Duty(CommunityOwned):
    """A role that a person holds, for an organisation, in a place, from a date to a date."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="duties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="duties")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30, choices=DutyKind.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "duties"
        constraints = [
            models.UniqueConstraint(
                fields=["community", "account", "organisation", "place", "kind", "starts_on"],
                name="duty_unique",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="duty_ends_after_start",
            ),
        ]
        indexes = [models.Index(fields=["community", "kind", "place"], name="duty_by_place")]


class ContactAccess(CommunityOwned):
    """One giving out of a resident's contact data, readable by the person concerned."""

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="accesses")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    duty_kind = models.CharField(max_length=30, choices=DutyKind.choices)
    matter_number = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "contact accesses"
        indexes = [models.Index(fields=["community", "resident", "-at"], name="access_by_resident")]
