"""store_photo: a file that was sent becomes a clean picture that waits for its step."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from linli.core.attachments.errors import PhotoRefusedError
from linli.core.attachments.models import Upload
from linli.core.attachments.pictures import Picture, redraw
from linli.core.attachments.tokens import make_token, upload_key
from linli.core.matters.acting import ActingUser
from linli.ground.communities.models import new_key
from linli.ground.privacy.network import index_network

# So that nobody fills the store with photos that belong to nothing.
MOST_WAITING = 120
ATTEMPTS = 4


@dataclass(frozen=True, slots=True)
class Uploaded:
    """The token that a step takes, and the size of what was kept."""

    token: str
    width: int
    height: int


def store_photo(
    raw: bytes,
    *,
    file_name: str,
    acting_user: ActingUser,
    form: str = "",
    field: str = "",
    network_address: str = "",
    now: datetime,
) -> Uploaded:
    """The token of the photo, drawn anew and stored; PhotoRefusedError naming the file.

    Call it outside of a transaction: whatever becomes of the step, the photo stays for another
    try, and the sweep clears away what nobody took.
    """
    if len(raw) > settings.LINLI_PHOTO_BYTES:
        raise PhotoRefusedError("photo_too_large", file_name)
    key = upload_key(scope=acting_user.scope, form=f"{form}/{field}" if form else "", raw=raw)
    kept = _find_kept(acting_user, key, now)
    if kept is None:
        network = index_network(network_address, community_id=acting_user.community.pk)
        if _count_waiting(acting_user, network) >= MOST_WAITING:
            raise PhotoRefusedError("photo_too_many_waiting", file_name)
        kept = _store(_redraw(raw, file_name), acting_user, key, network, now)
    return Uploaded(make_token(key), kept.width, kept.height)


def _find_kept(user: ActingUser, key: str, now: datetime) -> Upload | None:
    """The same photo of the same form, whose time begins anew; None where the sweep was faster."""
    found = Upload.objects.filter(community=user.community, key=key, stored_at__isnull=False)
    return found.first() if found.update(created_at=now) else None


def _count_waiting(user: ActingUser, network: str) -> int:
    """What came from this network and no step has taken: a report that is sent sets it back."""
    waiting = Upload.objects.filter(community=user.community, taken_at__isnull=True)
    return waiting.filter(network=network).count()


def _redraw(raw: bytes, file_name: str) -> Picture:
    try:
        return redraw(
            raw, most_bytes=settings.LINLI_PHOTO_BYTES, most_pixels=settings.LINLI_PHOTO_PIXELS
        )
    except PhotoRefusedError as error:
        raise PhotoRefusedError(error.code, file_name) from error


def _store(picture: Picture, user: ActingUser, key: str, network: str, now: datetime) -> Upload:
    """The row first, then its files: a crash between leaves a row, which the sweep finds."""
    name = new_key().hex
    row, _ = Upload.objects.get_or_create(
        community=user.community,
        key=key,
        defaults={
            "picture": f"photos/{name[-2:]}/{name}.jpg",
            "thumbnail": f"photos/{name[-2:]}/{name}-small.jpg",
            "width": picture.width,
            "height": picture.height,
            "digest": sha256(picture.display).hexdigest(),
            "network": network,
            "created_at": now,
        },
    )
    _write(row.picture, picture.display)
    _write(row.thumbnail, picture.thumbnail)
    Upload.objects.filter(pk=row.pk, stored_at__isnull=True).update(stored_at=now)
    return row


def _write(name: str, content: bytes) -> None:
    """Under that very name; where the same was written at once by another, his stays.

    Whoever clears away what lies there from before may hit what another is just writing: then that
    one writes it once more.
    """
    for attempt in range(ATTEMPTS):
        if default_storage.exists(name):
            default_storage.delete(name)
        try:
            written = default_storage.save(name, ContentFile(content))
        except FileNotFoundError:
            if attempt == ATTEMPTS - 1:
                raise
            continue
        if written != name:
            default_storage.delete(written)
        return
