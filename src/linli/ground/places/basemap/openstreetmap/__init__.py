"""Reading OpenStreetMap files, strictly and as a stream."""
