"""Checking by oneself: a receipt, a matter's entries, and the proof to take away."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from linli.apps.disclosure.errors import NotSealedError
from linli.apps.disclosure.http.pages.rows import list_parts, list_rows, spell_record
from linli.apps.disclosure.models import Seal
from linli.apps.disclosure.selectors import (
    Opening,
    PhotoOpening,
    build_proof,
    find_content,
    list_openings,
    list_photo_openings,
    list_seals,
)
from linli.apps.disclosure.services.cosigning import read_witnesses
from linli.apps.disclosure.services.vocabulary import list_acts
from linli.core.pages.http.requests import acting, fetch
from linli.core.pages.matter_view import OTHER_STEPS, make_matter_view
from linli.core.pages.qr import draw_qr
from linli.ground.calendars.public import get_calendar


@require_GET
def check_receipt(request: HttpRequest) -> HttpResponse:
    """Checks in the reader's browser what stands behind the # of the address, or in a file."""
    witnesses = " ".join(key.vkey for key in read_witnesses().policy.witnesses)
    context = {"witnesses": witnesses, "acts": list_acts()}
    return render(request, "disclosure/check.html", context)


@require_GET
def check_matter(request: HttpRequest, number: str) -> HttpResponse:
    """The entries of a matter, compared in the reader's browser with what its page says."""
    matter, user = fetch(request, number), acting(request)
    view = make_matter_view(matter, user=user, now=timezone.now())
    context = {
        "matter": matter,
        "state": view.state,
        "zone": get_calendar(user.community).time_zone,
        "rows": list_rows(matter, view.events, user=user),
        "acts": [
            *list_acts(),
            *((f"{matter.kind}.{step}", label) for step, label in OTHER_STEPS.items()),
        ],
        "parts": list_parts(view.procedure),
    }
    return render(request, "disclosure/matter.html", context)


@require_GET
def list_matter_entries(request: HttpRequest, number: str) -> JsonResponse:
    """What the page of the matter says of each record, for comparison with the log."""
    matter, user = fetch(request, number), acting(request)
    seals = list_seals(matter)
    opened = list_openings(matter, seals, user=user)
    photos = list_photo_openings(matter, seals, user=user)
    entries = [_describe(*each) for each in zip(seals, opened, photos, strict=True)]
    answer = JsonResponse({"matter": matter.number, "entries": entries})
    answer["Cache-Control"] = "no-store"
    return answer


def _describe(
    seal: Seal, openings: Sequence[Opening], photos: Sequence[PhotoOpening]
) -> dict[str, Any]:
    record, content = seal.record, find_content(seal)
    assert record is not None
    return {
        "index": seal.index,
        "record": spell_record(record, seal),
        "content": {"text": content.text, "salt": content.salt} if content else None,
        "texts": [asdict(each) for each in openings],
        "photos": [asdict(each) for each in photos],
    }


@require_GET
def show_proof(request: HttpRequest, number: str) -> HttpResponse:
    """The proof that the matter was taken in, as a code to print and as a file."""
    matter = fetch(request, number)
    seals = list_seals(matter)
    try:
        proof = build_proof(seals[0]) if seals else None
    except NotSealedError:
        proof = None
    context = {
        "matter": matter,
        "proof": proof,
        "code": draw_qr(proof.address, label=matter.number) if proof else "",
    }
    template = (
        "disclosure/proof_part.html" if "HX-Request" in request.headers else "disclosure/proof.html"
    )
    answer = render(request, template, context)
    answer["Vary"] = "HX-Request"
    return answer


@require_GET
def download_proof(request: HttpRequest, number: str, index: int) -> HttpResponse:
    """The `.tlog-proof` file for one record of a matter that this reader may see."""
    matter = fetch(request, number)
    seal = next((seal for seal in list_seals(matter) if seal.index == index), None)
    if seal is None:
        raise Http404(str(index))
    try:
        proof = build_proof(seal)
    except NotSealedError as error:
        raise Http404(str(index)) from error
    answer = HttpResponse(proof.file, content_type="text/plain; charset=utf-8")
    name = f"{matter.number}-{index}.tlog-proof"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
