"""Why a photo was refused.  Codes are stable: pages, API and tests use them."""

from typing import ClassVar


class AttachmentsError(Exception):
    """Base of all refusals about files."""

    code: ClassVar[str] = "attachments_error"


class PhotoRefusedError(AttachmentsError):
    """A file that is not taken, by a code that says why and the name that its owner knows it by.

    Codes: photo_empty, photo_too_large, photo_too_many_pixels, photo_animated, photo_drawing,
    photo_not_a_photo, photo_mixed, photo_damaged, photo_too_many_waiting.
    """

    def __init__(self, code: str, file_name: str = "") -> None:
        super().__init__(f"{file_name}: {code}")
        self.code = code  # type: ignore[misc]
        self.file_name = file_name


class PhotoNotFoundError(AttachmentsError):
    """No such photo for this user, whether it does not exist or may not be seen."""

    code = "photo_not_found"
