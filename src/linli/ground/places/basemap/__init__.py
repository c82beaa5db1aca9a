"""The basemap of a community: an OpenStreetMap file made into vector tiles in one archive.

`openstreetmap` reads the file, `layers` says what of it is drawn, `cutting` makes tiles of it,
`archive` writes and reads them, `building` does all in order.
"""
