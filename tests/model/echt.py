"""The real thing: use cases on a real store, a real register file and a clock that stands where it is put."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

from verwijsindex.brp.adresbestand import nummeraanduiding
from verwijsindex.brp.ingebed import IngebedRegister
from verwijsindex.brp.inlezen import maak_register
from verwijsindex.brp.nummergebeurtenissen import ZonderNummer, registreer_toekenning
from verwijsindex.brp.personenbestand import lees_persoonslijst
from verwijsindex.brp.schrijver import schrijf
from verwijsindex.brp.wijzigingen import IngebedWijzigingen
from verwijsindex.domain.aanduiding import Aanduiding, Bevraging, OpBsn, ZonderBsn
from verwijsindex.domain.instantie import Contactgegevens, Convenant, Gebruiker, Instantie, Mandaat, MandaatSoort, Rol, Stuurgegevens
from verwijsindex.domain.jeugdige import Woonadres
from verwijsindex.domain.melding import VerwijderReden
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.signaal import Contact, Signaal
from verwijsindex.domain.tijd import Geldigheid
from verwijsindex.domain.uitgesloten import Bron, UitgeslotenAdres
from verwijsindex.domain.weigeringen import Weigering
from verwijsindex.operations.bevestig_signalen import BevestigSignalen, bevestig_signalen
from verwijsindex.operations.context import Afzender, Context
from verwijsindex.operations.haal_historie_op import HaalHistorieOp, haal_historie_op
from verwijsindex.operations.haal_signalen_op import HaalSignalenOp, Opgehaald, haal_signalen_op
from verwijsindex.operations.koppel_bsn import KoppelBsn, koppel_bsn
from verwijsindex.operations.meld_jeugdige import MeldJeugdige, meld_jeugdige
from verwijsindex.operations.melden import Gemeld, TeMelden
from verwijsindex.operations.onderhoud import Ronde, onderhoud
from verwijsindex.operations.raadpleeg_eigen_meldingen import EigenMeldingen, RaadpleegEigenMeldingen, raadpleeg_eigen_meldingen
from verwijsindex.operations.verwerk_overlijden import verwerk_overlijden
from verwijsindex.operations.verwerk_wijzigingen import verwerk_wijzigingen
from verwijsindex.operations.verwijder_melding import Verwijderd, VerwijderMelding, verwijder_melding
from verwijsindex.storage.beheer import Beheer
from verwijsindex.storage.database import SqlOpslag, open_opslag
from verwijsindex.storage.versleuteling import Sleutels

from .wereld import BSN, COORDINATOR, EEN, GGD, INSTELLINGEN, MELDERS, REGIE, TWEE, ZONDER, Mens

ALTIJD = Geldigheid(date(2020, 1, 1))
T = TypeVar("T")


@dataclass
class Klok:
    """``ports.Klok``."""

    moment: datetime

    def nu(self) -> datetime:
        return self.moment


class Echt:
    """An index on an empty, migrated database, with everybody of ``wereld`` registered."""

    def __init__(self, url: str, sleutels: Sleutels, map: Path, moment: datetime) -> None:
        self._url, self._sleutels = url, sleutels
        self._registerbestand = map / f"register-{uuid4()}.sqlite"
        self.klok = Klok(moment)
        self._opslag = open_opslag(url, sleutels)
        _registreer(self._opslag)
        self.herstart_proces()

    # The process

    def herstart_proces(self) -> None:
        """What a process has of its own, made anew; the database and the register stay."""
        self._opslag.sluit()
        self._opslag = open_opslag(self._url, self._sleutels)
        self.context = Context(
            opslag=self._opslag,
            klok=self.klok,
            register=IngebedRegister(self._registerbestand),
            nieuwe_id=lambda: str(uuid4()),
            wijzigingen=IngebedWijzigingen(self._registerbestand),
        )

    def beheer(self) -> AbstractContextManager[Beheer]:
        """Change who may act; keep it with ``leg_vast``."""
        return self._opslag.beheer()

    def wijs_aan(self, wie: str, geldigheid: Geldigheid) -> None:
        """Give a reporter another appointment in the place of his."""
        plek = MELDERS[wie]
        medewerker = _medewerker(wie, Rol.MELDER, Instantie(plek.id, plek.naam, plek.categorie, plek.maanden))
        with self._opslag.beheer() as beheer:
            beheer.gebruiker(replace(medewerker, aanwijzing=geldigheid))
            beheer.leg_vast()

    def sluit(self) -> None:
        self._opslag.sluit()
        self._waar_het_is.unlink(missing_ok=True)

    # The register

    def register(self, mensen: Mapping[str, Mens]) -> None:
        """From now on the register says this."""
        entries = [mens.entry for mens in mensen.values() for _ in range(max(mens.keren, 1))]
        maak_register(self._registerbestand, (lees_persoonslijst(entry) for entry in entries))

    def wijzig(self, mens: Mens) -> None:
        """An event: the one who bears his number is now like this, and the register tells that he changed."""
        with schrijf(self._waar_het_is, self.klok.moment) as register:
            wie = register.vind(Bsn(mens.bsn))
            register.zet(
                wie,
                ouders=" ".join(sorted(mens.ouders)),
                gemeentecode=mens.gemeente,
                nummeraanduiding=None if mens.adres is None else nummeraanduiding(mens.adres),
                briefadres=mens.brief,
                woont_sinds=mens.sinds,
                opgeschort=mens.opgeschort,
                datum_overlijden="20260101" if mens.dood else None,
            )
            register.noteer(wie.bsn)

    def register_weg(self) -> None:
        """It does not answer; what happens in the world is written down all the same."""
        if self._registerbestand.exists():
            self._registerbestand.rename(self._weg)

    def register_terug(self) -> None:
        self._weg.rename(self._registerbestand)

    @property
    def _weg(self) -> Path:
        return self._registerbestand.with_suffix(".weg")

    @property
    def _waar_het_is(self) -> Path:
        return self._registerbestand if self._registerbestand.exists() else self._weg

    def verwerk_wijzigingen(self) -> None:
        verwerk_wijzigingen(self.context)

    def onderhoud(self) -> None:
        """What the index does by itself; that the register is away is no reason to leave anything else."""
        verslag = onderhoud(Ronde(self.context, self.klok.moment, datetime.now(UTC)))
        for mislukt in verslag.mislukt:
            raise mislukt.fout

    def sluit_uit(self, adres: int, vanaf: date, tot: date) -> None:
        """R-075: nobody there is family by that address in this time."""
        plek = UitgeslotenAdres(Woonadres(nummeraanduiding(adres)), Bron.MINISTER, Geldigheid(vanaf, tot))
        with self._opslag.schrijven() as transactie:
            transactie.uitgesloten_adressen.neem_over([plek])
            transactie.leg_vast()

    def ken_toe(self, mens: Mens) -> None:
        """Who had no number gets his (R-030)."""
        geboren = ZonderNummer(mens.geslachtsnaam, mens.geboren)
        registreer_toekenning(self._waar_het_is, geboren, Bsn(mens.bsn), self.klok.moment)

    def koppel(self, wie: str, melding_id: str, bsn: str, sleutel: str) -> bool | str:
        """Whether it matches now, or why not."""
        gekregen = _of_code(lambda: koppel_bsn(KoppelBsn(afzender(wie), sleutel, melding_id, bsn), self.context))
        return gekregen if isinstance(gekregen, str) else gekregen.match_aanwezig

    def overlijdensbericht(self, bsn: str) -> None:
        verwerk_overlijden(Bsn(bsn), self.context)

    # Use cases; a refusal is its code

    def meld(self, wie: str, aanduiding: Aanduiding, sleutel: str, oin: str | None = None) -> Gemeld | str:
        """Through the partner system ``oin``, if it is not his usual one."""
        return _of_code(lambda: meld_jeugdige(MeldJeugdige(afzender(wie, oin), TeMelden(sleutel, aanduiding)), self.context))

    def verwijder(self, wie: str, melding_id: str, reden: str, sleutel: str) -> Verwijderd | str:
        verzoek = VerwijderMelding(afzender(wie), sleutel, melding_id, VerwijderReden(reden))
        return _of_code(lambda: verwijder_melding(verzoek, self.context))

    def historie(self, wie: str, melding_id: str, sleutel: str) -> str | frozenset[Any] | list[Any]:
        gekregen = _of_code(lambda: haal_historie_op(HaalHistorieOp(afzender(wie), sleutel, melding_id), self.context))
        return gekregen if isinstance(gekregen, str) else contacten(gekregen)

    def eigen_meldingen(self, wie: str, hoogstens: int, cursor: str | None) -> EigenMeldingen:
        return raadpleeg_eigen_meldingen(RaadpleegEigenMeldingen(afzender(wie), hoogstens, cursor), self.context)

    def signalen(self, bus: str, hoogstens: int = 500, vanaf: int = 1, *, door_coordinator: bool = False) -> Opgehaald:
        wie, ontvanger = (COORDINATOR, bus) if door_coordinator else (bus, None)
        return haal_signalen_op(HaalSignalenOp(afzender(wie), hoogstens, vanaf, ontvanger), self.context)

    def bevestig(self, bus: str, ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(str(uitkomst) for _, uitkomst in bevestig_signalen(BevestigSignalen(afzender(bus), ids), self.context))


def _of_code(vraag: Callable[[], T]) -> T | str:
    try:
        return vraag()
    except Weigering as weigering:
        return weigering.code


def aanduiding(mens: Mens, hoe: str, spelling: int = 0) -> Aanduiding:
    """Whom is meant: by number, or by name and birth date as far as these can be asked; a name can be spelled in two ways (R-028)."""
    if hoe == BSN:
        return OpBsn(mens.bsn)
    geboren = date(2015, 1, 1)
    with suppress(ValueError):
        geboren = datetime.strptime(f"{mens.geboren:08d}", "%Y%m%d").date()
    if hoe == ZONDER:
        anders = mens.geslachtsnaam.upper().replace("A", "\u00c4").replace("-", " ")
        return ZonderBsn(anders if spelling else mens.geslachtsnaam, geboren, "V")
    return Bevraging(mens.geslachtsnaam, geboren)


def afzender(wie: str, langs: str | None = None) -> Afzender:
    """A reporter, the coordinator, or the regievoerder of a gemeente."""
    if wie in REGIE:
        return Afzender(REGIE[wie], str(uuid4()), Stuurgegevens(REGIE[wie], f"regie-{wie}", Rol.REGIEVOERDER))
    plek, rol = (GGD, Rol.COORDINATOR) if wie == COORDINATOR else (MELDERS[wie], Rol.MELDER)
    oin = langs or plek.oin
    return Afzender(oin, str(uuid4()), Stuurgegevens(oin, wie, rol, plek.id))


def vorm(s: Signaal) -> tuple[Any, ...]:
    """A signaal as a recipient sees it, but for its id and its matchsleutel."""
    return (str(s.soort), s.tijdstip, s.eigen_melding_id, s.betreft_andere_jeugdige, s.betreft_signaal_id, contacten(s.contacten))


def contacten(gekregen: Sequence[Contact]) -> frozenset[tuple[Any, ...]] | list[tuple[Any, ...]]:
    """Each appointment once (keuzes.md 18), in whatever order; a list, which equals no set, when one is there twice."""
    namen = [(c.naam, c.instantie, c.telefoon, None if c.coordinator is None else c.coordinator.naam) for c in gekregen]
    return frozenset(namen) if len(set(namen)) == len(namen) else namen


def contact(wie: str) -> tuple[str, str, str, str | None]:
    """What a recipient learns of a reporter."""
    gegevens = _gegevens(wie)
    return (gegevens.naam, MELDERS[wie].naam, gegevens.telefoon or "", _gegevens(COORDINATOR).naam if MELDERS[wie] is GGD else None)


def _gegevens(wie: str) -> Contactgegevens:
    return Contactgegevens(f"Naam {wie}", telefoon=f"020-{wie}")


def _registreer(opslag: SqlOpslag) -> None:
    with opslag.beheer() as beheer:
        for oin in (EEN, TWEE):
            beheer.partner(oin, f"Leverancier {oin[-4:]}")
        instanties = {plek: Instantie(plek.id, plek.naam, plek.categorie, plek.maanden) for plek in INSTELLINGEN}
        for plek, instantie in instanties.items():
            beheer.instantie(instantie)
            beheer.convenant(MandaatSoort.INSTANTIE, plek.id, Convenant(plek.gemeente, ALTIJD))
            beheer.mandaat(Mandaat(plek.oin, MandaatSoort.INSTANTIE, plek.id, plek.gemeente, ALTIJD))
        for wie, plek in MELDERS.items():
            beheer.gebruiker(_medewerker(wie, Rol.MELDER, instanties[plek]))
        beheer.gebruiker(_medewerker(COORDINATOR, Rol.COORDINATOR, instanties[GGD]))
        beheer.coordinator(GGD.id, COORDINATOR)
        for gemeente, oin in REGIE.items():
            beheer.mandaat(Mandaat(oin, MandaatSoort.GEMEENTE, gemeente, gemeente, ALTIJD))
            beheer.gebruiker(_regievoerder(gemeente))
        beheer.leg_vast()


def _medewerker(wie: str, rol: Rol, instantie: Instantie) -> Gebruiker:
    return Gebruiker(wie, MandaatSoort.INSTANTIE, frozenset({rol}), ALTIJD, _gegevens(wie), instantie)


def _regievoerder(gemeente: str) -> Gebruiker:
    wie = f"regie-{gemeente}"
    return Gebruiker(wie, MandaatSoort.GEMEENTE, frozenset({Rol.REGIEVOERDER}), ALTIJD, _gegevens(wie), gemeentecode=gemeente)
