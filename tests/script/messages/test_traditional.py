"""The traditional catalogue follows from the simplified one, in reviewed words."""

import pytest
from babel.messages.catalog import Catalog

from script._lib.messages.checking import agree
from script._lib.messages.traditional import convert, derive


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("还剩%(n)s个工作日", "還剩%(n)s個工作日"),
        ("承诺钟走了五分钟", "承諾鐘走了五分鐘"),
        ("用通行密钥登录，再退出登录", "用通行金鑰登入，再登出"),
        ("数据库和数据", "資料庫和數據"),
        ("选“全部”", "選「全部」"),
        ("程序接口不是办事程序", "程式介面不是辦事程序"),
        ("服务台的复核员了解情况", "服務台的覆核員了解情況"),
        ("", ""),
    ],
)
def test_words_are_those_of_readers_of_traditional_script(simplified, traditional):
    assert convert(simplified) == traditional


def catalog_of(**strings: str) -> Catalog:
    catalog = Catalog(locale="zh_Hans", charset="utf-8")
    for message, string in strings.items():
        catalog.add(message, string)
    return catalog


def test_catalogue_is_derived_whole_with_plurals_contexts_and_gaps():
    simplified = catalog_of(Lamp="路灯", Bench="")
    simplified.add(("%(n)s lamp", "%(n)s lamps"), ("%(n)s盏路灯",), context="count")
    derived = derive(simplified)
    assert {message.id: message.string for message in derived if message.id} == {
        "Lamp": "路燈",
        "Bench": "",
        ("%(n)s lamp", "%(n)s lamps"): ("%(n)s盞路燈",),
    }
    assert [message.context for message in derived if message.context] == ["count"]


def test_catalogues_that_say_something_else_do_not_agree():
    assert agree(catalog_of(Lamp="路灯"), catalog_of(Lamp="路灯"))
    assert not agree(catalog_of(Lamp="路灯"), catalog_of(Lamp="街灯"))
    assert not agree(catalog_of(Lamp="路灯"), catalog_of(Lamp="路灯", Bench="长椅"))
