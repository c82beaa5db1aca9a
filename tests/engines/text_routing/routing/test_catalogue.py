"""Without history: the catalogue's words, and never sure."""

import pytest

from linli.engines.text_routing import (
    Basis,
    Doubt,
    TrainingError,
    dump_model,
    load_model,
    model_of_catalogue,
    suggest,
)
from linli.engines.text_routing.routing.evaluation import evaluate
from linli.engines.text_routing.tables import read_examples, read_paths, read_table
from tests.engines.text_routing.texts import FOLDER, needs_data

PATHS = [
    ("城乡建设", "市政管理", "路灯照明"),
    ("城乡建设", "市政管理", "园林绿化"),
    ("教育文体", "学校管理", "教师队伍"),
    ("教育文体", "招生考试", ""),
]


def test_catalogue_suggests_but_is_never_sure():
    model = model_of_catalogue(PATHS)
    found = suggest(model, "巷子里的路灯照明坏了，园林绿化也没人管")
    assert (found.choices[0].label, found.basis) == ("城乡建设", Basis.CATALOGUE)
    assert found.doubt in (Doubt.NO_HISTORY, Doubt.UNKNOWN_WORDS)
    assert not found.sure


def test_lower_levels_are_named_by_their_path():
    model = model_of_catalogue(PATHS, level=3)
    assert model.labels == (
        "城乡建设/市政管理/园林绿化",
        "城乡建设/市政管理/路灯照明",
        "教育文体/学校管理/教师队伍",
    )
    assert suggest(model, "路灯照明").choices[0].label == "城乡建设/市政管理/路灯照明"


def test_catalogue_model_is_stored_like_any_other():
    model = model_of_catalogue(PATHS)
    again = load_model(dump_model(model))
    assert (again.version, again.basis) == (model.version, Basis.CATALOGUE)


def test_catalogue_of_one_category_is_refused():
    with pytest.raises(TrainingError):
        model_of_catalogue(PATHS[:2])


@needs_data
def test_cold_start_is_far_better_than_chance_on_real_messages():
    paths = read_paths(read_table((FOLDER / "category_tree.csv").read_bytes()))
    labelled = read_examples(read_table((FOLDER / "labelled_train.csv").read_bytes()))[::10]
    labels = {one.label for one in labelled}
    model = model_of_catalogue([path for path in paths if path[0] in labels])
    assert set(model.labels) <= labels
    assert evaluate(model, labelled).accuracy > 0.66
