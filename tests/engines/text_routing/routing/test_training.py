"""Learning: whatever the order, and nothing that few wrote."""

import random
from dataclasses import replace

import numpy as np
import pytest

from linli.engines.text_routing import (
    Basis,
    Doubt,
    Example,
    OptionError,
    TrainingError,
    suggest,
    train_model,
)
from linli.engines.text_routing.grams import key_text
from linli.engines.text_routing.routing import training
from linli.engines.text_routing.routing.training import deal_folds
from tests.engines.text_routing.texts import make_examples


@pytest.fixture(scope="module")
def model():
    return train_model(make_examples(150))


def test_model_knows_its_subjects(model):
    assert (model.labels, model.basis, model.examples) == (
        ("公交", "教育", "道路照明"),
        Basis.HISTORY,
        150,
    )
    assert np.all(model.keys[1:] > model.keys[:-1])
    assert model.weights.shape == (len(model.keys), 3)


def test_order_of_examples_changes_nothing(model):
    shuffled = make_examples(150)
    random.Random(1).shuffle(shuffled)
    assert train_model(shuffled).version == model.version


def test_run_is_kept_only_when_three_reporters_wrote_it():
    examples = make_examples(150)
    for row, reporter in ((0, "one"), (1, "two"), (2, "two")):
        told = examples[row].text + "紫藤架"
        examples[row] = replace(examples[row], text=told, reporter=reporter)
    texts = {key_text(int(key)) for key in train_model(examples).keys}
    assert not {"紫", "藤", "紫藤", "紫藤架"} & texts
    examples[2] = replace(examples[2], reporter="three")
    assert {"紫藤", "紫藤架"} <= {key_text(int(key)) for key in train_model(examples).keys}


@pytest.mark.parametrize("reporters", [1, 2])
def test_texts_of_few_reporters_teach_nothing_and_say_so(reporters):
    examples = [
        replace(one, reporter=f"r{row % reporters}") for row, one in enumerate(make_examples(150))
    ]
    with pytest.raises(TrainingError, match="3 different sources"):
        train_model(examples)


def test_model_without_any_run_knows_nothing(model):
    empty = replace(
        model, keys=model.keys[:0], importance=model.importance[:0], weights=model.weights[:0]
    )
    found = suggest(empty, "路灯不亮", place="A/A1")
    assert (found.doubt, found.words) == (Doubt.UNKNOWN_WORDS, ())


def test_texts_that_are_alike_are_one_source_where_no_reporter_is_known():
    secret = "鹳鹊楼旁边老槐树下面第三块青石板松动了每逢下雨就积水请派人来修"
    examples = [replace(one, reporter=None) for one in make_examples(150)]
    examples += [Example(f"{secret}{tail}", "道路照明") for tail in ("。", "！", "？谢谢", "，急")]
    texts = {key_text(int(key)) for key in train_model(examples).keys}
    assert "鹳鹊" not in texts


def test_names_and_numbers_never_reach_a_model():
    examples = [
        replace(one, text=f"我叫欧阳青松，电话13812345678。{one.text}")
        for one in make_examples(150)
    ]
    texts = {key_text(int(key)) for key in train_model(examples).keys}
    assert not {"欧阳", "青松", "138", "678"} & texts
    assert "姓名" in texts


def test_place_and_season_speak_too():
    examples = make_examples(150)
    placed = [replace(one, place="A/A1" if one.label == "公交" else "A/A2") for one in examples]
    model = train_model(placed)
    here = model.probabilities(model.read("请尽快处理", place="A/A1/07"))
    there = model.probabilities(model.read("请尽快处理", place="A/A2/01"))
    assert here[0] > there[0]


def test_file_budget_limits_the_runs(monkeypatch):
    monkeypatch.setattr(training, "MOST_BYTES", 18 * 100)
    assert len(train_model(make_examples(150)).keys) == 100


@pytest.mark.parametrize(
    ("examples", "reason"),
    [
        ([], "two categories"),
        ([Example("路灯坏了", "灯")] * 20, "two categories"),
        ([Example("路灯坏了", "灯"), Example("车没来", "车")], "at least 6 examples"),
        ([*make_examples(12), Example("路灯坏了", "")], "no category"),
        ([Example(f"{chr(0x4E00 + n)}", f"c{n % 2}") for n in range(9)], "no character"),
    ],
)
def test_what_nothing_can_be_learned_from_is_refused(examples, reason):
    with pytest.raises(TrainingError, match=reason):
        train_model(examples)


@pytest.mark.parametrize("wrong", [{"precision": 1.0}, {"precision": 0}, {"least": 0}])
def test_options_out_of_range_are_refused(wrong):
    with pytest.raises(OptionError):
        train_model(make_examples(30), **wrong)


def test_folds_keep_sources_whole_and_spread_labels():
    labels = np.array([0] * 8 + [1] * 8)
    sources = np.array([0, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15])
    folds = deal_folds(labels, sources, 4)
    assert folds[0] == folds[1]
    assert np.bincount(folds[labels == 1]).tolist() == [2, 2, 2, 2]
