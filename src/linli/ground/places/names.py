"""Names of places."""

import unicodedata

from linli.ground.places.refusals import RefusedError

NAME_MAX_LENGTH = 120
# Control characters, and halves of characters that no encoding can write.
UNFIT = {"Cc", "Cs"}


class NameRefusedError(RefusedError):
    """A name that cannot be shown."""


def clean_name(text: str) -> str:
    """The name without spaces around it.

    Raises NameRefusedError `name_blank`, `name_too_long`, `name_characters`.
    """
    name = text.strip()
    if not name:
        raise NameRefusedError("name_blank")
    if len(name) > NAME_MAX_LENGTH:
        raise NameRefusedError("name_too_long", str(NAME_MAX_LENGTH))
    if any(unicodedata.category(character) in UNFIT for character in name):
        raise NameRefusedError("name_characters", ascii(name)[:80])
    return name
