"""One key of doel.yaml after another, and what is said of a key that is not right."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any


class DoelOnjuist(Exception):
    """doel.yaml cannot be used; the Dutch text says which key is wrong, never a value."""


class Sleutels:
    """One mapping of the file: hands out values by key and knows which keys were never asked for. All raise DoelOnjuist."""

    def __init__(self, ruw: Any, plek: str, map: Path) -> None:
        if not isinstance(ruw, Mapping):
            raise DoelOnjuist(f"{plek or 'het bestand'}: hier horen sleutels met waarden te staan")
        self._ruw = dict(ruw)
        self._plek = plek
        self._map = map

    def naam(self, sleutel: str) -> str:
        """What a tester hears this key called: with all that it stands under."""
        return f"{self._plek}.{sleutel}" if self._plek else sleutel

    def heeft(self, sleutel: str) -> bool:
        """Whether the key is there and says something."""
        return self._ruw.get(sleutel) is not None

    def sleutels(self) -> list[str]:
        """Every key that was not asked for yet."""
        return [str(sleutel) for sleutel in self._ruw]

    def waarde(self, sleutel: str, anders: Any = None) -> Any:
        """Whatever stands there."""
        return self._ruw.pop(sleutel, anders)

    def tekst(self, sleutel: str) -> str:
        """A text that must be there."""
        waarde = self.waarde(sleutel)
        if not isinstance(waarde, str) or not waarde:
            raise DoelOnjuist(f"{self.naam(sleutel)}: ontbreekt, of is geen tekst; zet een nummer tussen aanhalingstekens")
        return waarde

    def eventueel(self, sleutel: str) -> str | None:
        """A text that may be left out."""
        return self.tekst(sleutel) if self.heeft(sleutel) else self.waarde(sleutel)

    def ja_nee(self, sleutel: str) -> bool:
        """True or false; false when it is left out."""
        waarde = self.waarde(sleutel, False)
        if not isinstance(waarde, bool):
            raise DoelOnjuist(f"{self.naam(sleutel)}: true of false")
        return waarde

    def bestand(self, sleutel: str) -> Path:
        """A file that is there; a relative path is relative to doel.yaml."""
        pad = self._map / self.tekst(sleutel)
        if not pad.is_file():
            raise DoelOnjuist(f"{self.naam(sleutel)}: dit bestand is er niet")
        return pad

    def lijst(self, sleutel: str, *, mag_leeg: bool = False) -> list[Any]:
        """A list with something in it, or also none."""
        waarde = self.waarde(sleutel, [] if mag_leeg else None)
        if not isinstance(waarde, list) or not (waarde or mag_leeg):
            raise DoelOnjuist(f"{self.naam(sleutel)}: hier hoort een lijst te staan")
        return waarde

    def onder(self, sleutel: str) -> "Sleutels":
        """The mapping below a key."""
        return Sleutels(self.waarde(sleutel), self.naam(sleutel), self._map)

    def rijen(self, sleutel: str) -> Iterator["Sleutels"]:
        """The mappings of a list."""
        for nummer, rij in enumerate(self.lijst(sleutel)):
            yield Sleutels(rij, f"{self.naam(sleutel)}[{nummer}]", self._map)

    def klaar(self) -> None:
        """Nothing more will be asked: a key that is left is a mistake."""
        if self._ruw:
            raise DoelOnjuist(f"{self.naam(self.sleutels()[0])}: deze sleutel is onbekend")
