"""How the fake index says no."""


class Weigering(Exception):
    """The fake index refuses, with this code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
