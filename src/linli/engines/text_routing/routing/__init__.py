"""Which category a text belongs to: learning it, saying it, saying how sure."""
