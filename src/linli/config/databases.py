"""Database settings from one URL: SQLite for one process group, PostgreSQL for all else."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    "PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY;"
    "PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456;"
)


class DatabaseUrlError(ImproperlyConfigured):
    """The URL names no database that Linli runs on."""


def database_settings(url: str) -> dict[str, Any]:
    """Django's settings for a `sqlite:///path` or `postgresql://…` URL."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(parts.path if parts.path.startswith("//") is False else parts.path[1:])
    if parts.scheme in {"postgresql", "postgres"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or dict(parse_qsl(parts.query)).get("host", "")),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"connect_timeout": 10, "application_name": "linli"},
        }
    raise DatabaseUrlError(f"LINLI_DATABASE_URL must begin with sqlite:/// or postgresql://: {url}")


def _sqlite(path: str) -> dict[str, Any]:
    """BEGIN IMMEDIATE: a transaction that will write takes its lock at once, so it never fails
    half-way with a stale snapshot; FULL: an answered write survives a power cut."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": SQLITE_START,
        },
    }
