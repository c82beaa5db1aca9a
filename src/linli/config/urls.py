"""All addresses."""

from django.urls import include, path

from linli.apps.administration.http.pages import make_health_page
from linli.cli.doctor.checks import look_over

handler404 = "linli.site.http.errors.not_found"
handler500 = "linli.site.http.errors.broken"

urlpatterns = [
    path("", include("linli.site.http.urls")),
    path("", include("linli.ground.accounts.http.urls")),
    path("", include("linli.apps.cases.http.urls")),
    path("", include("linli.apps.disclosure.http.urls")),
    path("", include("linli.apps.oversight.http.urls")),
    path("", include("linli.apps.insight.http.urls")),
    path("", include("linli.apps.administration.http.urls")),
    path("administration/health", make_health_page(look_over), name="administration-health"),
    path("", include("linli.core.pages.http.urls")),
    path("api/v1/", include("linli.rest.urls")),
]
