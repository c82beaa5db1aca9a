"""A declaration that does not hold together cannot be constructed, registered or put in force."""

from dataclasses import replace

import pytest

from linli.core.matters.definition import (
    Choice,
    ContributionKind,
    Field,
    FieldType,
    Phase,
    Procedure,
    PromiseKind,
    Relation,
    State,
    Step,
    Where,
    Worklist,
    anyone,
    duty,
    reporter,
)
from linli.core.matters.errors import DefinitionError
from linli.core.matters.registry import Registration, get_registration, register
from linli.core.matters.rules import parse_rules

OFFICE = duty("officer")
OPEN = State("open", "Open", Phase.WAITING)
DONE = State("done", "Done", Phase.DONE, final=True)
START = Step(
    name="start",
    label="Start",
    done="Started",
    sources=(),
    target="open",
    actors=(anyone,),
    opens=("answer",),
)
ANSWER = Step(
    name="answer",
    label="Answer",
    done="Answered",
    sources=("open",),
    target="done",
    actors=(OFFICE,),
    meets=("answer",),
)
HOLDING = duty("handler", where=Where.HOLDER)
WORK = replace(ANSWER, name="work", target=None, actors=(HOLDING,), meets=())
PROMISE = PromiseKind("answer", "Answer", party="officer")
PROBE = Procedure(
    kind="probe",
    version=1,
    label="Probe",
    plural="Probes",
    seal="探",
    prefix="TZ",
    states=(OPEN, DONE),
    opening=START,
    steps=(ANSWER, WORK),
    promises=(PROMISE,),
)
LINGER = State("linger", "Linger", Phase.DOING)
LINGERING = replace(ANSWER, name="linger", target="linger", meets=())
JOIN = ContributionKind(
    name="join", label="Join", done="Joined", states=("open",), actors=(anyone,)
)
LIST = Worklist("desk", "Desk", "officer", ("open",))

BROKEN_PROCEDURES = {
    "prefix of three letters": ({"prefix": "TZA"}, "prefix is two letters"),
    "prefix of digits": ({"prefix": "T1"}, "prefix is two letters"),
    "seal of two characters": ({"seal": "探针"}, "seal is one character"),
    "two states of a name": ({"states": (OPEN, OPEN, DONE)}, "two of state share a name"),
    "two steps of a name": ({"steps": (ANSWER, ANSWER)}, "two of step share a name"),
    "step named as the opening": (
        {"steps": (ANSWER, replace(WORK, name="start"))},
        "two of step share a name",
    ),
    "two promises of a name": ({"promises": (PROMISE, PROMISE)}, "two of promise share a name"),
    "two contributions of a name": (
        {"contributions": (JOIN, JOIN)},
        "two of contribution share a name",
    ),
    "two worklists of a name": ({"worklists": (LIST, LIST)}, "two of worklist share a name"),
    "opening that comes from a state": (
        {"opening": replace(START, sources=("open",))},
        "comes from nowhere into a state",
    ),
    "opening that leads nowhere": (
        {"opening": replace(START, target=None)},
        "comes from nowhere into a state",
    ),
    "step from an unknown state": (
        {"steps": (replace(ANSWER, sources=("open", "gone")),)},
        "answer: no such state: gone",
    ),
    "step into an unknown state": (
        {"steps": (replace(ANSWER, target="gone"),)},
        "answer: no such state: gone",
    ),
    "step that opens an unknown promise": (
        {"opening": replace(START, opens=("answer", "hurry"))},
        "start: no such promise: hurry",
    ),
    "step that meets an unknown promise": (
        {"steps": (replace(ANSWER, meets=("hurry",)),)},
        "answer: no such promise: hurry",
    ),
    "step that resumes an unknown promise": (
        {"steps": (ANSWER, replace(WORK, resumes=("hurry",)))},
        "work: no such promise: hurry",
    ),
    "step apart from an unknown step": (
        {"steps": (replace(ANSWER, apart_from=("play",)),)},
        "answer: no such step: play",
    ),
    "step limited per unknown step": (
        {"steps": (replace(ANSWER, limit=1, per="play"),)},
        "answer: no such step: play",
    ),
    "step that can be taken in no state": (
        {"steps": (ANSWER, replace(WORK, sources=()))},
        "work: it can be taken in no state",
    ),
    "contribution in an unknown state": (
        {"contributions": (replace(JOIN, states=("gone",)),)},
        "join: no such state: gone",
    ),
    "worklist of an unknown state": (
        {"worklists": (replace(LIST, states=("gone",)),)},
        "desk: no such state: gone",
    ),
    "handled by an unknown step": ({"handled_by": ("play",)}, "probe: no such step: play"),
    "closed by an unknown step": ({"closed_by": ("play",)}, "probe: no such step: play"),
    "state that is never reached": ({"states": (OPEN, LINGER, DONE)}, "never reached: linger"),
    "procedure that never ends": (
        {"states": (OPEN, replace(DONE, final=False))},
        "probe: it never ends",
    ),
    "dead end": (
        {"states": (OPEN, LINGER, DONE), "steps": (ANSWER, LINGERING)},
        "probe: linger is a dead end",
    ),
    "closed by whoever handled": (
        {"handled_by": ("work",), "closed_by": ("answer",)},
        "probe.answer: who handled could close",
    ),
    "closed by a colleague of whoever handled": (
        {
            "handled_by": ("work",),
            "closed_by": ("answer",),
            "steps": (replace(ANSWER, apart_from=("work",)), WORK),
        },
        "probe.answer: who handled could close",
    ),
    "promise opened at the end": (
        {"steps": (ANSWER, replace(ANSWER, name="late", meets=(), opens=("answer",)))},
        "probe.late: a promise would outlive the matter",
    ),
    "promise resumed after the end": (
        {"steps": (ANSWER, replace(WORK, sources=("done",), resumes=("answer",)))},
        "probe.work: a promise would outlive the matter",
    ),
    "promise that is never opened": (
        {"opening": replace(START, opens=())},
        "probe: promise answer is never opened",
    ),
    "promise that can never be met": (
        {"steps": (replace(ANSWER, meets=()), WORK)},
        "probe: promise answer can never be met",
    ),
}


