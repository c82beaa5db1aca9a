"""The base of what the pure parts refuse."""


class RefusedError(ValueError):
    """`code` is stable and says which rule was broken, `detail` by what."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
