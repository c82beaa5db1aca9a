"""Fills a community with matters that look as if people had walked them through the funnel."""

from benchmarks.filling.community import Street, found_street
from benchmarks.filling.fill import Filler

__all__ = ["Filler", "Street", "found_street"]
