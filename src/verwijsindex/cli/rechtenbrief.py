"""``verwijsindex rechten brief``: a letter in a new file. Loaded when it is asked: it brings the typesetter and the koppelvlak along."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final

from verwijsindex.brieven.bouwstenen import Briefhoofd
from verwijsindex.brieven.brief import Brief
from verwijsindex.brieven.html import als_html
from verwijsindex.brieven.inzage import inzagebrief
from verwijsindex.brieven.pdf import als_pdf
from verwijsindex.brieven.verloop import besluitbrief, ontvangstbrief, verlengingsbrief
from verwijsindex.cli.opdracht import GOED
from verwijsindex.cli.rechten import INZAGE, geopend
from verwijsindex.domain.tijd import vandaag
from verwijsindex.operations.rechtenbrief import Briefgegevens, gegevens_voor_brief, gegevens_voor_inzagebrief
from verwijsindex.settings import InstellingenOnjuist
from verwijsindex.soap.translate_rechten import inzage_als_bestand
from verwijsindex.wiring.context import nieuwe_id

VERLOOP: Final = {"ontvangst": ontvangstbrief, "verlenging": verlengingsbrief, "besluit": besluitbrief}
HOOGSTENS: Final = 20_000
"""Characters of a text of the college: some pages."""


def maak_brief(keuzes: argparse.Namespace) -> int:
    """Write the letter to a new file."""
    toelichting = None if keuzes.toelichting is None else _lees_toelichting(keuzes.toelichting)
    with _nieuw_bestand(keuzes.uit) as bestand, geopend(keuzes.instellingen) as context:
        gegevens = (gegevens_voor_inzagebrief if keuzes.soort == INZAGE else gegevens_voor_brief)(keuzes.verzoek, context)
        hoofd = Briefhoofd(vandaag(context.klok.nu()), keuzes.gemeentenaam or gegevens.gemeentenaam, toelichting, keuzes.ondertekenaar)
        bestand.write(_inhoud(keuzes.formaat, keuzes.soort, gegevens, hoofd))
    if keuzes.formaat == "xml":
        print(f"Het antwoord staat in {keuzes.uit}.")
    else:
        print(f"De brief staat in {keuzes.uit}. Voeg naam en adres toe: die kent de verwijsindex niet.")
    return GOED


def _inhoud(formaat: str, soort: str, gegevens: Briefgegevens, hoofd: Briefhoofd) -> bytes:
    if formaat == "xml" and gegevens.inzage is not None:
        return inzage_als_bestand(gegevens.inzage, nieuwe_id())
    brief = _maak_brief(soort, gegevens, hoofd)
    return als_html(brief) if formaat == "html" else als_pdf(brief)


def _maak_brief(soort: str, gegevens: Briefgegevens, hoofd: Briefhoofd) -> Brief:
    if gegevens.inzage is not None:
        return inzagebrief(gegevens.verzoek, gegevens.inzage, hoofd)
    return VERLOOP[soort](gegevens.verzoek, hoofd)


def _lees_toelichting(bestand: Path) -> str:
    try:
        tekst = bestand.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InstellingenOnjuist(f"{bestand} is geen tekst in UTF-8") from None
    if len(tekst) > HOOGSTENS:
        raise InstellingenOnjuist(f"{bestand} is te lang: hoogstens {HOOGSTENS} tekens")
    return tekst


@contextmanager
def _nieuw_bestand(bestand: Path) -> Iterator[BinaryIO]:
    """A file for its owner alone, gone again when the letter does not come about. Raises FileExistsError: nothing is overwritten."""
    with open(bestand, "xb", opener=partial(os.open, mode=0o600)) as nieuw:
        try:
            yield nieuw
        except BaseException:
            bestand.unlink()
            raise
