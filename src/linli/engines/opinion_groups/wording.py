"""What is said in two languages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One text in English and in Chinese."""

    en: str
    zh: str

    def fill(self, **values: object) -> "Words":
        """The words with values put in."""
        return Words(self.en.format(**values), self.zh.format(**values))


def format_percent(share: float) -> str:
    """A share as whole percent, one decimal below 1 % and above 99 %."""
    digits = 1 if 0 < share < 0.01 or 0.99 < share < 1 else 0  # noqa: PLR2004 - as the docstring says
    return f"{100 * share:.{digits}f} %"
