"""The procedures of cases: from a resident's report to its closing and beyond, the parts that
other organisations have in one, and mediation."""

from linli.apps.cases.procedure.declaration import CASE, DISPATCH_QUEUE
from linli.apps.cases.procedure.earlier import VERSION_1, VERSION_2, VERSION_3, VERSION_4
from linli.apps.cases.procedure.mediation import MEDIATION
from linli.apps.cases.procedure.response import RESPONSE, RESPONSE_1

__all__ = [
    "CASE",
    "DISPATCH_QUEUE",
    "MEDIATION",
    "RESPONSE",
    "RESPONSE_1",
    "VERSION_1",
    "VERSION_2",
    "VERSION_3",
    "VERSION_4",
]
