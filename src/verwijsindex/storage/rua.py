"""Excluded addresses, with the pseudonyms by which an inhabitant is recognised (R-075, R-077)."""

from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select

from verwijsindex.domain.jeugdige import Woonadres
from verwijsindex.domain.regels.uitsluiten import herkenning
from verwijsindex.domain.tijd import Geldigheid
from verwijsindex.domain.uitgesloten import Bron, Overgenomen, UitgeslotenAdres
from verwijsindex.storage.jeugdigen import adrespseudoniemen
from verwijsindex.storage.kluis import Kluis
from verwijsindex.storage.opdracht import Opdracht, Rij, Sessie, Waarde, bewaren
from verwijsindex.storage.tabellen_omgeving import uitgesloten_adres
from verwijsindex.storage.vormen import als_dag, dag_of_niets, tekst_of_niets

_BEWAAR: Final = Opdracht(bewaren(uitgesloten_adres))
_TOT: Final = Opdracht(select(uitgesloten_adres.c.tot).where(uitgesloten_adres.c.id == bindparam("id")))
_kolommen = uitgesloten_adres.c
_ALLE: Final = Opdracht(
    select(
        _kolommen.nummeraanduiding,
        _kolommen.postcode,
        _kolommen.huisnummer,
        _kolommen.huisletter,
        _kolommen.toevoeging,
        _kolommen.aanduiding,
        _kolommen.bron,
        _kolommen.gemeentecode,
        _kolommen.vanaf,
        _kolommen.tot,
    ).order_by(_kolommen.postcode, _kolommen.huisnummer, _kolommen.nummeraanduiding, _kolommen.vanaf, _kolommen.id)
)


class SqlUitgeslotenAdressen:
    """``ports_onderhoud.UitgeslotenAdressen``."""

    def __init__(self, sessie: Sessie, kluis: Kluis) -> None:
        self._sessie = sessie
        self._kluis = kluis

    def neem_over(self, adressen: Iterable[UitgeslotenAdres]) -> Overgenomen:
        """Keep these; of what is known only the end can differ. What is not among them stays."""
        nieuw = gewijzigd = bekend = 0
        for adres in adressen:
            rij = self._rij(adres)
            stond = self._sessie.rij(_TOT, id=rij["id"])
            if stond is None:
                nieuw += 1
            elif dag_of_niets(stond[0]) != adres.geldigheid.tot:
                gewijzigd += 1
            else:
                bekend += 1
                continue
            self._sessie.doe(_BEWAAR, **rij)
        return Overgenomen(nieuw, gewijzigd, bekend)

    def alle(self) -> Sequence[UitgeslotenAdres]:
        """Every excluded address, those of the past included."""
        return [_adres(rij) for rij in self._sessie.rijen(_ALLE)]

    def _rij(self, adres: UitgeslotenAdres) -> dict[str, Waarde]:
        bag, tekst = adrespseudoniemen(self._kluis, adres.adres)
        return {
            "id": self._id(adres),
            "nummeraanduiding": adres.adres.nummeraanduiding,
            "postcode": adres.adres.postcode,
            "huisnummer": adres.adres.huisnummer,
            "huisletter": adres.adres.huisletter,
            "toevoeging": adres.adres.toevoeging,
            "aanduiding": adres.adres.aanduiding,
            "bron": adres.bron.value,
            "gemeentecode": adres.gemeentecode,
            "vanaf": adres.geldigheid.vanaf.isoformat(),
            "tot": tekst_of_niets(adres.geldigheid.tot),
            "kenmerk_bag": self._kluis.zegel_of_niets(bag),
            "kenmerk_tekst": self._kluis.zegel_of_niets(tekst),
        }

    def _id(self, adres: UitgeslotenAdres) -> str:
        """The same for the same exclusion, so that a list can be taken over twice."""
        return str(UUID(bytes=self._kluis.kenmerk("uitgesloten_adres.id", *map(str, herkenning(adres)))[:16]))


def _adres(rij: Rij) -> UitgeslotenAdres:
    *adres, bron, gemeentecode, vanaf, tot = rij
    return UitgeslotenAdres(Woonadres(*adres), Bron(bron), Geldigheid(als_dag(vanaf), dag_of_niets(tot)), gemeentecode)
