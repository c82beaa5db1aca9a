"""What a step or an opening brought about, as the API tells it."""

from django.http import HttpResponse

from linli.core.matters.services import Outcome
from linli.core.rest.addresses import matter_address
from linli.core.rest.answers import answer
from linli.core.rest.schemas import Opened, ReceiptSlip, Taken

REPLAYED = {"Idempotency-Replayed": "true"}


def taken(outcome: Outcome) -> HttpResponse:
    """The matter after a step; no more than whoever took it knows already."""
    return answer(_taken(outcome), headers=_replayed(outcome))


def opened(outcome: Outcome) -> HttpResponse:
    """The new matter and its receipt; the same again for the same request."""
    number = outcome.matter.number
    receipt: ReceiptSlip = {
        "number": number,
        "secret": outcome.secret,
        "header": f"{number} {outcome.secret}",
    }
    payload: Opened = {**_taken(outcome), "receipt": receipt}
    headers = {"Location": matter_address(number), **_replayed(outcome)}
    return answer(payload, status=201, headers=headers)


def _taken(outcome: Outcome) -> Taken:
    matter = outcome.matter
    return {
        "number": matter.number,
        "kind": matter.kind,
        "state": matter.state,
        "record": outcome.sequence,
    }


def _replayed(outcome: Outcome) -> dict[str, str]:
    return REPLAYED if outcome.replayed else {}
