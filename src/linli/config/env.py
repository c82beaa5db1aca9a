"""The only reader of the environment: typed, and clear about what is missing."""

import base64
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl

from django.core.exceptions import ImproperlyConfigured

PROJECT_ROOT = Path(__file__).resolve().parents[3]
DAY = 24 * 3600
KEY_BYTES = 32  # AES-256


class MissingSettingError(ImproperlyConfigured):
    """A setting that production cannot do without is absent; the message names it and the mend."""


@dataclass(frozen=True, slots=True)
class FileStore:
    """Django's class that keeps files, and what it is made with."""

    backend: str
    options: dict[str, str]


@dataclass(frozen=True, slots=True)
class Environment:
    """What the operator set, with defaults for trying out on one machine."""

    data_dir: Path
    database_url: str
    secret_key: str
    field_key: bytes
    field_keys_old: tuple[bytes, ...]
    profile: str
    production: bool
    demo: bool
    hosts: tuple[str, ...]
    public_url: str
    map_tiles_url: str
    map_tiles_datum: str
    map_tiles_attribution: str
    mail_url: str
    sms_url: str
    web_workers: int
    log_witnesses: tuple[tuple[str, str], ...]
    log_quorum: int
    files: FileStore
    photo_count: int
    photo_bytes: int
    photo_pixels: int
    proxy_hops: int
    session_idle_seconds: int
    session_absolute_seconds: int

    @property
    def map_tiles_origin(self) -> str:
        """The other site that maps ask for tiles; empty where they ask nobody else."""
        scheme, _, rest = self.map_tiles_url.partition("://")
        return f"{scheme}://{rest.partition('/')[0]}" if rest else ""

    @property
    def trusted_origins(self) -> tuple[str, ...]:
        return (self.public_url,) if self.public_url.startswith("https://") else ()


def read_environment(environ: dict[str, str] | None = None) -> Environment:
    """Reads `LINLI_*`.

    Outside production missing keys are generated once and kept in the data folder, readable by
    its owner alone.  Raises MissingSettingError in production where a secret has no value.
    """
    source = dict(os.environ) if environ is None else environ
    production = _yes_or_no(source, "LINLI_PRODUCTION", default=False)
    data_dir = Path(source.get("LINLI_DATA_DIR", str(PROJECT_ROOT / "var"))).resolve()
    return Environment(
        data_dir=data_dir,
        database_url=source.get("LINLI_DATABASE_URL", f"sqlite:///{data_dir / 'linli.sqlite3'}"),
        secret_key=_secret(source, "LINLI_SECRET_KEY", data_dir, production=production),
        field_key=_field_key(source, data_dir, production=production),
        field_keys_old=_old_field_keys(source),
        profile=source.get("LINLI_PROFILE", "cn"),
        production=production,
        demo=not production and _yes_or_no(source, "LINLI_DEMO", default=True),
        hosts=_hosts(source, production=production),
        public_url=source.get("LINLI_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/"),
        map_tiles_url=_tiles_url(source),
        map_tiles_datum=_one_of(source, "LINLI_MAP_TILES_DATUM", ("wgs84", "gcj02")),
        map_tiles_attribution=source.get("LINLI_MAP_TILES_ATTRIBUTION", ""),
        mail_url=source.get("LINLI_MAIL_URL", "file:"),
        sms_url=source.get("LINLI_SMS_URL", "file:"),
        web_workers=_whole_number(source, "LINLI_WEB_WORKERS", 2),
        log_witnesses=_witnesses(source),
        log_quorum=_whole_number(source, "LINLI_LOG_QUORUM", 0),
        files=_file_store(source, data_dir),
        photo_count=_whole_number(source, "LINLI_PHOTO_COUNT", 6),
        photo_bytes=_whole_number(source, "LINLI_PHOTO_BYTES", 20 * 1024 * 1024),
        photo_pixels=_whole_number(source, "LINLI_PHOTO_PIXELS", 64_000_000),
        proxy_hops=_whole_number(source, "LINLI_PROXY_HOPS", 0),
        session_idle_seconds=_whole_number(source, "LINLI_SESSION_IDLE_SECONDS", 14 * DAY),
        session_absolute_seconds=_whole_number(source, "LINLI_SESSION_ABSOLUTE_SECONDS", 30 * DAY),
    )


