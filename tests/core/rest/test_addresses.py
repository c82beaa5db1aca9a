import pytest

from linli.core.matters.registry import list_registrations
from linli.core.rest.addresses import SHARED, collection_of


@pytest.mark.parametrize(
    ("kind", "collection"),
    [
        ("case", "cases"),
        ("appeal", "appeals"),
        ("inquiry", "inquiries"),
        ("survey", "surveys"),
        ("class", "classes"),
        ("watch", "watches"),
        ("tax", "taxes"),
    ],
)
def test_collection_is_the_plural(kind, collection):
    assert collection_of(kind) == collection


def test_collections_of_all_kinds_differ_from_each_other_and_from_shared_addresses():
    kinds = [registration.procedure.kind for registration in list_registrations()]
    collections = [collection_of(kind) for kind in kinds]
    taken = [*SHARED, "categories", "statistics", *collections]
    assert len(set(taken)) == len(taken)
