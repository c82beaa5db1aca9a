"""Chains of steps: from the report to the state that a row is in."""

import pytest

from linli.apps.cases.errors import MappingError
from linli.apps.cases.services.importing.chains import EventRule, PartRule, read_chain
from linli.apps.cases.services.importing.strict_table import StrictTable
from linli.core.records.enums import Audience

REPORT = {"step": "report", "state": "reported", "at": "opened", "role": "anyone"}


def read(*rows):
    return read_chain("x", [StrictTable(row, f"chains.x[{at}]") for at, row in enumerate(rows)])


def test_chain_is_read():
    part = {"name": "words", "column": "text", "audience": "report"}
    chain = read(
        {**REPORT, "parts": [part]},
        {
            "step": "redirect",
            "state": "redirected",
            "at": ["closed", "changed"],
            "role": "system",
            "by_holder": True,
            "facts": {"away": True},
        },
    )
    assert chain.events == (
        EventRule(
            "report",
            "reported",
            ("opened",),
            "anyone",
            by_holder=False,
            facts={},
            parts=(PartRule("words", "text", Audience.REPORT),),
        ),
        EventRule(
            "redirect",
            "redirected",
            ("closed", "changed"),
            "system",
            by_holder=True,
            facts={"away": True},
            parts=(),
        ),
    )
    assert chain.state == "redirected"
    assert chain.parts == (PartRule("words", "text", Audience.REPORT),)


def test_step_that_changes_no_state_keeps_it():
    contact = {"step": "contact", "state": "reported", "at": "changed", "role": "handler"}
    assert read(REPORT, contact).state == "reported"


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([], "chains.x must begin with the step report"),
        ([{**REPORT, "step": "close", "state": "closed"}], "chains.x must begin"),
        ([{**REPORT, "step": "fly"}], r"chains.x\[0\].step: fly is none of"),
        ([{**REPORT, "state": "closed"}], "chains.x: report does not lead to closed"),
        ([{**REPORT, "role": "mayor"}], r"chains.x\[0\].role: mayor is none of"),
        ([{**REPORT, "at": "yesterday"}], r"chains.x\[0\].at: yesterday is none of"),
        ([{**REPORT, "facts": {"who": "Old Wang"}}], r"chains.x\[0\].facts: who is no code"),
        (
            [{**REPORT, "parts": [{"name": "w", "column": "c", "audience": "all"}]}],
            r"chains.x\[0\].parts\[0\].audience: all is none of",
        ),
        ([{**REPORT, "colour": "red"}], r"unknown: chains.x\[0\].colour"),
    ],
)
def test_chain_that_cannot_be_followed_is_refused(rows, sentence):
    with pytest.raises(MappingError, match=sentence):
        read(*rows)
