"""Setting a community up and changing what it stands on."""

from linli.apps.administration.services.calendar import take_notice
from linli.apps.administration.services.categories import add_category, set_category
from linli.apps.administration.services.changes import note_change, require_administrator
from linli.apps.administration.services.founding import (
    Founding,
    create_community,
    found_community,
    read_founding,
)
from linli.apps.administration.services.ground import change_community, take_territory
from linli.apps.administration.services.limits import LimitPreview, preview_limit, set_limit
from linli.apps.administration.services.parties import (
    add_organisation,
    end_duty,
    give_duty,
    import_duties,
    import_organisations,
)

__all__ = [
    "Founding",
    "LimitPreview",
    "add_category",
    "add_organisation",
    "change_community",
    "create_community",
    "end_duty",
    "found_community",
    "give_duty",
    "import_duties",
    "import_organisations",
    "note_change",
    "preview_limit",
    "read_founding",
    "require_administrator",
    "set_category",
    "set_limit",
    "take_notice",
    "take_territory",
]
