"""The persons about whom meldingen are kept: a number that is encrypted, parents and address as pseudonyms (R-079)."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Final
from uuid import uuid4

from sqlalchemy import bindparam, delete, exists, select, update

from verwijsindex.domain.jeugdige import Jeugdige, RegisterPersoon, Woonadres
from verwijsindex.domain.nummers import Bsn, Persoonsnummer, Visn
from verwijsindex.domain.regels.adressen import bag_vorm, tekst_vorm
from verwijsindex.domain.tijd import Geldigheid
from verwijsindex.storage.kluis import Kluis
from verwijsindex.storage.kringen import BASIS, HEEFT_VERWANTEN, KRING, KRING_ZONDER_ADRES
from verwijsindex.storage.kringen_over_sleutels import STAPPEN, met_uitsluitingen, verwanten
from verwijsindex.storage.opdracht import Opdracht, Rij, Sessie, in_lijst, lijst, toevoegen
from verwijsindex.storage.tabellen import jeugdige, jeugdige_ouder, melding
from verwijsindex.storage.tabellen_omgeving import niet_meer_volgen
from verwijsindex.storage.vormen import als_dag, dag_of_niets
from verwijsindex.storage.zegels import Zoekopdracht

_OP_NUMMER: Final = Zoekopdracht(lambda is_kenmerk: BASIS.where(is_kenmerk(jeugdige.c.bsn_kenmerk)))
_OP_ID: Final = Opdracht(BASIS.where(jeugdige.c.id == bindparam("jeugdige_id")))
_OP_IDS: Final = Opdracht(BASIS.where(in_lijst(jeugdige.c.id, "jeugdigen")))

NIET_MEER_VOLGEN: Final = "niet_meer_volgen.bsn"

_NUMMER: Final = Opdracht(select(jeugdige.c.bsn).where(jeugdige.c.id == bindparam("jeugdige_id")))
_NIEUW: Final = Opdracht(toevoegen(jeugdige))
_NIEUWE_OUDER: Final = Opdracht(toevoegen(jeugdige_ouder))
_GEEN_OUDER_MEER: Final = Zoekopdracht(
    lambda is_kenmerk: delete(jeugdige_ouder).where(
        jeugdige_ouder.c.jeugdige_id == bindparam("jeugdige_id"), is_kenmerk(jeugdige_ouder.c.pseudoniem)
    )
)
_BIJWERKEN: Final = Opdracht(
    update(jeugdige)
    .where(jeugdige.c.id == bindparam("jeugdige_id"))
    .values(
        uiterlijk=bindparam("tot"),
        gemeentecode=bindparam("gemeente"),
        adres_bag=bindparam("bag"),
        adres_tekst=bindparam("tekst"),
        verblijf=bindparam("sinds"),
    )
)
_VERNIETIG: Final = Opdracht(
    delete(jeugdige)
    .where(in_lijst(jeugdige.c.id, "jeugdigen"), ~exists().where(melding.c.jeugdige_id == jeugdige.c.id))
    .returning(jeugdige.c.id, jeugdige.c.bsn_kenmerk, jeugdige.c.bsn, jeugdige.c.gevolgd)
)
_NIET_MEER_VOLGEN: Final = Opdracht(toevoegen(niet_meer_volgen).on_conflict_do_nothing())
_TOCH_VOLGEN: Final = Zoekopdracht(lambda is_kenmerk: delete(niet_meer_volgen).where(is_kenmerk(niet_meer_volgen.c.bsn_kenmerk)))


def lees_nummer(kluis: Kluis, jeugdige_id: str, geheim: bytes) -> Persoonsnummer:
    """Under what this jeugdige is kept, as it stands in his row."""
    waarde = kluis.ontsleutel("jeugdige.bsn", jeugdige_id, geheim)
    return Visn(waarde) if waarde.startswith("V") else Bsn(waarde)


class SqlJeugdigen:
    """``ports.Jeugdigen``."""

    def __init__(self, sessie: Sessie, kluis: Kluis) -> None:
        self._sessie = sessie
        self._kluis = kluis

    def zoek(self, nummer: Persoonsnummer) -> Jeugdige | None:
        """The jeugdige with this number, or None."""
        opdracht, zegel = _OP_NUMMER.op(self._kluis, nummer_kenmerk(self._kluis, nummer))
        gevonden = lees_jeugdigen(self._kluis, self._sessie.rijen(opdracht, zegel=zegel))
        return gevonden[0] if gevonden else None

    def haal(self, jeugdige_id: str) -> Jeugdige:
        """The jeugdige with this id; KeyError when there is none."""
        gevonden = lees_jeugdigen(self._kluis, self._sessie.rijen(_OP_ID, jeugdige_id=jeugdige_id))
        if not gevonden:
            raise KeyError(jeugdige_id)
        return gevonden[0]

    def nummer(self, jeugdige_id: str) -> Persoonsnummer:
        """Under what this jeugdige is kept; KeyError when there is none."""
        rij = self._sessie.rij(_NUMMER, jeugdige_id=jeugdige_id)
        if rij is None:
            raise KeyError(jeugdige_id)
        return lees_nummer(self._kluis, jeugdige_id, rij[0])

    def bewaar(self, nummer: Persoonsnummer, persoon: RegisterPersoon, uiterlijk: date, bekend: Jeugdige | None) -> Jeugdige:
        """Keep a new jeugdige, or bring a known one up to date with the register (gemeente, parents, woonadres)."""
        if bekend is None:
            nieuw = self._volgens(persoon, str(uuid4()), uiterlijk, secrets.token_hex(16))
            self._voeg_toe(nieuw, nummer)
            return nieuw
        actueel = self._volgens(persoon, bekend.id, uiterlijk, bekend.logpseudoniem)
        if actueel != replace(bekend, uitsluitingen=()):
            self._werk_bij(bekend, actueel)
        return actueel

    def kring(self, jeugdige: Jeugdige, dag: date, *, adresmatch: bool) -> Sequence[Jeugdige]:
        """He himself first, then who shares a parent or woonadres with him, and who shares one with those (R-073, R-074, keuzes.md 18).

        Addresses that are excluded on ``dag`` lead to nobody (R-075), with ``adresmatch`` off no address does (R-076).
        """
        if self._heeft_verwanten(jeugdige, dag, adresmatch=adresmatch):
            return self._kring(jeugdige, dag, adresmatch=adresmatch)
        return (jeugdige,)

    def als_bewaard(self, persoon: RegisterPersoon, uiterlijk: date) -> Jeugdige:
        """Somebody of whom nothing is kept, as he would be; nothing changes."""
        return self._volgens(persoon, str(uuid4()), uiterlijk, "")

    def verwanten(self, jeugdige: Jeugdige, dag: date, *, adresmatch: bool) -> Sequence[Jeugdige]:
        """He himself first, then whom we keep that shares a parent or woonadres with him; he himself need not be kept (R-073, R-074)."""
        [zelf] = met_uitsluitingen(self._sessie, self._kluis, [jeugdige]) if adresmatch else [jeugdige]
        anderen = verwanten(self._sessie, self._kluis, [zelf], dag, adresmatch=adresmatch) - {zelf.id}
        return (zelf, *self._op_ids(sorted(anderen), adresmatch=adresmatch))

    def vernietig_zonder_meldingen(self, *jeugdige_ids: str) -> int:
        """Destroy those of whom no melding or archive entry is left, with pseudonyms and matches; how many (R-079, keuzes.md 15).

        Who was followed in the register is noted, so that following ends too (R-120).
        """
        weg = self._sessie.rijen(_VERNIETIG, jeugdigen=lijst(jeugdige_ids))
        for jeugdige_id, zegel, geheim, gevolgd in weg:
            if gevolgd:
                volg_niet_meer(self._sessie, self._kluis, jeugdige_id, zegel, geheim)
        return len(weg)

    def _heeft_verwanten(self, jeugdige: Jeugdige, dag: date, *, adresmatch: bool) -> bool:
        if not (jeugdige.ouders or (adresmatch and (jeugdige.adres_bag or jeugdige.adres_tekst))):
            return False
        if not self._kluis.enkel:
            return True  # what is equal need not look equal; the long way finds out
        waarden = {"dag": dag.isoformat()} if adresmatch else {}
        return bool(self._sessie.rijen(HEEFT_VERWANTEN[adresmatch], jeugdige_id=jeugdige.id, **waarden)[0][0])

    def _kring(self, jeugdige: Jeugdige, dag: date, *, adresmatch: bool) -> Sequence[Jeugdige]:
        if self._kluis.enkel:
            opdracht, waarden = (KRING, {"dag": dag.isoformat()}) if adresmatch else (KRING_ZONDER_ADRES, {})
            gevonden = lees_jeugdigen(self._kluis, self._sessie.rijen(opdracht, jeugdige_id=jeugdige.id, **waarden))
        else:
            gevonden = self._kring_over_sleutels(jeugdige, dag, adresmatch=adresmatch)
        return sorted(gevonden, key=lambda wie: (wie.id != jeugdige.id, wie.id))

    def _kring_over_sleutels(self, jeugdige: Jeugdige, dag: date, *, adresmatch: bool) -> list[Jeugdige]:
        """The same two steps, one by one, while a parent or address may stand under several keys (record 0098)."""
        kring = self._op_ids([jeugdige.id], adresmatch=adresmatch)
        for _ in range(STAPPEN):
            verder = {*(lid.id for lid in kring), *verwanten(self._sessie, self._kluis, kring, dag, adresmatch=adresmatch)}
            if len(verder) == len(kring):
                break
            kring = self._op_ids(verder, adresmatch=adresmatch)
        return kring

    def _op_ids(self, jeugdige_ids: Iterable[str], *, adresmatch: bool) -> list[Jeugdige]:
        gevonden = lees_jeugdigen(self._kluis, self._sessie.rijen(_OP_IDS, jeugdigen=lijst(jeugdige_ids)))
        return met_uitsluitingen(self._sessie, self._kluis, gevonden) if adresmatch else gevonden

    def _volgens(self, persoon: RegisterPersoon, jeugdige_id: str, uiterlijk: date, logpseudoniem: str) -> Jeugdige:
        """What is kept of what the register says: pseudonyms, and the gemeente in clear (R-079)."""
        bag, tekst = adrespseudoniemen(self._kluis, persoon.woonadres)
        return Jeugdige(
            jeugdige_id,
            uiterlijk,
            logpseudoniem,
            gemeentecode=persoon.gemeentecode,
            ouders=frozenset(ouderpseudoniem(self._kluis, ouder) for ouder in persoon.ouders),
            adres_bag=bag,
            adres_tekst=tekst,
            verblijf=_verblijf(self._kluis, persoon),
        )

    def _voeg_toe(self, nieuw: Jeugdige, nummer: Persoonsnummer) -> None:
        kenmerk = nummer_kenmerk(self._kluis, nummer)
        self._sessie.doe(
            _NIEUW,
            id=nieuw.id,
            bsn_kenmerk=self._kluis.zegel(kenmerk),
            bsn=self._kluis.versleutel("jeugdige.bsn", nieuw.id, nummer.waarde),
            uiterlijk=nieuw.uiterlijk.isoformat(),
            logpseudoniem=nieuw.logpseudoniem,
            gemeentecode=nieuw.gemeentecode,
            adres_bag=self._kluis.zegel_of_niets(nieuw.adres_bag),
            adres_tekst=self._kluis.zegel_of_niets(nieuw.adres_tekst),
            verblijf=self._kluis.zegel_of_niets(nieuw.verblijf),
            gevolgd=None if isinstance(nummer, Visn) else False,
        )
        volg_toch(self._sessie, self._kluis, kenmerk)
        self._nieuwe_ouders(nieuw.id, nieuw.ouders)

    def _werk_bij(self, bekend: Jeugdige, actueel: Jeugdige) -> None:
        self._sessie.doe(
            _BIJWERKEN,
            jeugdige_id=actueel.id,
            tot=actueel.uiterlijk.isoformat(),
            gemeente=actueel.gemeentecode,
            bag=self._kluis.zegel_of_niets(actueel.adres_bag),
            tekst=self._kluis.zegel_of_niets(actueel.adres_tekst),
            sinds=self._kluis.zegel_of_niets(actueel.verblijf),
        )
        for kenmerk in bekend.ouders - actueel.ouders:
            opdracht, zegel = _GEEN_OUDER_MEER.op(self._kluis, kenmerk)
            self._sessie.doe(opdracht, jeugdige_id=actueel.id, zegel=zegel)
        self._nieuwe_ouders(actueel.id, actueel.ouders - bekend.ouders)

    def _nieuwe_ouders(self, jeugdige_id: str, kenmerken: Iterable[bytes]) -> None:
        self._sessie.doe_elk(_NIEUWE_OUDER, [{"jeugdige_id": jeugdige_id, "pseudoniem": self._kluis.zegel(ouder)} for ouder in kenmerken])


def volg_niet_meer(sessie: Sessie, kluis: Kluis, jeugdige_id: str, zegel: bytes, geheim: bytes) -> None:
    """Note that the register need not tell us any more about the number under which this jeugdige was kept (R-120)."""
    kenmerk, nummer = kluis.ontzegel(zegel), kluis.ontsleutel("jeugdige.bsn", jeugdige_id, geheim)
    sessie.doe(_NIET_MEER_VOLGEN, bsn_kenmerk=kluis.zegel(kenmerk), bsn=kluis.versleutel(NIET_MEER_VOLGEN, kenmerk.hex(), nummer))


def volg_toch(sessie: Sessie, kluis: Kluis, kenmerk: bytes) -> None:
    """Take that note away: the number is kept again (R-120)."""
    opdracht, zegel = _TOCH_VOLGEN.op(kluis, kenmerk)
    sessie.doe(opdracht, zegel=zegel)


def nummer_kenmerk(kluis: Kluis, nummer: Persoonsnummer) -> bytes:
    """The keyed index by which a jeugdige is found; a BSN and a VISN never give the same."""
    return kluis.kenmerk("jeugdige.visn" if isinstance(nummer, Visn) else "jeugdige.bsn", nummer.waarde)


def ouderpseudoniem(kluis: Kluis, ouder: Bsn) -> bytes:
    """All that is ever kept of a parent (R-079)."""
    return kluis.kenmerk("jeugdige_ouder.pseudoniem", ouder.waarde)


def adrespseudoniemen(kluis: Kluis, adres: Woonadres | None) -> tuple[bytes | None, bytes | None]:
    """All that is ever kept of a woonadres: one pseudonym for each of its two forms (R-077, R-079)."""
    bag, tekst = bag_vorm(adres), tekst_vorm(adres)
    return (
        None if bag is None else kluis.kenmerk("jeugdige.adres_bag", bag),
        None if tekst is None else kluis.kenmerk("jeugdige.adres_tekst", *tekst),
    )


def _verblijf(kluis: Kluis, persoon: RegisterPersoon) -> bytes | None:
    """Where and since when he lives, to see that it changed (R-121); None when the register does not tell."""
    if persoon.gemeentecode is None and persoon.woont_sinds is None:
        return None
    return kluis.kenmerk("jeugdige.verblijf", persoon.gemeentecode or "", str(persoon.woont_sinds or ""))


def lees_jeugdigen(kluis: Kluis, rijen: Sequence[Rij]) -> list[Jeugdige]:
    """The jeugdigen in rows of ``kringen.BASIS``, with the kenmerken that the zegels hold."""
    return [_jeugdige(kluis, list(groep)) for _, groep in groupby(rijen, key=lambda rij: rij[0])]


def _jeugdige(kluis: Kluis, rijen: Sequence[Rij]) -> Jeugdige:
    jeugdige_id, uiterlijk, logpseudoniem, gemeentecode = rijen[0][:4]
    adres_bag, adres_tekst, verblijf = map(kluis.ontzegel_of_niets, rijen[0][4:7])
    ouders = frozenset(kluis.ontzegel(rij[7]) for rij in rijen if rij[7] is not None)
    uitsluitingen = {rij[8:] for rij in rijen if rij[8:] and rij[8] is not None}
    perioden = tuple(Geldigheid(als_dag(vanaf), dag_of_niets(tot)) for vanaf, tot in sorted(uitsluitingen, key=str))
    return Jeugdige(jeugdige_id, als_dag(uiterlijk), logpseudoniem, gemeentecode, ouders, adres_bag, adres_tekst, verblijf, perioden)
