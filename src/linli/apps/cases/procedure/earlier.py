"""Declarations that cases began under before: they go on by these to their end."""

from dataclasses import replace

from linli.apps.cases.procedure.declaration import CASE
from linli.core.matters.definition import Step

ADDED_STEPS = frozenset(
    {
        "explain",
        *("solve", "reject_solution", "ask_return", "rule", "ask_extension", "decide_extension"),
        *("call_back", "escalate", "escalate_further"),
    }
)
ADDED_PROMISES = frozenset({"rule", "extend"})
ADDED_WORKLISTS = frozenset({"callback", "late"})


def _without_additions(step: Step) -> Step:
    """The step without what refers to steps, promises and relations that were added later."""
    return replace(step, unless=(), drops=(), awaits="", holds=None, apart_in_person=())


def _before_4(step: Step) -> Step:
    """All but the contact with a reporter whom nobody can reach, which is promised in none any more.

    One count for all organisations; a return and more time asked for at once; what a steward
    solved verified as everything else; a case that is closed though a part was asked for again."""
    if step.name in {"verify", "close"}:
        step = replace(step, awaits="")
    if step.name == "verify":
        step = replace(step, holds=None, apart_in_person=("solve",))
    if step.name in {"ask_return", "ask_extension"}:
        step = replace(step, unless=())
    return replace(step, of_each=False)


VERSION_4 = replace(
    CASE,
    version=4,
    steps=tuple(step for step in CASE.steps if step.name != "correct_category"),
)
VERSION_3 = replace(
    VERSION_4,
    version=3,
    steps=tuple(_before_4(step) for step in VERSION_4.steps if step.name != "verify_solution"),
)
VERSION_2 = replace(
    VERSION_3, version=2, steps=tuple(step for step in VERSION_3.steps if step.name != "explain")
)
VERSION_1 = replace(
    VERSION_2,
    version=1,
    steps=tuple(
        _without_additions(step) for step in VERSION_2.steps if step.name not in ADDED_STEPS
    ),
    promises=tuple(each for each in CASE.promises if each.name not in ADDED_PROMISES),
    worklists=tuple(each for each in CASE.worklists if each.name not in ADDED_WORKLISTS),
    ladder=(),
)
