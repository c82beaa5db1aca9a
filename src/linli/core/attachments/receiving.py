"""Receiving files: refused by their announced size before anything is written."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

ROOM_FOR_WORDS = 2 * 1024 * 1024


class BoundedUploadHandler(FileUploadHandler):
    """Lets requests through that could hold a form's photos, and none larger.

    The other handlers store what comes; this one only looks at the whole.
    """

    def handle_raw_input(
        self,
        _input_data: Any,
        _meta: dict[str, str],
        content_length: int,
        _boundary: str,
        _encoding: str | None = None,
    ) -> None:
        """Raises RequestDataTooBig."""
        most = settings.DATA_UPLOAD_MAX_NUMBER_FILES * settings.LINLI_PHOTO_BYTES
        if content_length > most + ROOM_FOR_WORDS:
            raise RequestDataTooBig("The photos of one form are too large together.")

    def receive_data_chunk(self, raw_data: bytes, _start: int) -> bytes:
        """Hands every chunk on."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leaves the file to the handlers after this one."""
