"""The texts that Linli shows to people: found in its sources, kept in catalogues, checked."""
