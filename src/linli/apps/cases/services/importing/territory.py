"""Where a row lies: by coordinates, else by the name of a place that is known, else at the top."""

from collections import Counter

from linli.core.matters.inputs import MICRODEGREES, Coordinates
from linli.ground.communities.models import Community
from linli.ground.places.models import Place
from linli.ground.places.selectors import get_grid_index, get_top_place


class Territory:
    """The community's places, read once for a whole import.

    Raises UnknownPlaceError where there are none.
    """

    def __init__(self, community: Community) -> None:
        places = list(Place.objects.filter(community=community, retired_on=None).defer("boundary"))
        names = Counter(place.name for place in places)
        self._by_code = {place.code: place for place in places}
        self._by_name = {place.name: place for place in places if names[place.name] == 1}
        self._index = get_grid_index(community)
        self._top = get_top_place(community)

    def locate(self, spot: Coordinates | None, name: str) -> Place:
        """The grid at the spot, the place of that name, or the top; a name that two places share
        says nothing."""
        if spot is not None:
            code = self._index.find(spot.latitude / MICRODEGREES, spot.longitude / MICRODEGREES)
            if code is not None:
                return self._by_code[code]
        return self._by_name.get(name, self._top)
