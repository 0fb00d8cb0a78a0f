"""A small world: one partner system, two instanties, reporters, and jeugdigen of one family; all numbers pass the eleven-test."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from uuid import uuid4

from verwijsindex.domain.aanduiding import OpBsn
from verwijsindex.domain.instantie import (
    Aangewezene,
    Contactgegevens,
    Convenant,
    Gebruiker,
    Instantie,
    Mandaat,
    MandaatSoort,
    Rol,
    Stuurgegevens,
)
from verwijsindex.domain.jeugdige import Jeugdige, RegisterPersoon
from verwijsindex.domain.melding import Melding
from verwijsindex.domain.nummers import Bsn, voldoet_aan_elfproef
from verwijsindex.domain.organisatie import Gemeente, Organisatieprofiel
from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.signaal import NieuwSignaal, Ontvanger, OntvangerSoort, SignaalSoort
from verwijsindex.domain.tijd import BrpDatum, Geldigheid, vandaag
from verwijsindex.operations.context import Afzender, Context
from verwijsindex.operations.meld_jeugdige import MeldJeugdige
from verwijsindex.operations.melden import TeMelden
from verwijsindex.storage.database import SqlOpslag
from verwijsindex.storage.engines import maak_engine
from verwijsindex.storage.schema import METADATA

OIN = "00000099000000001000"
GEMEENTE = "0363"
NU = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
DAG = vandaag(NU)
ALTIJD = Geldigheid(date(2020, 1, 1))
SINDS = date(2015, 1, 1)
"""The gemeente is live since the law."""
UITERLIJK = date(2035, 5, 10)
GGD = Instantie("ggd", "GGD Veldwijk", "JG1")
POLITIE = Instantie("politie", "Politie Veldwijk", "PJ1", 12)


def bsn_nummers(vanaf: int, aantal: int) -> list[Bsn]:
    """The first numbers from ``vanaf`` that pass the eleven-test."""
    gevonden: list[Bsn] = []
    while len(gevonden) < aantal:
        if voldoet_aan_elfproef(f"{vanaf:09d}"):
            gevonden.append(Bsn(f"{vanaf:09d}"))
        vanaf += 1
    return gevonden


KIND, ZUS, HALFBROER, VREEMDE, MOEDER, VADER, TWEEDE_VADER, ANDERE_MOEDER = bsn_nummers(900000100, 8)

PERSOON = RegisterPersoon(BrpDatum(20120510), ouders=frozenset({MOEDER, VADER}), gemeentecode=GEMEENTE)


def contactgegevens(gebruiker_id: str) -> Contactgegevens:
    """Contact data that no other user has."""
    return Contactgegevens(
        naam=f"Naam van {gebruiker_id}",
        functie="jeugdarts",
        locatie="Hoofdstraat 1",
        telefoon=f"020-{gebruiker_id}",
        emailadres=f"{gebruiker_id}@ggd.example",
    )


def gebruiker(gebruiker_id: str, instantie: Instantie = GGD, *rollen: Rol) -> Gebruiker:
    """An appointment at an instantie; a reporter unless told otherwise."""
    return Gebruiker(
        gebruiker_id, MandaatSoort.INSTANTIE, frozenset(rollen or {Rol.MELDER}), ALTIJD, instantie, contact=contactgegevens(gebruiker_id)
    )


def aangewezene(wie: Gebruiker) -> Aangewezene:
    """What a dossier tells of him: everything but how he is reached."""
    return Aangewezene(**{veld.name: getattr(wie, veld.name) for veld in fields(Aangewezene)})


def college(gebruiker_id: str, gemeentecode: str = GEMEENTE) -> Gebruiker:
    """An officer of the college of a gemeente."""
    contact = contactgegevens(gebruiker_id)
    return Gebruiker(gebruiker_id, MandaatSoort.GEMEENTE, frozenset({Rol.COLLEGE}), ALTIJD, contact=contact, gemeentecode=gemeentecode)


REGIE = Gebruiker(
    "regie", MandaatSoort.GEMEENTE, frozenset({Rol.REGIEVOERDER}), ALTIJD, contact=contactgegevens("regie"), gemeentecode=GEMEENTE
)
"""The regievoerder, without whom the gemeente would not be live (R-181)."""
PROFIEL = Organisatieprofiel("protocol 1", "doelgroep", "criteria", "procedures", "zorgcoordinatie", contactgegevens("servicepunt"))
"""A profile with everything that an instantie must tell (R-180)."""


def stuur(gebruiker_id: str, instantie: Instantie | None = GGD, rol: Rol = Rol.MELDER) -> Stuurgegevens:
    return Stuurgegevens(OIN, gebruiker_id, rol, None if instantie is None else instantie.id)


def registreer(opslag: SqlOpslag, *gebruikers: Gebruiker) -> None:
    """The partner, both instanties with convenant and mandate, and these users."""
    with opslag.beheer() as beheer:
        beheer.partner(OIN, "Leverancier Veldwijk")
        beheer.gebruiker(REGIE)
        for instantie in (GGD, POLITIE):
            beheer.instantie(instantie)
            beheer.profiel(instantie.id, PROFIEL)
            beheer.convenant(MandaatSoort.INSTANTIE, instantie.id, Convenant(GEMEENTE, ALTIJD))
            beheer.gemeente(Gemeente(GEMEENTE, "Gemeente Veldwijk", SINDS))
            beheer.mandaat(Mandaat(OIN, MandaatSoort.INSTANTIE, instantie.id, GEMEENTE, ALTIJD))
        for wie in gebruikers:
            beheer.gebruiker(wie)
        beheer.leg_vast()


def bus(gebruiker_id: str) -> Ontvanger:
    """The mailbox of a reporter."""
    return Ontvanger(OntvangerSoort.MELDINGSBEVOEGDE, gebruiker_id)


def nieuwe_melding(jeugdige: Jeugdige, gebruiker_id: str, *, na: timedelta = timedelta()) -> Melding:
    return Melding(
        id=str(uuid4()),
        jeugdige_id=jeugdige.id,
        meldingsbevoegde=gebruiker_id,
        partner_melding_id=f"dossier-{gebruiker_id}",
        meldmoment=NU + na,
        verwijderdatum=date(2028, 11, 24),
        uiterlijk=jeugdige.uiterlijk,
    )


def meld(
    transactie: Transactie, bsn: Bsn, gebruiker_id: str, persoon: RegisterPersoon = PERSOON, *, na: timedelta = timedelta()
) -> Melding:
    """Store a melding, and the jeugdige when he is new."""
    jeugdige = transactie.jeugdigen.bewaar(bsn, persoon, UITERLIJK, transactie.jeugdigen.zoek(bsn))
    melding = nieuwe_melding(jeugdige, gebruiker_id, na=na)
    transactie.meldingen.voeg_toe(melding, OIN)
    return melding


def nieuw_signaal(eigen: Melding, *noemt: Melding, soort: SignaalSoort = SignaalSoort.ZELFDE_JEUGDIGE) -> NieuwSignaal:
    """A signaal to the reporter of ``eigen`` that names the reporters of others; the last of them caused it."""
    return NieuwSignaal(
        id=str(uuid4()),
        ontvanger=bus(eigen.meldingsbevoegde),
        soort=soort,
        tijdstip=NU,
        aanleiding=noemt[-1].id,
        eigen_melding=eigen.id,
        contacten=tuple(m.id for m in noemt),
    )


_naast_de_opslag = lru_cache(maxsize=1)(maak_engine)
"""Kept for the next look into the same database: getting to know it costs more than looking. It keeps no connection."""


def rijen(url: str, vraag: str) -> list[tuple[object, ...]]:
    """What stands in the database, read around the store."""
    with _naast_de_opslag(url).connect() as verbinding:
        return [tuple(rij) for rij in verbinding.exec_driver_sql(vraag)]


def aantallen(url: str, *tabellen: str) -> dict[str, int]:
    """How many rows each table has; every table but those that opening the store fills when none is named."""
    namen = tabellen or tuple(naam for naam in METADATA.tables if naam not in {"sleutelproef", "sleutel", "logketen"})
    tellingen = ", ".join(f'(SELECT count(*) FROM "{naam}")' for naam in namen)
    [aantal] = rijen(url, f"SELECT {tellingen}")
    return dict(zip(namen, aantal, strict=True))  # type: ignore[arg-type]  # each is a count


class VasteKlok:
    """``ports.Klok`` that stands still."""

    def nu(self) -> datetime:
        return NU


class VastRegister:
    """``ports.Personenregister`` of a few persons."""

    def __init__(self, personen: Mapping[Bsn, RegisterPersoon]) -> None:
        self._personen = personen

    def zoek_op_bsn(self, bsn: Bsn) -> Sequence[RegisterPersoon]:
        return (self._personen[bsn],) if bsn in self._personen else ()


def meld_verzoek(gebruiker_id: str, bsn: Bsn, partner_melding_id: str, instantie: Instantie = GGD) -> MeldJeugdige:
    """The request of a reporter, by number."""
    afzender = Afzender(OIN, str(uuid4()), stuur(gebruiker_id, instantie))
    return MeldJeugdige(afzender, TeMelden(partner_melding_id, OpBsn(bsn.waarde)))


def context(opslag: SqlOpslag, personen: Mapping[Bsn, RegisterPersoon]) -> Context:
    """What use cases get, with a clock that stands still."""
    return Context(opslag, VasteKlok(), VastRegister(personen), lambda: str(uuid4()))
