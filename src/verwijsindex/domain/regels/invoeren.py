"""Jeugdwet 7.1.4.3, 7.1.4.5, 7.1.4.6: which existing meldingen of a partner that joins may be kept (R-183, R-055; keuzes.md 24)."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from verwijsindex.domain.aanduiding import Aanduiding, Bevraging, OpBsn, ZonderBsn
from verwijsindex.domain.beleid import Beleid
from verwijsindex.domain.instantie import Dossier, Rol, Stuurgegevens
from verwijsindex.domain.invoer import Invoerrij
from verwijsindex.domain.jeugdige import RegisterPersoon
from verwijsindex.domain.nummers import is_oin
from verwijsindex.domain.regels.bevoegdheid import bepaal_aanroeper, is_bsn_gerechtigd, mag_melden, mag_zo_aanduiden
from verwijsindex.domain.regels.termijnen import verwijderdatum
from verwijsindex.domain.regels.uitsluiten import LijstOnjuist
from verwijsindex.domain.tijd import PEILLEEFTIJD, BrpDatum, als_getal, vandaag
from verwijsindex.domain.weigeringen import GeboortedatumOnbruikbaar, GebruikerOnbekend

WIJZEN: Final[Mapping[str, tuple[str, ...]]] = {
    "bsn": ("bsn",),
    "bevraging": ("geslachtsnaam", "geboortedatum"),
    "zonderBsn": ("geslachtsnaam", "geboortedatum", "geslacht"),
}
"""How the jeugdige is named, and what that needs (R-020)."""
_MAG: Final[Mapping[str, tuple[str, ...]]] = {
    "bsn": (),
    "bevraging": ("voorvoegsel", "voornamen", "geslacht", "postcode", "huisnummer"),
    "zonderBsn": ("voorvoegsel",),
}
VELDEN: Final = (
    "partner",
    "instantie",
    "gebruiker",
    "partnerMeldingId",
    "meldmoment",
    "verwijderdOp",
    "wijze",
    "bsn",
    "geslachtsnaam",
    "voorvoegsel",
    "voornamen",
    "geboortedatum",
    "geslacht",
    "postcode",
    "huisnummer",
)
"""The columns of a CSV file, in any order, and the names in a line of JSON; what is not said may be left out there."""
_NODIG: Final = ("partner", "gebruiker", "partnerMeldingId", "meldmoment", "wijze")
_VORMEN: Final[Mapping[str, tuple[str, str]]] = {
    "instantie": (r".{1,40}", "instantie is hoogstens 40 tekens"),
    "gebruiker": (r".{1,40}", "gebruiker is hoogstens 40 tekens"),
    "partnerMeldingId": (r".{1,64}", "partnerMeldingId is hoogstens 64 tekens"),
    "wijze": ("|".join(WIJZEN), f"wijze is {', '.join(WIJZEN)}"),
    "bsn": (r"[0-9]{9}", "bsn is negen cijfers"),
    "geslachtsnaam": (r".{1,200}", "geslachtsnaam is hoogstens 200 tekens"),
    "geslacht": (r"[MVO]", "geslacht is M, V of O"),
    "huisnummer": (r"[1-9][0-9]{0,4}", "huisnummer is een getal van 1 tot en met 99999"),
}


def lees_invoer(tekst: str, *, json_regels: bool, dag: date) -> tuple[Invoerrij, ...]:
    """R-050, R-055, keuzes.md 24: the meldingen in a file, CSV with ``;`` or a JSON object a line.

    Raises LijstOnjuist with every line that is wrong and why; a reason never holds what stands there.
    """
    gelezen: dict[tuple[str, str], Invoerrij] = {}
    fouten: list[tuple[int, str]] = []
    for nummer, velden in _json_regels(tekst) if json_regels else _csv_regels(tekst):
        try:
            if isinstance(velden, str):
                raise ValueError(velden)
            rij = _lees_rij(nummer, velden, dag)
            eerder = gelezen.setdefault((rij.partner, rij.partner_melding_id), rij)
            if eerder is not rij:
                raise ValueError(f"partnerMeldingId staat ook op regel {eerder.regel}")
        except ValueError as fout:
            fouten.append((nummer, str(fout)))
    if fouten:
        raise LijstOnjuist(fouten)
    return tuple(gelezen.values())


def _csv_regels(tekst: str) -> Iterator[tuple[int, Mapping[str, str] | str]]:
    """R-050: the lines of a CSV file by the names of its columns; a text is what is wrong with one."""
    regels = csv.reader(tekst.splitlines(), delimiter=";", strict=True)
    try:
        kop = [naam.strip() for naam in next(regels, [])]
        if len(set(kop)) != len(kop) or not set(_NODIG) <= set(kop) <= set(VELDEN):
            raise LijstOnjuist([(1, f"verwacht de kolommen {';'.join(VELDEN)}")])
        for velden in regels:
            if any(map(str.strip, velden)):
                goed = len(velden) == len(kop)
                yield regels.line_num, dict(zip(kop, velden, strict=True)) if goed else f"verwacht {len(kop)} velden"
    except csv.Error:
        raise LijstOnjuist([(regels.line_num, "geen geldige CSV")]) from None


def _json_regels(tekst: str) -> Iterator[tuple[int, Mapping[str, str] | str]]:
    """R-050: the same of a file with a JSON object on every line."""
    for nummer, regel in enumerate(tekst.splitlines(), start=1):
        if not regel.strip():
            continue
        try:
            velden = json.loads(regel)
        except ValueError:
            velden = None
        if not isinstance(velden, dict) or not all(isinstance(waarde, str | int) for waarde in velden.values()):
            yield nummer, "geen JSON-object met teksten"
        elif not set(velden) <= set(VELDEN):
            yield nummer, f"onbekende naam; een regel heeft {', '.join(VELDEN)}"
        else:
            yield nummer, {naam: str(waarde) for naam, waarde in velden.items()}


def _lees_rij(nummer: int, ruw: Mapping[str, str], dag: date) -> Invoerrij:
    """Jeugdwet 7.1.4.3(1), R-050, R-062: what a melding is, with moments that have been and follow each other."""
    veld = {naam: ruw.get(naam, "").strip() for naam in VELDEN}
    for naam in _NODIG:
        if not veld[naam]:
            raise ValueError(f"{naam} ontbreekt")
    for naam, (vorm, reden) in _VORMEN.items():
        if veld[naam] and re.fullmatch(vorm, veld[naam]) is None:
            raise ValueError(reden)
    if not is_oin(veld["partner"], productie=False):
        raise ValueError("partner is een OIN van 20 cijfers")
    meldmoment = _moment(veld["meldmoment"])
    verwijderd_op = _dag(veld["verwijderdOp"], "verwijderdOp") if veld["verwijderdOp"] else None
    if vandaag(meldmoment) > dag:
        raise ValueError("meldmoment ligt in de toekomst")
    if verwijderd_op is not None and not vandaag(meldmoment) <= verwijderd_op <= dag:
        raise ValueError("verwijderdOp ligt niet voor meldmoment en niet in de toekomst")
    return Invoerrij(
        nummer,
        veld["partner"],
        veld["gebruiker"],
        veld["instantie"] or None,
        veld["partnerMeldingId"],
        meldmoment,
        verwijderd_op,
        _aanduiding(veld),
    )


def _aanduiding(veld: Mapping[str, str]) -> Aanduiding:
    """Jeugdwet 7.1.4.2, R-020: whom the reporter meant, in one of three ways."""
    wijze = veld["wijze"]
    hoort = (*WIJZEN[wijze], *_MAG[wijze])
    for naam in WIJZEN[wijze]:
        if not veld[naam]:
            raise ValueError(f"{naam} hoort bij wijze {wijze}")
    persoon = ("bsn", "geslachtsnaam", "voorvoegsel", "voornamen", "geboortedatum", "geslacht", "postcode", "huisnummer")
    if any(veld[naam] for naam in persoon if naam not in hoort):
        raise ValueError(f"bij wijze {wijze} horen alleen {', '.join(hoort)}")
    if wijze == "bsn":
        return OpBsn(veld["bsn"])
    geboren = _dag(veld["geboortedatum"], "geboortedatum")
    if wijze == "zonderBsn":
        return ZonderBsn(veld["geslachtsnaam"], geboren, veld["geslacht"], veld["voorvoegsel"] or None)
    return Bevraging(
        veld["geslachtsnaam"],
        geboren,
        veld["voorvoegsel"] or None,
        veld["voornamen"] or None,
        veld["geslacht"] or None,
        veld["postcode"] or None,
        int(veld["huisnummer"]) if veld["huisnummer"] else None,
    )


def _moment(tekst: str) -> datetime:
    """R-055: with its time zone, for the term begins on a civil day."""
    try:
        moment = datetime.fromisoformat(tekst)
    except ValueError:
        raise ValueError("meldmoment is een tijdstip: jjjj-mm-ddTuu:mm:ss+01:00") from None
    if moment.tzinfo is None:
        raise ValueError("meldmoment heeft een tijdzone: +01:00, of Z")
    return moment.astimezone(UTC)


def _dag(tekst: str, naam: str) -> date:
    """R-061: a day that exists."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", tekst) is not None:
            return date.fromisoformat(tekst)
    except ValueError:
        pass
    raise ValueError(f"{naam} is een datum: jjjj-mm-dd")


