"""The JSON API: assembled from what every kind of matter declares and what apps add."""

import json
from functools import cache

from ninja import NinjaAPI

from linli import __version__
from linli.apps.cases.http import rest as cases
from linli.core.rest.addresses import PREFIX
from linli.core.rest.callers import CALLERS
from linli.core.rest.routes import directory, matters, photos, worklists
from linli.core.rest.routes.procedures import make_procedures_router
from linli.rest.refusals import add_refusals

DESCRIPTION = (
    "Every public affair is a matter that goes through a procedure. What may be done with a matter "
    "is declared once; pages and these operations are derived from it and refuse with the same "
    "codes."
)


def make_api() -> NinjaAPI:
    """An API over all kinds that are registered now."""
    api = NinjaAPI(
        title="Linli",
        version=__version__,
        description=DESCRIPTION,
        openapi_url=None,
        urls_namespace="api",
        auth=CALLERS,
    )
    add_refusals(api)
    for router in (matters.router, worklists.router, directory.router, photos.router, cases.router):
        api.add_router("", router)
    api.add_router("", make_procedures_router())
    return api


api = make_api()


@cache
def render_openapi() -> bytes:
    """The description of the API in OpenAPI 3.1, made once a process: it takes half a second."""
    return json.dumps(api.get_openapi_schema(path_prefix=f"{PREFIX}/")).encode()
