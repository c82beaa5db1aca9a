"""What no text can hold: zero bytes, which databases refuse."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

NOTHING = "\0"


class TextMiddleware:
    """An address that holds one names nothing; one in a form is left out, wherever it came from."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_called: object) -> None:
        """Raises Http404.  The API reads and refuses in its own words."""
        if request.path.startswith("/api/"):
            return
        if NOTHING in request.path:
            raise Http404(request.path)
        if any(NOTHING in text for _name, texts in request.POST.lists() for text in texts):
            clean = request.POST.copy()
            for name, texts in request.POST.lists():
                clean.setlist(name, [text.replace(NOTHING, "") for text in texts])
            request.POST = clean  # type: ignore[assignment]
