"""No BSN, name or contact data is readable in the database, in whatever form it is kept (R-195, R-079, R-141)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from hashlib import md5, sha1, sha256, sha512
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from verwijsindex.domain.aanduiding import OpBsn
from verwijsindex.domain.certificaat import Gebruik, Partnercertificaat
from verwijsindex.domain.instantie import Mandaat, MandaatSoort, Rol, Stuurgegevens
from verwijsindex.domain.jeugdige import RegisterPersoon, Woonadres
from verwijsindex.domain.melding import VerwijderReden
from verwijsindex.domain.notificatie import Hapering
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.organisatie import Conformiteit
from verwijsindex.domain.ports_certificaten import Aflopend, Verloopwaarschuwing
from verwijsindex.domain.regels.uitsluiten import KOLOMMEN
from verwijsindex.domain.verzoek import Verzoeker, VerzoekSoort
from verwijsindex.operations.afbouw import begin_afbouw
from verwijsindex.operations.beleid import noteer_beleid
from verwijsindex.operations.bevestig_signalen import BevestigSignalen, bevestig_signalen
from verwijsindex.operations.context import Afzender, Context
from verwijsindex.operations.haal_historie_op import HaalHistorieOp, haal_historie_op
from verwijsindex.operations.haal_signalen_op import HaalSignalenOp, haal_signalen_op
from verwijsindex.operations.logboek import ijk
from verwijsindex.operations.meld_jeugdige import meld_jeugdige
from verwijsindex.operations.registreer_verzoek import RegistreerVerzoek, registreer_verzoek
from verwijsindex.operations.rua import lees_rua_in
from verwijsindex.operations.verwijder_melding import VerwijderMelding, verwijder_melding
from verwijsindex.operations.verwijder_uit_archief import VerwijderUitArchief, verwijder_uit_archief
from verwijsindex.storage.database import SqlOpslag
from verwijsindex.storage.schema import METADATA

from .logboeken import ijkcontext
from .wereld import (
    ALTIJD,
    DAG,
    GEMEENTE,
    GGD,
    HALFBROER,
    KIND,
    MOEDER,
    OIN,
    PERSOON,
    POLITIE,
    VADER,
    ZUS,
    VasteKlok,
    college,
    contactgegevens,
    context,
    gebruiker,
    meld_verzoek,
    registreer,
    stuur,
)

GEBRUIKERS = ("arts", "agent", "collega", "coordinator", "college")
NUMMERS = (KIND, ZUS, HALFBROER, MOEDER, VADER)
NOG_ZONDER_OPERATIE: frozenset[str] = frozenset()
"""Tables that nothing writes yet."""
THUIS = Woonadres("0363200000987654", "9876ZX", 7)


def gebruik(opslag: SqlOpslag) -> None:
    """Report, match, fetch, acknowledge and withdraw: everything that writes, with partner keys that hold a BSN."""
    registreer(opslag, gebruiker("arts"), gebruiker("collega"), gebruiker("agent", POLITIE), gebruiker("coordinator", GGD, Rol.COORDINATOR))
    with opslag.beheer() as beheer:
        beheer.coordinator("ggd", "coordinator")
        beheer.terugval("ggd", "collega")
        beheer.instantie(replace(POLITIE, naam="Politie na een fusie"))
        beheer.certificaten.bewaar(Partnercertificaat(OIN, Gebruik.TLS, "0" * 64, DAG, DAG, VasteKlok().nu()), VasteKlok().nu())
        beheer.conformiteit(Conformiteit(OIN, "v1", VasteKlok().nu(), "1 geslaagd", "0" * 64), "beheer-1")
        beheer.leg_vast()
    zus = RegisterPersoon(PERSOON.geboortedatum, ouders=frozenset({MOEDER}), gemeentecode="0599", woonadres=THUIS)
    buiten = context(opslag, {KIND: PERSOON, ZUS: zus, HALFBROER: zus})
    van = {"arts": stuur("arts"), "collega": stuur("collega"), "agent": stuur("agent", POLITIE)}
    gemeld = [
        meld_jeugdige(meld_verzoek(wie, bsn, f"{bsn.waarde}-{wie}", instantie), buiten)
        for wie, bsn, instantie in (("arts", KIND, GGD), ("agent", KIND, POLITIE), ("collega", ZUS, GGD))
    ]
    for wie in van.values():
        opgehaald = haal_signalen_op(HaalSignalenOp(Afzender(OIN, str(uuid4()), wie), 10), buiten)
        ids = tuple(signaal.id for signaal in opgehaald.signalen)
        bevestig_signalen(BevestigSignalen(Afzender(OIN, str(uuid4()), wie), ids), buiten)
    weg = VerwijderMelding(
        Afzender(OIN, str(uuid4()), van["agent"]), f"verzoek {KIND.waarde}", gemeld[1].melding_id, VerwijderReden.NIET_TERECHT
    )
    verwijder_melding(weg, buiten)
    _gebruik_archief(gemeld[0].melding_id, van, buiten)
    with opslag.schrijven() as transactie:
        transactie.verloopwaarschuwingen.meld(Verloopwaarschuwing(Aflopend("index.pem", "0" * 64, VasteKlok().nu()), 60), VasteKlok().nu())
        wachtend = transactie.notificaties.neem(VasteKlok().nu(), VasteKlok().nu())
        assert wachtend is not None
        transactie.notificaties.onbestelbaar(wachtend, VasteKlok().nu(), Hapering.ADRES_GEWEIGERD)
        transactie.leg_vast()
    _gebruik_register(opslag, buiten)
    _gebruik_rechten(opslag, buiten)
    noteer_beleid(buiten)
    begin_afbouw(buiten)
    assert opslag.beurt.neem("onderhoud", str(uuid4()), VasteKlok().nu(), timedelta(seconds=30), timedelta(0))
    assert ijk(ijkcontext(opslag)) is not None
    opslag.replay.onthoud(OIN, f"urn:{KIND.waarde}", b"x" * 32, VasteKlok().nu(), VasteKlok().nu())


def _gebruik_archief(oud: str, van: Mapping[str, Stuurgegevens], buiten: Context) -> None:
    """The doctor's melding goes to the archive, the agent reports anew and fetches who reported before."""
    naar_archief = VerwijderMelding(
        Afzender(OIN, str(uuid4()), van["arts"]), f"archief {KIND.waarde}", oud, VerwijderReden.RISICO_NIET_MEER_AANWEZIG
    )
    verwijder_melding(naar_archief, buiten)
    nieuw = meld_jeugdige(meld_verzoek("agent", KIND, f"{KIND.waarde}-opnieuw", POLITIE), buiten)
    ophalen = HaalHistorieOp(Afzender(OIN, str(uuid4()), van["agent"]), f"historie {KIND.waarde}", nieuw.melding_id)
    assert [contactgegevens("arts").naam] == [contact.naam for contact in haal_historie_op(ophalen, buiten)]


