"""The catalogue's categories: new ones, and what belongs to one."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from linli.apps.administration.enums import ChangeKind
from linli.apps.administration.services.changes import note_change, require_administrator
from linli.apps.cases.public import (
    change_category,
    create_category,
    find_category,
    has_categories_below,
)
from linli.core.matters.acting import ActingUser
from linli.core.matters.errors import InputRefusedError
from linli.ground.communities.models import Community
from linli.ground.parties.models import Organisation

CODE = re.compile(r"[a-z][a-z0-9_]{0,19}(\.[a-z][a-z0-9_]{0,19}){0,2}")
LONGEST_NAME, LONGEST_WORD, MOST_WORDS = 40, 20, 60
FLAGS = ("public_space", "restricted", "community_duty", "is_active")
# A phrase may hold blanks: "no water".
BETWEEN_WORDS = re.compile(r"[\n,，、;；]")
Row = Mapping[str, str]


@transaction.atomic
def add_category(row: Row, *, acting_user: ActingUser, now: datetime) -> str:
    """The code of a new category at the end of the catalogue.

    Raises StepRefusedError (not_your_duty), InputRefusedError naming code, name, words or
    organisation.
    """
    require_administrator(acting_user)
    community, code = acting_user.community, row.get("code", "").strip()
    parent = code.rpartition(".")[0]
    errors: dict[str, str] = {}
    if not CODE.fullmatch(code):
        errors["code"] = "category_code" if code else "required"
    elif find_category(community, code) is not None:
        errors["code"] = "taken"
    elif parent and not _is_in_use(community, parent):
        errors["code"] = "category_parent"
    given = _read(community, row, errors)
    if errors:
        raise InputRefusedError(errors)
    try:
        with transaction.atomic():
            create_category(community, code=code, **{**given, "is_active": True})
    except IntegrityError as error:
        raise InputRefusedError({"code": "taken"}) from error
    note_change(acting_user, ChangeKind.CATEGORY, f"{given['name']} ({code})", now=now)
    return code


@transaction.atomic
def set_category(code: str, row: Row, *, acting_user: ActingUser, now: datetime) -> bool:
    """Gives a category another name, words, organisation or rules, for what is reported from now
    on; whether anything changed.  False too where there is no such category.

    Raises StepRefusedError (not_your_duty), InputRefusedError naming name, words, organisation or
    is_active.
    """
    require_administrator(acting_user)
    category = find_category(acting_user.community, code, lock=True)
    if category is None:
        return False
    errors: dict[str, str] = {}
    given = _read(acting_user.community, row, errors)
    if not given["is_active"] and has_categories_below(category):
        errors["is_active"] = "category_has_more"
    parent = code.rpartition(".")[0]
    if given["is_active"] and parent and not _is_in_use(acting_user.community, parent):
        errors["is_active"] = "category_parent"
    if errors:
        raise InputRefusedError(errors)
    changed = sorted(name for name, value in given.items() if getattr(category, name) != value)
    if not changed:
        return False
    change_category(category, **given)
    about = f"{category.name} ({code}): {', '.join(changed)}"
    note_change(acting_user, ChangeKind.CATEGORY, about, now=now)
    return True


def _is_in_use(community: Community, code: str) -> bool:
    found = find_category(community, code, lock=True)
    return found is not None and found.is_active


def _read(community: Community, row: Row, errors: dict[str, str]) -> dict[str, Any]:
    """What a form says of a category; what is wrong with it is added to the errors."""
    name = " ".join(row.get("name", "").split())
    words = [" ".join(word.split()) for word in BETWEEN_WORDS.split(row.get("words", ""))]
    words = list(dict.fromkeys(word for word in words if word))
    slug = row.get("organisation", "").strip()
    organisation = Organisation.objects.filter(community=community, slug=slug).first()
    if not name or len(name) > LONGEST_NAME:
        errors["name"] = "too_long" if name else "required"
    if len(words) > MOST_WORDS or any(len(word) > LONGEST_WORD for word in words):
        errors["words"] = "too_long"
    if slug and organisation is None:
        errors["organisation"] = "not_a_choice"
    flags = {flag: row.get(flag) == "on" for flag in FLAGS}
    return {"name": name, "words": words, "organisation": organisation, **flags}
