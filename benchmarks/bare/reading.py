"""Plain views that read."""

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import Context

from benchmarks.bare.reader import Reader, read_reader
from benchmarks.bare.templates import LIST, MATTER, WORKLIST
from linli.apps.cases.models import Category
from linli.core.contributions.models import Contribution
from linli.core.matters.models import Matter, MatterLink, ProcedureVersion, Promise
from linli.core.records.models import Record, RecordPart
from linli.ground.places.models import Place

ROWS = 30


def show_list(request: HttpRequest) -> HttpResponse:
    reader = read_reader(request)
    matters = _rows(reader).order_by("-opened_at", "-id")
    if code := request.GET.get("place_code"):
        matters = matters.filter(place_code=code)
    return HttpResponse(LIST.render(Context(_window(reader, matters))))


def show_worklist(request: HttpRequest) -> HttpResponse:
    """The reports waiting where the dispatcher is on duty, with words and the catalogue."""
    reader = read_reader(request)
    area = reader.duties[0].place.code
    matters = _rows(reader).filter(
        place_code__gte=area,
        place_code__lt=f"{area}~",
        kind="case",
        state__in=["reported", "accepted"],
    )
    found = list(matters.order_by("due_at", "opened_at", "id")[: ROWS + 1])[:ROWS]
    parts = RecordPart.objects.filter(
        record__matter_id__in=[each.pk for each in found], name="words"
    )
    words = dict(parts.values_list("record__matter_id", "text"))
    categories = Category.objects.filter(community=reader.community, is_active=True)
    names = {
        category.code: (category.name, category.organisation and category.organisation.name)
        for category in categories.select_related("organisation").order_by("position")
    }
    rows = [(each, words.get(each.pk, ""), names.get(each.subject)) for each in found]
    return HttpResponse(WORKLIST.render(Context({"rows": rows, "reader": reader})))


def show_matter(request: HttpRequest, number: str) -> HttpResponse:
    """What somebody without a duty sees of a closed matter, and the rule for his appeal."""
    reader = read_reader(request)
    matters = _visible(reader).select_related("place", "holder", "reporter__account")
    promises = Promise.objects.select_related("party").order_by("due_at")
    matter = (
        matters.defer("place__boundary")
        .prefetch_related(Prefetch("promises", queryset=promises))
        .get(number=number)
    )
    parts = RecordPart.objects.filter(audience="public").order_by("name")
    records = Record.objects.filter(community=reader.community, matter_id=matter.pk)
    lineage = [matter.place_code[:width] for width in (6, 9, 12)]
    groups = [matter.subject.partition(".")[0], matter.subject]
    context = {
        "matter": matter,
        "reader": reader,
        "places": Place.objects.filter(code__in=lineage).defer("boundary").order_by("code"),
        "categories": Category.objects.filter(code__in=groups).only("code", "name"),
        "records": records.select_related("organisation")
        .prefetch_related(Prefetch("parts", queryset=parts))
        .order_by("sequence"),
        "links": MatterLink.objects.filter(Q(matter=matter) | Q(other=matter)),
        "joined": Contribution.objects.filter(matter=matter).count(),
        "rules": ProcedureVersion.objects.filter(kind="appeal").order_by("-number").first(),
    }
    return HttpResponse(MATTER.render(Context(context)))


def list_json(request: HttpRequest) -> HttpResponse:
    reader = read_reader(request)
    matters = _visible(reader).select_related("place", "holder").defer("place__boundary")
    found = list(matters.order_by("-opened_at", "-id")[: _limit(request) + 1])
    items = [
        {
            "number": matter.number,
            "kind": matter.kind,
            "title": matter.title,
            "state": matter.state,
            "category": matter.subject,
            "place": {"code": matter.place.code, "name": matter.place.name},
            "organisation": matter.holder
            and {"slug": matter.holder.slug, "name": matter.holder.name},
            "opened_at": matter.opened_at,
            "due_at": matter.due_at,
            "closed_at": matter.closed_at,
        }
        for matter in found[: _limit(request)]
    ]
    return JsonResponse({"items": items, "more": len(found) > len(items)})


def _visible(reader: Reader) -> QuerySet[Matter]:
    return Matter.objects.filter(
        Q(privacy="public") | Q(reporter_id=reader.resident), community=reader.community
    )


def _rows(reader: Reader) -> QuerySet[Matter]:
    """With the promises that a row's clock may show."""
    shown = Promise.objects.filter(Q(met_at=None) | Q(name="handle"), cancelled_at=None)
    matters = _visible(reader).select_related("place", "holder").defer("place__boundary")
    return matters.prefetch_related(Prefetch("promises", queryset=shown.order_by("due_at")))


def _window(reader: Reader, matters: QuerySet[Matter]) -> dict[str, object]:
    found = list(matters[: ROWS + 1])
    return {"matters": found[:ROWS], "more": len(found) > ROWS, "reader": reader}


def _limit(request: HttpRequest) -> int:
    return int(request.GET.get("limit", ROWS))
