"""Pages around the account."""
