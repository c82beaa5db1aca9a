"""Photos: sent before the step that takes them, and read by whoever may read their record."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from linli.core.attachments.errors import PhotoNotFoundError, PhotoRefusedError
from linli.core.attachments.pictures import CONTENT_TYPE
from linli.core.attachments.selectors import open_photo
from linli.core.attachments.services import store_photo
from linli.core.matters.errors import InputRefusedError
from linli.core.rest.answers import answer
from linli.core.rest.callers import acting
from linli.core.rest.entry_schemas import PhotoToken
from linli.core.rest.errors import MediaTypeError, NoPhotoError
from linli.core.rest.operations import ANYBODY, IDEMPOTENCY_KEY, reading, writing
from linli.ground.accounts.public import get_client_address

router = Router(tags=["photos"])
MULTIPART = "multipart/form-data"
LONGEST_NAME = 80
SENDING = {
    **ANYBODY,
    "parameters": [IDEMPOTENCY_KEY],
    "requestBody": {
        "required": True,
        "content": {
            MULTIPART: {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {
                            "type": "string",
                            "format": "binary",
                            "description": "JPEG, PNG, WebP or HEIC.",
                        }
                    },
                }
            }
        },
    },
}
READING = {
    **ANYBODY,
    "responses": {
        200: {
            "description": "The picture.",
            "content": {CONTENT_TYPE: {"schema": {"type": "string", "format": "binary"}}},
        }
    },
}
HEADERS = {"Cache-Control": "private, max-age=300", "X-Content-Type-Options": "nosniff"}


@router.post(
    "/photos",
    response=writing(PhotoToken, status=201),
    operation_id="send_photo",
    summary="Send a photo for a step, an opening or a contribution",
    openapi_extra=SENDING,
)
def send_photo(request: HttpRequest) -> HttpResponse:
    """The photo is drawn anew, without place, time and device.  Name its token among the photos of
    the step within six hours.  Refusals in `errors.file`, such as `photo_too_large`."""
    if request.content_type != MULTIPART:
        raise MediaTypeError(str(request.content_type))
    file = request.FILES.get("file")
    if file is None:
        raise InputRefusedError({"file": "required"})
    name = (file.name or "")[:LONGEST_NAME]
    if (file.size or 0) > settings.LINLI_PHOTO_BYTES:
        raise InputRefusedError({"file": "photo_too_large"}, about={"file": name})
    try:
        stored = store_photo(
            file.read(),
            file_name=name,
            acting_user=acting(request),
            form=request.headers.get("Idempotency-Key", ""),
            network_address=get_client_address(request),
            now=timezone.now(),
        )
    except PhotoRefusedError as error:
        raise InputRefusedError({"file": error.code}, about={"file": name}) from error
    sent: PhotoToken = {"token": stored.token, "width": stored.width, "height": stored.height}
    return answer(sent, status=201)


@router.get(
    "/photos/{key}",
    response=reading(None),
    operation_id="get_photo",
    summary="A photo of a record",
    openapi_extra=READING,
)
def get_photo(request: HttpRequest, key: UUID, *, small: bool = False) -> HttpResponse:
    """For whoever may read the words of that record; `small` for lists."""
    try:
        content = open_photo(key, user=acting(request), small=small).read()
    except PhotoNotFoundError as error:
        raise NoPhotoError(str(key)) from error
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=HEADERS)
