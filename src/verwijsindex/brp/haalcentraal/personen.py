"""The register of persons over the BRP API Personen (R-022, R-025, R-172; keuzes.md 11, 12)."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final

from verwijsindex.brp.haalcentraal import antwoorden, vragen
from verwijsindex.brp.haalcentraal.kanaal import Kanaal, Uitkomst
from verwijsindex.brp.haalcentraal.post import Verzoek
from verwijsindex.brp.haalcentraal.spelling import spellingen
from verwijsindex.brp.haalcentraal.storing import Reden, Storing
from verwijsindex.brp.persoonslijst import Persoonslijst, als_registerpersoon
from verwijsindex.domain.aanduiding import ZonderBsn
from verwijsindex.domain.jeugdige import RegisterPersoon, Treffer
from verwijsindex.domain.nummers import Bsn, voldoet_aan_elfproef
from verwijsindex.domain.regels.namen import normaliseer
from verwijsindex.domain.regels.zonder_bsn import als_zonder_bsn
from verwijsindex.domain.tijd import BrpDatum, als_getal

PAD: Final = "/personen"
KOPPEN: Final = {"Content-Type": "application/json; charset=utf-8", "Accept": "application/json"}


class BrpPersonen:
    """Implements ``domain.ports_register.Personenregister``. Numbers and names travel in the body of a POST, never in an address."""

    def __init__(self, kanaal: Kanaal, *, adressen: Callable[[], bool] = lambda: True) -> None:
        """While ``adressen`` says no, the woonadres of who is asked for by number is not asked (R-076)."""
        self._kanaal = kanaal
        self._vraagt_adressen = adressen

    def zoek_op_bsn(self, bsn: Bsn) -> Sequence[RegisterPersoon]:
        """Every entry that bears this number (R-022). Raises RegisterOnbereikbaar (VIR-190) when there is no answer as described."""
        velden = (*vragen.WIE, *vragen.WOONADRES) if self._vraagt_adressen() else vragen.WIE
        with self._kanaal.gesprek(vragen.RAADPLEEG):
            return [als_registerpersoon(persoon) for persoon in self._raadpleeg([bsn], velden)]

    def zoek_op_naam(self, geslachtsnaam: str, geboortedatum: date) -> Sequence[Treffer]:
        """Every entry with this name, spelled alike by R-028, and exactly this birth date.

        ``persoon`` of a Treffer has no parents and no gemeente: who he is in full is asked by number, once it is known whom is meant.
        The address is asked of those who can be reported as far as is known here. Raises RegisterOnbereikbaar (VIR-190).
        """
        with self._kanaal.gesprek(vragen.ZOEK_OP_NAAM):
            gevonden = [persoon for naam in spellingen(geslachtsnaam) for persoon in self._zoek(naam, geboortedatum)]
            gelijk = [persoon for persoon in gevonden if normaliseer(persoon.geslachtsnaam or "") == normaliseer(geslachtsnaam)]
            adressen = self._adressen(gelijk)
        return [_treffer(persoon, adressen.get(persoon.bsn)) for persoon in gelijk]

    def als_zonder_bsn(self, bsn: Bsn) -> Sequence[ZonderBsn]:
        """How those with this number would be reported without it (R-030). Raises RegisterOnbereikbaar (VIR-190)."""
        with self._kanaal.gesprek(vragen.RAADPLEEG):
            personen = self._raadpleeg([bsn], vragen.DRIETAL)
        gevonden = (als_zonder_bsn(p.geslachtsnaam, BrpDatum.lees(p.geboortedatum), p.geslacht) for p in personen)
        return [wie for wie in gevonden if wie is not None]

    def _zoek(self, naam: str, geboortedatum: date) -> Iterator[Persoonslijst]:
        gezocht = f"{als_getal(geboortedatum):08d}"
        for persoon in self._vraag(vragen.zoek_op_naam(naam, geboortedatum), vragen.ZOEK_OP_NAAM):
            if persoon.geboortedatum != gezocht:
                raise Storing(Reden.PERSOON)
            yield persoon

    def _raadpleeg(self, nummers: Sequence[Bsn], velden: Sequence[str]) -> Sequence[Persoonslijst]:
        gevonden = self._vraag(vragen.raadpleeg(nummers, velden), vragen.RAADPLEEG)
        gevraagd = {bsn.waarde for bsn in nummers}
        if any(persoon.bsn not in gevraagd for persoon in gevonden):
            raise Storing(Reden.PERSOON)
        return gevonden

    def _adressen(self, personen: Sequence[Persoonslijst]) -> dict[str | None, Persoonslijst]:
        """Per number the entry with the address; of a number that several entries bear, none."""
        nummers = list(dict.fromkeys(Bsn(p.bsn) for p in personen if _is_aanwijsbaar(p) and p.bsn is not None))
        gevonden: list[Persoonslijst] = []
        for begin in range(0, len(nummers), vragen.HOOGSTENS):
            gevonden += self._raadpleeg(nummers[begin : begin + vragen.HOOGSTENS], vragen.WAAR)
        dragers = [persoon.bsn for persoon in gevonden]
        return {persoon.bsn: persoon for persoon in gevonden if dragers.count(persoon.bsn) == 1}

    def _vraag(self, vraag: bytes, soort: str) -> Sequence[Persoonslijst]:
        uitkomst = self._kanaal.vraag(Verzoek("POST", self._kanaal.adres + PAD, KOPPEN, vraag))
        if uitkomst.is_niet_gevonden:
            return []
        _eis_gelukt(uitkomst)
        return antwoorden.personen(uitkomst.inhoud, soort)


def _eis_gelukt(uitkomst: Uitkomst) -> None:
    if not uitkomst.is_gelukt:
        te_veel = uitkomst.inhoud.get("code") == "tooManyResults"
        raise Storing(Reden.TE_VEEL if te_veel else Reden.GEWEIGERD, uitkomst.status)


def _is_aanwijsbaar(persoon: Persoonslijst) -> bool:
    """keuzes.md 12: alive, not suspended, and with a number; nobody else is found by a bevraging, so his address is not asked."""
    return not persoon.is_overleden and not persoon.is_opgeschort and voldoet_aan_elfproef(persoon.bsn or "")


def _treffer(persoon: Persoonslijst, adres: Persoonslijst | None) -> Treffer:
    """As the embedded register does: a number that fails the eleven-test is no number."""
    nummer = persoon.bsn or ""
    return Treffer(
        persoon=als_registerpersoon(persoon),
        bsn=Bsn(nummer) if voldoet_aan_elfproef(nummer) else None,
        voorvoegsel=persoon.voorvoegsel,
        voornamen=persoon.voornamen,
        geslacht=persoon.geslacht,
        postcode=None if adres is None else adres.postcode,
        huisnummer=None if adres is None else adres.huisnummer,
    )