def mag_ingevoerd(rij: Invoerrij, dossier: Dossier, dag: date, beleid: Beleid, *, loopt: bool) -> None:
    """Jeugdwet 7.1.1.2, R-001, R-006: a melding that he might make then, by a partner that acts for him now.

    Appointment, category, agreements and the use of the BSN are judged on the day of the meldmoment, the mandate on ``dag``. While
    it runs (``loopt``) the reporter is in office still; of what is in the archive he may have left. Raises VIR-122, VIR-120, VIR-123,
    VIR-121 or VIR-105.
    """
    melddag = vandaag(rij.meldmoment)
    stuur = Stuurgegevens(rij.partner, rij.gebruiker, Rol.MELDER, rij.instantie)
    gebruiker = dossier.gebruiker
    if gebruiker is not None and not loopt:
        dossier = replace(dossier, gebruiker=replace(gebruiker, aanwijzing=replace(gebruiker.aanwijzing, tot=None)))
    aanroeper = bepaal_aanroeper(stuur, rij.partner, dossier, dag, {Rol.MELDER})
    if gebruiker is None or not gebruiker.aanwijzing.omvat(melddag):
        raise GebruikerOnbekend("gebruiker")
    categorieen = beleid.op(melddag).categorieen
    convenanten = mag_melden(aanroeper, dossier, melddag, categorieen)
    mag_zo_aanduiden(rij.aanduiding, bsn_gerechtigd=is_bsn_gerechtigd(aanroeper, convenanten, categorieen))


