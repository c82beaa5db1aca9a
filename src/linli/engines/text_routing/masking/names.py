"""Names of people, Chinese ones first: a surname, a given name, and what stands around them.

A name is believed when somebody is introduced by it (我叫…, 姓名：…, 村民…), when a title or kin
follows it (…局长, …老师, …儿子), when it stands in a row of names or signs the text, when it is written
as half a name (张某某), when it is a neighbour's (王建国家的狗, 楼上王建国), or when two usual characters
of given names follow a surname and make no place of it. A full name once believed is hidden wherever it stands in the text. Office holders are
hidden like everybody else.
"""

import re
from collections.abc import Iterator

from linli.engines.text_routing.masking.kinds import Kind, Span
from linli.engines.text_routing.masking.neighbours import find_neighbours
from linli.engines.text_routing.masking.surnames import (
    COMPOUND,
    GIVEN,
    NEVER_GIVEN,
    NOT_GIVEN,
    OF_PLACES,
    SINGLE,
    WORDLIKE,
    WORDS,
)

_SURNAME = f"(?:{'|'.join(COMPOUND)}|[{''.join(sorted(SINGLE))}])"
_GIVEN = f"[^{''.join(sorted(NOT_GIVEN))}\\W\\da-z_]"
_BEFORE_TITLE = f"[^{''.join(sorted(NEVER_GIVEN))}\\W\\da-z_]"
_NAME = f"{_SURNAME}{_GIVEN}{{1,2}}"
# Characters of a name of a surname and one more.
_SHORT = 2
# Before a surname that is also a word these make another word of it: 任何某, 有关某, 班某.
_NO_HALF = "任如为有无相部同其二三四五六七八九十0123456789"
_EDGE = r"(?![\u4e00-\u9fff])"
_AFTER = (
    r"(?=[^\u4e00-\u9fff]|$|的|是|在|于|为|与|和|及|等|说|称|从|将|把|被|让|到|去|来|向|对|以|有|也|"
    r"又|先|女|男|现|因|家|身份|出生|系|一家|本人|夫妇|夫妻|两人|二人|同志|利用|承|擅|私|电话|住|给|签|非法|涉|拒|已|却|带|竟|未|不|多次|私自)"
)
_INTRODUCED = (
    "我叫|我名叫|本人叫|名叫|名字叫|真名|姓名|联系人|经办人|委托人|申请人|投诉人|举报人|反映人|"
    "信访人|上访人|留言人|求助人|求助者|受访人|大师|法人代表|法定代表人|法人|户主|死者|受害人|受害者|当事人|嫌疑人|署名|此致敬礼|敬礼|敬上|叫做?"
)
_ROLES = (
    "村民|居民|市民|业主|员工|职工|农民工?|学生|患者|老板|包工头|负责人|责任人|房东|物业经理|代表|民警|交警|干警|辅警|"
    "医生|医师|护士|老师|教师|校长|班主任|园长|书记|主任|副主任|局长|副局长|村长|组长|镇长|乡长|县长|科长|所长|院长|"
    "支书|秘书|会计|经理|董事长|股东|开发商|承包人|司机|车主|教练|律师|法官|干部|队长|站长|工作人员|丈夫|妻子|"
    "老公|老婆|爱人|儿子|女儿|父亲|母亲|爸爸|妈妈|哥哥|弟弟|姐姐|妹妹|儿媳|女婿|侄子|亲戚|邻居|朋友|兄弟|其子|其父|其妻|其夫|本人|人员|男子|女子|员|长"
)
_TITLES = (
    "先生|女士|小姐|老师|医生|医师|大夫|护士长?|教授|校长|园长|院长|副?书记|副?主任|副?局长|副?市长|副?县长|副?区长|"
    "副?省长|副?厅长|副?镇长|副?乡长|村长|组长|科长|处长|股长|所长|站长|队长|部长|行长|会长|理事长|副?主席|委员长?|"
    "董事长|副?总经理|经理|老板|会计|秘书|支书|同志|师傅|警官|法官|检察官|律师|教练|阿姨|大爷|大哥|大姐|奶奶|爷爷|"
    "同学|大师|师父|工头|夫妇|父子|兄弟|父女|母子|某某"
)
_LINK = "[:是为叫,(“\"' ]{0,3}"
_STRONG = re.compile(f"(?:{_INTRODUCED}){_LINK}({_SURNAME}{_BEFORE_TITLE}{{1,2}})")
_USUAL = f"[{''.join(sorted(GIVEN))}]"
_TWICE = re.compile(
    f"([{''.join(sorted(SINGLE - WORDLIKE))}]{_USUAL}{{2}})(?!某?(?:{OF_PLACES})|[\u4e00-\u9fff](?:{OF_PLACES}))"
)
_WEAK = re.compile(f"(?:{_ROLES})[:(“\"' ]{{0,2}}({_NAME}){_AFTER}")
_TITLED = re.compile(f"(?=({_SURNAME}{_BEFORE_TITLE}{{0,2}}?)(?:{_TITLES}))")
_KIN = re.compile(
    f"({_NAME})(?=(?:之|的)?(?:儿子|女儿|妻子|丈夫|父亲|母亲|老婆|老公|弟弟|哥哥|家属|一家|全家|夫妇))"
)
_HALF = re.compile(
    f"({_SURNAME}(?:某[某{''.join(sorted('甲乙丙丁'))}]?|\\*{{1,3}}|x{{1,3}}))(?![a-z*])"
)
_LISTED = re.compile(f"(?<![\\u4e00-\\u9fff])({_NAME})(?=[、 ,]{_NAME}(?:[、 ,。;)]|等))")
_LISTED_LATER = re.compile(f"(?<=[、])({_NAME})(?=[、 ,。;)等]|{_EDGE})")
_SIGNED = re.compile(
    f"(?:[。!?;,:\\s]|^)({_NAME})(?=(?:[,(:]?(?:男|女|汉族|现年|生于|\\d{{4}}年|身份证|电话|\\d{{11}})))"
)
_ALONE = re.compile(f"(?:[。!?;\\s]|^)({_NAME})(?=[\\s。.]*$| ?[a-z]\\d|[,。;]? ?\\d{{4}}[年.-])")
_PATTERNS = (_STRONG, _WEAK, _HALF, _LISTED, _LISTED_LATER, _SIGNED, _ALONE, _KIN, _TWICE)

