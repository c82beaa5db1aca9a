"""What belongs to a community is found by it: every such table has an index that begins with it."""

import pytest
from django.apps import apps
from django.db import connection, models

from linli.ground.communities.models import Community

OWNED = [
    model
    for model in apps.get_models()
    if any(
        isinstance(field, models.ForeignKey) and field.related_model is Community
        for field in model._meta.concrete_fields
    )
]


def list_leading_columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, table)
    return [
        each["columns"][0]
        for each in constraints.values()
        if (each["index"] or each["unique"] or each["primary_key"]) and each["columns"]
    ]


def test_tables_of_communities_are_looked_at():
    assert len(OWNED) >= 22


@pytest.mark.django_db
@pytest.mark.parametrize("model", OWNED, ids=lambda model: model._meta.label)
def test_rows_of_a_community_are_found_by_an_index(model):
    assert "community_id" in list_leading_columns(model._meta.db_table)


@pytest.mark.django_db
@pytest.mark.parametrize("model", OWNED, ids=lambda model: model._meta.label)
def test_no_index_repeats_the_beginning_of_another(model):
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, model._meta.db_table)
    alone = [
        name
        for name, each in constraints.items()
        if each["columns"] == ["community_id"] and not each["unique"] and each["index"]
    ]
    assert alone == []
