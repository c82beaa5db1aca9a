"""Rows of a matter's records, with the words that they vouch for."""

import json
import random
from collections.abc import Iterator, Mapping
from typing import Any

from benchmarks.filling.histories import Event
from benchmarks.filling.keys import Keys, write_time
from benchmarks.filling.tables import Row, Table, table_of
from benchmarks.filling.told import Told
from linli.core.matters.definition import Field, FieldType
from linli.core.records.commitments import commit
from linli.core.records.models import Record, RecordAuthor, RecordPart
from linli.ground.accounts.models import Account
from linli.ground.parties.models import Duty

RECORD = table_of(
    Record,
    *("id", "community_id", "sequence", "matter_id", "matter_number", "kind", "step"),
    *("from_state", "to_state", "at", "recorded_at", "role", "organisation_id", "facts"),
    "commitments",
)
PART = table_of(RecordPart, "id", "record_id", "name", "audience", "text", "salt")
AUTHOR = table_of(
    RecordAuthor,
    *("record_id", "matter_id", "step", "account_id", "organisation_id", "at", "channel"),
)
SENTENCES = (
    "小区门口的路灯已经三天不亮了，晚上老人下楼很不方便，希望尽快派人来看看。",
    "楼道里堆了很多装修垃圾，味道很大，打过物业电话一直没有人处理，请协调解决。",
    "雨后主路积水没过脚踝，下水道可能堵了，早高峰行人和电动车都绕不开，存在安全隐患。",
    "已安排人员到现场查看，更换损坏部件后恢复正常，并与反映人电话确认，后续将加强巡查。",
    "共享单车乱停把盲道全占了，已经提醒过运营企业，但是每天早上还是老样子，请帮助督促。",
)


class RecordRows:
    """Makes them; `duties` are the people on duty by the kind of their duty."""

    def __init__(self, duties: Mapping[str, Duty], chance: random.Random, keys: Keys) -> None:
        self._duties, self._chance, self._keys = duties, chance, keys

    def list_rows(self, told: Told, *, sequence: int) -> Iterator[tuple[Table, Row]]:
        """Records behind that sequence number, one for each event, with parts and authors."""
        for offset, event in enumerate(told.history.events, 1):
            yield from self._entry(told, event, offset - 1, sequence + offset)

    def _entry(
        self, told: Told, event: Event, place: int, sequence: int
    ) -> Iterator[tuple[Table, Row]]:
        key, community = self._keys.ordered(), told.place.community_id.hex
        role, at = event.step.actors[0].role, write_time(told.times[place])
        duty = self._duties.get(role)
        office = told.holder if role == "handler" else duty.organisation if duty else None
        organisation = office.pk.hex if office else None
        account: Account | None = duty.account if duty else None
        commitments: dict[str, str] = {}
        for row in self._parts(key, event, commitments):
            yield PART, row
        yield (
            RECORD,
            (
                key,
                community,
                sequence,
                told.key,
                told.number,
                "case",
                event.step.name,
                event.before,
                event.after,
                at,
                at,
                role,
                organisation,
                json.dumps(self._facts(told, event)),
                json.dumps(commitments),
            ),
        )
        person = account.pk.hex if account else None
        yield AUTHOR, (key, told.key, event.step.name, person, organisation, at, "web")

    def _parts(self, record: str, event: Event, commitments: dict[str, str]) -> Iterator[Row]:
        for field in event.step.fields:
            if field.type is FieldType.TEXT and field.required:
                text, salt = self._chance.choice(SENTENCES), self._chance.randbytes(32)
                commitments[field.name] = commit(field.name, text, salt)
                yield self._keys.random(), record, field.name, str(field.audience), text, salt

    def _facts(self, told: Told, event: Event) -> dict[str, Any]:
        return {
            field.name: self._answer(told, field)
            for field in event.step.fields
            if field.required and field.type in {FieldType.CHOICE, FieldType.OPTION}
        }

    def _answer(self, told: Told, field: Field) -> str:
        if field.type is FieldType.CHOICE:
            return self._chance.choice(field.choices).code
        if field.name == "organisation" and told.holder:
            return told.holder.slug
        return told.category.code
