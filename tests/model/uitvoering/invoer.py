"""A file of existing meldingen, written as a partner would and read as the command does."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from verwijsindex.domain.aanduiding import Aanduiding, OpBsn
from verwijsindex.domain.regels.invoeren import VELDEN, lees_invoer
from verwijsindex.domain.regels.uitsluiten import LijstOnjuist
from verwijsindex.domain.tijd import vandaag
from verwijsindex.operations.invoer import voer_in

from ..wereld import MELDERS
from ..wet.invoer import Rij
from .berichten import of_code
from .proces import Proces


@dataclass(frozen=True)
class Uitslag:
    """What it did or would do."""

    telling: tuple[int, int, tuple[int, ...]]
    paren: frozenset[tuple[str, ...]]


class Invoer(Proces):
    """``verwijsindex invoer``."""

    def voer_in(self, wat: Sequence[tuple[Rij, Aanduiding]], *, proef: bool = False) -> Uitslag | frozenset[tuple[int, str]] | str:
        """What became of it, the lines that are wrong with their codes, or the code of a register that does not answer."""
        json_regels = len(wat) % 2 == 1
        tekst = _als_tekst([_velden(rij, wie, self.langs(rij.wie)) for rij, wie in wat], json_regels=json_regels)
        try:
            rijen = lees_invoer(tekst, json_regels=json_regels, dag=vandaag(self.klok.moment))
            uitslag = of_code(lambda: voer_in(rijen, self.context, proef=proef))
        except LijstOnjuist as onjuist:
            return frozenset((regel, reden[:7] if reden.startswith("VIR-") else "") for regel, reden in onjuist.fouten)
        if isinstance(uitslag, str):
            return uitslag
        paren = frozenset((s.gemeentecode, s.soort, s.ingevoerd, s.ander) for s in uitslag.samenlopen)
        return Uitslag((uitslag.nieuw, uitslag.bekend, tuple(sorted(uitslag.verlopen))), paren)


def _velden(rij: Rij, wie: Aanduiding, langs: str) -> dict[str, str]:
    velden = {
        "partner": langs,
        "instantie": MELDERS[rij.wie].id,
        "gebruiker": rij.wie,
        "partnerMeldingId": rij.sleutel,
        "meldmoment": rij.moment.isoformat(),
        "verwijderdOp": "" if rij.verwijderd is None else rij.verwijderd.isoformat(),
        "wijze": rij.hoe,
    }
    if isinstance(wie, OpBsn):
        return {**velden, "bsn": wie.bsn}
    naam = {"geslachtsnaam": wie.geslachtsnaam, "geboortedatum": wie.geboortedatum.isoformat()}
    return {**velden, **naam, "geslacht": wie.geslacht or ""}


def _als_tekst(regels: Sequence[Mapping[str, str]], *, json_regels: bool) -> str:
    """Of either kind with the first melding on line 2."""
    if json_regels:
        return "\n" + "".join(f"{json.dumps(velden)}\n" for velden in regels)
    tekst = io.StringIO()
    schrijver = csv.DictWriter(tekst, VELDEN, restval="", delimiter=";")
    schrijver.writeheader()
    schrijver.writerows(regels)
    return tekst.getvalue()
