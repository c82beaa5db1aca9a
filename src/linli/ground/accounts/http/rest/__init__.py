"""What the passkey script calls: JSON in, JSON out, bound to the session and its CSRF token."""
