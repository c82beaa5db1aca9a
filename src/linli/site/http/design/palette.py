"""Colours read from the style sheet that all pages use, and how far words stand out from them.

Contrast: WCAG 2.2, relative luminance and contrast ratio.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TOKENS = Path(__file__).parents[2] / "frontend" / "styles" / "tokens.css"
COLOUR = re.compile(r"--([a-z0-9-]+): (#[0-9a-f]{6});")
LINEAR_BELOW = 0.04045
WEIGHTS = (0.2126, 0.7152, 0.0722)

TEXT, CONTROL = 4.5, 3.0
# Words and grounds that meet on pages, then borders of controls.
PAIRS: tuple[tuple[str, str, float], ...] = (
    *((ink, ground, TEXT) for ink in ("ink", "ink-2") for ground in ("paper", "surface", "sunken")),
    *(
        (accent, ground, TEXT)
        for accent in ("pine", "cinnabar", "ochre", "plum", "slate")
        for ground in ("paper", "surface", f"{accent}-tint")
    ),
    ("on-pine", "pine", TEXT),
    ("on-plate", "plate", TEXT),
    ("on-cinnabar", "cinnabar", TEXT),
    ("ink", "water", TEXT),
    ("edge", "paper", CONTROL),
    ("edge", "surface", CONTROL),
    ("focus-ink", "paper", CONTROL),
)


@dataclass(frozen=True, slots=True)
class Swatch:
    """A colour by its material, by day and by night."""

    name: str
    light: str
    dark: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Words on a ground: the contrast by day and by night, and what is needed."""

    ink: str
    ground: str
    light: float
    dark: float
    needed: float


@cache
def read_themes() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The colours by day and by night; the dark ones as they are set by hand."""
    text = TOKENS.read_text(encoding="utf-8")
    light = dict(COLOUR.findall(text.partition("@media")[0]))
    dark = dict(COLOUR.findall(text.partition(':root[data-theme="dark"]')[2].partition("}")[0]))
    return light, light | dark


def list_swatches() -> list[Swatch]:
    """Every colour, in the order of the style sheet."""
    light, dark = read_themes()
    return [Swatch(name, light[name], dark[name]) for name in light]


def list_pairs() -> list[Pair]:
    """Every pair of words and ground that meets on a page."""
    light, dark = read_themes()
    return [
        Pair(
            ink=ink,
            ground=ground,
            light=round(contrast(light[ink], light[ground]), 1),
            dark=round(contrast(dark[ink], dark[ground]), 1),
            needed=needed,
        )
        for ink, ground, needed in PAIRS
    ]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb."""
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return sum(weight * _linear(channel) for weight, channel in zip(WEIGHTS, channels, strict=True))


def _linear(channel: float) -> float:
    if channel <= LINEAR_BELOW:
        return channel / 12.92
    return float(((channel + 0.055) / 1.055) ** 2.4)
