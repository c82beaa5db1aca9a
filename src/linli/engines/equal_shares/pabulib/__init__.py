"""The file format of Pabulib, the library of participatory budgets (https://pabulib.org/format).

A file has the sections META, PROJECTS and VOTES, each a semicolon-separated table in UTF-8 with
a header line. Reading is strict: what the format does not allow is refused with line, column
and reason; nothing is guessed.
"""

from linli.engines.equal_shares.pabulib.reader import parse_pabulib, read_pabulib
from linli.engines.equal_shares.pabulib.writer import format_pabulib, write_pabulib

__all__ = ["format_pabulib", "parse_pabulib", "read_pabulib", "write_pabulib"]
