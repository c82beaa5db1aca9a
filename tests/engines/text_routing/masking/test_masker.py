"""What is hidden, what stays, and how fast."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.engines.text_routing import Kind, Masked, Span, find_spans, mask_text

HIDDEN = {
    "请打13812345678。": "请打[电话]。",
    "请打138 1234 5678。": "请打[电话]。",
    "请打１３８１２３４５６７８。": "请打[电话]。",
    "手机138****5678": "手机[电话]",
    "电话：0731-88889999转12": "电话：[电话]",
    "电话88889999": "电话[电话]",
    "打一三八一二三四五六七八": "打[电话]",
    "身份证430102199003071234": "身份证[证件号]",
    "身份证43010219900307123X。": "身份证[证件号]。",
    "身份证430102900307123": "身份证[证件号]",
    "身份证4301021990****1234": "身份证[证件号]",
    "护照E12345678": "护照[证件号]",
    "车牌湘A·12345": "车牌[车牌]",
    "京AD12345停在路口": "[车牌]停在路口",
    "邮箱abc.d@mail.example.cn": "邮箱[账号]",
    "微信号：lamp_2026": "微信号：[账号]",
    "卡号6222020200112233445": "卡号[号码]",
    "住在水磨巷26号": "住在水磨巷[门牌]",
    "云溪小区6栋2单元301室": "云溪小区[门牌]",
    "云溪小区四栋二单元": "云溪小区[门牌]",
    "G2栋320": "[门牌]",
    "我家住在云溪小区6栋": "我家住在云溪小区[门牌]",
    "我叫王小明，住这里": "我叫[姓名]，住这里",
    "我叫郑元是职工": "我叫[姓名]是职工",
    "姓名：欧阳青松": "姓名：[姓名]",
    "舉報人：陳玉春": "舉報人：[姓名]",
    "尊敬的李局长：您好": "尊敬的[姓名]局长：您好",
    "尊敬的周长光主任：您好": "尊敬的[姓名]主任：您好",
    "班主任黄老师收费": "班主任[姓名]老师收费",
    "谢谢陈书记": "谢谢[姓名]书记",
    "张某某说不行": "[姓名]说不行",
    "肖和均，肖利红，肖运鸿来阻工": "[姓名]，[姓名]，[姓名]来阻工",
    "贺学逵儿子来过": "[姓名]儿子来过",
    "我哥王平国的房子": "我哥[姓名]的房子",
    "村民李二牛在场。后来李二牛走了": "村民[姓名]在场。后来[姓名]走了",
    "王建国家的狗半夜叫": "[姓名]家的狗半夜叫",
    "李建国家的狗咬人": "[姓名]家的狗咬人",
    "5楼张三丰家的狗": "5楼[姓名]家的狗",
    "楼上王建国天天装修": "楼上[姓名]天天装修",
    "楼下何建国又打牌": "楼下[姓名]又打牌",
    "隔壁欧阳青松家漏水": "隔壁[姓名]家漏水",
    "王建国家半夜漏水，王建国不管": "[姓名]家半夜漏水，[姓名]不管",
}
KEPT = [
    "",
    "路灯坏了三天没人修",
    "6栋架空层改成了活动中心",
    "云溪小区140户业主",
    "拨打12345没有人接",
    "2026年11月26日8:30，温度12.5度，面积120平方米",
    "地铁3号线、6号楼、第5号令",
    "高速公路、马路、安全、方便、黄土、白天、金额、万家",
    "语文老师、公安局长、有关老师、时任局长、任何某人",
    "黄兴路、万家丽路、张家界",
    "A7县的路、B16区",
    "楼下王府井百货、王府井家的商场、楼下万达广场、楼下黄金海岸",
    "高压电家的、楼上高压线、楼上高空抛物、楼下安全通道、隔壁马路、马路边人家的狗",
    "符合国家的规定、任何国家的、成立国家的、文明国家的、党和国家的、申建国家卫生城市",
    "周围人家的狗、方便大家的事、温州商家的、林业专家的意见、全体老人家的、马上搬家的",
    "和邻居家的狗、左邻居家的、向对面家的、单亲家庭的、这段时间家里停水、安置房家里、卢峰镇家里",
    "楼下成立业委会、楼上房东来、5楼阳台、3楼单元门、楼下向东走、楼上全天施工、楼上明显漏水",
    "😀👨‍👩‍👧",
    "def f(x): return x+1",
]


@pytest.mark.parametrize("text", HIDDEN)
def test_what_points_at_a_person_is_hidden(text):
    assert mask_text(text).text == HIDDEN[text]


@pytest.mark.parametrize("text", KEPT)
def test_what_does_not_stays(text):
    assert mask_text(text) == Masked(text, ())


def test_spans_are_places_in_the_text():
    assert find_spans("我叫王小明，电话１３８１２３４５６７８") == [
        Span(2, 5, Kind.NAME),
        Span(8, 19, Kind.PHONE),
    ]


def test_kinds_can_be_chosen_and_labels_left_out():
    text = "我叫王小明，电话13812345678"
    assert mask_text(text, kinds=[Kind.PHONE]).text == "我叫王小明，电话[电话]"
    assert mask_text(text, labelled=False).text == "我叫 ，电话 "


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_spans_are_in_order_and_the_rest_is_untouched(text):
    masked = mask_text(text)
    ends = [0]
    for span in masked.spans:
        assert ends[-1] <= span.start < span.end <= len(text)
        ends.append(span.end)
    kept = [text[a.end : b.start] for a, b in zip(masked.spans, masked.spans[1:], strict=False)]
    assert all(part in masked.text for part in kept)


@settings(max_examples=60, deadline=None)
@given(
    st.from_regex(r"1[3-9]\d{9}", fullmatch=True), st.sampled_from(["，请回", "。", " 谢谢", ""])
)
def test_every_mobile_number_is_hidden(number, after):
    assert mask_text(f"电话{number}{after}").text == f"电话[电话]{after}"


def test_many_names_in_a_long_text_are_found_in_time():
    rng = random.Random(4)
    text = "".join(rng.choices("王李张刘陈建国志强伟丽芳，说的和", k=100_000))
    begun = time.process_time()
    assert len(find_spans(text)) > 1000
    assert time.process_time() - begun < 20


@pytest.mark.parametrize("part", ["栋", "1", "王", "一", "a", "张某", "1-", "6栋2单元", "我叫"])
def test_long_texts_take_time_in_proportion(part):
    text = part * (100_000 // len(part))
    begun = time.process_time()
    find_spans(text)
    assert time.process_time() - begun < 8
