"""Reading matters: lists, one matter, its timeline, what one may do with it."""

from linli.core.matters.selectors.details import (
    ThreadKnot,
    TimelineEntry,
    get_matter,
    list_thread,
    list_timeline,
    reporter_label,
    subject_label,
)
from linli.core.matters.selectors.listing import list_matters, list_own_matters
from linli.core.matters.selectors.steps import (
    find_opening_refusal,
    find_refusal,
    list_desk_steps,
    list_possible_openings,
    list_possible_steps,
)
from linli.core.matters.selectors.worklists import find_worklist, list_worklist, list_worklists

__all__ = [
    "ThreadKnot",
    "TimelineEntry",
    "find_opening_refusal",
    "find_refusal",
    "find_worklist",
    "get_matter",
    "list_desk_steps",
    "list_matters",
    "list_own_matters",
    "list_possible_openings",
    "list_possible_steps",
    "list_thread",
    "list_timeline",
    "list_worklist",
    "list_worklists",
    "reporter_label",
    "subject_label",
]
