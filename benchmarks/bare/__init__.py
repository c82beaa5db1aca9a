"""The same rows by plain Django: no middleware, one view each, short templates.

What somebody writes who wants only this page and writes it well: the ORM with `select_related`,
`prefetch_related` and no column that nobody needs; no rule, no right, no translation.
"""
