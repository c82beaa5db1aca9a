"""A model as bytes: plain arrays behind a readable head, checked whole when read.

Layout: the line ``linli text-routing model 2``, a line of JSON (labels, figures, and for each array
its type and shape), the arrays one behind the other, little-endian, and the SHA-256 of all before.
Nothing in a file is ever executed. In version 1, which is still read, one slope stood for all scores.
"""

import json
from hashlib import sha256
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from linli.engines.text_routing.errors import ModelError
from linli.engines.text_routing.routing.calibration import Calibration
from linli.engines.text_routing.routing.model import FEWEST_LABELS, Basis, RoutingModel

MAGIC = b"linli text-routing model 2\n"
MAGIC_OF_ONE_SLOPE = b"linli text-routing model 1\n"
LARGEST = 64_000_000
LONGEST_HEAD = 4_000_000
DIGEST = 32
STEEPEST = 1e6
HIGHEST = 1e6

Array = npt.NDArray[Any]

TYPES = {
    "keys": "<u8",
    "importance": "<f4",
    "weights": "<f2",
    "intercept": "<f4",
    "biases": "<f8",
    "confidence": "<f8",
    "precision": "<f8",
}


def dump_model(model: RoutingModel) -> bytes:
    """The model's bytes; the same model always gives the same."""
    calibration = model.calibration
    sources: dict[str, Array] = {
        "keys": model.keys,
        "importance": model.importance,
        "weights": model.weights,
        "intercept": model.intercept,
        "biases": calibration.biases,
        "confidence": calibration.confidence,
        "precision": calibration.precision,
    }
    arrays = {name: np.ascontiguousarray(sources[name], dtype) for name, dtype in TYPES.items()}
    head = {
        "labels": model.labels,
        "basis": model.basis.value,
        "examples": model.examples,
        "least": model.least,
        "wanted": model.precision,
        "knots": calibration.knots.tolist(),
        "slopes": calibration.slopes.tolist(),
        "shapes": {name: array.shape for name, array in arrays.items()},
    }
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    body = b"".join([MAGIC, text, *(array.tobytes() for array in arrays.values())])
    return body + sha256(body).digest()


def load_model(data: bytes) -> RoutingModel:
    """The model in the bytes. Raises ModelError at anything that does not fit."""
    if len(data) > LARGEST:
        raise ModelError("the file is larger than a model can be")
    if not data.startswith((MAGIC, MAGIC_OF_ONE_SLOPE)):
        raise ModelError("this is not a model of text routing, version 1 or 2")
    body = data[:-DIGEST]
    if sha256(body).digest() != data[-DIGEST:]:
        raise ModelError("the file is damaged: its digest does not fit")
    end = body.find(b"\n", len(MAGIC), len(MAGIC) + LONGEST_HEAD)
    if end < 0:
        raise ModelError("the file has no head")
    head = _head(body[len(MAGIC) : end], one_slope=not data.startswith(MAGIC))
    arrays = _arrays(head["shapes"], body[end + 1 :], len(head["labels"]))
    return _model(head, arrays)


def _head(text: bytes, *, one_slope: bool) -> dict[str, Any]:
    try:
        head = json.loads(text)
    except ValueError as error:
        raise ModelError("the head is not JSON") from error
    kinds = {"labels": list, "basis": str, "examples": int, "least": int, "wanted": float}
    kinds |= {"slope": float} if one_slope else {"knots": list, "slopes": list}
    kinds |= {"shapes": dict}
    if not isinstance(head, dict) or set(head) != set(kinds):
        raise ModelError("the head does not have the agreed entries")
    for name, kind in kinds.items():
        if type(head[name]) is not kind:
            raise ModelError(f"the entry {name} of the head is of another kind")
    labels = head["labels"]
    if not all(type(label) is str and label for label in labels) or len(set(labels)) < len(labels):
        raise ModelError("the categories are not different texts")
    if head["basis"] not in set(Basis) or len(labels) < FEWEST_LABELS:
        raise ModelError("the head says nothing that is known")
    if one_slope:
        head |= {"knots": [], "slopes": [head["slope"]]}
    knots, slopes = head["knots"], head["slopes"]
    if not all(type(number) is float for number in knots + slopes):
        raise ModelError("a slope is not a number")
    if not 0 < head["wanted"] < 1 or head["least"] < 1 or not _rises(knots, slopes):
        raise ModelError("a figure of the head is out of its range")
    return head


def _rises(knots: list[float], slopes: list[float]) -> bool:
    """Whether these are straight pieces of one rising line."""
    ends = [-HIGHEST, *knots, HIGHEST]
    return (
        len(slopes) == len(knots) + 1
        and all(low < high for low, high in pairwise(ends))
        and all(0 < slope < STEEPEST for slope in slopes)
    )


def _arrays(shapes: dict[str, Any], data: bytes, size: int) -> dict[str, Array]:
    """The arrays, whose shapes must agree with each other and with the number of bytes."""
    columns, points = _length(shapes, "keys"), _length(shapes, "confidence")
    expected = {
        "keys": [columns],
        "importance": [columns],
        "weights": [columns, size],
        "intercept": [size],
        "biases": [size],
        "confidence": [points],
        "precision": [points],
    }
    if shapes != expected:
        raise ModelError("the shapes of the arrays do not agree")
    arrays, begin = {}, 0
    for name, shape in expected.items():
        dtype = np.dtype(TYPES[name])
        count = int(np.prod(shape))
        if begin + count * dtype.itemsize > len(data):
            raise ModelError("the file is shorter than its head says")
        arrays[name] = np.frombuffer(data, dtype, count, begin).reshape(shape)
        begin += count * dtype.itemsize
    if begin != len(data):
        raise ModelError("the file is longer than its head says")
    return arrays


def _length(shapes: dict[str, Any], name: str) -> int:
    shape = shapes.get(name)
    if not (isinstance(shape, list) and len(shape) == 1 and type(shape[0]) is int and shape[0] > 0):
        raise ModelError(f"the array {name} has no length")
    return shape[0]


def _model(head: dict[str, Any], arrays: dict[str, Array]) -> RoutingModel:
    if np.any(arrays["keys"][1:] <= arrays["keys"][:-1]):
        raise ModelError("the keys do not ascend")
    if not all(np.isfinite(array).all() for name, array in arrays.items() if name != "keys"):
        raise ModelError("a weight is not a number")
    return RoutingModel(
        labels=tuple(head["labels"]),
        basis=Basis(head["basis"]),
        examples=head["examples"],
        least=head["least"],
        precision=head["wanted"],
        keys=arrays["keys"],
        importance=arrays["importance"],
        weights=arrays["weights"],
        intercept=arrays["intercept"],
        calibration=Calibration(
            np.array(head["knots"]),
            np.array(head["slopes"]),
            arrays["biases"],
            arrays["confidence"],
            arrays["precision"],
        ),
    )
