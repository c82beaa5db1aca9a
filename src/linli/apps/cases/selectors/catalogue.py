"""Reading the catalogue of categories."""

from django.db.models import QuerySet

from linli.apps.cases.models import Category
from linli.core.matters.models import Matter
from linli.core.matters.registry import Option
from linli.ground.communities.models import Community
from linli.ground.places.models import Place


def list_categories(community: Community) -> QuerySet[Category]:
    """Categories in use, in the catalogue's order."""
    return (
        Category.objects.filter(community=community, is_active=True)
        .select_related("organisation")
        .order_by("position", "code")
    )


def list_all_categories(community: Community) -> QuerySet[Category]:
    """Those in use and those that no longer are, by code: each below the one it belongs to."""
    return (
        Category.objects.filter(community=community).select_related("organisation").order_by("code")
    )


def find_category(community: Community, code: str, *, lock: bool = False) -> Category | None:
    """The category of that code, in use or not; `lock` within a transaction that changes it."""
    rows = Category.objects.filter(community=community, code=code)
    return (rows.select_for_update() if lock else rows).first()


def has_categories_below(category: Category) -> bool:
    """Whether others in use lie below it."""
    return Category.objects.filter(
        community=category.community_id, code__startswith=f"{category.code}.", is_active=True
    ).exists()


def list_category_options(community: Community) -> list[Option]:
    """What may be chosen: categories without others below them, under the name of their group."""
    rows = list(list_categories(community).values_list("code", "name"))
    names = dict(rows)
    groups = {code.rpartition(".")[0] for code in names} - {""}
    return [
        Option(code, name, names.get(code.rpartition(".")[0], ""))
        for code, name in rows
        if code not in groups
    ]


def list_choosable_categories(community: Community) -> list[Category]:
    """Categories that a report may be of: those without others below them."""
    rows = list(list_categories(community))
    groups = {row.code.rpartition(".")[0] for row in rows}
    return [row for row in rows if row.code not in groups]


def category_label(community: Community, code: str) -> str:
    """The category's name with those above it, the widest first."""
    codes = [code]
    while "." in codes[-1]:
        codes.append(codes[-1].rpartition(".")[0])
    names = dict(
        Category.objects.filter(community=community, code__in=codes).values_list("code", "name")
    )
    return " › ".join(names[each] for each in reversed(codes) if each in names)


def plain_title(community: Community, matter: Matter) -> str:
    """What a case is called while nothing of it is published: category and place."""
    category = Category.objects.get(community=community, code=matter.subject)
    return make_title(category, matter.place)


def make_title(category: Category, place: Place) -> str:
    """Category and place, in the words of the catalogue and the territory alone."""
    return f"{category.name} · {place.name}"
