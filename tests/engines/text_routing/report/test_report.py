"""The page: whole, safe, in both languages."""

import re
from dataclasses import replace

import pytest

from linli.engines.text_routing import find_topics
from linli.engines.text_routing.report import render_topics
from tests.engines.text_routing.texts import make_messages


@pytest.fixture(scope="module")
def found():
    return find_topics(make_messages())


def test_page_says_the_figures_in_both_languages(found):
    page = render_topics(found)
    assert "截至2026年6月13日的30天内有9人反映" in page
    assert "9 reporters in the 30 days up to 13 Jun 2026" in page
    assert "172 messages by 169 reporters" in page
    assert "每个话题每年误报至多" in page


def test_page_asks_nobody_for_anything(found):
    page = render_topics(found)
    assert not re.search(r"https?:|src=|@import|<script|url\(", page)


def test_drawing_is_hidden_from_screen_readers(found):
    assert all(
        'aria-hidden="true"' in tag for tag in re.findall(r"<svg[^>]*>", render_topics(found))
    )


def test_what_comes_from_outside_is_escaped(found):
    evil = "<script>alert(1)</script>"
    topic = replace(found.topics[0], name=evil, words=(evil,), places=((evil, 3),), core=evil)
    page = render_topics(replace(found, topics=(topic,)))
    assert "<script" not in page
    assert page.count("&lt;script&gt;") >= 5


def test_no_reporter_is_on_the_page(found):
    assert not re.search(r"\bp[0-8]\b", render_topics(found))


def test_page_without_topics_says_so():
    page = render_topics(find_topics([]))
    assert "没有留言。" in page
    assert "No topic has enough different reporters." in page


def test_page_shows_as_many_topics_as_asked(found):
    twice = replace(found, topics=found.topics * 3)
    assert render_topics(twice, most=2).count("<article>") == 2
