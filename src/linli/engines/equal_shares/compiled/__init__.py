"""The inner loops of Equal Shares, compiled by numba when an election first needs them.

Nothing outside of this folder imports numba, and nothing imports this folder before there is an
election too large for integers alone. See docs/decisions/0006-numba.md.
"""
