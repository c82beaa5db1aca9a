# ruff: noqa: DTZ001 - offices write no zone
"""Made-up messages: two plain subjects, nothing of anybody."""

import random
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from linli.engines.text_routing import Example, Message

FOLDER = Path("../shared/data/messages")
needs_data = pytest.mark.skipif(
    not FOLDER.exists(), reason=f"the reference data are not at {FOLDER} on this machine"
)

LAMPS = ["路灯", "灯杆", "照明", "灯泡", "夜里太暗", "线路短路", "灯罩破损", "整条巷子漆黑"]
SCHOOLS = ["学校", "老师", "课桌", "操场", "放学", "校服", "补课费", "班级人数"]
BUSES = ["公交", "站台", "班次", "末班车", "换乘", "候车亭", "司机态度", "线路绕行"]
SUBJECTS = {"道路照明": LAMPS, "教育": SCHOOLS, "公交": BUSES}
STREETS = ["槐树街", "水磨巷", "大井路", "石桥里", "东风路", "灯市口"]
PHRASES = ["请尽快处理", "已经反映多次", "希望有人来看看", "影响大家生活", "不知道找谁", "谢谢"]


def make_text(subject: str, rng: random.Random) -> str:
    words = rng.sample(SUBJECTS[subject], 3)
    return f"{rng.choice(STREETS)}的{words[0]}问题，{words[1]}和{words[2]}，{rng.choice(PHRASES)}。"


def make_examples(count: int, seed: int = 7) -> list[Example]:
    """So many examples of three subjects, from as many reporters."""
    rng = random.Random(seed)
    subjects = sorted(SUBJECTS)
    found = [(subjects[row % 3], row) for row in range(count)]
    return [Example(make_text(one, rng), one, reporter=f"r{row}") for one, row in found]


BEGIN = datetime(2026, 3, 1, 8, 0)


def make_messages() -> list[Message]:
    """Quiet months of different things, and many who write about one mixing plant in June."""
    rng = random.Random(3)
    found = []
    for row in range(160):
        text = "".join(chr(0x4E00 + rng.randrange(3000)) for _ in range(40))
        time = BEGIN + timedelta(days=row * 0.75)
        found.append(Message(f"q{row}", text, time, title=text[:12], reporter=f"q{row}"))
    for row in range(12):
        time = BEGIN + timedelta(days=100 + row // 2)
        text = f"云溪小区旁的搅拌站日夜施工，粉尘很大，{rng.choice(PHRASES)}，{rng.choice(STREETS)}也受影响"
        found.append(
            Message(
                f"p{row:02}", text, time, "云溪小区搅拌站扰民", "A/A1", f"p{row % 9}", votes=row
            )
        )
    return found
