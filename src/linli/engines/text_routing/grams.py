"""Runs of one to three characters, each as one exact number.

Chinese is written without blanks, and runs of characters do for it what words do elsewhere
(measured: better here than the words of a segmenter). A code point needs 21 bits, so three of them
fit into 63: keys are exact, two runs never share one. The highest bit marks what is known besides
the text (place, season).
"""

import hashlib
from datetime import datetime

import numpy as np
import numpy.typing as npt

from linli.engines.text_routing.normalisation import codes_of

LONGEST_GRAM = 3
BITS = 21

Keys = npt.NDArray[np.uint64]

_CONTEXT = np.uint64(1) << np.uint64(63)


def gram_keys(text: str) -> Keys:
    """The keys of all runs in a normalised text, in order of length and place."""
    codes = codes_of(text).astype(np.uint64)
    found = [codes]
    for _ in range(1, LONGEST_GRAM):
        longer = found[-1][:-1] << np.uint64(BITS) | codes[len(codes) - len(found[-1]) + 1 :]
        found.append(longer)
    return np.concatenate(found)


def key_text(key: int) -> str:
    """The characters behind a key; empty for one that is not of the text."""
    if key >> 63:
        return ""
    mask = (1 << BITS) - 1
    parts = [key >> (BITS * n) & mask for n in range(LONGEST_GRAM)]
    return "".join(chr(code) for code in reversed(parts) if code)


def context_keys(place: str | None, time: datetime | None) -> Keys:
    """The keys of a place, of all places above it, and of the month."""
    names = [f"month {time.month}"] if time else []
    if place:
        parts = place.split("/")
        names += ["place " + "/".join(parts[: n + 1]) for n in range(len(parts))]
    digests = [hashlib.blake2b(name.encode(), digest_size=8).digest() for name in names]
    return np.array([int.from_bytes(digest, "big") for digest in digests], np.uint64) | _CONTEXT
