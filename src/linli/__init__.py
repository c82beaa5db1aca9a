"""Linli (邻里): an open platform for the social governance of a neighbourhood."""

__version__ = "0.2.0.dev0"
