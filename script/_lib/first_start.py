"""Database and static files as the server needs them, made only when they would change."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

from .paths import PACKAGE, PYTHON, REQUIREMENTS, ROOT, VENV_BIN
from .progress import run, step
from .stamps import Stamp, digest

DJANGO = (PYTHON, "-m", "django")


def prepare(env: Mapping[str, str]) -> None:
    data_dir = Path(env.get("LINLI_DATA_DIR", ROOT / "var")).resolve()
    _prepare_database(data_dir, env)
    _prepare_static_files(data_dir, env)


def _prepare_database(data_dir: Path, env: Mapping[str, str]) -> None:
    """Migrates, and lays the demonstration street into an empty database.

    A file of SQLite is passed over when it has as many migrations as after the last time, and
    nothing that could call for more has changed; a server's database is always asked.
    """
    database = _sqlite_file(data_dir, env)
    stamp = Stamp(data_dir / "database.prepared")
    if database and stamp.read() == _database_digest(database, env) and _has_community(database):
        return
    with step("准备数据库", "Preparing the database"):
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        run(_preparation(env), env=env, tells=True)
    if database:
        stamp.write(_database_digest(database, env))


def _preparation(env: Mapping[str, str]) -> list[str | Path]:
    """In production nobody is given a fictional community: its operator runs `linli setup`.

    Without the demonstration the database begins empty, and the first visitor founds what he wants.
    """
    if env.get("LINLI_PRODUCTION") == "1":
        return [*DJANGO, "migrate", "--no-input", "--verbosity=0"]
    what = "--empty" if env.get("LINLI_DEMO") == "0" else "--demonstration-street"
    return [VENV_BIN / "linli", "setup", what, "--quiet"]


def _sqlite_file(data_dir: Path, env: Mapping[str, str]) -> Path | None:
    url = env.get("LINLI_DATABASE_URL", "")
    if not url:
        return data_dir / "linli.sqlite3"
    parts = urlsplit(url)
    return Path("/" + parts.path.lstrip("/")) if parts.scheme == "sqlite" else None


def _database_digest(database: Path, env: Mapping[str, str]) -> str:
    files = [*PACKAGE.rglob("migrations/*.py"), REQUIREMENTS / "base.txt"]
    demo = env.get("LINLI_DEMO", "1")
    return digest(files, str(database), demo, str(_applied_migrations(database)))


def _applied_migrations(database: Path) -> int:
    """0 where there is no such database: then the digest never fits."""
    if not database.exists():
        return 0
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM django_migrations").fetchone()[0])
        except sqlite3.OperationalError:
            return 0


def _has_community(database: Path) -> bool:
    """Until somebody founded one, every start says the code with which it is done."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        try:
            found = connection.execute("SELECT 1 FROM communities_community LIMIT 1").fetchone()
        except sqlite3.OperationalError:
            return False
    return found is not None


def _prepare_static_files(data_dir: Path, env: Mapping[str, str]) -> None:
    sources = [path for path in PACKAGE.rglob("static/**/*") if path.is_file()]
    stamp = Stamp(data_dir / "static" / ".prepared")
    # What Linli itself collected since, at an upgrade for instance, counts as a change.
    collected = Stamp(data_dir / "static" / ".collected")
    sources.append(REQUIREMENTS / "base.txt")
    if stamp.read() == digest(sources, collected.read()):
        return
    with step("收集静态文件", "Collecting static files"):
        run([PYTHON, "-m", "linli.cli.static_files"], env=env)
    stamp.write(digest(sources, collected.read()))
