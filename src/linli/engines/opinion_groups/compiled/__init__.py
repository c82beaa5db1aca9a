"""The inner loops, compiled by numba when an analysis first runs.

Nothing outside of this folder imports numba, and nothing imports this folder before there are
votes to work on. See docs/decisions/0006-numba.md.
"""
