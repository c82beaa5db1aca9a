"""Messages as sparse rows of what is rare in them.

Runs of two to four letters, taken from the title and the beginning of the text; weight (1 + log tf)
· rarity², runs of the title count three times. Runs that fewer than two messages or more than a
twentieth of them have are left out.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy import sparse

from linli.engines.text_routing.normalisation import letters_of
from linli.engines.text_routing.routing.weighting import unit_rows
from linli.engines.text_routing.topics.messages import Message

LENGTHS = (2, 3, 4)
BEGINNING = 300
TITLE = 3
LEAST, MOST_SHARE = 2, 0.05


def runs_of(message: Message) -> Counter[str]:
    """How often which run stands in a message, those of the title three times."""
    found: Counter[str] = Counter()
    for text, times in ((message.title, TITLE), (message.text[:BEGINNING], 1)):
        letters = letters_of(text)
        for length in LENGTHS:
            for start in range(len(letters) - length + 1):
                found[letters[start : start + length]] += times
    return found


def vectors_of(messages: Sequence[Message]) -> sparse.csr_array:
    """A row of length one (or nothing) for each message."""
    counted = [runs_of(message) for message in messages]
    in_messages = Counter(run for found in counted for run in found)
    most = max(MOST_SHARE * len(messages), 20)
    kept = sorted(run for run, times in in_messages.items() if LEAST <= times <= most)
    number = {run: column for column, run in enumerate(kept)}
    entries = [
        (row, number[run], times)
        for row, found in enumerate(counted)
        for run, times in found.items()
        if run in number
    ]
    rows, columns, times = np.array(entries, np.int64).reshape(-1, 3).T
    shape = (len(messages), len(kept))
    matrix = sparse.csr_array((1 + np.log(times), (rows, columns)), shape=shape, dtype=np.float32)
    matrix.sort_indices()
    spread = np.array([in_messages[run] for run in kept], np.float64)
    return unit_rows(matrix, np.log((1 + len(messages)) / (1 + spread)) ** 2)
