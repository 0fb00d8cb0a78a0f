"""Taking everything of persons away, in bounded pieces, and noting that it was done (R-190; decision record 0097)."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import LargeBinary, Table, bindparam, func, or_, select, update

from verwijsindex.domain.melding import Melding
from verwijsindex.domain.ports_afbouw import Afbouwstand
from verwijsindex.storage.jeugdigen import lees_nummer
from verwijsindex.storage.kluis import Kluis
from verwijsindex.storage.opdracht import Opdracht, Sessie, toevoegen, wis_hoogstens
from verwijsindex.storage.organisaties import lees_contact
from verwijsindex.storage.rijen import PARTNER_MELDING_ID, lees_melding, melding_kolommen
from verwijsindex.storage.schema import METADATA
from verwijsindex.storage.tabellen import gebruiker, jeugdige, melding
from verwijsindex.storage.tabellen_beleid import afbouwstand, beleidsstand
from verwijsindex.storage.tabellen_logboek import logketen
from verwijsindex.storage.tabellen_omgeving import niet_meer_volgen
from verwijsindex.storage.tabellen_rechten import verzoek, verzoek_melding
from verwijsindex.storage.vormen import als_moment, als_tekst

BLIJFT: Final = frozenset(
    {
        "afbouwstand",
        "beleidsstand",
        "beurt",
        "gezien_bericht",
        "instantie",
        "logboek",
        "logijkpunt",
        "logketen",
        "partner",
        "partnercertificaat",
        "registerstand",
        "sleutel",
        "sleutelproef",
        "verloopwaarschuwing",
    }
)
"""What is not of persons: the pseudonymous logboek and its chain, which organisations took part, and how far the work is.

