"""What a connection is set to when it is opened."""

import sqlite3

from linli.config.databases import database_settings


def test_deleted_words_are_overwritten_on_the_disk(tmp_path):
    path = tmp_path / "linli.sqlite3"
    settings = database_settings(f"sqlite:///{path}")
    words = "Mrs Zhao of number 3 shouts"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA secure_delete=OFF")
    connection.executescript(settings["OPTIONS"]["init_command"])
    connection.execute("CREATE TABLE part (text)")
    connection.execute("INSERT INTO part VALUES (?)", [words])
    connection.commit()
    connection.execute("DELETE FROM part")
    connection.commit()
    assert connection.execute("PRAGMA secure_delete").fetchone() == (1,)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    assert words.encode() not in path.read_bytes()
