"""Linli (邻里): an open platform for the social governance of a neighbourhood."""

__version__ = "0.1.0"
