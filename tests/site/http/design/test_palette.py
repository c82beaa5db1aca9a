"""The colours of the style sheet: read whole, and far enough apart by day and by night."""

import pytest

from linli.site.http.design.palette import (
    Swatch,
    contrast,
    list_pairs,
    list_swatches,
    luminance,
)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#ffffff", "#ffffff", 1.0), ("#767676", "#ffffff", 4.54)],
)
def test_contrast_is_that_of_the_guidelines_whichever_comes_first(one, other, ratio):
    assert round(contrast(one, other), 2) == round(contrast(other, one), 2) == ratio


def test_luminance_runs_from_black_to_white():
    assert (luminance("#000000"), round(luminance("#ffffff"), 9)) == (0.0, 1.0)


def test_every_colour_has_a_day_and_a_night():
    swatches = list_swatches()
    assert Swatch("paper", "#f6f2e8", "#151917") in swatches
    assert Swatch("pine", "#0b5a46", "#84cdb2") in swatches
    assert len(swatches) >= 25


@pytest.mark.parametrize("pair", list_pairs(), ids=lambda pair: f"{pair.ink}-{pair.ground}")
def test_words_stand_out_from_their_ground_by_day_and_by_night(pair):
    assert min(pair.light, pair.dark) >= pair.needed
