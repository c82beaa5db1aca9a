"""Pages that every kind of matter has, made from its declaration."""

from linli.core.pages.http.pages.contributions import add_contribution
from linli.core.pages.http.pages.follows import change_following
from linli.core.pages.http.pages.lists import (
    show_desk,
    show_matters,
    show_own,
    show_worklist,
)
from linli.core.pages.http.pages.matter import show_contact, show_matter
from linli.core.pages.http.pages.openings import open_from
from linli.core.pages.http.pages.photos import show_photo
from linli.core.pages.http.pages.receipts import (
    enter_receipt,
    give_up_receipts,
    show_new_receipt,
    take_matter_over,
)
from linli.core.pages.http.pages.steps import take_step

__all__ = [
    "add_contribution",
    "change_following",
    "enter_receipt",
    "give_up_receipts",
    "open_from",
    "show_contact",
    "show_desk",
    "show_matter",
    "show_matters",
    "show_new_receipt",
    "show_own",
    "show_photo",
    "show_worklist",
    "take_matter_over",
    "take_step",
]
