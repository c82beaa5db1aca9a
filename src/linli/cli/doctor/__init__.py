"""`linli doctor`: what is wrong with an installation, and how to mend it."""

from linli.cli.doctor.command import doctor

__all__ = ["doctor"]
