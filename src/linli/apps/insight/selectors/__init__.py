"""Reading what was learned and found."""

from linli.apps.insight.selectors.current import forget_models, get_model
from linli.apps.insight.selectors.figures import (
    Kept,
    Month,
    Standing,
    get_standing,
    list_attempts,
    list_months,
)
from linli.apps.insight.selectors.hot_topics import (
    HotTopic,
    TopicPage,
    get_topics,
    list_topic_matters,
)

__all__ = [
    "HotTopic",
    "Kept",
    "Month",
    "Standing",
    "TopicPage",
    "forget_models",
    "get_model",
    "get_standing",
    "get_topics",
    "list_attempts",
    "list_months",
    "list_topic_matters",
]
