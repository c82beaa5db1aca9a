"""What is said in two languages."""

from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True, slots=True)
class Words:
    """One text in English and in Chinese."""

    en: str
    zh: str

    def fill(self, **values: object) -> "Words":
        """The words with values put in: of words each language its own, of numbers the plural too.

        ``{n:person|people}`` is the first after 1 and the second else.
        """
        return Words(
            self.en.format(**{name: _tell(value, "en") for name, value in values.items()}),
            self.zh.format(**{name: _tell(value, "zh") for name, value in values.items()}),
        )


class Count(int):
    """A whole number that can choose between one and many in a format."""

    def __format__(self, form: str) -> str:
        if "|" not in form:
            return super().__format__(form)
        one, many = form.split("|")
        return one if self == 1 else many


def _tell(value: object, language: str) -> object:
    if isinstance(value, Words):
        return getattr(value, language)
    return Count(value) if isinstance(value, int) else value


def tell_minutes(seconds: float) -> int:
    """Whole minutes within which something lies, at least one."""
    return max(1, ceil(seconds / 60))


def format_percent(share: float) -> str:
    """A share as whole percent, one decimal below 1 % and above 99 %."""
    digits = 1 if 0 < share < 0.01 or 0.99 < share < 1 else 0  # noqa: PLR2004 - as the docstring says
    return f"{100 * share:.{digits}f} %"
