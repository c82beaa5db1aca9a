"""What oversight declares: the appeal, and taking a case out of the rates."""

from linli.apps.oversight.procedure.appeal import APPEAL
from linli.apps.oversight.procedure.exclusion import EXCLUSION

__all__ = ["APPEAL", "EXCLUSION"]
