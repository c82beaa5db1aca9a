"""What the long runs fill in looks as if the funnel had written it."""

from collections import defaultdict

import pytest
from django.db import connection

from benchmarks.filling import Street
from benchmarks.filling.histories import FINISHED, UNFINISHED, tell
from benchmarks.filling.tables import table_of
from linli.apps.cases.models import Case
from linli.apps.cases.procedure import CASE
from linli.core.matters.models import Matter, Promise, Receipt
from linli.core.records.commitments import commit
from linli.core.records.models import Record, RecordAuthor, RecordPart, Stream
from tests.soak.conftest import MATTERS

FINAL = {state.name for state in CASE.states if state.final}
REPORTED_BY_HAND = 1


@pytest.mark.parametrize("way", [*FINISHED, *UNFINISHED])
def test_history_takes_only_declared_steps_and_leaves_no_promise_behind(way: tuple[str, ...]):
    history = tell(CASE, way)
    for event in history.events:
        assert event.before in event.step.sources or event.before == ""
    assert history.is_finished == (history.events[-1].after in FINAL)
    running = [each for each in history.promises if each.met is None and each.dropped is None]
    assert bool(running) != history.is_finished


def test_filled_matters_have_everything_once(street: Street):
    number = MATTERS + REPORTED_BY_HAND
    assert (
        street.community.pk == Matter.objects.values_list("community", flat=True).distinct().get()
    )
    assert [model.objects.count() for model in (Matter, Case, Receipt)] == [number] * 3
    records = Record.objects.count()
    assert records == RecordAuthor.objects.count() == Stream.objects.get().last
    sequences = Record.objects.order_by("sequence").values_list("sequence", flat=True)
    assert list(sequences) == list(range(1, records + 1))


def test_filled_matters_are_what_their_records_and_promises_say(street: Street):
    told = defaultdict(list)
    for record in Record.objects.order_by("sequence"):
        told[record.matter_id].append((record.from_state, record.to_state))
    due = defaultdict(list)
    for promise in Promise.objects.filter(met_at=None, cancelled_at=None):
        due[promise.matter_id].append(promise.due_at)
    for matter in Matter.objects.filter(community=street.community):
        moves = told[matter.pk]
        assert [before for before, _ in moves] == ["", *(after for _, after in moves[:-1])]
        assert moves[-1][1] == matter.state
        assert matter.due_at == min(due[matter.pk], default=None)
        assert (matter.closed_at is not None) == (matter.state in FINAL)


def test_filled_texts_are_vouched_for(street: Street):
    parts = RecordPart.objects.filter(record__community=street.community).select_related("record")
    kept = {(part.record_id, part.name) for part in parts}
    vouched = {(record.pk, name) for record in Record.objects.all() for name in record.commitments}
    assert kept == vouched
    for part in parts[:50]:
        assert commit(part.name, part.text, bytes(part.salt)) == part.record.commitments[part.name]


@pytest.mark.usefixtures("street")
def test_filled_rows_refer_to_nothing_that_is_missing():
    connection.check_constraints()


def test_table_whose_columns_changed_is_refused():
    with pytest.raises(ValueError, match="cases_case has the columns"):
        table_of(Case, "matter_id", "latitude")
