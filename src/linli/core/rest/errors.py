"""What the API refuses before anything of a matter is asked: each with a code and a status."""

from typing import ClassVar


class RestError(Exception):
    """Base of refusals that have to do with the request itself."""

    code: ClassVar[str] = "bad_request"
    status: ClassVar[int] = 400


class JsonError(RestError):
    """The body is no JSON object, or holds characters that no text may have."""

    code = "invalid_json"


class MediaTypeError(RestError):
    """The body is of another kind than the operation takes."""

    code = "unsupported_media_type"
    status = 415


class NoPhotoError(RestError):
    """No such photo for this caller, whether it does not exist or may not be seen."""

    code = "not_found"
    status = 404


class CsrfError(RestError):
    """A session's cookie came without the token that shows that its owner meant it."""

    code = "csrf_failed"
    status = 403
