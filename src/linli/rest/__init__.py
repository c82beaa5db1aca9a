"""The assembly of the JSON API."""
