"""The one funnel for change: everything that happens to a matter goes through here."""

from linli.core.matters.services.contacts import disclose_reporter
from linli.core.matters.services.escalation import escalate_late_promises
from linli.core.matters.services.import_matters import ImportedMatter, import_matters
from linli.core.matters.services.open_matter import open_matter
from linli.core.matters.services.origins import lock_origin_of
from linli.core.matters.services.outcome import Outcome
from linli.core.matters.services.perform import perform
from linli.core.matters.services.receipts import (
    claim_matter,
    find_receipt,
    may_claim,
    open_receipt,
    revoke_receipts,
)
from linli.core.matters.services.recompute import recompute_provisional_promises

__all__ = [
    "ImportedMatter",
    "Outcome",
    "claim_matter",
    "disclose_reporter",
    "escalate_late_promises",
    "find_receipt",
    "import_matters",
    "lock_origin_of",
    "may_claim",
    "open_matter",
    "open_receipt",
    "perform",
    "recompute_provisional_promises",
    "revoke_receipts",
]