def einde_van(rij: Invoerrij, maanden: int | None, beleid: Beleid) -> date:
    """Jeugdwet 7.1.4.5(2)(a), R-060: its term by the law of the day of its meldmoment; what its file says of it does not count.

    Raises ValueError when it was removed after that day.
    """
    melddag = vandaag(rij.meldmoment)
    einde = verwijderdatum(melddag, maanden, beleid.op(melddag).melding_maanden)
    if rij.verwijderd_op is not None and rij.verwijderd_op > einde:
        raise ValueError("verwijderdOp ligt na het einde van de termijn; laat het weg als de melding is verlopen")
    return einde


def genoemde_grens(aanduiding: Aanduiding) -> date | None:
    """R-040, R-043: the 23rd birthday of who is named by his birth date; None for who is named by his number.

    What the law keeps nothing of any more need not be found in the register first.
    """
    return None if isinstance(aanduiding, OpBsn) else BrpDatum(als_getal(aanduiding.geboortedatum)).verjaardag(PEILLEEFTIJD)


def was_geboren(persoon: RegisterPersoon, melddag: date) -> None:
    """R-032: an unborn child could not be reported then either. Raises GeboortedatumOnbruikbaar (VIR-111)."""
    if persoon.geboortedatum is None or persoon.geboortedatum.na(melddag):
        raise GeboortedatumOnbruikbaar("meldmoment")


def dubbel(rijen: Iterable[tuple[Invoerrij, str]]) -> list[tuple[int, str]]:
    """R-071: lines by which one reporter would have two running meldingen of one jeugdige; each row comes with what names the jeugdige."""
    gezien: dict[tuple[str, str], int] = {}
    fouten = []
    for rij, wie in rijen:
        eerder = gezien.setdefault((rij.gebruiker, wie), rij.regel)
        if eerder != rij.regel:
            fouten.append((rij.regel, f"deze melder heeft deze jeugdige ook op regel {eerder}"))
    return fouten
