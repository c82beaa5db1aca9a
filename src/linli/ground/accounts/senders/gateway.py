"""Text messages through a gateway that takes JSON by POST.

The body is `{"to", "text", "template", "parameters", "language"}`: `text` for gateways that send
what they are given, `template` and `parameters` for those that send approved wording only.  The
secret is the password in the URL and goes out as the header `X-Linli-Secret`.
"""

import json
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import SplitResult, unquote
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

from linli.ground.accounts.errors import DeliveryError
from linli.ground.accounts.senders.message import Message

TIMEOUT_SECONDS = 10
SECRET_HEADER = "X-Linli-Secret"  # noqa: S105 - the header's name, not a secret


class _NoRedirect(HTTPRedirectHandler):
    """A redirect would carry the secret and the code to a host that the operator did not name."""

    def redirect_request(self, *_arguments: object) -> None:
        """None makes urllib report the redirect as the error that it is here."""


def post_message(url: SplitResult, message: Message) -> None:
    """Posts the message; any answer but 2xx raises DeliveryError."""
    request = Request(  # noqa: S310 - the carriers' table lets only http and https through
        url._replace(netloc=url.netloc.rpartition("@")[2]).geturl(),
        data=json.dumps(_body(message), ensure_ascii=False).encode(),
        headers={
            "Content-Type": "application/json; charset=utf-8",
            SECRET_HEADER: unquote(url.password or ""),
        },
        method="POST",
    )
    try:
        with _opener().open(request, timeout=TIMEOUT_SECONDS):
            return
    except HTTPError as error:
        error.close()
        raise DeliveryError(f"The message gateway answered {error.code}.") from error
    except (HTTPException, OSError) as error:
        raise DeliveryError("The message gateway did not answer.") from error


def _opener() -> OpenerDirector:
    """Goes straight to the named host: no proxy from the environment, no redirect."""
    return build_opener(ProxyHandler({}), _NoRedirect())


def _body(message: Message) -> dict[str, object]:
    return {
        "to": message.contact.value,
        "text": message.text,
        "template": message.template,
        "parameters": dict(message.parameters),
        "language": message.language,
    }
