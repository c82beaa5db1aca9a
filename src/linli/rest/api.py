"""The JSON API: assembled from what every kind of matter declares."""

from ninja import NinjaAPI

from linli import __version__

api = NinjaAPI(title="Linli", version=__version__, docs_url=None)
