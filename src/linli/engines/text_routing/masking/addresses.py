"""Exact addresses: what leads to one door. Streets, estates and villages stay.

Hidden are a number on a street, a building with unit, floor or room, a room, a number in a
villagers' group, and a building alone where somebody says to live there.
"""

import re
from collections.abc import Iterator

from linli.engines.text_routing.masking.kinds import Kind, Span

_COUNT = "[一二三四五六七八九十百零〇两]"
_NUMBER = rf"(?:[a-z]{{0,2}}\d{{1,3}}[a-z]?|{_COUNT}{{1,5}}|[a-z甲乙丙丁东西南北])"
_BUILDING = rf"{_NUMBER} ?(?:栋|幢|号楼|座|#楼|#)"
_UNIT = rf"{_NUMBER} ?(?:单元|门洞|门|梯)"
_FLOOR = rf"{_NUMBER} ?(?:楼|层)"
_ROOM = r"[a-z]?\d{2,4}[a-z]?"
_NOT_ROOM = (
    r"(?![\d.%]|米|平|元|年|户|人|个|万|瓦|吨|辆|次|天|块|月|小时|分|多|余|名|家|套|间|栋|层|kv|kw)"
)
_DOOR = rf"{_ROOM} ?(?:室|房(?!间|产|子|东|屋|地|价|源|贷|款)|号房)"
_DOOR_INSIDE = rf"(?:{_DOOR}|{_ROOM} ?户(?!主|型|口|籍|数|业))"
_AT_HOME = "(?:家住|住在|我住|居住在?|住址|家在|我家|地址)"

_PATTERNS = [
    rf"{_BUILDING}[-, ]?(?:{_UNIT}[-, ]?)?(?:{_FLOOR}[-, ]?)?(?:{_DOOR_INSIDE}|{_ROOM}{_NOT_ROOM})",
    rf"{_BUILDING}[-, ]?{_UNIT}(?:[-, ]?{_FLOOR})?",
    rf"{_UNIT}[-, ]?(?:{_FLOOR}[-, ]?)?(?:{_DOOR_INSIDE}|{_ROOM}{_NOT_ROOM})",
    rf"(?<![\d.a-z]){_DOOR}",
    rf"(?:[路街巷道弄里环](?:东|西|南|北|中)?段?|胡同|大街)((?:\d{{1,5}}|{_COUNT}{{2,5}})(?:[-—之]\d{{1,4}})?号(?:附\d{{1,3}}号?|之[一二三四五六])?)(?!线|楼|栋|坑|桥|路|地块|令|文)",
    r"(?<=组)\d{1,4}号|门牌号?码?[:是为 ]{0,3}(\d{1,5})",
    rf"{_AT_HOME}[^,。;!?，]{{0,16}}?({_BUILDING})",
    r"(?<![\d.])\d{1,3}-\d{1,2}-\d{3,4}(?![\d-])",
]
_COMPILED = [re.compile(pattern) for pattern in _PATTERNS]
# Most texts have no door, and one look is cheaper than eight.
_WORTH_A_LOOK = re.compile(
    rf"[栋幢座#]|号楼|单元|门洞|门牌|[\d{_COUNT[1:-1]}] ?(?:号|室|房|门|梯)|\d-\d"
)


def find_addresses(folded: str) -> Iterator[Span]:
    """The addresses; they may overlap."""
    if not _WORTH_A_LOOK.search(folded):
        return
    for pattern in _COMPILED:
        for match in pattern.finditer(folded):
            yield Span(*match.span(match.lastindex or 0), Kind.ADDRESS)
