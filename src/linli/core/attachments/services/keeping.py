"""Photos that a step or a contribution takes along become part of its record."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from linli.core.attachments.models import Attachment, Upload
from linli.core.attachments.tokens import LIFETIME, read_token
from linli.core.matters.definition import Field
from linli.core.matters.errors import InputRefusedError
from linli.core.matters.files import FileKeeper
from linli.core.matters.models import Matter
from linli.core.records.commitments import commit_file, new_salt
from linli.core.records.models import Record

GONE = "photo_gone"


class AttachmentKeeper(FileKeeper):
    """What the funnel asks to keep the photos of a step, within its transaction."""

    def take(
        self,
        matter: Matter,
        tokens: Mapping[Field, tuple[str, ...]],
        *,
        step: str,
        source: UUID,
        now: datetime,
    ) -> dict[str, str]:
        """The commitments by name; InputRefusedError where a photo is gone or was taken before."""
        uploads = _lock(matter, tokens, now)
        rows = [
            _attachment(matter, field, position, uploads[token], step=step, source=source, now=now)
            for field, given in tokens.items()
            for position, token in enumerate(given, start=1)
        ]
        Attachment.objects.bulk_create(rows)
        Upload.objects.filter(pk__in=[each.pk for each in uploads.values()]).update(taken_at=now)
        return {row.name: _commitment(row) for row in rows}

    def find_commitments(self, sources: Iterable[UUID]) -> dict[UUID, dict[str, str]]:
        """Commitments to photos that were taken for these and have no record yet; one query."""
        found: dict[UUID, dict[str, str]] = {}
        waiting = Attachment.objects.filter(source__in=list(sources), record__isnull=True)
        for row in waiting.order_by("source", "name"):
            found.setdefault(row.source, {})[row.name] = _commitment(row)
        return found

    def bind(self, records: Mapping[UUID, Record]) -> None:
        """Ties the photos that were taken for these sources to their records."""
        rows = list(Attachment.objects.filter(source__in=list(records), record__isnull=True))
        for row in rows:
            row.record = records[row.source]
        Attachment.objects.bulk_update(rows, ["record"])


def _lock(
    matter: Matter, tokens: Mapping[Field, tuple[str, ...]], now: datetime
) -> dict[str, Upload]:
    """Uploads by token, under their locks in the order of their keys."""
    keys = {token: read_token(token) for given in tokens.values() for token in given}
    rows = Upload.objects.select_for_update().filter(
        community=matter.community_id,
        key__in=list(keys.values()),
        stored_at__isnull=False,
        taken_at__isnull=True,
        created_at__gt=now - LIFETIME,
    )
    found = {row.key: row for row in rows.order_by("id")}
    for field, given in tokens.items():
        if any(keys[token] not in found for token in given):
            raise InputRefusedError({field.name: GONE})
    return {token: found[key] for token, key in keys.items()}


def _attachment(
    matter: Matter,
    field: Field,
    position: int,
    upload: Upload,
    *,
    step: str,
    source: UUID,
    now: datetime,
) -> Attachment:
    return Attachment(
        community_id=matter.community_id,
        matter=matter,
        source=source,
        step=step,
        field=field.name,
        name=f"{field.name}_{position}",
        position=position,
        audience=field.audience,
        picture=upload.picture,
        thumbnail=upload.thumbnail,
        width=upload.width,
        height=upload.height,
        digest=upload.digest,
        salt=new_salt(),
        at=now,
    )


def _commitment(row: Attachment) -> str:
    return commit_file(row.name, row.digest, bytes(row.salt))
