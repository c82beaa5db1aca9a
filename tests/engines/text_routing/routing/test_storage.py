"""Model files: the same back, and nothing else accepted."""

import json
from hashlib import sha256

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.engines.text_routing import ModelError, dump_model, load_model, suggest, train_model
from linli.engines.text_routing.routing.calibration import Calibration
from linli.engines.text_routing.routing.model import Basis, RoutingModel
from linli.engines.text_routing.routing.storage import MAGIC, MAGIC_OF_ONE_SLOPE
from tests.engines.text_routing.texts import make_examples

MODEL = train_model(make_examples(60))
DATA = dump_model(MODEL)


def sealed(body: bytes) -> bytes:
    return body + sha256(body).digest()


def changed(**entries: object) -> bytes:
    """A whole file whose head says something else."""
    head, rest = DATA[len(MAGIC) : -32].split(b"\n", 1)
    return sealed(MAGIC + json.dumps(json.loads(head) | entries).encode() + b"\n" + rest)


def test_model_comes_back_as_it_was():
    again = load_model(DATA)
    assert again.version == MODEL.version
    assert dump_model(again) == DATA
    text = "大井路的路灯问题"
    assert suggest(again, text) == suggest(MODEL, text)


def with_one_slope(slope: object) -> bytes:
    """A file of version 1."""
    head, rest = DATA[len(MAGIC) : -32].split(b"\n", 1)
    entries = json.loads(head)
    del entries["knots"], entries["slopes"]
    text = json.dumps(entries | {"slope": slope}, ensure_ascii=False).encode()
    return sealed(MAGIC_OF_ONE_SLOPE + text + b"\n" + rest)


def test_file_of_version_1_keeps_the_name_that_decisions_gave_it():
    labels, ones = ("灯", "车"), np.ones(2)
    model = RoutingModel(
        labels=labels,
        basis=Basis.HISTORY,
        examples=8,
        least=3,
        precision=0.95,
        keys=np.array([1, 2], np.uint64),
        importance=ones.astype(np.float32),
        weights=np.eye(2, dtype=np.float16),
        intercept=np.zeros(2, np.float32),
        calibration=Calibration(np.zeros(0), np.full(1, 4.5), ones, ones, ones),
    )
    assert model.version == "09e5cdb21216295a"


def test_file_of_version_1_is_read_with_its_one_slope():
    again = load_model(with_one_slope(2.5))
    scores = np.array([-1.5, -0.4, 0.0, 0.9])[: len(again.labels)]
    powers = np.exp(2.5 * scores + again.calibration.biases)
    found = again.calibration.probabilities(scores)
    assert found == pytest.approx(powers / powers.sum(), rel=1e-12)


@pytest.mark.parametrize("slope", ["1", 1, 0.0, -1.0, float("nan"), [1.0]])
def test_file_of_version_1_with_another_slope_is_refused(slope):
    with pytest.raises(ModelError):
        load_model(with_one_slope(slope))


def test_file_is_no_pickle():
    assert DATA.startswith(b"linli text-routing model 2\n")
    assert b"numpy" not in DATA


@settings(max_examples=80, deadline=None)
@given(st.integers(0, len(DATA) - 1), st.integers(1, 255))
def test_any_changed_byte_is_refused(place, shift):
    damaged = bytearray(DATA)
    damaged[place] = (damaged[place] + shift) % 256
    with pytest.raises(ModelError):
        load_model(bytes(damaged))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x80\x04pickle",
        MAGIC,
        DATA[:-1],
        DATA + b"x",
        sealed(MAGIC + b"no end"),
        sealed(MAGIC + b"[]\n"),
        sealed(MAGIC + b"{\n"),
        changed(labels=["a"]),
        changed(labels=["a", "a", "b"]),
        changed(labels=["a", "b", 3]),
        changed(basis="magic"),
        changed(least=0),
        changed(slopes="1"),
        changed(slopes=["1"] * 4),
        changed(slopes=[1.0] * 3),
        changed(slopes=[1.0, 1.0, 1.0, 0.0]),
        changed(slopes=[1.0, float("nan"), 1.0, 1.0]),
        changed(knots=[0.2, -0.2, 0.6]),
        changed(knots=[float("-inf"), 0.0, 0.6]),
        changed(slope=1.0),
        changed(wanted=2.0),
        changed(shapes={}),
        changed(shapes={"keys": [10**9], "confidence": [1]}),
        sealed(DATA[:-32] + b"more"),
    ],
)
def test_anything_else_is_refused(data):
    with pytest.raises(ModelError):
        load_model(data)


def test_keys_out_of_order_and_endless_weights_are_refused():
    keys = MODEL.keys.astype("<u8").tobytes()
    begin = DATA.index(keys)
    for place, value in ((begin, keys[8:16]), (begin + len(keys), np.float32("nan").tobytes())):
        body = bytearray(DATA[:-32])
        body[place : place + len(value)] = value
        with pytest.raises(ModelError):
            load_model(sealed(bytes(body)))
