"""Lets something happen in the register of persons of a target that lets its tester do so."""

import secrets
from collections.abc import Mapping

from verwijsindex_conformance.doel import Doel, Gebeurtenissen, Persoon
from verwijsindex_conformance.oordeel import Overgeslagen
from verwijsindex_conformance.opdracht import draai_opdracht, vul_in

POSTCODE = "1999ZZ"
"""Where the suite lets people live: each alone, at a house number of his own."""
POSTCODE_INSTELLING = "1999ZX"
"""Where nobody lives but in an excluded address."""
HUISNUMMERS = 99_999


class Register:
    """The commands of doel.yaml, filled in and run; each returns when the target has processed the event."""

    def __init__(self, doel: Doel) -> None:
        self._gebeurtenissen = doel.gebeurtenissen
        self._uitvoerder = doel.uitvoerder
        self._waarom = doel.ontbreekt("gebeurtenissen", "doel.yaml zegt niet hoe in het personenregister van het doel iets kan gebeuren")

    def verhuis(self, persoon: Persoon, gemeente: str | None = None) -> None:
        """Move to an address where nobody lives, in this gemeente or in the one where he is."""
        opdrachten = self._bediening()
        nummer = str(secrets.randbelow(HUISNUMMERS) + 1)
        velden = {"{bsn}": persoon.bsn, "{postcode}": POSTCODE, "{huisnummer}": nummer, "{gemeente}": gemeente or ""}
        self._draai(vul_in(opdrachten.verhuizing if gemeente is None else opdrachten.gemeente, velden))

    def verhuis_naar_instelling(self, persoon: Persoon) -> None:
        """Move to an address where nobody lives and that is excluded: whoever lives there is no family."""
        opdrachten = self._bediening()
        uitsluiting = self._als_het_kan(opdrachten.uitsluiting)
        velden = {"{postcode}": POSTCODE_INSTELLING, "{huisnummer}": str(secrets.randbelow(HUISNUMMERS) + 1)}
        self._draai(vul_in(uitsluiting, velden))
        self._draai(vul_in(opdrachten.verhuizing, velden | {"{bsn}": persoon.bsn}))

    def trek_in_bij(self, persoon: Persoon, bij: Persoon) -> None:
        """Move to where somebody else lives."""
        self._draai(vul_in(self._bediening().intrek, {"{bsn}": persoon.bsn, "{bij}": bij.bsn}))

    def laat_geboren_worden(self, ouder: Persoon, gegevens: Mapping[str, str]) -> None:
        """A child with this geslachtsnaam, geboortedatum (yyyymmdd) and geslacht, which has no number yet."""
        velden = {"{ouder}": ouder.bsn, "{geslachtsnaam}": gegevens["geslachtsnaam"], "{geslacht}": gegevens["geslacht"]}
        self._draai(vul_in(self._als_het_kan(self._bediening().geboorte), velden | _datum(gegevens)))

    def ken_nummer_toe(self, gegevens: Mapping[str, str]) -> Persoon:
        """Who has none gets one; gives him with it."""
        bsn = _nieuw_nummer()
        velden = {"{geslachtsnaam}": gegevens["geslachtsnaam"], "{bsn}": bsn}
        self._draai(vul_in(self._als_het_kan(self._bediening().toekenning), velden | _datum(gegevens)))
        return Persoon(bsn, gegevens)

    def verbeter_nummer(self, persoon: Persoon) -> Persoon:
        """He gets another number in the place of his; gives him with it."""
        nieuw = Persoon(_nieuw_nummer(), persoon.gegevens)
        self._draai(vul_in(self._als_het_kan(self._bediening().verbetering), {"{bsn}": persoon.bsn, "{nieuw}": nieuw.bsn}))
        return nieuw

    def laat_overlijden(self, persoon: Persoon) -> None:
        """Today, by the clock of the target."""
        self._draai(vul_in(self._als_het_kan(self._bediening().overlijden), {"{bsn}": persoon.bsn}))

    @staticmethod
    def _als_het_kan(opdracht: tuple[str, ...]) -> tuple[str, ...]:
        if not opdracht:
            raise Overgeslagen("doel.yaml zegt niet hoe dit in het personenregister van het doel kan gebeuren")
        return opdracht

    def _draai(self, opdracht: list[str]) -> None:
        draai_opdracht(self._uitvoerder, opdracht, "een gebeurtenis")

    def _bediening(self) -> Gebeurtenissen:
        if self._gebeurtenissen is None:
            raise Overgeslagen(self._waarom)
        return self._gebeurtenissen


def _datum(gegevens: Mapping[str, str]) -> dict[str, str]:
    jaar_maand_dag = gegevens["geboortedatum"]
    return {"{geboortedatum}": f"{jaar_maand_dag[:4]}-{jaar_maand_dag[4:6]}-{jaar_maand_dag[6:]}"}


def _nieuw_nummer() -> str:
    """One that passes the eleven-test, of the range for invented persons; that somebody has it already is one chance in thousands."""
    while True:
        acht = str(secrets.randbelow(9_800_000) + 90_000_000)
        rest = sum(gewicht * int(cijfer) for gewicht, cijfer in zip(range(9, 1, -1), acht, strict=True)) % 11
        if rest < 10:
            return f"{acht}{rest}"
