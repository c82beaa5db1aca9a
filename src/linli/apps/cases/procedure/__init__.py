"""The procedure of a case: from a resident's report to its closing and beyond."""

from linli.apps.cases.procedure.declaration import CASE

__all__ = ["CASE"]
