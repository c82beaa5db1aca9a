"""The command ``text-routing`` and what it can do."""

import click

from linli.engines.text_routing.command.duplicates import duplicates
from linli.engines.text_routing.command.evaluating import evaluate
from linli.engines.text_routing.command.learning import begin, train
from linli.engines.text_routing.command.masking import mask
from linli.engines.text_routing.command.suggesting import suggest
from linli.engines.text_routing.command.topics import topics


@click.group("text-routing")
def command() -> None:
    """Read what residents write: category, duplicates, hot topics, names to hide."""


for one in (train, begin, evaluate, suggest, duplicates, topics, mask):
    command.add_command(one)