# Rows of names: parts between commas, and what a name looks like in them.
_PART = re.compile("[^、,。;:!?\\s]+")
_WHOLE = re.compile(_NAME)
_ANY_WHOLE = re.compile(f"(?:[、,。;:!?\\s]|^){_NAME}(?=[、,。;:!?\\s]|$)")
_AT_END = re.compile(f"{_SURNAME}{_GIVEN}{{2}}$")
_AT_BEGIN = re.compile(f"{_SURNAME}{_GIVEN}{{2}}")
# What may stand before a surname that is also a word, when a title follows it.
_ADDRESSED = re.compile("(?:[\\W_]|^|的|敬|爱|请|找|给|由|是|叫|望|特|被)$")
# In front of a surname that stands alone before a title these make another word of it.
_NOT_BEFORE = re.compile(
    "(?:时|现|前|历|连|就|担|公|治|保|语|英|作|中|数|化|主|常|不|班|副|总|党|大|有|相)$"
)


def find_names(folded: str) -> Iterator[Span]:
    """The names; they may overlap."""
    believed: set[str] = set()
    for start, end in (*_matched(folded), *_titled(folded), *_rows(folded)):
        yield Span(start, end, Kind.NAME)
        believed.add(folded[start:end])
    for name in sorted(believed):
        if len(name) >= _SHORT and name.isalpha():
            yield from _everywhere(folded, name)


def _matched(folded: str) -> Iterator[tuple[int, int]]:
    found = (match.span(1) for pattern in _PATTERNS for match in pattern.finditer(folded))
    for start, end in (*found, *find_neighbours(folded)):
        if _is_name(folded, start, end):
            yield start, end


def _everywhere(folded: str, name: str) -> Iterator[Span]:
    start = folded.find(name)
    while start >= 0:
        yield Span(start, start + len(name), Kind.NAME)
        start = folded.find(name, start + len(name))


def _titled(folded: str) -> Iterator[tuple[int, int]]:
    """Names in front of titles: of those that end there the longest that is believed."""
    begun: dict[int, int] = {}
    for match in _TITLED.finditer(folded):
        start, end = match.span(1)
        if end not in begun and _is_titled(folded, start, end):
            begun[end] = start
    yield from ((start, end) for end, start in begun.items())


def _is_titled(folded: str, start: int, end: int) -> bool:
    before = folded[max(start - 1, 0) : start]
    if folded[start : start + 2] in WORDS or before + folded[start] in WORDS:
        return False
    if folded[start] in WORDLIKE and not _ADDRESSED.search(before):
        return False
    if end - start == _SHORT and folded[start] in WORDLIKE and folded[start + 1] in SINGLE:
        return False
    return end - start > 1 or not _NOT_BEFORE.search(before)


def _rows(folded: str) -> Iterator[tuple[int, int]]:
    """Names in rows, parted by commas: each is believed for the whole one beside it."""
    if not _ANY_WHOLE.search(folded):
        return
    parts = [(match.start(), match.end()) for match in _PART.finditer(folded)]
    whole = [bool(_WHOLE.fullmatch(folded, *part)) and _is_name(folded, *part) for part in parts]
    for place, (start, end) in enumerate(parts):
        beside = [
            other
            for other in (place - 1, place + 1)
            if 0 <= other < len(parts) and _gap(parts, place, other) == 1
        ]
        nearby = [other for other in beside if whole[other]]
        if whole[place] and end - start > _SHORT and place - 1 in beside:
            nearby += [place - 1] if _AT_END.search(folded, *parts[place - 1]) else []
        if not nearby:
            continue
        if whole[place]:
            yield start, end
        elif (place + 1 in nearby and (match := _AT_END.search(folded, start, end))) or (
            place - 1 in nearby and (match := _AT_BEGIN.match(folded, start, end))
        ):
            yield match.span()


def _gap(parts: list[tuple[int, int]], one: int, other: int) -> int:
    """Characters between two neighbouring parts."""
    first, second = sorted((one, other))
    return parts[second][0] - parts[first][1]


def _is_name(folded: str, start: int, end: int) -> bool:
    """Whether the stretch is no ordinary word, or a part of some."""
    if folded[start : start + 2] in WORDS or folded[max(start - 1, 0) : start + 1] in WORDS:
        return False
    if end - start > _SHORT and folded[start + 1 : end] in WORDS:
        return False
    half = folded[start + 1] in "某*x"
    return not (half and folded[start] in WORDLIKE and folded[max(start - 1, 0)] in _NO_HALF)
