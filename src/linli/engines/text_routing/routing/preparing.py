"""The form in which a text is learned from and read."""

from linli.engines.text_routing.masking import mask_text
from linli.engines.text_routing.normalisation import LONGEST, normalise


def prepare(text: str) -> str:
    """The masked text in one form, so that no model ever meets a name or a number."""
    return normalise(mask_text(text[:LONGEST]).text)
