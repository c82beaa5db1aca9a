"""The map of a community: which matters it shows, where, and how it is set up for a page."""
