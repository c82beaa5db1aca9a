"""Notices: what somebody is told about a step that concerns him."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.core.matters.enums import Role
from linli.core.matters.models import Matter
from linli.ground.accounts.models import Account
from linli.ground.communities.models import CommunityOwned
from linli.ground.parties.models import Resident

TOLD_AS = [
    (Role.REPORTER.value, Role.REPORTER.label),
    (Role.HOLDER.value, Role.HOLDER.label),
    (Role.OFFICE.value, Role.OFFICE.label),
    (Role.PUBLIC.value, _("Somebody who joined or follows")),
]


class Notice(CommunityOwned):
    """One person, one step.  Holds codes and times alone: the words stay with the matter, whose
    rules say who may read them.

    Somebody without an account is told as the resident that he is registered as.
    """

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="+")
    sequence = models.BigIntegerField(help_text="Of the record that this is about.")
    step = models.CharField(max_length=40)
    state = models.CharField(max_length=30, help_text="The state that the step led to.")
    role = models.CharField(max_length=20, choices=TOLD_AS, help_text="What he is to the matter.")
    account = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    resident = models.ForeignKey(
        Resident, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    at = models.DateTimeField(help_text="When the step was taken.")
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "sequence", "role", "account"],
                condition=Q(account__isnull=False),
                name="notice_once_an_account",
            ),
            models.UniqueConstraint(
                fields=["community", "sequence", "role", "resident"],
                condition=Q(resident__isnull=False),
                name="notice_once_a_resident",
            ),
            models.CheckConstraint(
                condition=Q(account__isnull=False, resident__isnull=True)
                | Q(account__isnull=True, resident__isnull=False),
                name="notice_to_one_person",
            ),
        ]
        indexes = [models.Index(fields=["account", "-at"], name="notice_by_account")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.step}"