@pytest.mark.parametrize(
    ("changes", "reason"), BROKEN_PROCEDURES.values(), ids=BROKEN_PROCEDURES.keys()
)
def test_broken_procedure_cannot_be_constructed(changes, reason):
    with pytest.raises(DefinitionError, match=reason):
        replace(PROBE, **changes)


def test_procedure_that_is_closed_by_others_than_handle_it_can():
    apart = replace(ANSWER, apart_from=("work",), apart_from_holder=True)
    probe = replace(PROBE, steps=(apart, WORK), handled_by=("work",), closed_by=("answer",))
    assert probe.steps_from("open") == (apart, WORK)


BROKEN_STEPS = {
    "nobody may take it": ({"actors": ()}, "nobody may take it"),
    "two fields of a name": (
        {"fields": (Field(name="a", label="A", type=FieldType.LINE),) * 2},
        "two fields share a name",
    ),
    "limit of none": ({"limit": 0}, "a limit is at least 1"),
    "opens what it meets": ({"opens": ("answer",)}, "opens and meets the same promise"),
    "four eyes with nobody known": (
        {"actors": (anyone,), "apart_from": ("work",)},
        "four eyes need a known person",
    ),
    "apart from the holder with nobody known": (
        {"actors": (anyone,), "apart_from_holder": True},
        "four eyes need a known person",
    ),
    "untouched with nobody known": (
        {"actors": (reporter, anyone), "untouched": True},
        "four eyes need a known person",
    ),
}


@pytest.mark.parametrize(("changes", "reason"), BROKEN_STEPS.values(), ids=BROKEN_STEPS.keys())
def test_broken_step_cannot_be_constructed(changes, reason):
    with pytest.raises(DefinitionError, match=reason):
        replace(ANSWER, **changes)


YES = (Choice("yes", "Yes"),)
BROKEN_FIELDS = {
    "name that is no identifier": ({"name": "a b"}, "an identifier"),
    "choice without choices": ({"type": FieldType.CHOICE}, "choices belong to a choice"),
    "choices of a text": ({"choices": YES}, "choices belong to a choice"),
    "option without a list": ({"type": FieldType.OPTION}, "options belong to an option field"),
    "list of a text": ({"options": "grids"}, "options belong to an option field"),
    "redacted words": ({"redacts": True}, "photos alone are redacted"),
    "flag that is required": ({"type": FieldType.FLAG}, "never required"),
}


@pytest.mark.parametrize(("changes", "reason"), BROKEN_FIELDS.values(), ids=BROKEN_FIELDS.keys())
def test_broken_field_cannot_be_constructed(changes, reason):
    field = Field(name="words", label="Words", type=FieldType.TEXT)
    with pytest.raises(DefinitionError, match=reason):
        replace(field, **changes)


def no_rules(_profile):
    return {}


BROKEN_REGISTRATIONS = {
    "kind that is taken": ({"kind": "case"}, {}, "two procedures of kind case"),
    "prefix that is taken": ({"prefix": "BS"}, {}, "two procedures number with BS"),
    "effect without a step": (
        {},
        {"jump": print},
        "probe: effects or prefills without a step: jump",
    ),
}


@pytest.mark.parametrize(
    ("changes", "effects", "reason"),
    BROKEN_REGISTRATIONS.values(),
    ids=BROKEN_REGISTRATIONS.keys(),
)
def test_broken_registration_is_refused(changes, effects, reason):
    registration = Registration(
        procedure=replace(PROBE, **changes), rules=no_rules, effects=effects
    )
    with pytest.raises(DefinitionError, match=reason):
        register(registration)
    with pytest.raises(KeyError):
        get_registration("probe")


LIMITED = replace(PROBE, steps=(replace(ANSWER, within="answer"), WORK))
RELATED = replace(PROBE, origin=Relation("probes", "Probes", "case", ("closed",), within="probe"))
BROKEN_RULES = {
    "no limit of a promise": (PROBE, {}, "no limit for promise answer"),
    "no days of a step": (LIMITED, {"promises": {"answer": "5wd"}}, "no days for answer"),
    "days that are none": (
        LIMITED,
        {"promises": {"answer": "5wd"}, "days": {"answer": 0}},
        "no days for answer",
    ),
    "no days of a relation": (RELATED, {"promises": {"answer": "5wd"}}, "no days for probe"),
}


@pytest.mark.parametrize(
    ("procedure", "raw", "reason"), BROKEN_RULES.values(), ids=BROKEN_RULES.keys()
)
def test_broken_rules_are_refused(procedure, raw, reason):
    with pytest.raises(DefinitionError, match=reason):
        parse_rules(procedure, raw)
