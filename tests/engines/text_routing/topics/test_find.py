"""Topics: what many different people write about."""

import random
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest

from linli.engines.text_routing import Message, OptionError, Topics, find_topics
from linli.engines.text_routing.tables import read_messages, read_table
from linli.engines.text_routing.topics.bursts import FALSE_ALARMS_A_YEAR
from tests.engines.text_routing.texts import BEGIN, FOLDER, make_messages, needs_data


@pytest.fixture(scope="module")
def found() -> Topics:
    return find_topics(make_messages())


def test_what_many_write_about_is_the_topic(found):
    topic = found.topics[0]
    assert len(found.topics) == 1
    assert set(topic.ids) == {f"p{row:02}" for row in range(12)}
    assert "搅拌站" in topic.name
    assert (topic.messages, topic.reporters, topic.heat) == (12, 9, 9)
    assert topic.votes == sum(range(12))
    assert topic.places == (("A/A1", 9),)
    assert topic.core in topic.ids


def test_times_of_a_topic(found):
    topic = found.topics[0]
    assert (topic.first, topic.latest) == (
        BEGIN + timedelta(days=100),
        BEGIN + timedelta(days=105),
    )
    assert topic.peak == date(2026, 6, 13)
    assert topic.weeks == ((date(2026, 6, 8), 9),)
    assert (topic.current, topic.previous, topic.expected) == (9, 0, 0.0)
    assert topic.trend == 19.0


def test_rise_is_told_on_its_third_day(found):
    (burst,) = found.topics[0].bursts
    assert (burst.day, burst.reporters) == (date(2026, 6, 10), 4)
    assert burst.chance < 1 / 3650
    assert found.false_alarms == FALSE_ALARMS_A_YEAR == pytest.approx(0.1)


def test_whole_is_counted(found):
    assert (found.messages, found.reporters, found.known_reporters) == (172, 169, 172)
    assert (found.alone, found.window_days) == (160, 30)
    assert (found.first, found.latest) == (BEGIN, BEGIN + timedelta(days=159 * 0.75))


def test_one_who_writes_often_makes_no_topic():
    busy = [
        Message(f"b{n}", "修一修槐树街口的那盏坏灯吧", BEGIN + timedelta(days=n), reporter="busy")
        for n in range(20)
    ]
    quiet = make_messages()[:40]
    assert find_topics([*quiet, *busy]).topics == ()
    known = [Message(one.id, one.text, one.time, reporter=None) for one in busy]
    assert find_topics([*quiet, *known]).topics[0].reporters == 20


def test_order_of_messages_does_not_matter(found):
    shuffled = make_messages()
    random.Random(8).shuffle(shuffled)
    assert find_topics(shuffled) == found


def test_names_of_people_name_no_topic():
    told = [
        Message(f"n{n}", "投诉王志强局长推诿", BEGIN, "投诉王志强局长推诿", reporter=f"n{n}")
        for n in range(6)
    ]
    topic = find_topics([*make_messages()[:40], *told]).topics[0]
    assert topic.reporters == 6
    assert not any("志强" in word for word in (topic.name, *topic.words))


NEIGHBOURS = {
    "home": "{}家的狗半夜叫",
    "floor": "楼上{}天天拍球",
    "said once beside what is theirs": "{}又在拍球",
    "post": "物业经理{}态度差不接电话",
    "post said once": "{}态度差不接电话",
}


@pytest.mark.parametrize("text", NEIGHBOURS.values(), ids=NEIGHBOURS.keys())
@pytest.mark.parametrize("name", ["王强", "王建国", "刘波"])
def test_neighbours_name_no_topic(text, name):
    first = f"保安队长{name}态度差" if "态度" in text else f"{name}家的狗"
    texts = [first] + [text.format(name)] * 5
    told = [Message(f"n{n}", each, BEGIN, reporter=f"n{n}") for n, each in enumerate(texts)]
    topics = find_topics([*make_messages()[:40], *told]).topics
    assert topics[0].reporters >= 5
    said = " ".join((topics[0].name, *topics[0].words))
    assert not any(part in said for part in (name, name[1:], name[:2]))


def test_word_that_two_reporters_wrote_names_nothing():
    told = [
        Message(f"n{n}", "槐树街口的坏灯" + tail, BEGIN, reporter=f"n{n}")
        for n, tail in enumerate(("紫藤架", "紫藤架", "没人管", "看不见"))
    ]
    (topic,) = find_topics([*make_messages()[:40], *told]).topics
    assert topic.words
    assert not any("藤" in word for word in topic.words)
    two = find_topics([*make_messages()[:40], *told[:2]], least_reporters=2).topics
    assert [(one.words, one.name) for one in two] == [((), two[0].core)]


def test_each_word_says_which_messages_hold_it(found):
    topic = found.topics[0]
    texts = {one.id: one.title or one.text for one in make_messages()}
    for word, holders in zip(topic.words, topic.holders, strict=True):
        assert holders == tuple(one for one in topic.ids if word in texts[one])


def test_day_is_that_of_the_times_own_zone():
    monday = datetime(2026, 6, 8, 6, tzinfo=timezone(timedelta(hours=8)))
    (topic,) = find_topics([replace(one, time=monday) for one in make_messages()]).topics
    assert (topic.peak, topic.weeks) == (date(2026, 6, 8), ((date(2026, 6, 8), 9),))


def test_no_reporter_is_given_out(found):
    assert "p0'" not in repr(found).replace("'p00'", "")
    assert not any(f"'p{row}'" in repr(found) for row in range(9))


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_messages_have_no_topic(count):
    messages = make_messages()[:count]
    assert find_topics(messages).topics == ()


@pytest.mark.parametrize("text", ["", "😀", "a", "。"])
def test_hardly_any_text_is_no_topic(text):
    messages = [Message(str(n), text, BEGIN, reporter=str(n)) for n in range(9)]
    assert all(topic.reporters == 9 for topic in find_topics(messages).topics)


@pytest.mark.parametrize("wrong", [{"window_days": 0}, {"least_reporters": 0}])
def test_options_out_of_range_are_refused(wrong):
    with pytest.raises(OptionError):
        find_topics([], **wrong)


@needs_data
def test_mixing_plant_is_among_the_first_five_of_real_messages():
    messages = read_messages(read_table((FOLDER / "messages_with_votes.csv").read_bytes()))
    found = find_topics(messages)
    about = {
        one.id
        for one in messages
        if "丽发" in one.title + one.text and "搅拌" in one.title + one.text
    }
    best = max(found.topics[:5], key=lambda topic: len(about & set(topic.ids)))
    assert "丽发新城" in best.name
    assert len(about & set(best.ids)) >= 0.9 * len(about)
    assert len(about & set(best.ids)) >= 0.95 * best.messages
