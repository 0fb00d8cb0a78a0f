"""A bar that shows how far a run is, for whoever watches a terminal."""

from typing import Final, TextIO

_BREEDTE: Final = 30


class Balk:
    """One line on ``uit`` that is written over and over; nothing at all when that is no terminal."""

    def __init__(self, uit: TextIO, aantal: int) -> None:
        self._uit = uit
        self._aantal = aantal
        self._klaar = 0
        self._zichtbaar = uit.isatty() and aantal > 0
        self._teken("")

    def wis(self) -> None:
        """Make place for a line of text."""
        if self._zichtbaar:
            self._uit.write("\r\x1b[K")
            self._uit.flush()

    def stap(self, id: str) -> None:
        """One more is done."""
        self._klaar += 1
        self._teken(id)

    def _teken(self, laatste: str) -> None:
        if not self._zichtbaar:
            return
        vol = self._klaar * _BREEDTE // self._aantal
        self._uit.write(f"\r\x1b[K[{'#' * vol}{'.' * (_BREEDTE - vol)}] {self._klaar}/{self._aantal} {laatste}")
        self._uit.flush()
