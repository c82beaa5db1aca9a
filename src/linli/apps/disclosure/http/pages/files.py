"""The log's files, as C2SP tlog-tiles lays them out: the same for everybody, on every host."""

from dataclasses import asdict

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from linli.apps.disclosure.selectors.standing import CHECKPOINT, KEYS
from linli.apps.disclosure.services.handovers import list_handovers
from linli.apps.disclosure.services.keys import get_log_folder
from linli.engines.tile_log import FolderSource, FormatError, SourceError, parse_tile_path

TEXT = "text/plain; charset=utf-8"
BINARY = "application/octet-stream"
FOR_EVER = "public, max-age=31536000, immutable"
A_MOMENT = "public, max-age=1"


@require_safe
def serve_checkpoint(_request: HttpRequest) -> HttpResponse:
    """The latest signed checkpoint."""
    return _serve(CHECKPOINT, TEXT, A_MOMENT)


@require_safe
def serve_keys(_request: HttpRequest) -> HttpResponse:
    """The verifier keys, one a line."""
    return _serve(KEYS, TEXT, A_MOMENT)


@require_safe
def serve_handovers(_request: HttpRequest) -> HttpResponse:
    """Changes of the key with their proofs, as JSON."""
    handovers = [asdict(each) for each in list_handovers(get_log_folder())]
    headers = {"Cache-Control": A_MOMENT, "Access-Control-Allow-Origin": "*"}
    return JsonResponse({"handovers": handovers}, headers=headers)


@require_safe
def serve_tile(_request: HttpRequest, path: str) -> HttpResponse:
    """A tile or an entry bundle; 404 for a path that is not spelled as the specification says."""
    try:
        tile = parse_tile_path(f"tile/{path}")
    except FormatError as error:
        raise Http404(path) from error
    return _serve(tile.path, BINARY, FOR_EVER)


def _serve(path: str, kind: str, cached: str) -> HttpResponse:
    try:
        data = FolderSource(get_log_folder()).read(path)
    except SourceError as error:
        raise Http404(path) from error
    # Anybody's page may read it: there is nothing here that is not for everybody.
    headers = {"Cache-Control": cached, "Access-Control-Allow-Origin": "*"}
    return HttpResponse(data, content_type=kind, headers=headers)
