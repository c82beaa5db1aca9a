"""Names of neighbours: before what is theirs (王建国家的狗), and after where they live (楼上王建国).

Nobody introduces them and no title follows. In front of 家 two characters that may be of a name are
believed, unless the last one makes a word with it (人家, 专家); where they do, where the surname is a
word first of all, and after a floor, both must be usual in given names.
"""

import re
from collections.abc import Iterable, Iterator

from linli.engines.text_routing.masking.surnames import (
    COMPOUND,
    GIVEN,
    NOT_GIVEN,
    OF_PLACES,
    SINGLE,
    WORDLIKE,
    WORDS,
)

# Usual in given names too, but only where what stands around speaks for a name.
_OFTEN = (GIVEN - {"和"}) | frozenset("建学丰三顺根柱栓喜秋冬夏佩之子梓轩涵占自旺秉祖望传殿彦")
_USUAL = f"[{''.join(sorted(_OFTEN))}]"
_POSSIBLE = f"(?:[^{''.join(sorted(NOT_GIVEN))}\\W\\da-z_]|三)"
_SURNAME = f"(?:{'|'.join(COMPOUND)}|[{''.join(sorted(SINGLE))}])"
# With 家 these make a word of their own, or they are what ends the name of a place.
_BEFORE_HOME = frozenset(
    "国大人商厂专公自回在居全店老东一别每搬买卖玩作画安住起顾管赢行当冤本娘婆亲各独名儒皇世出到抄持成离想发船"
    "渔农养庄上下我你他她它咱谁哪这那众俺归邻亡败看护私分酒身镇岭湾冲塘寺庙"
)
_THEIRS = (
    "家(?:的|里|门|养|楼|天天|每天|整天|经常|总是|又|半夜|深夜|夜里|晚上|凌晨|装修|漏水|孩子|小孩|"
    "老人|媳妇|两口)"
)
_COUNT = "[\\d一二三四五六七八九十]"
_WHERE = f"(?:楼上|楼下|隔壁|对门|{_COUNT}楼)(?:的|住的|住户|邻居|住着)?"
_NO_PLACE = f"(?!某?(?:{OF_PLACES})|[\u4e00-\u9fff](?:{OF_PLACES}))"

_AT_HOME = re.compile(f"({_SURNAME}{_POSSIBLE}{{2}})(?={_THEIRS})")
_ON_A_FLOOR = re.compile(f"{_WHERE}({_SURNAME}{_USUAL}{{2}}){_NO_PLACE}")
# Whom people complain about by name.
_POSTS = "(?:经理|主任|书记|老板|保安|队长|站长|所长|局长|科长|会长|楼长|会计|师傅|管家|电工|保洁|司机|房东|网格员|工作人员)"
_PERHAPS = re.compile(
    f"({_SURNAME}{_USUAL}{{1,2}})(?=家(?![园庭具电长]))"
    f"|(?:{_WHERE}|{_POSTS})({_SURNAME}{_USUAL}{{1,2}}){_NO_PLACE}"
)
# Characters of a name of one character and its surname.
_SHORT = 2


def find_neighbours(folded: str) -> Iterator[tuple[int, int]]:
    """Where names of neighbours stand; the caller looks whether they are words."""
    for match in _AT_HOME.finditer(folded):
        if _is_plain(match[1]) or _is_usual(match[1]):
            yield match.span(1)
    yield from (match.span(1) for match in _ON_A_FLOOR.finditer(folded))


def list_perhaps_names(texts: Iterable[str]) -> set[str]:
    """What may be the name of a neighbour, or of somebody named with his post, in folded texts, of
    two characters too: more than is masked, for whoever had better say one word less."""
    found: set[str] = set()
    for text in texts:
        for match in _PERHAPS.finditer(text):
            name, is_at_home = match[match.lastindex or 0], match.lastindex == 1
            if not _is_word(name) and not (is_at_home and _makes_a_word(name)):
                found |= {name, name[:_SHORT]}
    return found


def _is_plain(name: str) -> bool:
    return name[0] not in WORDLIKE and name[-1] not in _BEFORE_HOME


def _makes_a_word(name: str) -> bool:
    return len(name) == _SHORT and name[-1] in _BEFORE_HOME


def _is_usual(name: str) -> bool:
    return _OFTEN.issuperset(name[-2:])


def _is_word(name: str) -> bool:
    return name[0] in WORDLIKE or name[:_SHORT] in WORDS
