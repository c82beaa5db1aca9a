"""What a case has beyond its matter: category and exact spot."""

from django.db import models

from linli.core.matters.models import Matter
from linli.ground.communities.models import CommunityOwned
from linli.ground.parties.models import Organisation


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
    """The case's own data, for those who may read the report."""

    matter = models.OneToOneField(
        Matter, primary_key=True, on_delete=models.CASCADE, related_name="case"
    )
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    latitude = models.IntegerField(null=True, blank=True, help_text="Millionths of a degree.")
    longitude = models.IntegerField(null=True, blank=True, help_text="Millionths of a degree.")
