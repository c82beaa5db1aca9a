"""A street at work: ten neighbourhoods of twenty grids, thirty organisations, people on duty."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from linli.apps.cases.models import Category
from linli.core.matters.models import ProcedureVersion
from linli.core.matters.versions import current_version
from linli.ground.accounts.models import Account
from linli.ground.communities.models import Community
from linli.ground.parties.enums import DutyKind
from linli.ground.parties.models import Organisation
from linli.ground.places.models import Place
from tests.factories import (
    Scene,
    make_account,
    make_duty,
    make_organisation,
    make_scene,
    report_case,
)

NEIGHBOURHOODS = 10
GRIDS_EACH = 20
COMPANIES = 30


@dataclass(frozen=True, slots=True)
class Street:
    """Who and where.  In the grid `quiet` lies only what is put there on purpose, and it has a
    steward; in the grid `corner` lies one new report, for a dispatcher of its own.  Of
    `organisations` the first is the handler's."""

    scene: Scene
    grids: Sequence[Place]
    quiet: Place
    corner: Place
    corner_dispatcher: Account
    organisations: Sequence[Organisation]
    categories: Sequence[Category]
    resident: Account
    version: ProcedureVersion

    @property
    def community(self) -> Community:
        return self.scene.community

    def person(self, kind: str) -> Account:
        return self.scene.people[DutyKind(kind)]


def found_street() -> Street:
    """The community with everything but matters; each of its people can be chosen at /demo."""
    scene = make_scene(profile="cn")
    corner, companies = scene.places.grid, _companies(scene)
    resident = make_account(scene.community, "居民张")
    second = make_account(scene.community, "Second dispatcher")
    make_duty(second, DutyKind.DISPATCHER, organisation=scene.organisations["centre"], place=corner)
    report_case(scene, place=corner.code)
    office = scene.organisations["willow-office"]
    steward, quiet = scene.people[DutyKind.STEWARD], scene.places.other_grid
    make_duty(steward, DutyKind.STEWARD, organisation=office, place=quiet)
    Account.objects.filter(community=scene.community).update(is_demo=True)
    return Street(
        scene=scene,
        grids=[grid for number in range(2, NEIGHBOURHOODS + 2) for grid in _grids(scene, number)],
        quiet=quiet,
        corner=corner,
        corner_dispatcher=second,
        organisations=[scene.organisations["works"], *companies],
        categories=_catalogue(scene, companies),
        resident=resident,
        version=current_version(scene.community, "case", now=timezone.now()),
    )


def _companies(scene: Scene) -> list[Organisation]:
    return [make_organisation(scene.community, f"company-{number}") for number in range(COMPANIES)]


def _grids(scene: Scene, number: int) -> list[Place]:
    """A further neighbourhood's grids."""
    community, street = scene.community, scene.places.street
    neighbourhood = Place.objects.create(
        community=community,
        code=f"{street.code}{number:03}",
        kind="neighbourhood",
        name=f"第{number}居委会",
        parent=street,
    )
    return Place.objects.bulk_create(
        Place(
            community=community,
            code=f"{neighbourhood.code}{grid:03}",
            kind="grid",
            name=f"第{number}居委会第{grid}网格",
            parent=neighbourhood,
        )
        for grid in range(1, GRIDS_EACH + 1)
    )


def _catalogue(scene: Scene, companies: Sequence[Organisation]) -> list[Category]:
    """Categories that a report may name, each with the company that it usually goes to."""
    rows = Category.objects.filter(community=scene.community, restricted=False, code__contains=".")
    named = list(rows.order_by("position"))
    for category in named:
        category.organisation = companies[category.position % len(companies)]
    Category.objects.bulk_update(named, ["organisation"])
    return named
