"""Routes of the API that every kind of matter shares, and those that its declaration makes."""
