"""The schema is closed: whatever a record holds, no free string gets into the log."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.apps.disclosure.errors import ActError
from linli.apps.disclosure.services.acts import (
    Act,
    describe_act,
    list_open_facts,
    split_facts,
)
from linli.apps.disclosure.services.vocabulary import ROLES, read_vocabulary
from linli.core.records.facts import check_facts

WORDS = read_vocabulary()
ACT = Act(
    community="willow",
    matter="BS-2026-7K3Q",
    kind="case",
    step="redirect",
    from_state="reported",
    to_state="redirected",
    at=datetime(2026, 11, 26, 8, 30, 15, 999, tzinfo=UTC),
    role="dispatcher",
    organisation="centre",
    facts={"route": "emergency", "met": ["accept"]},
)
DIGEST = "0f" * 32
# All that an entry may hold beside the words of the declarations.
SHAPES = re.compile(
    r"[A-Z]{2}-\d{4}-[0-9A-Z]{4,8}|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ|[0-9a-f]{64}"
    r"|willow|centre|works"
)
CODES = st.from_regex(re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:+\-]{0,63}", re.ASCII), fullmatch=True)
FACTS = st.dictionaries(
    st.sampled_from(
        ["route", "opened", "due", "met", "dropped", "organisation", "hidden", "name", "answers"]
    ),
    CODES
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.lists(CODES, max_size=3)
    | st.dictionaries(st.from_regex(r"\A[a-z][a-z0-9_]{0,9}\Z"), CODES, max_size=3),
)


def describe(act, commitments=None):
    return describe_act(act, commitments or {}, vocabulary=WORDS)


def list_strings(value):
    """Every string in values; names of members are looked at apart."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for item in value.values() for text in list_strings(item)]
    return (
        [text for item in value for text in list_strings(item)] if isinstance(value, list) else []
    )


def known_words():
    said = set(ROLES) | set(WORDS) | {""}
    for words in WORDS.values():
        said |= words.states | words.steps | words.promises
        said |= {code for codes in words.answers.values() for code in codes}
    return said


def test_act_of_an_office():
    assert describe(ACT, {"explanation": DIGEST}) == {
        "v": 1,
        "community": "willow",
        "matter": "BS-2026-7K3Q",
        "kind": "case",
        "step": "redirect",
        "from": "reported",
        "to": "redirected",
        "at": "2026-11-26T08:30:15Z",
        "role": "dispatcher",
        "organisation": "centre",
        "met": ["accept"],
        "answers": {"route": "emergency"},
        "commitments": {"explanation": DIGEST},
    }


@pytest.mark.parametrize("role", ["anyone", "reporter", "resident"])
def test_whoever_acts_for_no_organisation_is_a_resident(role):
    assert describe(replace(ACT, role=role))["role"] == "resident"


TEXT = "Zhang San of number 3"
REFUSED = {
    "matter ": (replace(ACT, matter="BS-２０２６-7K3Q"), {}),
    "opened ": (replace(ACT, facts={"opened": {"accept": "２０２６-11-26T08:30:15Z"}}), {}),
    "community": (replace(ACT, community="willow street"), {}),
    "matter": (replace(ACT, matter=TEXT), {}),
    "kind": (replace(ACT, kind=TEXT), {}),
    "step": (replace(ACT, step="gossip"), {}),
    "from": (replace(ACT, from_state="gossip"), {}),
    "to": (replace(ACT, to_state=""), {}),
    "role": (replace(ACT, role="neighbour"), {}),
    "organisation": (replace(ACT, organisation="Zhang San"), {}),
    "holder": (replace(ACT, facts={"organisation": TEXT}), {}),
    "opened": (replace(ACT, facts={"opened": {"accept": "soon"}}), {}),
    "due": (replace(ACT, facts={"due": {"gossip": "2026-11-26T08:30:15Z"}}), {}),
    "met": (replace(ACT, facts={"met": ["gossip"]}), {}),
    "dropped": (replace(ACT, facts={"dropped": ["gossip"]}), {}),
    "commitments": (ACT, {"Zhang San": DIGEST}),
    "words": (ACT, {"words": "The lamp is out"}),
}


@pytest.mark.parametrize(("act", "commitments"), REFUSED.values(), ids=REFUSED.keys())
def test_member_with_a_free_string_is_refused(act, commitments, request):
    with pytest.raises(ActError) as refusal:
        describe(act, commitments)
    assert str(refusal.value) == request.node.callspec.id.strip()


@given(FACTS)
def test_whatever_the_facts_no_string_beside_words_and_shapes_gets_in(facts):
    act = replace(ACT, facts=check_facts(facts))
    try:
        entry = describe(act, {"words": DIGEST})
    except ActError:
        return
    named = {name for part in ("opened", "due", "answers") for name in entry.get(part, {})}
    texts = [*list_strings(entry), *named]
    assert [
        text
        for text in texts
        if text not in known_words() | {"route"}
        and not SHAPES.fullmatch(text)
        and text != entry.get("holder")
    ] == []
    assert re.fullmatch(r"[a-z0-9-]*", entry.get("holder", ""))


def test_flags_and_numbers_of_other_matters_are_not_among_the_open_facts():
    report = replace(
        ACT,
        step="report",
        facts={"category": "roads.lamp", "hidden": True, "origin": "BS-2026-0000", "opened": {}},
    )
    names = list_open_facts(report, vocabulary=WORDS)
    assert names == ["category"]
    assert split_facts(report, names) == (
        {"category": "roads.lamp"},
        {"hidden": True, "origin": "BS-2026-0000"},
    )
