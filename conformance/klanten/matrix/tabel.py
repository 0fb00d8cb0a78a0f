"""docs/klanten.md: the table that the run makes, and what differs from it."""

from typing import Final

from matrix.loop import STAPPEN, Uitslag
from matrix.stapel import KLANTEN
from matrix.vervalsen import VERVALSINGEN

PAGINA: Final = KLANTEN.parents[1] / "docs" / "klanten.md"
_SJABLOON: Final = KLANTEN / "pagina.md"


def maak_pagina(uitslagen: list[Uitslag]) -> str:
    """The page."""
    gedraaid = [uitslag for uitslag in uitslagen if not uitslag.niet_gedraaid]
    niet = [uitslag for uitslag in uitslagen if uitslag.niet_gedraaid]
    kop = f"| toolkit | versie | {' | '.join(STAPPEN)} | programma |\n{'|---' * (len(STAPPEN) + 3)}|\n"
    rijen = kop + "".join(map(_rij, gedraaid))
    mist = [f"- {u.stapel.titel}, {stap}: {reden}\n" for u in gedraaid for stap, reden in u.mist.items() if stap != STAPPEN[-1]]
    niet_gedraaid = [f"- {uitslag.stapel.titel} ({uitslag.stapel.taal}): {uitslag.niet_gedraaid}\n" for uitslag in niet]
    redenen = _deel("Waar het ophoudt", mist) + _deel("Niet gedraaid", niet_gedraaid)
    return _SJABLOON.read_text().replace("{rijen}", rijen).replace("{redenen}", redenen)


def _deel(kop: str, regels: list[str]) -> str:
    return "".join(["\n## ", kop, "\n\n", *regels]) if regels else ""


def _rij(uitslag: Uitslag) -> str:
    stapel = uitslag.stapel
    vakken = [_vak(uitslag, stap) for stap in STAPPEN]
    return f"| {stapel.titel} ({stapel.taal}) | {uitslag.versie} | {' | '.join(vakken)} | `conformance/klanten/{stapel.naam}` |\n"


def _vak(uitslag: Uitslag, stap: str) -> str:
    stapel = uitslag.stapel
    if (stap == "genereert" and not stapel.genereert) or (stap == "compileert" and not stapel.compileert):
        return "-"
    if stap == STAPPEN[-1] and stapel.tekent:
        if len(uitslag.opgemerkt) == len(VERVALSINGEN):
            return "alle vier"
        return ", ".join(uitslag.opgemerkt) or "nee"
    if uitslag.deels.get(stap):
        return f"alleen {' en '.join(uitslag.deels[stap])}"
    return "ja" if stap in uitslag.gehaald else "nee"


def verschillen(uitslagen: list[Uitslag]) -> list[str]:
    """The rows and reasons of this run that the page does not have; versions may differ."""
    staat_er = {_zonder_versie(regel) for regel in PAGINA.read_text().splitlines()} if PAGINA.exists() else set()
    regels = maak_pagina(uitslagen).splitlines()
    return [regel for regel in regels if regel.startswith(("|", "- ")) and _zonder_versie(regel) not in staat_er]


def _zonder_versie(regel: str) -> str:
    vakken = regel.split("|")
    return "|".join([*vakken[:2], *vakken[3:]]) if regel.startswith("|") else regel
