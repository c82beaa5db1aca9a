"""Words in the two languages of the page."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Words:
    """The same in English and Chinese."""

    en: str
    zh: str

    def fill(self, **values: str) -> "Words":
        """The words with values put in."""
        return Words(self.en.format(**values), self.zh.format(**values))


def say_day(day: date) -> Words:
    """A day as it is written in each language."""
    return Words(f"{day.day} {day:%b %Y}", f"{day.year}年{day.month}月{day.day}日")
