"""The demonstration street: invented, the same for the same seed, a year of affairs in a minute."""

from linli.cli.street.loading import MATTERS, SEED, load_demonstration_street

__all__ = ["MATTERS", "SEED", "load_demonstration_street"]
