"""Writing the catalogue: categories with their words and the organisation they go to."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from linli.apps.cases.models import Category
from linli.ground.communities.models import Community
from linli.ground.parties.models import Organisation


@transaction.atomic
def create_category(
    community: Community,
    *,
    code: str,
    name: str,
    words: Sequence[str] = (),
    organisation: Organisation | None = None,
    restricted: bool = False,
    public_space: bool = False,
    community_duty: bool = False,
    is_active: bool = True,
) -> Category:
    """A new category at the end of the catalogue; IntegrityError where the code is taken."""
    return Category.objects.create(
        community=community,
        code=code,
        name=name,
        words=list(words),
        organisation=organisation,
        restricted=restricted,
        public_space=public_space,
        community_duty=community_duty,
        is_active=is_active,
        position=Category.objects.filter(community=community).count(),
    )


def change_category(
    category: Category,
    *,
    name: str,
    words: Sequence[str],
    organisation: Organisation | None,
    restricted: bool,
    public_space: bool,
    community_duty: bool,
    is_active: bool,
) -> None:
    """What belongs to a category is this from now on; matters that were reported stay as they are."""
    category.name, category.words, category.organisation = name, list(words), organisation
    category.restricted, category.public_space = restricted, public_space
    category.community_duty, category.is_active = community_duty, is_active
    category.save()


@transaction.atomic
def import_categories(community: Community, *, table: Sequence[Mapping[str, Any]]) -> int:
    """Adds the categories of a profile's table that are not there yet; how many were added."""
    known = set(Category.objects.filter(community=community).values_list("code", flat=True))
    fresh = [row for row in table if row["code"] not in known]
    Category.objects.bulk_create(
        Category(
            community=community,
            code=row["code"],
            name=row["name"],
            words=list(row.get("words", [])),
            restricted=bool(row.get("restricted", False)),
            public_space=bool(row.get("public_space", False)),
            community_duty=bool(row.get("community_duty", False)),
            position=len(known) + position,
        )
        for position, row in enumerate(fresh)
    )
    return len(fresh)
