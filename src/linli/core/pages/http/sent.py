"""What a form sent: words as they are, photos stored at once and named by their tokens."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils import timezone

from linli.core.attachments.errors import PhotoRefusedError
from linli.core.attachments.services import store_photo
from linli.core.matters.definition import Field, FieldType
from linli.core.matters.errors import InputRefusedError
from linli.core.pages.forms import KEY_FIELD, read_values
from linli.core.pages.http.requests import acting
from linli.ground.accounts.public import get_client_address

LONGEST_NAME = 80


def read_sent(
    request: HttpRequest, fields: Sequence[Field]
) -> tuple[dict[str, Any], InputRefusedError | None]:
    """The values, and what is wrong with a photo: the others are kept, so that nobody has to take
    them again.  Ask before whether this user may send anything."""
    words = [field for field in fields if field.type is not FieldType.PHOTOS]
    values: dict[str, Any] = read_values(words, request.POST)
    errors: dict[str, str] = {}
    about: dict[str, str] = {}
    for field in fields:
        if field.type is not FieldType.PHOTOS:
            continue
        # A browser sends an empty text for each file input that was left alone.
        values[field.name] = tokens = [each for each in request.POST.getlist(field.name) if each]
        room = settings.LINLI_PHOTO_COUNT - len(tokens)
        files = request.FILES.getlist(field.name)
        if len(files) > room:
            errors[field.name] = "too_many_photos"
        for file in files[: max(room, 0)]:
            try:
                tokens.append(_store(request, field, file))
            except PhotoRefusedError as error:
                errors[field.name], about[field.name] = error.code, error.file_name
    return values, InputRefusedError(errors, about=about) if errors else None


def _store(request: HttpRequest, field: Field, file: UploadedFile[Any]) -> str:
    name = (file.name or "")[:LONGEST_NAME]
    if (file.size or 0) > settings.LINLI_PHOTO_BYTES:
        raise PhotoRefusedError("photo_too_large", name)
    stored = store_photo(
        file.read(),
        file_name=name,
        acting_user=acting(request),
        form=request.POST.get(KEY_FIELD, ""),
        field=field.name,
        network_address=get_client_address(request),
        now=timezone.now(),
    )
    return stored.token
