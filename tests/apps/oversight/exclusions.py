"""Exclusions of cases from the rates."""

from linli.apps.oversight.procedure import EXCLUSION
from linli.core.matters.models import Matter
from linli.core.matters.services import open_matter
from tests.factories import Scene, as_actor, walk


def exclude(scene: Scene, matter: Matter, ending: str) -> Matter:
    """The exclusion of a case, come to that ending."""
    values = {"ground": "beyond", "reasons": "The pipe belongs to another city"}
    officer = as_actor(scene, matter, EXCLUSION.opening.actors[0])
    made = open_matter("exclusion", acting_user=officer, values=values, origin=matter).matter
    return walk(scene, made, ending)
