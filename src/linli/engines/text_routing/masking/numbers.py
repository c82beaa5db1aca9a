"""Telephone, identity, plate, account and other long numbers."""

import re
from collections.abc import Iterator

from linli.engines.text_routing.masking.kinds import Kind, Span

_ALONE, _END = r"(?<![\d.])", r"(?![\d])"
_FIGURE = "[零〇一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖]"
_PROVINCE = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领]"
_CALL = "(?:电话|手机|座机|联系方式|号码|tel|致电|拨打)"

# The first that fits a place wins, so the more telling ones stand first.
_PATTERNS = [
    (Kind.PHONE, rf"{_ALONE}1[3-9]\d[*x]{{4}}\d{{4}}{_END}"),
    (Kind.IDENTITY, rf"{_ALONE}[1-9]\d{{5}}(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d{{4}}[\dx]{_END}"),
    (Kind.IDENTITY, rf"{_ALONE}[1-9]\d{{5}}\d\d(?:0[1-9]|1[0-2])[0-3]\d{{4}}{_END}"),
    (Kind.IDENTITY, rf"{_ALONE}\d{{3,14}}[*x]{{3,14}}\d{{0,4}}[\dx]{_END}"),
    (Kind.IDENTITY, r"(?:护照|通行证|证件号?码?|身份证号?码?)[:是为 ]{0,3}([a-z]{0,2}\d{7,18}x?)"),
    (Kind.PHONE, rf"{_ALONE}(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{{4}}[- ]?\d{{4}}{_END}"),
    (Kind.PHONE, rf"{_ALONE}\(?0\d{{2,3}}\)?[-—– ]{{0,3}}\d{{7,8}}(?:[-转]\d{{1,5}})?{_END}"),
    (Kind.PHONE, rf"{_CALL}[^\d,。;，]{{0,6}}(\d{{3,4}}[- ]?\d{{4}}){_END}"),
    (Kind.PHONE, rf"{_FIGURE}(?:[- ]?{_FIGURE}){{6,17}}"),
    (
        Kind.PLATE,
        rf"{_PROVINCE}[a-z][·.•\- ]?(?=[a-z]{{0,4}}\d)[a-z0-9]{{4,6}}[警学挂港澳]?(?![a-z0-9])",
    ),
    (
        Kind.PLATE,
        r"[\u4e00-\u9fff][a-z][·.•\- ]?(?=[a-z]{0,2}\d[a-z0-9]?\d)[a-z0-9]{5}[警学挂]?(?![a-z0-9.元万米])",
    ),
    (
        Kind.PLATE,
        r"车牌号?码?[:是为 ]{0,3}([\u4e00-\u9fff]?[a-z][·.•\- ]?(?=[a-z]{0,4}\d)[a-z0-9]{4,6})",
    ),
    (Kind.ACCOUNT, r"[a-z0-9][a-z0-9._%+-]{0,40}@[a-z0-9-]{1,40}(?:\.[a-z0-9-]{1,20}){1,3}"),
    (Kind.ACCOUNT, r"(?:qq群?|微信号?|wx|vx|微博)[:号是为 ]{0,3}([a-z0-9_-]{5,20})"),
    (Kind.NUMBER, rf"{_ALONE}\d(?:[- ]?\d){{10,29}}{_END}"),
]
_COMPILED = [(kind, re.compile(pattern)) for kind, pattern in _PATTERNS]
# Most texts have nothing of the kind, and one look is cheaper than fifteen.
_WORTH_A_LOOK = re.compile(
    rf"\d[\d*x\- )]{{5}}|[a-z][·.•\- ]?(?=[a-z]{{0,4}}\d)[a-z0-9]{{4}}|@|{_FIGURE}{{4}}|微信|微博|qq|[vw]x"
)


def find_numbers(folded: str) -> Iterator[Span]:
    """The numbers; a place that two patterns fit is given once."""
    used = bytearray(len(folded))
    if not _WORTH_A_LOOK.search(folded):
        return
    for kind, pattern in _COMPILED:
        for match in pattern.finditer(folded):
            start, end = match.span(match.lastindex or 0)
            if not any(used[start:end]):
                used[start:end] = b"\1" * (end - start)
                yield Span(start, end, kind)
