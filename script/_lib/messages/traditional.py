"""Traditional Chinese out of the simplified catalogue: OpenCC's characters, our reviewed words."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from babel.messages.catalog import Catalog, Message

from .store import DERIVED, TRANSLATED, texts_of, write

# Words that readers of traditional script say otherwise, put in before the characters are
# converted; longer ones first where one holds the other.
WORDS = {
    "程序接口": "程式介面",
    "后台进程": "背景程序",
    "后台任务": "背景任務",
    "数据文件夹": "資料夾",
    "文件及文号": "公文及文號",
    "文件夹": "資料夾",
    "数据库": "資料庫",
    "数据表": "資料表",
    "数据": "數據",
    "文件": "檔案",
    "退出登录": "登出",
    "登录": "登入",
    "通行密钥": "通行金鑰",
    "密钥": "金鑰",
    "手机号": "手機號碼",
    "邮箱": "電子郵件",
    "短信": "簡訊",
    "信息": "資訊",
    "磁盘": "磁碟",
    "打印": "列印",
    "刷新": "重新整理",
    "设备": "裝置",
    "服务器": "伺服器",
    "二维码": "QR 碼",
    "“": "「",
    "”": "」",
}
# What the conversion of single characters gets wrong or leaves stiff.
CHARACTERS = {
    "承諾鍾": "承諾鐘",
    "分鍾": "分鐘",
    "臺": "台",
    "檯": "台",
    "瞭解": "了解",
    "複議": "復議",
    "複核": "覆核",
    "複制": "複製",
    "賬戶": "帳戶",
    "發佈": "發布",
    "公佈": "公布",
}


def write_both(simplified: Catalog) -> None:
    """The Chinese catalogues: the simplified one, and what follows from it."""
    write(simplified, TRANSLATED)
    write(derive(simplified), DERIVED)


def derive(simplified: Catalog) -> Catalog:
    """The traditional catalogue: every message of the simplified one, converted."""
    catalog = Catalog(locale=DERIVED, charset="utf-8", fuzzy=False)
    for message in simplified:
        if message.id:
            catalog.add(
                message.id,
                _converted(message),
                locations=message.locations,
                flags=message.flags,
                context=message.context,
            )
    return catalog


def convert(text: str) -> str:
    """A text in traditional characters with the reviewed words; placeholders stay."""
    converted = str(_converter().convert(_replace(text, WORDS)))
    return _replace(converted, CHARACTERS)


def _replace(text: str, table: Mapping[str, str]) -> str:
    for found, put in table.items():
        text = text.replace(found, put)
    return text


def _converted(message: Message) -> str | tuple[str, ...]:
    texts = tuple(convert(text) for text in texts_of(message))
    return texts[0] if isinstance(message.id, str) else texts


@cache
def _converter() -> Any:
    """Traditional with Taiwan's forms of characters, words left alone; a development package."""
    from opencc import OpenCC

    return OpenCC("s2tw")
