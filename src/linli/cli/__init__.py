"""`linli …`: the command line.  Django starts only where a command needs it."""

from linli.cli.commands import main

__all__ = ["main"]
