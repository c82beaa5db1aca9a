"""Texts in one form: width, case, script and blanks no longer differ.

Each character becomes another one or itself, by one table over the code points: compatibility forms
and capitals are folded (Unicode NFKC, where that is one character again), and traditional
characters become simplified ones by the pairs in ``traditional.txt`` (the frequent characters of
Big5 whose simplified form differs). It is meant for comparing texts, never for showing them: one
traditional character can have several simplified readings.
"""

import unicodedata
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

LONGEST = 20_000
"""Characters of a text that are looked at: what a long text is about is said before."""

BLANK = 0x20
_FIRST_OUTSIDE = 0x1_0000
_FIRST_RARE, _AFTER_RARE = 0x2_0000, 0x3_2000

Codes = npt.NDArray[np.uint32]


def normalise(text: str) -> str:
    """The text, at most ``LONGEST`` characters of it, in the one form."""
    folded = fold_codes(codes_of(text[:LONGEST]))
    blank = folded == BLANK
    kept = ~(blank & np.concatenate([[True], blank[:-1]]))
    return text_of(folded[kept]).rstrip(" ")


def letters_of(text: str) -> str:
    """The normalised text without blanks, punctuation and pictures."""
    folded = fold_codes(codes_of(text[:LONGEST]))
    return text_of(folded[are_letters(folded)])


def codes_of(text: str) -> Codes:
    """The code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def text_of(codes: Codes) -> str:
    """The text of code points that have been folded."""
    return str(codes.tobytes(), "utf-32-le")


def fold_codes(codes: Codes) -> Codes:
    """Each code point in the one form; blanks and control characters become the blank."""
    table = _tables()[0]
    return np.where(codes < _FIRST_OUTSIDE, table[np.minimum(codes, _FIRST_OUTSIDE - 1)], codes)


def are_letters(folded: Codes) -> npt.NDArray[np.bool_]:
    """Which are letters or figures; outside of the first plane only Chinese characters are."""
    table = _tables()[1]
    rare = (folded >= _FIRST_RARE) & (folded < _AFTER_RARE)
    inside = table[np.minimum(folded, _FIRST_OUTSIDE - 1)]
    return np.where(folded < _FIRST_OUTSIDE, inside, rare)


@cache
def _tables() -> tuple[Codes, npt.NDArray[np.bool_]]:
    pairs = files(__package__).joinpath("traditional.txt").read_text(encoding="utf-8")
    traditional, simplified = pairs.splitlines()
    simple = dict(zip(traditional, simplified, strict=True))
    characters = [_fold(chr(code), simple) for code in range(_FIRST_OUTSIDE)]
    table = np.array([ord(one) for one in characters], np.uint32)
    return table, np.array([one.isalnum() for one in characters])


def _fold(character: str, simple: dict[str, str]) -> str:
    if unicodedata.category(character) in ("Cc", "Cf", "Cs") or character.isspace():
        return " "
    folded = unicodedata.normalize("NFKC", character).lower()
    folded = folded if len(folded) == 1 else character
    return " " if folded.isspace() else simple.get(folded, folded)
