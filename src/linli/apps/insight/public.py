"""The door of insight."""

from linli.apps.insight.policies import READERS

__all__ = ["READERS"]
