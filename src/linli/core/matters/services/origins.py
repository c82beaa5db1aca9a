"""The matter that another came out of, for services that decide by what became of it."""

from linli.core.matters.models import Matter


def lock_origin_of(matter: Matter, relation: str) -> Matter:
    """The origin as it is now, under its row lock until the transaction ends.

    Whoever calls has locked the matter itself: a matter's lock comes before its origin's.
    """
    return (
        Matter.objects.select_for_update(of=("self",), no_key=True)
        .filter(links__other=matter, links__relation=relation)
        .get()
    )
