"""A task whose effect can be counted: a row for each time that it took effect."""
