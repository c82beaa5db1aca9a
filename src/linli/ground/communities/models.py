"""The community: the tenant that everything else belongs to."""

import uuid

import uuid_utils.compat
from django.db import models
from django.utils.translation import gettext_lazy as _


def new_key() -> uuid.UUID:
    """A UUIDv7 (RFC 9562, 5.7): sorts by time of creation, so that inserts stay at the index's end."""
    return uuid_utils.compat.uuid7()


class Community(models.Model):
    """One social governance community (社会治理共同体), usually a street with its residents."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    host = models.CharField(
        max_length=253,
        blank=True,
        help_text=_("Host name that opens this community; empty for the one that answers all."),
    )
    profile = models.CharField(max_length=40, default="cn")
    time_zone = models.CharField(max_length=60, default="Asia/Shanghai")
    language = models.CharField(max_length=10, default="zh-hans")
    phone = models.CharField(max_length=40, blank=True, help_text=_("Public service desk."))
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "communities"
        constraints = [
            models.UniqueConstraint(
                fields=["host"], condition=~models.Q(host=""), name="community_host_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CommunityOwned(models.Model):
    """A row of one community, with a key that says when it was made.

    The community has no index of its own: every table has one that begins with it.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    community = models.ForeignKey(
        Community, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        abstract = True
