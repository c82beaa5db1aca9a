"""A photo, for whoever may read the record that it belongs to."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from linli.core.attachments.errors import PhotoNotFoundError
from linli.core.attachments.pictures import CONTENT_TYPE
from linli.core.attachments.selectors import open_photo
from linli.core.pages.http.requests import acting

# Kept by the reader's own browser alone, and not for long: what is taken down is soon gone.
HEADERS = {
    "Cache-Control": "private, max-age=300",
    "X-Content-Type-Options": "nosniff",
    "Content-Disposition": 'inline; filename="photo.jpg"',
    # Opened by itself: nothing but the picture, and the lines in which browsers lay it out.
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
}


@require_safe
def show_photo(request: HttpRequest, key: UUID, *, small: bool = False) -> HttpResponse:
    """The picture, or a 404 that is the same for none, for a hidden one and for another's."""
    try:
        content = open_photo(key, user=acting(request), small=small).read()
    except PhotoNotFoundError as error:
        raise Http404(str(key)) from error
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=HEADERS)