def _hosts(source: dict[str, str], *, production: bool) -> tuple[str, ...]:
    listed = tuple(name for name in source.get("LINLI_HOSTS", "").split(",") if name)
    if production and not listed:
        raise MissingSettingError("Set LINLI_HOSTS to the host names that this server answers.")
    return listed or ("127.0.0.1", "localhost", "[::1]")


def _file_store(source: dict[str, str], data_dir: Path) -> FileStore:
    """`file:` for a folder beside the database, or `class:path.of.Class?option=value`."""
    name, url = "LINLI_FILES_URL", source.get("LINLI_FILES_URL", "file:")
    if url == "file:":
        folder = {"location": str(data_dir / "files")}
        return FileStore("django.core.files.storage.FileSystemStorage", folder)
    backend, _, options = url.removeprefix("class:").partition("?")
    if not url.startswith("class:") or "." not in backend:
        raise MissingSettingError(f"{name} must be file: or class:path.of.Class, not {url!r}.")
    return FileStore(backend, dict(parse_qsl(options)))


def _secret(source: dict[str, str], name: str, data_dir: Path, *, production: bool) -> str:
    if value := source.get(name):
        return value
    if production:
        raise MissingSettingError(f"Set {name} to a long random text; `linli setup` prints one.")
    return _kept_secret(data_dir / "keys" / name.lower())


def _field_key(source: dict[str, str], data_dir: Path, *, production: bool) -> bytes:
    text = _secret(source, "LINLI_FIELD_KEY", data_dir, production=production)
    return _decode_key("LINLI_FIELD_KEY", text)


def _old_field_keys(source: dict[str, str]) -> tuple[bytes, ...]:
    name = "LINLI_FIELD_KEYS_OLD"
    return tuple(_decode_key(name, text) for text in source.get(name, "").split(",") if text)


def _decode_key(name: str, text: str) -> bytes:
    try:
        key = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError as error:
        raise MissingSettingError(f"{name} must be {KEY_BYTES} bytes in base64.") from error
    if len(key) != KEY_BYTES:
        raise MissingSettingError(f"{name} must be {KEY_BYTES} bytes in base64.")
    return key


def _witnesses(source: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Verifier key and address of each; what the keys hold is checked where they are used."""
    listed = [each.split() for each in source.get("LINLI_LOG_WITNESSES", "").split(",") if each]
    for each in listed:
        if len(each) != 2 or not each[1].startswith(("http://", "https://")):  # noqa: PLR2004 - a pair
            raise MissingSettingError(
                "LINLI_LOG_WITNESSES must hold a verifier key and an address for each witness, "
                "parted by a space, the pairs by commas."
            )
    return tuple((key, url) for key, url in listed)


def _yes_or_no(source: dict[str, str], name: str, *, default: bool) -> bool:
    text = source.get(name, "") or str(int(default))
    if text not in {"0", "1"}:
        raise MissingSettingError(f"{name} must be 0 or 1, not {text!r}.")
    return text == "1"


def _tiles_url(source: dict[str, str]) -> str:
    name = "LINLI_MAP_TILES_URL"
    text = source.get(name, "")
    parts = ("{z}", "{x}", "{y}")
    if text and not (text.startswith(("https://", "/")) and all(part in text for part in parts)):
        raise MissingSettingError(f"{name} must be an https address with {{z}}, {{x}} and {{y}}.")
    return text


def _one_of(source: dict[str, str], name: str, allowed: tuple[str, ...]) -> str:
    """The first where nothing is set."""
    text = source.get(name, "") or allowed[0]
    if text not in allowed:
        raise MissingSettingError(f"{name} must be {' or '.join(allowed)}, not {text!r}.")
    return text


def _whole_number(source: dict[str, str], name: str, default: int) -> int:
    text = source.get(name, str(default))
    if not text.isdigit():
        raise MissingSettingError(f"{name} must be a whole number, not {text!r}.")
    return int(text)


def _kept_secret(path: Path) -> str:
    """Created with O_EXCL, so that two processes starting at once agree on one key."""
    for folder in (path.parent.parent, path.parent):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("=")
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    draft.write_text(fresh)
    draft.chmod(0o600)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text()
