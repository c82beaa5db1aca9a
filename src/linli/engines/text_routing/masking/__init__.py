"""Hides what points at a person: names, numbers, plates, exact addresses; for Chinese first."""

from linli.engines.text_routing.masking.kinds import Kind, Span
from linli.engines.text_routing.masking.masker import Masked, find_spans, mask_text

__all__ = ["Kind", "Masked", "Span", "find_spans", "mask_text"]
