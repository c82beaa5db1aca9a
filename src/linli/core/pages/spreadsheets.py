"""Cells of files that people open in a spreadsheet."""

FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def inert_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe goes before such a beginning."""
    return f"'{text}" if text.startswith(FORMULAS) else text
