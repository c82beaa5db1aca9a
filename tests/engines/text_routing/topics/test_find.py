"""Topics: what many different people write about."""

import random
from datetime import date, timedelta

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
