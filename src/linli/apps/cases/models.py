"""What a case has beyond its matter: category, exact spot, who is at it; and the dispatch catalogue."""

from django.db import models
from django.db.models import F, Q

from linli.core.matters.models import Matter
from linli.ground.accounts.models import Account
from linli.ground.communities.models import Community, CommunityOwned
from linli.ground.parties.models import Organisation
from linli.ground.places.models import Place


class Category(CommunityOwned):
    """A kind of problem; its code is a dotted path, so that "and all below" is a prefix.

    Its words serve the first suggestion; the organisation is the one it usually goes to.
    `public_space` where such problems never lie in a home, so that a map may show the spot;
    `community_duty` where it stands on the list of what residents' bodies may be made to lead.
    """

    code = models.CharField(max_length=60)
    name = models.CharField(max_length=80)
    words = models.JSONField(default=list)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    restricted = models.BooleanField(default=False)
    public_space = models.BooleanField(default=False)
    community_duty = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "categories"
        constraints = [
            models.UniqueConstraint(fields=["community", "code"], name="category_code_unique"),
        ]

    def __str__(self) -> str:
        return self.name


class Case(models.Model):
    """The case's own data, for those who may read the report.

    `in_public_space` is what the category said when a dispatcher confirmed it: neither what a
    resident makes of it nor what is ticked in the catalogue later opens a spot.
    """

    matter = models.OneToOneField(
        Matter, primary_key=True, on_delete=models.CASCADE, related_name="case"
    )
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    latitude = models.IntegerField(null=True, blank=True, help_text="Millionths of a degree.")
    longitude = models.IntegerField(null=True, blank=True, help_text="Millionths of a degree.")
    in_public_space = models.BooleanField(default=False)


class CatalogueEntry(CommunityOwned):
    """One line of the dispatch catalogue (派单目录): what is reported of a category in a place, at
    some hours, goes to an organisation.  Lines are never changed: they end, and others begin.
    """

    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    from_hour = models.PositiveSmallIntegerField(default=0, help_text="Local hour, 0 to 23.")
    to_hour = models.PositiveSmallIntegerField(
        default=24, help_text="Up to this hour; before or at the first one it is next morning's."
    )
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name_plural = "catalogue entries"
        constraints = [
            models.UniqueConstraint(
                fields=["community", "category", "place", "from_hour", "to_hour"],
                condition=Q(ended_at__isnull=True),
                name="catalogue_entry_once",
            ),
            models.CheckConstraint(
                condition=Q(from_hour__lte=23) & Q(to_hour__lte=24) & ~Q(from_hour=F("to_hour")),
                name="catalogue_entry_hours",
            ),
        ]


class Claim(CommunityOwned):
    """That a dispatcher is at a case for the next minutes, so that no two decide the same one.

    It goes when the case is decided, when he takes another, or with the time.
    """

    matter = models.OneToOneField(Matter, on_delete=models.CASCADE, related_name="claim")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["community", "account"], name="claim_by_account")]


class AnswerTemplate(CommunityOwned):
    """Words that an organisation has at hand for its results.  Blanks are written 【 】: a result that
    still has one is refused, so that none is sent unread.  They end, and others begin."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    text = models.CharField(max_length=1000)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "organisation", "name"],
                condition=Q(ended_at__isnull=True),
                name="answer_template_once",
            ),
        ]


class LikenessIndex(models.Model):
    """The texts of recent reports, hashed, so that a new one finds its like after a restart too; as
    private as they are.  `sequence` is the last record that it holds."""

    community = models.OneToOneField(
        Community, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    data = models.BinaryField()
    sequence = models.BigIntegerField()
    built_at = models.DateTimeField()
