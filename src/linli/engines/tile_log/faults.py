"""What a check of a log can find wrong."""

from dataclasses import dataclass

from linli.engines.tile_log.errors import LogError


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: a stable code, the file concerned, a sentence."""

    code: str
    where: str
    message: str

    @classmethod
    def of(cls, error: LogError, where: str) -> "Fault":
        return cls(error.code, where, str(error))
