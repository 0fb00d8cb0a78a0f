"""Certificates of a partner system: registered, ended and taken away, each with a line in the logboek (R-154, R-156; besluit 0026)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from verwijsindex.domain.certificaat import Certificaat, Gebruik, Partnercertificaat
from verwijsindex.domain.logboek import Gebeurtenis
from verwijsindex.domain.ports_organisaties import Organisatiebeheer
from verwijsindex.domain.regels.certificaten import CertificaatGeweigerd, eerste_dag_zonder, schrijf_in

VOEG_TOE: Final = "PartnerCertificaatVoegToe"
BEEINDIG: Final = "PartnerCertificaatBeeindig"
VERWIJDER: Final = "PartnerCertificaatVerwijder"
GENOEG: Final = 8
"""Characters of a fingerprint that are asked at least: nobody types sixty-four."""


@dataclass(frozen=True, slots=True)
class Gedaan:
    """What an act did, or would do."""

    gewijzigd: tuple[Partnercertificaat, ...]
    zonder: tuple[tuple[Gebruik, date], ...]
    """Per use the first day on which no registered certificate of the partner counts; nothing where none is registered."""


@dataclass(frozen=True, slots=True)
class Inschrijven:
    """Register a certificate for these uses, on these days; None is as the certificate itself has it."""

    certificaat: Certificaat
    oin: str
    gebruik: tuple[Gebruik, ...]
    vanaf: date | None = None
    laatste_dag: date | None = None


def voeg_toe(wat: Inschrijven, beheer: Organisatiebeheer, dag: date, *, proef: bool = False) -> Gedaan:
    """Register; what is registered already gets these days. ``dag`` is the real day (keuzes.md 6). Raises CertificaatGeweigerd."""
    beheer.sluit_af()
    _eis_partner(wat.oin, beheer)
    nieuw = tuple(schrijf_in(wat.certificaat, wat.oin, gebruik, (wat.vanaf, wat.laatste_dag), dag) for gebruik in wat.gebruik)
    return _bewaar(nieuw, VOEG_TOE, beheer, dag, proef=proef)


def beeindig(oin: str, vingerafdruk: str, laatste_dag: date, beheer: Organisatiebeheer, dag: date, *, proef: bool = False) -> Gedaan:
    """Let it count until ``laatste_dag`` at most; a day that is past refuses it at once. Raises CertificaatGeweigerd."""
    beheer.sluit_af()
    gevonden = _zoek(oin, vingerafdruk, beheer)
    korter = tuple(replace(een, laatste_dag=min(een.laatste_dag, laatste_dag)) for een in gevonden)
    return _bewaar(korter, BEEINDIG, beheer, dag, proef=proef)


def verwijder(oin: str, vingerafdruk: str, beheer: Organisatiebeheer, dag: date, *, proef: bool = False) -> Gedaan:
    """Take the registration away, as if it never was: of the last one every certificate with his OIN counts again."""
    beheer.sluit_af()
    gevonden = _zoek(oin, vingerafdruk, beheer)
    for een in gevonden:
        beheer.certificaten.vergeet(een.oin, een.gebruik, een.vingerafdruk)
    return _leg_vast(gevonden, VERWIJDER, beheer, dag, proef=proef)


def _eis_partner(oin: str, beheer: Organisatiebeheer) -> None:
    if oin not in beheer.alles().partners:
        raise CertificaatGeweigerd("CERT-PARTNER", f"partner {oin} is niet ingeschreven")


def _zoek(oin: str, vingerafdruk: str, beheer: Organisatiebeheer) -> Sequence[Partnercertificaat]:
    """By the beginning of the fingerprint."""
    _eis_partner(oin, beheer)
    gevonden = [een for een in beheer.certificaten.alle() if een.oin == oin and een.vingerafdruk.startswith(vingerafdruk)]
    if len(vingerafdruk) < GENOEG or len({een.vingerafdruk for een in gevonden}) != 1:
        raise CertificaatGeweigerd("CERT-ONBEKEND", "deze partner heeft niet precies een ingeschreven certificaat dat zo begint")
    return gevonden


def _bewaar(certificaten: Sequence[Partnercertificaat], operatie: str, beheer: Organisatiebeheer, dag: date, *, proef: bool) -> Gedaan:
    bekend = set(beheer.certificaten.alle())
    anders = [een for een in certificaten if een not in bekend]
    for een in anders:
        beheer.certificaten.bewaar(een, beheer.nu)
    return _leg_vast(anders, operatie, beheer, dag, proef=proef)


def _leg_vast(gewijzigd: Sequence[Partnercertificaat], operatie: str, beheer: Organisatiebeheer, dag: date, *, proef: bool) -> Gedaan:
    gedaan = Gedaan(tuple(gewijzigd), tuple(_zonder(gewijzigd, beheer.certificaten.alle(), dag)))
    if gewijzigd and not proef:
        for oin, vingerafdruk in sorted({(een.oin, een.vingerafdruk) for een in gewijzigd}):
            beheer.noteer(Gebeurtenis.ORGANISATIES_GEWIJZIGD, operatie, (oin, vingerafdruk))
        beheer.leg_vast()
    return gedaan


def _zonder(gewijzigd: Iterable[Partnercertificaat], alle: Sequence[Partnercertificaat], dag: date) -> Iterator[tuple[Gebruik, date]]:
    """R-154: for each use that changed, the first day on which nothing counts any more."""
    for oin, gebruik in sorted({(een.oin, een.gebruik) for een in gewijzigd}):
        leeg = eerste_dag_zonder([een for een in alle if (een.oin, een.gebruik) == (oin, gebruik)], dag)
        if leeg is not None:
            yield gebruik, leeg
