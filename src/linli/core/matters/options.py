"""Lists that fields of every kind may choose from."""

from linli.core.matters.registry import Option
from linli.ground.communities.models import Community
from linli.ground.parties.enums import Sector
from linli.ground.parties.selectors import list_handling_organisations
from linli.ground.places.selectors import list_grids


def list_grid_options(community: Community) -> list[Option]:
    """Grids under the names of their neighbourhoods."""
    grids = list_grids(community).values_list("code", "name", "parent__name")
    return [Option(code, name, parent or "") for code, name, parent in grids]


def list_organisation_options(community: Community) -> list[Option]:
    """Organisations that have somebody to handle what is given to them, under their sectors."""
    order = {sector: place for place, sector in enumerate(Sector.values)}
    rows = sorted(list_handling_organisations(community), key=lambda row: order[row.sector])
    return [Option(row.slug, row.name, str(row.get_sector_display())) for row in rows]
