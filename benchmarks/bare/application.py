"""The plain views as a WSGI application beside the product's own in one process."""

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.test import override_settings


class BareRequest(WSGIRequest):
    """A request that is resolved by the plain views' addresses."""

    urlconf = "benchmarks.bare.urls"


class BareHandler(WSGIHandler):
    """Django without any middleware."""

    request_class = BareRequest

    def __init__(self) -> None:
        with override_settings(MIDDLEWARE=[]):
            super().__init__()