Whatever is not named here is destroyed, so that a table that somebody adds goes too unless he thinks of it.
"""
VAN_PERSONEN: Final = tuple(tabel for tabel in reversed(METADATA.sorted_tables) if tabel.name not in BLIJFT)
"""In an order in which no row is taken away while another points to it."""
IN_LOGBOEK: Final = frozenset({("verstrekking", "kenmerk"), ("historie_verstrekking", "kenmerk")})
"""Keyed digests that the logboek holds by design (keuzes.md 34): not what is searched for afterwards."""


def _naar_zichzelf(tabel: Table) -> list[str]:
    return [kolom.name for kolom in tabel.columns for sleutel in kolom.foreign_keys if sleutel.column.table is tabel]


def _wissen(tabel: Table) -> Iterator[Opdracht]:
    """First the rows that point to others of the same table."""
    for kolom in _naar_zichzelf(tabel):
        yield Opdracht(wis_hoogstens(tabel, select(*tabel.primary_key.columns).where(tabel.c[kolom].is_not(None))))
    yield Opdracht(wis_hoogstens(tabel, select(*tabel.primary_key.columns)))


_WIS: Final = tuple((tabel, opdracht) for tabel in VAN_PERSONEN for opdracht in _wissen(tabel))
_TEL: Final = {tabel.name: Opdracht(select(func.count()).select_from(tabel)) for tabel in VAN_PERSONEN}
_STAND: Final = Opdracht(select(afbouwstand.c.begonnen, afbouwstand.c.vooraf, afbouwstand.c.voltooid))
_BEGIN: Final = Opdracht(toevoegen(afbouwstand).on_conflict_do_nothing())
_VOLTOOI: Final = Opdracht(update(afbouwstand).values(voltooid=bindparam("moment")))
_BELEID: Final = Opdracht(select(beleidsstand.c.kenmerk))
_zet = toevoegen(beleidsstand)
_ZET_BELEID: Final = Opdracht(
    _zet.on_conflict_do_update(index_elements=[beleidsstand.c.id], set_={"kenmerk": _zet.excluded.kenmerk, "sinds": _zet.excluded.sinds})
)
_MELDINGEN: Final = Opdracht(
    select(*melding_kolommen(melding, jeugdige))
    .join_from(melding, jeugdige)
    .where(melding.c.id > bindparam("na"))
    .order_by(melding.c.id)
    .limit(bindparam("hoogstens"))
)
_VERZOEKEN: Final = Opdracht(
    select(*verzoek.columns)
    .where(or_(verzoek.c.gemeentecode == bindparam("gemeente"), bindparam("gemeente").is_(None)))
    .order_by(verzoek.c.ontvangen_op, verzoek.c.id)
)
_ADVIEZEN: Final = Opdracht(
    select(verzoek_melding.c.melding_id, verzoek_melding.c.advies, verzoek_melding.c.advies_op)
    .where(verzoek_melding.c.verzoek_id == bindparam("verzoek_id"))
    .order_by(verzoek_melding.c.melding_id)
)
_KETENS: Final = Opdracht(select(logketen.c.keten, logketen.c.lengte, logketen.c.schakel).order_by(logketen.c.keten))
_BYTES: Final = tuple(
    (f"{tabel.name}.{kolom.name}", Opdracht(select(kolom).where(kolom.is_not(None))))
    for tabel in VAN_PERSONEN
    for kolom in tabel.columns
    if isinstance(kolom.type, LargeBinary) and (tabel.name, kolom.name) not in IN_LOGBOEK
)
_NUMMERS: Final = Opdracht(select(jeugdige.c.id, jeugdige.c.bsn))
_CONTACTEN: Final = Opdracht(select(gebruiker.c.id, gebruiker.c.contact))
_KENMERKEN: Final = Opdracht(select(melding.c.id, melding.c.partner_melding_id))


class SqlAfbouw:
    """``ports_afbouw.Afbouwwerk``."""

    def __init__(self, sessie: Sessie, kluis: Kluis) -> None:
        self._sessie = sessie
        self._kluis = kluis

    def tel(self) -> Mapping[str, int]:
        """Rows per table that holds something of persons."""
        return {naam: int(self._sessie.rijen(opdracht)[0][0]) for naam, opdracht in _TEL.items()}

    def wis(self, hoogstens: int, *, ook_volglijst: bool) -> int:
        """Take away at most so many rows of the first table that has any; gives how many.

        The numbers of whom the register has still to be told only with ``ook_volglijst``.
        """
        opdrachten = (opdracht for tabel, opdracht in _WIS if ook_volglijst or tabel is not niet_meer_volgen)
        return next((gedaan for opdracht in opdrachten if (gedaan := self._sessie.doe(opdracht, hoogstens=hoogstens))), 0)

    def stand(self) -> Afbouwstand | None:
        """How far it is; None when it did not begin."""
        rij = self._sessie.rij(_STAND)
        if rij is None:
            return None
        begonnen, vooraf, voltooid = rij
        return Afbouwstand(als_moment(begonnen), json.loads(vooraf), None if voltooid is None else als_moment(voltooid))

    def begin(self, moment: datetime, vooraf: Mapping[str, int]) -> None:
        """Note that it begins, and what there was; what began before stays as it was noted."""
        self._sessie.doe(_BEGIN, id=1, begonnen=als_tekst(moment), vooraf=json.dumps(vooraf), voltooid=None)

    def voltooi(self, moment: datetime) -> None:
        """Note that nothing of persons is left."""
        self._sessie.doe(_VOLTOOI, moment=als_tekst(moment))

    def meldingen_na(self, melding_id: str, hoogstens: int) -> Sequence[Melding]:
        """At most so many meldingen in order of id, after this one."""
        return [lees_melding(self._kluis, rij) for rij in self._sessie.rijen(_MELDINGEN, na=melding_id, hoogstens=hoogstens)]

    def verzoeken(self, gemeentecode: str | None) -> Sequence[Mapping[str, object]]:
        """Every request to the college of this gemeente, or to any, with its advice, as plain values (R-131)."""
        namen = [kolom.name for kolom in verzoek.columns]
        gevonden: list[Mapping[str, object]] = []
        for rij in self._sessie.rijen(_VERZOEKEN, gemeente=gemeentecode):
            adviezen = self._sessie.rijen(_ADVIEZEN, verzoek_id=rij[0])
            velden = dict(zip(namen, rij, strict=True))
            gevonden.append({**velden, "meldingen": [dict(zip(("melding_id", "advies", "advies_op"), a, strict=True)) for a in adviezen]})
        return gevonden

    def logboekeinde(self) -> Sequence[Mapping[str, object]]:
        """Per lane of the logboek how many lines it has and the digest of the last: whoever has these sees what is taken away later."""
        return [
            {"keten": keten, "lengte": lengte, "schakel": bytes(schakel).hex()} for keten, lengte, schakel in self._sessie.rijen(_KETENS)
        ]

    def sporen(self) -> Iterator[tuple[str, bytes]]:
        """Everything by which somebody could be found again, with the kind of it: numbers, contact data, keyed digests, ciphertext."""
        for soort, opdracht in _BYTES:
            for (waarde,) in self._sessie.rijen(opdracht):
                yield soort, bytes(waarde)
        for jeugdige_id, geheim in self._sessie.rijen(_NUMMERS):
            yield "nummer", lees_nummer(self._kluis, jeugdige_id, geheim).waarde.encode()
        for gebruiker_id, geheim in self._sessie.rijen(_CONTACTEN):
            contact = lees_contact(self._kluis, gebruiker_id, geheim)
            for soort, tekst in (("naam", contact.naam), ("telefoon", contact.telefoon), ("emailadres", contact.emailadres)):
                if tekst is not None:
                    yield soort, tekst.encode()
        for melding_id, geheim in self._sessie.rijen(_KENMERKEN):
            yield "partnerMeldingId", self._kluis.ontsleutel(PARTNER_MELDING_ID, melding_id, geheim).encode()


class SqlBeleidsstand:
    """``ports_afbouw.Beleidsstand``."""

    def __init__(self, sessie: Sessie) -> None:
        self._sessie = sessie

    def kenmerk(self) -> str | None:
        """Its digest; None when none was noted."""
        rij = self._sessie.rij(_BELEID)
        return None if rij is None else rij[0]

    def zet(self, kenmerk: str, moment: datetime) -> None:
        """From now on this one is."""
        self._sessie.doe(_ZET_BELEID, id=1, kenmerk=kenmerk, sinds=als_tekst(moment))
