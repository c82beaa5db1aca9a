"""Reading what residents write: category, duplicates, hot topics; for Chinese first.

``train_model`` learns from decisions and ``suggest`` says what a model thinks and how sure it is;
``MatterIndex`` finds earlier matters that say the same; ``find_topics`` finds what many write about;
``mask_text`` hides what points at a person. It suggests, a person decides. Reporters are opaque keys
that are only told apart: nothing here scores, ranks or gives out a person.
"""

from linli.engines.text_routing.duplicates import (
    Match,
    Matter,
    MatterIndex,
    MatterPair,
    Pair,
    Relation,
    dump_index,
    find_pairs,
    load_index,
    match_matters,
)
from linli.engines.text_routing.errors import (
    IndexFileError,
    ModelError,
    OptionError,
    TableError,
    TextRoutingError,
    TrainingError,
)
from linli.engines.text_routing.masking import Kind, Masked, Span, find_spans, mask_text
from linli.engines.text_routing.routing.catalogue import model_of_catalogue
from linli.engines.text_routing.routing.evaluation import Evaluation, evaluate
from linli.engines.text_routing.routing.examples import Example
from linli.engines.text_routing.routing.model import Basis, RoutingModel
from linli.engines.text_routing.routing.storage import dump_model, load_model
from linli.engines.text_routing.routing.suggestion import (
    Choice,
    Doubt,
    Suggestion,
    roll_up,
    suggest,
)
from linli.engines.text_routing.routing.training import train_model
from linli.engines.text_routing.routing.words import Word
from linli.engines.text_routing.topics import Burst, Message, Topic, Topics, find_topics

__all__ = [
    "Basis",
    "Burst",
    "Choice",
    "Doubt",
    "Evaluation",
    "Example",
    "IndexFileError",
    "Kind",
    "Masked",
    "Match",
    "Matter",
    "MatterIndex",
    "MatterPair",
    "Message",
    "ModelError",
    "OptionError",
    "Pair",
    "Relation",
    "RoutingModel",
    "Span",
    "Suggestion",
    "TableError",
    "TextRoutingError",
    "Topic",
    "Topics",
    "TrainingError",
    "Word",
    "dump_index",
    "dump_model",
    "evaluate",
    "find_pairs",
    "find_spans",
    "find_topics",
    "load_index",
    "load_model",
    "mask_text",
    "match_matters",
    "model_of_catalogue",
    "roll_up",
    "suggest",
    "train_model",
]
