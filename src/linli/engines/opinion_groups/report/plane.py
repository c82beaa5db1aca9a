"""The opinion map: a mark for each participant, the same shape for the same group."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linli.engines.opinion_groups.analysis import Analysis
from linli.engines.opinion_groups.report import phrases
from linli.engines.opinion_groups.wording import Words

Array = NDArray[Any]

_WIDTH, _HEIGHT, _EDGE = 640.0, 480.0, 28.0
# More people than this are drawn as base clusters, larger for more people.
_MOST = 1_500
# More marks than this are drawn smaller.
_CROWD, _SMALLER = 400, 0.4
_SHAPES = (
    '<circle r="5"/>',
    '<rect x="-4.5" y="-4.5" width="9" height="9"/>',
    '<path d="M0-6 6 5H-6Z"/>',
    '<path d="M0-6.5 6.5 0 0 6.5-6.5 0Z"/>',
    '<path d="M-2-6H2V-2H6V2H2V6H-2V2H-6V-2H-2Z"/>',
)


def shape(group: int) -> str:
    """The mark of a group by itself, beside its name."""
    return f'<svg class="mark g{group % len(_SHAPES)}" viewBox="-8 -8 16 16" aria-hidden="true">{_SHAPES[group % len(_SHAPES)]}</svg>'


def say_map(analysis: Analysis) -> Words:
    """What the marks are."""
    if not analysis.groups:
        return phrases.MAP_NONE
    return phrases.MAP_MANY if _is_crowded(analysis) else phrases.MAP_OF


def _is_crowded(analysis: Analysis) -> bool:
    """Whether marks stand for several people."""
    return len(analysis.fit.inside) > _MOST


def draw(analysis: Analysis) -> str:
    """The map as SVG, with its words in title and description."""
    points, groups, sizes = _list_marks(analysis)
    x, y, (left, top) = _place(points)
    sizes = sizes * (_SMALLER if len(points) > _CROWD else 1.0)
    order = np.lexsort((y, x))  # so that the order of participants cannot be read off the file
    marks = "\n".join(_mark(x[i], y[i], groups[i], sizes[i]) for i in order)
    words = say_map(analysis)
    return (
        f'<svg class="map" viewBox="0 0 {_WIDTH:.0f} {_HEIGHT:.0f}" role="img" '
        'aria-labelledby="map-name map-words">\n'
        f'<title id="map-name">{phrases.MAP.zh} {phrases.MAP.en}</title>\n'
        f'<desc id="map-words">{words.zh} {words.en}</desc>\n'
        f'<path class="cross" d="M{left:.1f} 8V{_HEIGHT - 8:.0f}M8 {top:.1f}H{_WIDTH - 8:.0f}"/>\n'
        f"{marks}\n{''.join(_label_groups(analysis, x, y, groups))}</svg>"
    )


def _list_marks(analysis: Analysis) -> tuple[Array, Array, Array]:
    """Where marks are drawn, of which group (−1 none), and for how many people.

    Where there are groups to speak of, who is in one under the floor has no mark.
    """
    inside, base = analysis.fit.inside, analysis.fit.base
    points, sizes = analysis.positions[inside], np.ones(len(inside))
    groups = analysis.published[inside]
    if _is_crowded(analysis):
        points, sizes = base.centres, base.sizes.astype(float)
        groups = np.zeros(len(sizes), int)
        groups[base.labels] = analysis.published[inside]
    if not analysis.groups:
        return points, np.full(len(sizes), -1), sizes
    kept = groups >= 0
    return points[kept], groups[kept], sizes[kept]


def _place(points: Array) -> tuple[Array, Array, tuple[float, float]]:
    """Points on the drawing, as large as they fit, and where the middle of opinion lies."""
    low, high = points.min(axis=0, initial=0.0), points.max(axis=0, initial=0.0)
    reach = np.maximum(high - low, 1e-12)
    scale = min((_WIDTH - 2 * _EDGE) / reach[0], (_HEIGHT - 2 * _EDGE) / reach[1])
    left, top = _WIDTH / 2 - scale * (low + high)[0] / 2, _HEIGHT / 2 + scale * (low + high)[1] / 2
    return left + points[:, 0] * scale, top - points[:, 1] * scale, (float(left), float(top))


def _mark(x: float, y: float, group: int, size: float) -> str:
    grown = "" if size == 1 else f" scale({size**0.3:.2f})"
    body = _SHAPES[group % len(_SHAPES)] if group >= 0 else '<circle r="4.5"/>'
    name = f"g{group % len(_SHAPES)}" if group >= 0 else "none"
    return f'<g class="{name}" transform="translate({x:.1f} {y:.1f}){grown}">{body}</g>'


def _label_groups(analysis: Analysis, x: Array, y: Array, groups: Array) -> Iterator[str]:
    """The number of each group in the middle of its marks."""
    for group in analysis.finding.shown:
        own = groups == group
        across, up = float(x[own].mean()), float(y[own].mean())
        yield (
            f'<g class="label" transform="translate({across:.1f} {up:.1f})">'
            f'<circle r="22"/><text>{group + 1}</text></g>\n'
        )
