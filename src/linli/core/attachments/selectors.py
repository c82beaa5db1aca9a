"""Reading photos: always as the matter's reader, never by the address alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import IO
from uuid import UUID

from django.core.files.storage import default_storage

from linli.core.attachments.errors import PhotoNotFoundError
from linli.core.attachments.models import Attachment, Upload
from linli.core.attachments.tokens import read_token
from linli.core.matters.acting import ActingUser
from linli.core.matters.models import Matter
from linli.core.matters.policies import audiences_for, roles_on, visible_to
from linli.core.records.enums import Audience
from linli.ground.communities.models import Community


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo as pages and the API name it."""

    key: UUID
    record_id: UUID
    field: str
    position: int
    width: int
    height: int
    is_public: bool = False

    @property
    def url(self) -> str:
        return f"/photos/{self.key.hex}"

    @property
    def small_url(self) -> str:
        return f"{self.url}/small"


def list_photos(matter: Matter, *, user: ActingUser) -> dict[UUID, list[Photo]]:
    """Photos of a matter that this reader may see, by record, in order; one query."""
    readable = audiences_for(matter, roles_on(matter, user))
    rows = Attachment.objects.filter(
        community=user.community, matter=matter, record__isnull=False, audience__in=readable
    )
    found: dict[UUID, list[Photo]] = {}
    for row in rows.order_by("field", "position"):
        assert row.record_id is not None
        found.setdefault(row.record_id, []).append(
            Photo(
                key=row.pk,
                record_id=row.record_id,
                field=row.field,
                position=row.position,
                width=row.width,
                height=row.height,
                is_public=row.audience == Audience.PUBLIC,
            )
        )
    return found


def open_photo(key: UUID, *, user: ActingUser, small: bool = False) -> IO[bytes]:
    """The photo's bytes; PhotoNotFoundError alike for one that is not there, one of a matter that
    this user may not see, and one that is not for him."""
    row = Attachment.objects.filter(community=user.community, pk=key).first()
    matter = visible_to(user).filter(pk=row.matter_id).first() if row else None
    if row is None or matter is None:
        raise PhotoNotFoundError(str(key))
    if row.audience not in audiences_for(matter, roles_on(matter, user)):
        raise PhotoNotFoundError(str(key))
    return _open(row.thumbnail if small else row.picture)


def read_thumbnails(tokens: Iterable[str], *, community: Community) -> dict[str, bytes]:
    """Small pictures of uploads that wait for their step, by token; what is gone is left out."""
    keys = {token: read_token(token) for token in tokens}
    rows = Upload.objects.filter(
        community=community, key__in=list(keys.values()), stored_at__isnull=False
    )
    names = {row.key: row.thumbnail for row in rows if row.taken_at is None}
    return {token: _open(names[key]).read() for token, key in keys.items() if key in names}


def _open(name: str) -> IO[bytes]:
    """Read at once, so that no handle stays open in a store that is another machine."""
    try:
        with default_storage.open(name) as held:
            return BytesIO(held.read())
    except FileNotFoundError as error:
        raise PhotoNotFoundError(name) from error
