"""Learning from decisions, and finding what many write about."""

from linli.apps.insight.services.finding import find_community_topics
from linli.apps.insight.services.learning import learn

__all__ = ["find_community_topics", "learn"]
