"""What is said in a year on the demonstration street fits what was said and done before."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from linli.cli.street import load_demonstration_street, loading
from linli.cli.street.affairs import Act, Affair
from linli.ground.profiles.loader import read_part

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 27, 10, 20, tzinfo=SHANGHAI)
TABLE = read_part("cn", "street_words")

# What a reason for delay speaks of, and what then must have been reported.
DELAYS = {
    "疫苗": "疫苗|慢病药",
    "维修资金": "顶楼一下雨就漏|外墙渗水|窗户周围渗水|楼道灯|监控",
    "配件|同型号|原型号": "路灯|井盖|门禁|楼道灯|监控|电梯|水管滴水|水表井|停电|跳闸|"
    "电压|配电箱|燃气表|暖气|不热|消防栓|地漏|健身器材",
    "占道|管线权属": "塌了一块|修完管道|站台",
    "入户|上门时间": "卫生间漏水|燃气表|暖气不热|供暖|家里就是冷|地漏",
    "下雨无法施工|降雨无法施工": "路面|地砖|盲道|树|绿地|灌木|漏|渗水|外墙|围墙|铁皮|停",
    "逐户协商": "拉线|电动车|楼道堆满|地锁|快递柜",
    "水样": "发黄|水箱",
    "限期自行拆除": "盖了房|阳光房|铁门|搭了棚子",
}
# What a reason for handing back speaks of, and what then must have been reported.
RETURNS = {
    "小区自建": "路灯",
    "内部管道": "积水|下水道堵了|污水井",
    "绿地": "树|绿地",
    "漏点": "顶楼|外墙|公共水管|窗户",
    "二次供水": "水压|水箱",
    "内部线路": "停电|跳闸|电压|配电箱",
    "楼道属": "楼道",
    "共有部分": "外墙|围墙|栏杆",
    "跳闸": "停",
    "站台": "站台没有雨棚",
}


class ToldError(Exception):
    """Ends the loading when everything has been told."""


TOLD: list[Affair] = []


def tell(monkeypatch, now: datetime) -> list[Affair]:
    """Every affair of the year before that instant; nothing of it is written."""
    told: list[Affair] = []

    def keep(_community, _stage, affairs, **_named):
        told.extend(affair for affair in affairs if affair.kind == "case")
        raise ToldError

    monkeypatch.setattr(loading, "_write", keep)
    with pytest.raises(ToldError), transaction.atomic():
        load_demonstration_street(now=now)
    return told


@pytest.fixture
def story(db, settings, monkeypatch) -> Sequence[Affair]:
    """Every affair of a year, told once for all tests."""
    settings.LINLI_PROFILE = "cn"
    if not TOLD:
        TOLD.extend(tell(monkeypatch, NOW))
    return TOLD


def acts(story: Sequence[Affair], *steps: str) -> Iterator[tuple[Affair, Act]]:
    return ((affair, act) for affair in story for act in affair.acts if act.step in steps)


def said(affair: Affair) -> str:
    return affair.acts[0].values["words"]


def was_reached(affair: Affair, before: datetime) -> bool:
    return any(act.values.get("reached") == "yes" and act.at < before for act in affair.acts)


def unfit(found: Sequence[tuple[str, str]], table: dict[str, str]) -> list[tuple[str, str]]:
    """Reports and what was said to them, where that speaks of something else."""
    return [
        (report, reason)
        for report, reason in found
        for mark, needed in table.items()
        if re.search(mark, reason) and not re.search(needed, report)
    ]


def test_year_has_its_turns(story):
    steps = [act.step for affair in story for act in affair.acts]
    assert len(story) == 3000
    for step, least in (
        ("redirect", 70),
        ("merge", 25),
        ("solve", 80),
        ("ask_return", 25),
        ("ask_extension", 45),
        ("explain", 45),
        ("call_back", 600),
        ("reopen", 40),
    ):
        assert steps.count(step) >= least, step
    routes = {act.values["route"] for _affair, act in acts(story, "redirect")}
    assert routes == {"emergency", "legal_route", "beyond_duty", "repeated"}


def test_no_affair_goes_another_way_at_another_hour_of_the_day(story, monkeypatch):
    morning = {affair.key: affair for affair in story}
    evening = {affair.key: affair for affair in tell(monkeypatch, NOW.replace(hour=21))}
    both = morning.keys() & evening.keys()
    assert len(both) > 2900
    assert [key for key in sorted(both) if morning[key] != evening[key]] == []


def test_nobody_speaks_of_an_organisation_where_a_steward_solved_it(story):
    findings = [act.values["finding"] for _affair, act in acts(story, "verify_solution")]
    assert set(findings) == set(TABLE["common"]["findings_solved"])
    assert [text for text in findings if "承办单位" in text] == []


def test_only_who_was_reached_is_glad_of_a_call(story):
    glad = [
        (affair, act)
        for affair, act in acts(story, "rate", "call_back")
        if "打电话" in act.values.get("opinion", "")
    ]
    assert glad
    assert [said(affair) for affair, act in glad if not was_reached(affair, act.at)] == []


def test_who_is_called_back_says_whether_he_was_contacted_as_it_was(story):
    answered = [
        (affair, act) for affair, act in acts(story, "call_back") if "contacted" in act.values
    ]
    assert {act.values["contacted"] for _affair, act in answered} == {"yes", "no"}
    assert [
        said(affair)
        for affair, act in answered
        if (act.values["contacted"] == "yes") != was_reached(affair, act.at)
    ] == []


def test_every_reason_for_delay_fits_what_was_reported(story):
    found = []
    for affair, act in acts(story, "ask_extension", "explain"):
        text = act.values.get("statement") or act.values["reason"]
        found.append((said(affair), text))
        tags = TABLE[affair.category]["hindrances"][affair.theme]
        rows = [row for tag in tags for row in TABLE["common"]["hindrances"][tag]]
        assert text in {word for row in rows for word in row}, found[-1]
    assert unfit(found, DELAYS) == []


def test_table_has_no_reason_for_delay_that_does_not_fit_its_sentence():
    reasons = TABLE["common"]["hindrances"]
    found = [
        (words.partition("|")[0], text)
        for code, row in TABLE.items()
        if code != "common" and "hindrances" in row
        for words, tags in zip(row["words"], row["hindrances"], strict=True)
        for tag in tags
        for reason in reasons[tag]
        for text in (reason[0], reason[2])
    ]
    assert unfit(found, DELAYS) == []


def test_only_what_was_answered_before_is_told_again_with_nothing_new(story):
    repeats = [
        (affair, act)
        for affair, act in acts(story, "redirect")
        if act.values["route"] == "repeated" or "没有新的情况" in act.values["explanation"]
    ]
    assert repeats
    for affair, act in repeats:
        assert any(is_answer(before, affair, act) for before in story), said(affair)


def is_answer(before: Affair, affair: Affair, act: Act) -> bool:
    """Whether the same reporter had been answered about the same thing at the same spot."""
    one, other = (
        (each.category, each.grid.code, each.theme, each.acts[0].values["spot"], each.reporter)
        for each in (before, affair)
    )
    return one == other and any(done.step == "close" and done.at < act.at for done in before.acts)


def test_every_reason_for_handing_back_fits_what_was_reported(story):
    found = [(said(affair), act.values["reason"]) for affair, act in acts(story, "ask_return")]
    assert unfit(found, RETURNS) == []


def test_table_has_no_reason_for_handing_back_that_does_not_fit_its_sentence():
    found = [
        (words.partition("|")[0], reason)
        for row in TABLE.values()
        for theme, words in enumerate(row["words"] if "returns" in row else ())
        if theme in row.get("return_for", [theme])
        for reason, _whose in row["returns"]
    ]
    assert found
    assert unfit(found, RETURNS) == []


def test_nobody_speaks_of_days_that_have_not_passed(story):
    hasty, checked = [], 0
    for affair, act in acts(story, "reopen"):
        days = 4 if "过几天" in act.values["reason"] else 2 if "两天" in act.values["reason"] else 0
        closed = max(each.at for each in affair.acts if each.step == "close" and each.at < act.at)
        checked += bool(days)
        if act.at - closed < timedelta(days=days):
            hasty.append((act.at - closed, act.values["reason"]))
    assert checked
    assert hasty == []


def test_what_befalls_a_whole_house_befalls_no_part_of_it(story):
    assert any("整栋楼停电" in said(affair) for affair in story)
    wrong = re.compile("单元(整栋楼停电|二次供水)")
    assert [said(affair) for affair in story if wrong.search(said(affair))] == []


@pytest.mark.parametrize(
    ("words", "months"),
    [
        ("一开空调就跳闸", range(6, 10)),
        ("暴雨以后", range(5, 10)),
        ("树上全是虫", range(4, 11)),
        ("整天见不到太阳", range(4, 12)),
    ],
)
def test_what_belongs_to_a_season_is_reported_in_it(story, words, months):
    found = [affair.opened_at.astimezone(SHANGHAI) for affair in story if words in said(affair)]
    assert found
    assert [at for at in found if at.month not in months] == []


def test_who_has_no_water_since_morning_does_not_say_so_at_night(story):
    found = [
        affair.opened_at.astimezone(SHANGHAI)
        for affair in story
        if "从早上开始停水" in said(affair)
    ]
    assert found
    assert [at for at in found if not 9 <= at.hour <= 22] == []
