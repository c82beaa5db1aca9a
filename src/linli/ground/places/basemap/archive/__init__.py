"""All tiles of a map in one file: PMTiles version 3.

https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md
"""
