"""The figures of the documentation, on one fold of real messages."""

import numpy as np

from linli.engines.text_routing import dump_model, evaluate, train_model
from linli.engines.text_routing.routing.examples import in_order, sources_of
from linli.engines.text_routing.routing.training import deal_folds
from linli.engines.text_routing.tables import read_examples, read_table
from tests.engines.text_routing.texts import FOLDER, needs_data


@needs_data
def test_fold_of_real_messages_reaches_the_figures():
    examples = in_order(read_examples(read_table((FOLDER / "labelled_train.csv").read_bytes())))
    labels = sorted({one.label for one in examples})
    numbers = np.array([labels.index(one.label) for one in examples])
    folds = deal_folds(numbers, sources_of(examples), 5)
    seen = [one for one, fold in zip(examples, folds, strict=True) if fold]
    held = [one for one, fold in zip(examples, folds, strict=True) if not fold]
    model = train_model(seen)
    found = evaluate(model, held)
    assert found.macro_f1 > 0.88
    assert found.ece < 0.035
    assert found.coverage_at_95 > 0.82
    assert found.sure_right / found.sure > 0.93
    assert len(dump_model(model)) < 20_000_000
