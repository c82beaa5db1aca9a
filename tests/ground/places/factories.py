"""Communities and people for tests of places."""

from linli.ground.communities.models import Community


def make_community(slug: str = "north", *, profile: str = "cn") -> Community:
    return Community.objects.create(slug=slug, name=slug.title(), host=slug, profile=profile)
