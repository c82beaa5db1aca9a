"""Pages and files of the public log."""

from linli.apps.disclosure.http.pages.checking import (
    check_matter,
    check_receipt,
    download_proof,
    list_matter_entries,
    show_proof,
)
from linli.apps.disclosure.http.pages.explorer import show_log
from linli.apps.disclosure.http.pages.files import (
    serve_checkpoint,
    serve_handovers,
    serve_keys,
    serve_tile,
)

__all__ = [
    "check_matter",
    "check_receipt",
    "download_proof",
    "list_matter_entries",
    "serve_checkpoint",
    "serve_handovers",
    "serve_keys",
    "serve_tile",
    "show_log",
    "show_proof",
]
