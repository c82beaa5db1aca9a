"""Boundaries of places: strict reading, exact coordinates, and the check that they fit together.

Pure: GeoJSON in, values and problems out; no clock, database or Django.
"""
