"""Protection of contact data: encryption, blind indexes, masking and strict parsing."""
