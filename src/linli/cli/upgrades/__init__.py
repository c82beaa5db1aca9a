"""What `linli upgrade` does once Django runs: copy, migrate, check, and back if need be."""
