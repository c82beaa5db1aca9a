"""Tables of messages as offices have them: CSV in their encodings, columns by name."""

from linli.engines.text_routing.tables.columns import COLUMNS, Column
from linli.engines.text_routing.tables.reader import Table, read_table
from linli.engines.text_routing.tables.records import (
    read_examples,
    read_matters,
    read_messages,
    read_paths,
)

__all__ = [
    "COLUMNS",
    "Column",
    "Table",
    "read_examples",
    "read_matters",
    "read_messages",
    "read_paths",
    "read_table",
]
