"""The model in use, held in the process and looked after every few seconds."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Final
from uuid import UUID

from linli.apps.insight.enums import Target
from linli.apps.insight.models import LearnedModel

if TYPE_CHECKING:
    from linli.engines.text_routing import RoutingModel

MAX_AGE: Final = 5.0
"""Seconds for which another process's new model may be overlooked."""
MOST_HELD: Final = 40


@dataclass(frozen=True, slots=True)
class _Held:
    version: str
    model: RoutingModel | None
    checked_at: float


_held: dict[tuple[UUID, str], _Held] = {}


def get_model(community_id: UUID, target: Target) -> RoutingModel | None:
    """The model that took over last; None while there is none."""
    key, now = (community_id, target.value), monotonic()
    held = _held.get(key)
    if held is not None and now - held.checked_at < MAX_AGE:
        return held.model
    row = (
        LearnedModel.objects.filter(community=community_id, target=target, taken_over=True)
        .order_by("-made_at")
        .only("version")
        .first()
    )
    version = row.version if row else ""
    if held is not None and held.version == version:
        model = held.model
    else:
        model = _load(row) if row else None
    if len(_held) >= MOST_HELD and key not in _held:
        _held.clear()
    _held[key] = _Held(version, model, now)
    return model


def forget_models(community_id: UUID) -> None:
    """Makes this process look at once: it has just learned another one."""
    for target in Target:
        _held.pop((community_id, target.value), None)


def _load(row: LearnedModel) -> RoutingModel:
    # Loads numpy, which no other page needs.
    from linli.engines.text_routing import load_model

    return load_model(bytes(row.data))
