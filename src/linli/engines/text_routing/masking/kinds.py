"""What the masker finds."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a hidden stretch was; the value stands in its place."""

    NAME = "姓名"
    PHONE = "电话"
    IDENTITY = "证件号"
    PLATE = "车牌"
    ADDRESS = "门牌"
    ACCOUNT = "账号"
    NUMBER = "号码"


@dataclass(frozen=True, order=True)
class Span:
    """From ``start`` up to ``end`` in the text, counted in characters."""

    start: int
    end: int
    kind: Kind
