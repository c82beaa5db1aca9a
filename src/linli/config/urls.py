"""All addresses."""

from django.urls import include, path

handler404 = "linli.site.http.errors.not_found"
handler500 = "linli.site.http.errors.broken"

urlpatterns = [
    path("", include("linli.site.http.urls")),
    path("", include("linli.ground.accounts.http.urls")),
    path("", include("linli.apps.cases.http.urls")),
    path("", include("linli.apps.disclosure.http.urls")),
    path("", include("linli.apps.oversight.http.urls")),
    path("", include("linli.apps.administration.http.urls")),
    path("", include("linli.core.pages.http.urls")),
    path("api/v1/", include("linli.rest.urls")),
]
