"""What the page says, in both languages."""

from linli.engines.text_routing.report.wording import Words, say_day
from linli.engines.text_routing.topics import Burst, Topic, Topics

REPORT = Words("What many residents write about", "居民集中反映的话题")
SKIP = Words("Skip to the topics", "跳到话题")
HOTTEST = Words("Hottest topics", "热点话题")
EACH = Words("Topic by topic", "逐个话题")
METHOD = Words("How it was counted", "怎样统计")
TABLE = Words(
    "Topics by their largest number of different reporters in one window",
    "按任一时段内不同反映人数的最大值排列",
)
RANK = Words("Rank", "位次")
NAME = Words("Topic", "话题")
HEAT = Words("Heat", "热度")
REPORTERS = Words("Reporters", "反映人数")
MESSAGES = Words("Messages", "留言数")
FIRST = Words("First", "最早")
LATEST = Words("Latest", "最近")
WORDS = Words("Own words", "关键词")
PEAK = Words("Hottest", "最热时段")
TREND = Words("Now", "近况")
VOTES = Words("Agreed to", "附议")
PLACES = Words("Places", "地点")
BURSTS = Words("Sudden rises", "突增")
CORE = Words("Most typical message", "最典型的留言")
WEEKS = Words("Week by week", "逐周")
NO_TOPICS = Words(
    "No topic has enough different reporters.", "没有任何话题达到所需的不同反映人数。"
)
NO_BURSTS = Words("none", "无")

_SUMMARY = Words(
    "{messages} messages by {reporters} reporters, {first} to {latest}. {found} topics; the "
    "{shown} hottest are shown. {alone} messages belong to no topic.",
    "{first}至{latest}，{reporters}人的{messages}条留言，共{found}个话题，列出最热的{shown} "
    "个。另有{alone}条留言不属于任何话题。",
)
_EMPTY = Words("There is no message.", "没有留言。")
_PEAK = Words(
    "{heat} reporters in the {days} days up to {day}", "截至{day}的{days}天内有{heat}人反映"
)
_NOW = Words(
    "{current} reporters in the last {days} days, {previous} in the {days} days before; going by all "
    "messages {expected} were to be expected",
    "最近{days}天{current}人，此前{days}天{previous}人；按全部留言量的变化，预期{expected}人",
)
_BURST = Words(
    "{day}: {reporters} reporters in seven days where {expected} were to be expected",
    "{day}：七天内{reporters}人，预期{expected}人",
)
_WEEK = Words(
    "{weeks} weeks; the most in one week: {most} reporters, from {day}",
    "共{weeks}周；单周最多{most}人（{day}起）",
)


def summary(found: Topics, shown: int) -> Words:
    """What all is out of."""
    if found.first is None or found.latest is None:
        return _EMPTY
    first, latest = say_day(found.first.date()), say_day(found.latest.date())
    numbers = {
        "messages": f"{found.messages:,}",
        "reporters": f"{found.reporters:,}",
        "found": f"{len(found.topics):,}",
        "shown": str(shown),
        "alone": f"{found.alone:,}",
    }
    return Words(
        _SUMMARY.en.format(first=first.en, latest=latest.en, **numbers),
        _SUMMARY.zh.format(first=first.zh, latest=latest.zh, **numbers),
    )


def peak(topic: Topic, days: int) -> Words:
    """The hottest window."""
    day = say_day(topic.peak)
    return Words(
        _PEAK.en.format(heat=topic.heat, days=days, day=day.en),
        _PEAK.zh.format(heat=topic.heat, days=days, day=day.zh),
    )


def now(topic: Topic, days: int) -> Words:
    """The last window against the one before."""
    return _NOW.fill(
        current=str(topic.current),
        previous=str(topic.previous),
        expected=f"{topic.expected:.1f}",
        days=str(days),
    )


def burst(one: Burst) -> Words:
    """A sudden rise."""
    day, expected = say_day(one.day), f"{one.expected:.1f}"
    return Words(
        _BURST.en.format(day=day.en, reporters=one.reporters, expected=expected),
        _BURST.zh.format(day=day.zh, reporters=one.reporters, expected=expected),
    )


def weeks(topic: Topic) -> Words:
    """The bars in words."""
    week, most = max(topic.weeks, key=lambda one: one[1])
    day = say_day(week)
    return Words(
        _WEEK.en.format(weeks=len(topic.weeks), most=most, day=day.en),
        _WEEK.zh.format(weeks=len(topic.weeks), most=most, day=day.zh),
    )


def method(found: Topics) -> list[Words]:
    """How it was counted, and what it does not say."""
    unknown = found.messages - found.known_reporters
    return [
        Words(
            "Messages are put together by the rare words that they share. Heat is the largest "
            f"number of different reporters in any {found.window_days} days: somebody who writes "
            "often counts once.",
            "按留言之间共有的少见词语归并。热度是任意 "
            f"{found.window_days}天内不同反映人数的最大值：同一人多次留言只计一次。",
        ),
        Words(
            f"The reporter of {unknown:,} messages is not known; each of them counts as one "
            "reporter.",
            f"有{unknown:,}条留言的反映人未知，每条按一人计。",
        ),
        Words(
            "A sudden rise is told when seven days bring more reporters than chance explains. Where "
            f"nothing changes there are at most {found.false_alarms:.1f} false ones per topic and "
            "year.",
            "七天内的反映人数超出偶然所能解释的范围时，才记为突增。若实际没有变化，每个话题每年误报至多 "
            f"{found.false_alarms:.1f}次。",
        ),
        Words(
            "How many write is not how many are concerned: those who do not write are not counted. "
            "Topics are found by a program and may be put together wrongly.",
            "留言的人数不等于受影响的人数：没有留言的人不在其中。话题由程序归并，可能有误。",
        ),
    ]
