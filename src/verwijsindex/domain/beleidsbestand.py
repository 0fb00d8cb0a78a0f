"""A policy file as TOML with the line of everything in it, and what is wrong with it, by line."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any


class BeleidOnjuist(Exception):
    """A policy has errors: nothing of it may be used. Its Dutch text holds line numbers and reasons."""

    def __init__(self, fouten: Sequence[tuple[int, str]]) -> None:
        super().__init__("\n".join(("het beleid wordt niet gebruikt:", *(f"  regel {regel}: {reden}" for regel, reden in sorted(fouten)))))
        self.fouten = tuple(fouten)


class Beleidsbestand:
    """A TOML text with the line of everything in it, collecting what is wrong."""

    def __init__(self, tekst: str) -> None:
        try:
            self.inhoud = tomllib.loads(tekst)
        except tomllib.TOMLDecodeError as fout:
            gevonden = re.search(r"line ([0-9]+)", str(fout))
            regel = int(gevonden[1]) if gevonden else len(tekst.splitlines())
            raise BeleidOnjuist([(regel, "geen geldige TOML")]) from None
        self._regels = dict(_regels(tekst))
        self.fouten: list[tuple[int, str]] = []

    def fout(self, pad: str, reden: str) -> None:
        """Something is wrong at ``pad``: on its line, else on that of what it stands in."""
        while pad and pad not in self._regels:
            pad = pad.rpartition(".")[0]
        self.fouten.append((self._regels.get(pad, 1), reden))

    def onbekend(self, pad: str, gekregen: Mapping[str, object], bekend: set[str]) -> None:
        """Names that mean nothing here are wrong, each on its line."""
        for naam in sorted(set(gekregen) - bekend):
            self.fout(f"{pad}.{naam}".lstrip("."), f"{naam} is hier niet bekend")

    def lijst(self, naam: str) -> list[dict[str, Any]]:
        """The tables ``[[naam]]``."""
        gevonden = self.inhoud.get(naam, [])
        if isinstance(gevonden, list) and all(isinstance(deel, dict) for deel in gevonden):
            return gevonden
        self.fout(naam, f"schrijf [[{naam}]], met dubbele haken")
        return []

    def klaar(self) -> None:
        """Raises BeleidOnjuist when anything was wrong."""
        if self.fouten:
            raise BeleidOnjuist(self.fouten)


def _regels(tekst: str) -> Iterator[tuple[str, int]]:
    """Where every table and key stands: ``versie.0.termijnen.melding_maanden``."""
    hoeveelste: dict[str, int] = {}
    tabel = ""
    for nummer, regel in enumerate(tekst.splitlines(), 1):
        kop = re.match(r"\s*(\[\[?)\s*([\w.-]+)\s*\]", regel)
        if kop is not None:
            eerste, _, rest = kop[2].partition(".")
            if kop[1] == "[[":
                hoeveelste[eerste] = hoeveelste.get(eerste, -1) + 1
            delen = (eerste, str(hoeveelste[eerste]) if eerste in hoeveelste else "", rest)
            tabel = ".".join(deel for deel in delen if deel)
            yield tabel, nummer
        elif (sleutel := re.match(r"\s*([\w.-]+)\s*=", regel)) is not None:
            yield f"{tabel}.{sleutel[1]}".lstrip("."), nummer
