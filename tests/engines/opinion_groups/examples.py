"""One small conversation as files: 40 people of two camps, ten statements, one moderated out."""

from pathlib import Path

import numpy as np

TEXTS = [
    "A crossing before the school",
    "Cars off the square on market days",
    'Lamps along the canal, "all night"',
    "旧厂房改成阅览室",
    "More benches,\nin the shade",
    "A dog run in the park",
    "Quiet hours from ten",
    "Parking for residents only",
    "<script>alert(1)</script> & co",
    "advertisement",
]


def rows() -> list[tuple[int, int, int, int]]:
    """Time in seconds, statement, person and vote."""
    random = np.random.default_rng(12)
    found = []
    for person in range(40):
        side = 1 if person % 2 else -1
        for place, statement in enumerate(random.permutation(10)[: 7 + person % 4].tolist()):
            lean = side * (1 if statement % 3 else -1) if statement > 1 else 1
            vote = lean if random.random() < 0.85 else 0
            found.append((1_700_000_000 + 600 * person + 20 * place, statement, person, vote))
    return found


def write_polis(folder: Path) -> Path:
    """The conversation as an export of Polis."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["timestamp,datetime,comment-id,voter-id,vote"]
    lines += [f"{t},some day,{statement},{p},{vote}" for t, statement, p, vote in rows()]
    (folder / "votes.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    lines = ["timestamp,comment-id,author-id,agrees,disagrees,moderated,is-meta,comment-body"]
    for place, text in enumerate(TEXTS):
        quoted = '"' + text.replace('"', '""') + '"'
        lines.append(
            f"1,{place},0,0,0,{-1 if place == 9 else 1},{str(place == 7).lower()},{quoted}"
        )
    (folder / "comments.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "summary.csv").write_text('topic,"Our square <b>"\nvoters,40\n', encoding="utf-8")
    return folder


def write_linli(folder: Path) -> Path:
    """The same, as Linli's own export."""
    folder.mkdir(parents=True, exist_ok=True)
    words = {1: "agree", 0: "pass", -1: "disagree"}
    lines = ["participant,statement,vote,time"]
    for time, statement, person, vote in rows():
        moment = np.datetime64(time + 8 * 3600, "s")
        lines.append(f"{person},{statement},{words[vote]},{moment}+08:00")
    (folder / "votes.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    lines = ["statement,text,moderation,meta,seed"]
    for place, text in enumerate(TEXTS):
        quoted = '"' + text.replace('"', '""') + '"'
        state = "out" if place == 9 else "in"
        lines.append(f"{place},{quoted},{state},{'yes' if place == 7 else 'no'},no")
    (folder / "statements.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder
