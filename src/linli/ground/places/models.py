"""The territory tree: places by code, and one row a community that tells when it changed."""

import uuid
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from linli.ground.communities.models import CommunityOwned


class CodeField(models.CharField[str, str]):
    """A text that every database compares byte by byte, so that a range of codes is a subtree.

    PostgreSQL would otherwise sort by the language of the database, where punctuation hardly
    counts; its "C" collation also lets the plain index serve prefixes.  SQLite does so anyway.
    """

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


class Place(CommunityOwned):
    """A node of the territory tree (地点): a street, a neighbourhood, a grid, a building.

    The code is for ever: a place that goes keeps its row and its code and gets `retired_on`.
    """

    code = CodeField(max_length=64)
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    boundary = models.JSONField(null=True, blank=True)
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["community", "code"], name="place_code_unique"),
            models.UniqueConstraint(fields=["community", "id"], name="place_tenant_key"),
        ]
        indexes = [
            models.Index(fields=["community", "kind", "code"], name="place_kind"),
        ]

    def __str__(self) -> str:
        return self.name


class Territory(CommunityOwned):
    """A community's places as a whole.

    `revision` is a new random value after each change: what was worked out from the places holds
    for as long as it stays.  Random, because a count could come back after a rolled-back change.
    Every change locks this row first, so that two never interleave.
    """

    revision = models.UUIDField(default=uuid.uuid4)

    class Meta:
        verbose_name_plural = "territories"
        constraints = [
            models.UniqueConstraint(fields=["community"], name="territory_community_unique"),
        ]

    def __str__(self) -> str:
        return str(self.revision)


class Facility(CommunityOwned):
    """Something that residents look for (设施): toilets, a clinic, a market; from a map file.

    `key` names the element that it came from; coordinates are steps of 1e-7 degree, WGS 84.  It
    belongs to no place: where it lies follows from the boundaries as they are.
    """

    key = models.CharField(max_length=40)
    kind = models.CharField(max_length=30)
    name = models.CharField(max_length=120, blank=True)
    latitude = models.IntegerField()
    longitude = models.IntegerField()

    class Meta:
        verbose_name_plural = "facilities"
        constraints = [
            models.UniqueConstraint(fields=["community", "key"], name="facility_key_unique"),
        ]
        indexes = [
            models.Index(fields=["community", "latitude", "longitude"], name="facility_where"),
        ]

    def __str__(self) -> str:
        return self.name or self.kind
