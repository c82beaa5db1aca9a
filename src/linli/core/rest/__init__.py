"""The JSON API of every kind of matter, derived from its declaration."""
