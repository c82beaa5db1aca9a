"""What many residents write about: clusters of messages over a moving window."""

from linli.engines.text_routing.topics.find import find_topics
from linli.engines.text_routing.topics.messages import Message
from linli.engines.text_routing.topics.topic import Burst, Topic, Topics

__all__ = ["Burst", "Message", "Topic", "Topics", "find_topics"]