def _gebruik_register(opslag: SqlOpslag, buiten: Context) -> None:
    """An address is excluded, the register is read, and a jeugdige who was followed is destroyed."""
    lees_rua_in(f"{';'.join(KOLOMMEN)}\nMINISTER;;2020-01-01;;;1011AB;1;;;\n", buiten)
    meld_jeugdige(meld_verzoek("arts", HALFBROER, "een derde"), buiten)
    with opslag.schrijven() as transactie:
        transactie.volglijst.zet_stand("bestand", "17")
        derde = transactie.jeugdigen.zoek(HALFBROER)
        assert derde is not None
        assert transactie.volglijst.gevolgd(derde.id)
        transactie.meldingen.vernietig([melding.id for melding in transactie.meldingen.van_jeugdigen([derde.id])], VasteKlok().nu())
        transactie.jeugdigen.vernietig_zonder_meldingen(derde.id)
        transactie.leg_vast()


def _gebruik_rechten(opslag: SqlOpslag, buiten: Context) -> None:
    """A college blocks what is objected to, and decides on an archive."""
    with opslag.beheer() as beheer:
        beheer.gebruiker(college("college"))
        beheer.mandaat(Mandaat(OIN, MandaatSoort.GEMEENTE, GEMEENTE, GEMEENTE, ALTIJD))
        beheer.leg_vast()
    afzender = Afzender(OIN, str(uuid4()), stuur("college", None, Rol.COLLEGE))
    wie, sleutel = OpBsn(ZUS.waarde), f"zaak {ZUS.waarde}"
    bezwaar = RegistreerVerzoek(afzender, sleutel, VerzoekSoort.BEZWAAR, wie, Verzoeker.GEZAMENLIJK, "Z-1", DAG, blokkeren=True)
    assert len(registreer_verzoek(bezwaar, buiten).betrokken) == 1
    verwijder_uit_archief(VerwijderUitArchief(afzender, f"archief {ZUS.waarde}", wie, "B-1", DAG, "college"), buiten)


def geheimen() -> Iterator[bytes]:
    """Every number and all contact data, and what an unkeyed hash would make of a number."""
    for wie in GEBRUIKERS:
        gegevens = contactgegevens(wie)
        yield from (str(waarde).encode() for waarde in (gegevens.naam, gegevens.telefoon, gegevens.emailadres))
    yield from (b"0363200000987654", b"9876ZX")
    for bsn in NUMMERS:
        yield bsn.waarde.encode()
        yield from _hashes(bsn)


def _hashes(bsn: Bsn) -> Iterator[bytes]:
    for hasher in (md5, sha1, sha256, sha512):
        gehasht = hasher(bsn.waarde.encode())
        yield from (gehasht.digest(), gehasht.hexdigest().encode())


def inhoud(url: str) -> bytes:
    """Everything in the database as bytes: the files of SQLite, or of PostgreSQL every value of every table."""
    adres = make_url(url)
    if adres.get_backend_name() == "sqlite":
        pad = Path(str(adres.database))
        return b"".join(bestand.read_bytes() for bestand in sorted(pad.parent.glob(f"{pad.name}*")))
    with psycopg.connect(adres.render_as_string(hide_password=False)) as verbinding:
        return b"\n".join(_tabel(verbinding, naam) for naam in METADATA.tables if naam not in NOG_ZONDER_OPERATIE)


def _tabel(verbinding: psycopg.Connection, naam: str) -> bytes:
    rijen = verbinding.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(naam))).fetchall()
    assert rijen, f"{naam} is leeg: de proef gebruikt niet alles"
    return b"\n".join(waarde if isinstance(waarde, bytes) else str(waarde).encode() for rij in rijen for waarde in rij)


@pytest.mark.eis("R-195", "R-079", "R-141")
def test_niets_staat_er_leesbaar(opslag: SqlOpslag, database_url: str) -> None:
    """After everything was used, no number, hash of a number, name, phone number or e-mail address is found; what may be read is."""
    gebruik(opslag)
    gevonden = inhoud(database_url)
    assert [geheim for geheim in geheimen() if geheim in gevonden] == []
    assert all(zichtbaar in gevonden for zichtbaar in (GGD.naam.encode(), OIN.encode(), b"MELDING_GEDAAN", b"arts"))
