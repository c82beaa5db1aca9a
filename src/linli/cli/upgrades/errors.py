"""What can go wrong, by the state in which it leaves the database."""


class UpgradeError(Exception):
    """It did not come about, and the database is as it was."""


class HalfwayError(UpgradeError):
    """It did not come about, nor did the way back: the database is between two versions."""
