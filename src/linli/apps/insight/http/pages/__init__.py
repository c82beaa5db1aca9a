"""Pages of insight."""

from linli.apps.insight.http.pages.suggestions import show_suggestions
from linli.apps.insight.http.pages.topics import show_topic, show_topics

__all__ = ["show_suggestions", "show_topic", "show_topics"]
