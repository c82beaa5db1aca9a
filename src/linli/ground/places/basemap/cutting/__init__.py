"""Cutting shapes into tiles, and writing a tile."""
